/// One element of a BER encoding, cut open as far as it goes; strings that hold an encoding are opened too.
struct Element {
    var tag: [UInt8]
    var contents: Contents

    indirect enum Contents {
        case octets([UInt8])
        /// The octets before the elements are the count of unused bits of a BIT STRING.
        case elements(before: [UInt8], [Element])
    }

    /// Every element of the input; nil when it is not a sequence of whole definite-length elements.
    static func all(in input: ArraySlice<UInt8>, depth: Int = 0) -> [Element]? {
        guard depth < 40 else { return nil }
        var rest = input
        var found: [Element] = []
        while !rest.isEmpty {
            guard let element = Element(takenFrom: &rest, depth: depth) else { return nil }
            found.append(element)
        }
        return found
    }

    private init?(takenFrom input: inout ArraySlice<UInt8>, depth: Int) {
        guard input.count >= 2 else { return nil }
        var position = input.startIndex + 1
        if input[input.startIndex] & 0x1f == 0x1f {
            while position < input.endIndex, input[position] & 0x80 != 0 { position += 1 }
            position += 1
        }
        guard position < input.endIndex else { return nil }
        tag = Array(input[input.startIndex..<position])
        var length = Int(input[position])
        position += 1
        if length >= 0x80 {
            let count = length & 0x7f
            guard (1...4).contains(count), input.endIndex - position >= count else { return nil }
            length = input[position..<position + count].reduce(0) { $0 << 8 | Int($1) }
            position += count
        }
        guard input.endIndex - position >= length else { return nil }
        let octets = input[position..<position + length]
        input = input[(position + length)...]
        contents = Self.opened(octets, tag: tag[0], depth: depth)
    }

    private static func opened(_ octets: ArraySlice<UInt8>, tag: UInt8, depth: Int) -> Contents {
        if tag & 0x20 != 0, let inner = all(in: octets, depth: depth + 1) { return .elements(before: [], inner) }
        // Extensions and encapsulated content are in octet strings, public keys in bit strings.
        if tag == 0x04, octets.count > 4, let inner = all(in: octets, depth: depth + 1) {
            return .elements(before: [], inner)
        }
        if tag == 0x03, octets.first == 0, octets.count > 4, let inner = all(in: octets.dropFirst(), depth: depth + 1) {
            return .elements(before: [0], inner)
        }
        return .octets(Array(octets))
    }

    /// The encoding with lengths that are right again.
    var encoding: [UInt8] {
        let body: [UInt8] =
            switch contents {
            case .octets(let octets): octets
            case .elements(let before, let elements): before + elements.flatMap(\.encoding)
            }
        return tag + Self.length(body.count) + body
    }

    private static func length(_ count: Int) -> [UInt8] {
        if count < 0x80 { return [UInt8(count)] }
        var octets: [UInt8] = []
        var rest = count
        while rest > 0 {
            octets.insert(UInt8(truncatingIfNeeded: rest), at: 0)
            rest >>= 8
        }
        return [0x80 | UInt8(octets.count)] + octets
    }

    /// This element and everything inside.
    var count: Int {
        switch contents {
        case .octets: 1
        case .elements(_, let elements): elements.reduce(1) { $0 + $1.count }
        }
    }

    /// The element at a place, counted from the outside in.
    func element(at place: Int) -> Element? {
        if place == 0 { return self }
        guard case .elements(_, let elements) = contents else { return nil }
        var rest = place - 1
        for element in elements {
            if rest < element.count { return element.element(at: rest) }
            rest -= element.count
        }
        return nil
    }

    /// This element with the one at a place replaced: by nothing, by one, or by several.
    func replacing(at place: Int, with change: (Element) -> [Element]) -> [Element] {
        if place == 0 { return change(self) }
        guard case .elements(let before, let elements) = contents else { return [self] }
        var rest = place - 1
        var result: [Element] = []
        for element in elements {
            if rest >= 0, rest < element.count {
                result += element.replacing(at: rest, with: change)
            } else {
                result.append(element)
            }
            rest -= element.count
        }
        return [Element(tag: tag, contents: .elements(before: before, result))]
    }

    private init(tag: [UInt8], contents: Contents) {
        self.tag = tag
        self.contents = contents
    }
}

/// Changes the structure of an encoding and keeps its lengths right, which flipping bits hardly ever does.
struct DERMutator {
    private var random: SplitMix

    /// Changes the octets of a primitive element: libFuzzer's own way.
    private let mutateOctets: ([UInt8]) -> [UInt8]

    init(seed: UInt64, mutateOctets: @escaping ([UInt8]) -> [UInt8]) {
        random = SplitMix(state: seed)
        self.mutateOctets = mutateOctets
    }

    /// One or a few changes; nil when the input is no encoding.
    mutating func mutated(_ input: [UInt8]) -> [UInt8]? {
        guard var elements = Element.all(in: input[...]), !elements.isEmpty else { return nil }
        for _ in 0...Int.random(in: 0...2, using: &random) where !elements.isEmpty {
            elements = changed(elements)
        }
        return elements.flatMap(\.encoding)
    }

    private mutating func changed(_ elements: [Element]) -> [Element] {
        let root = Int.random(in: elements.indices, using: &random)
        let place = Int.random(in: 0..<elements[root].count, using: &random)
        let donor = elements[root].element(at: Int.random(in: 0..<elements[root].count, using: &random))
        let operation = Int.random(in: 0..<10, using: &random)
        let tag = UInt8.random(in: 0...255, using: &random)
        let mutateOctets = self.mutateOctets
        let replaced = elements[root].replacing(at: place) { element in
            var element = element
            switch operation {
            case 0: return []
            case 1: return [element, element]
            case 2: return donor.map { [$0] } ?? [element]
            case 3: return donor.map { [element, $0] } ?? [element]
            case 4:
                element.tag = Self.tags.randomElement(byTurn: Int(tag)) ?? element.tag
                return [element]
            case 5:
                if case .elements(let before, let inner) = element.contents {
                    element.contents = .elements(before: before, inner.reversed())
                }
                return [element]
            default:
                switch element.contents {
                case .octets(let octets): element.contents = .octets(mutateOctets(octets))
                // Rarely, the octets of a whole constructed element are taken for anything.
                case .elements where operation == 9: element.contents = .octets(mutateOctets(element.body))
                case .elements: break
                }
                return [element]
            }
        }
        return Array(elements[..<root]) + replaced + Array(elements[(root + 1)...])
    }

    /// The types that signatures and certificates are made of.
    private static let tags: [[UInt8]] = [
        [0x01], [0x02], [0x03], [0x04], [0x05], [0x06], [0x0a], [0x0c], [0x13], [0x14], [0x16], [0x17], [0x18], [0x1e],
        [0x24], [0x30], [0x31], [0x80], [0x81], [0x82], [0x86], [0xa0], [0xa1], [0xa2], [0xa3], [0xa4],
    ]
}

extension Element {
    /// The octets inside, without tag and length.
    fileprivate var body: [UInt8] {
        switch contents {
        case .octets(let octets): octets
        case .elements(let before, let elements): before + elements.flatMap(\.encoding)
        }
    }
}

extension Array {
    fileprivate func randomElement(byTurn number: Int) -> Element? { isEmpty ? nil : self[number % count] }
}

/// A small generator that gives the same numbers for the same seed, so that a finding can be reached again.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

/// Takes PDF syntax apart as qpdf does (ISO 32000-2 clause 7.2), and keeps nothing of it.
///
/// What qpdf will read is measured with it beforehand, so that wherever the standard leaves room it must not see less than qpdf.
@safe struct PDFLexer {
    let octets: UnsafeRawBufferPointer
    /// Where the next token is looked for.
    var place: Int

    /// One token; names and words are where they stand.
    enum Token: Hashable {
        case end
        case arrayOpen
        case arrayClose
        case dictionaryOpen
        case dictionaryClose
        case integer(Int)
        case name(Range<Int>)
        case word(Range<Int>)
        /// A string, or what cannot be told; either has no meaning here.
        case other
    }

    init(_ octets: UnsafeRawBufferPointer, at place: Int) {
        unsafe self.octets = unsafe octets
        self.place = max(0, place)
    }

    /// The next token; white space and comments are passed over.
    mutating func next() -> Token {
        skipBlanks()
        guard let first = octet(at: place) else { return .end }
        let start = place
        place += 1
        switch first {
        case UInt8(ascii: "["): return .arrayOpen
        case UInt8(ascii: "]"): return .arrayClose
        case UInt8(ascii: "("):
            skipString()
            return .other
        case UInt8(ascii: "<"):
            if octet(at: place) == UInt8(ascii: "<") {
                place += 1
                return .dictionaryOpen
            }
            skipHexadecimal()
            return .other
        case UInt8(ascii: ">"):
            guard octet(at: place) == UInt8(ascii: ">") else { return .other }
            place += 1
            return .dictionaryClose
        case UInt8(ascii: ")"), UInt8(ascii: "{"), UInt8(ascii: "}"): return .other
        default: break
        }
        while let octet = octet(at: place), !Self.isDelimiter(octet) { place += 1 }
        if first == UInt8(ascii: "/") { return isSpoilt(start..<place) ? .other : .name(start..<place) }
        return integer(in: start..<place).map { .integer($0) } ?? .word(start..<place)
    }

    /// A name without its slash, its escapes undone (ISO 32000-2 clause 7.3.5).
    func name(in range: Range<Int>) -> String {
        var decoded: [UInt8] = []
        var place = range.lowerBound + 1
        while place < range.upperBound {
            let octet = octet(at: place) ?? 0
            place += 1
            guard octet == UInt8(ascii: "#"), place + 1 < range.upperBound, let high = digit(at: place),
                let low = digit(at: place + 1)
            else {
                decoded.append(octet)
                continue
            }
            decoded.append(high << 4 | low)
            place += 2
        }
        return String(latin1: decoded)
    }

    /// Whether a word is that one.
    func isWord(_ token: Token, _ word: StaticString) -> Bool {
        guard case .word(let range) = token, range.count == word.utf8CodeUnitCount else { return false }
        return range.allSatisfy { unsafe octet(at: $0) == word.utf8Start[$0 - range.lowerBound] }
    }

    /// Steps behind what ends the keyword `stream`: what qpdf takes for it, not only what ISO 32000-2 clause 7.3.8.1 asks for.
    mutating func skipLineEnd() {
        while let octet = octet(at: place) {
            switch octet {
            case 0x0a:
                place += 1
                return
            case 0x0d:
                place += self.octet(at: place + 1) == 0x0a ? 2 : 1
                return
            case _ where Self.isBlank(octet): place += 1
            default: return
            }
        }
    }

    /// The number that stands before a place, after white space only.
    func number(before end: Int) -> (value: Int, start: Int)? {
        var start = end
        while let octet = octet(at: start - 1), Self.isBlank(octet) { start -= 1 }
        let last = start
        while isDigit(at: start - 1) { start -= 1 }
        guard last < end, let value = integer(in: start..<last) else { return nil }
        return (value, start)
    }

    /// Whether a digit stands at a place.
    func isDigit(at place: Int) -> Bool { Self.isDigit(octet(at: place)) }

    /// The octet at a place; nil outside.
    func octet(at place: Int) -> UInt8? { unsafe place >= 0 && place < octets.count ? octets[place] : nil }

    private mutating func skipBlanks() {
        while let octet = octet(at: place) {
            if octet == UInt8(ascii: "%") {
                while let octet = self.octet(at: place), octet != 0x0a, octet != 0x0d { place += 1 }
            } else if !Self.isBlank(octet) {
                return
            } else {
                place += 1
            }
        }
    }

    private mutating func skipString() {
        var depth = 1
        while let octet = octet(at: place), depth > 0 {
            place += octet == UInt8(ascii: "\\") ? 2 : 1
            if octet == UInt8(ascii: "(") { depth += 1 }
            if octet == UInt8(ascii: ")") { depth -= 1 }
        }
    }

    /// A letter that is no digit ends a hexadecimal string as well as its bracket does.
    private mutating func skipHexadecimal() {
        while let octet = octet(at: place) {
            place += 1
            guard digit(at: place - 1) != nil || Self.isBlank(octet) else { return }
        }
    }

    /// Whether a name has the escape of the character that none may have: qpdf takes it for no name.
    private func isSpoilt(_ name: Range<Int>) -> Bool {
        name.contains { place in
            octet(at: place) == UInt8(ascii: "#") && octet(at: place + 1) == 0x30 && octet(at: place + 2) == 0x30
        }
    }

    private func integer(in range: Range<Int>) -> Int? {
        var digits = range
        let sign = octet(at: range.lowerBound)
        if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { digits = digits.dropFirst() }
        guard !digits.isEmpty else { return nil }
        var value = 0
        for place in digits {
            guard let octet = octet(at: place), Self.isDigit(octet) else { return nil }
            value = min(value, .max / 100) * 10 + Int(octet - 0x30)
        }
        return sign == UInt8(ascii: "-") ? -value : value
    }

    private func digit(at place: Int) -> UInt8? {
        switch octet(at: place) {
        case let octet? where (0x30...0x39).contains(octet): octet - 0x30
        case let octet? where (0x41...0x46).contains(octet): octet - 0x37
        case let octet? where (0x61...0x66).contains(octet): octet - 0x57
        default: nil
        }
    }

    fileprivate static func isDigit(_ octet: UInt8?) -> Bool { octet.map { (0x30...0x39).contains($0) } ?? false }

    static func isBlank(_ octet: UInt8) -> Bool { octet == 0x20 || (0x09...0x0d).contains(octet) || octet == 0 }

    private static func isDelimiter(_ octet: UInt8) -> Bool { isBlank(octet) || "()<>[]{}/%".utf8.contains(octet) }
}

extension PDFLexer {
    /// Steps over a cross-reference table as far as qpdf would (ISO 32000-2 clause 7.5.4), which is less strict than the standard.
    ///
    /// - Returns: Its rows, more than the limit when there are more or they are absurdly long; and where they say that objects are.
    mutating func skipTable(atMost limit: Int) -> (rows: Int, offsets: [Int]) {
        var offsets: [Int] = []
        var rows = 0
        while skipField() != nil, let count = skipField() {
            skipSpace()
            for _ in 0..<count {
                let start = place
                guard let offset = skipField(), skipField() != nil, let kind = octet(at: place),
                    "nf".utf8.contains(kind)
                else { return (rows, offsets) }
                if kind == UInt8(ascii: "n") { offsets.append(offset) }
                rows += 1
                place = start
                while let octet = octet(at: place), octet != 0x0a, octet != 0x0d { place += 1 }
                while let octet = octet(at: place), octet == 0x0a || octet == 0x0d { place += 1 }
                guard rows <= limit, place - start <= 1_024 else { return (limit + 1, offsets) }
            }
        }
        return (rows, offsets)
    }

    /// Steps over white space, a number and white space behind it; nil when they are not there.
    private mutating func skipField() -> Int? {
        skipSpace()
        var value: Int?
        while let octet = octet(at: place), Self.isDigit(octet) {
            value = min(value ?? 0, .max / 100) * 10 + Int(octet - 0x30)
            place += 1
        }
        guard let value, octet(at: place).map(Self.isBlank) ?? false else { return nil }
        skipSpace()
        return value
    }

    private mutating func skipSpace() {
        while let octet = octet(at: place), Self.isBlank(octet) { place += 1 }
    }
}

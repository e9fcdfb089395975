internal import SandyqValidation

/// A whole number in decimal digits, as XML writes serial numbers and coordinates.
struct DecimalNumber {
    /// Most significant first, without leading zeros.
    let octets: [UInt8]
    let isNegative: Bool

    /// Reads digits with white space around them; nil for anything else, or more than a thousand of them.
    init?(_ text: String) {
        var digits = Array(text.utf8)[...]
        let isSpace = { (character: UInt8) in character == 0x20 || (0x09...0x0d).contains(character) }
        digits = digits.drop(while: isSpace)
        while let last = digits.last, isSpace(last) { digits.removeLast() }
        isNegative = digits.first == UInt8(ascii: "-")
        if isNegative || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
        guard !digits.isEmpty, digits.count <= 1_000 else { return nil }
        var octets: [UInt8] = []
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            var carry = Int(digit) - 0x30
            for index in octets.indices.reversed() {
                carry += Int(octets[index]) * 10
                octets[index] = UInt8(truncatingIfNeeded: carry)
                carry >>= 8
            }
            if carry > 0 { octets.insert(UInt8(carry), at: 0) }
        }
        self.octets = octets
    }

    /// As facts have serial numbers.
    var hexadecimal: String {
        let digits = octets.hexadecimal.drop { $0 == "0" }
        return digits.isEmpty ? "0" : (isNegative ? "-" : "") + digits
    }
}

extension OID {
    /// The OBJECT IDENTIFIER element; nil when this is no identifier.
    var encoding: [UInt8]? {
        let arcs = rawValue.split(separator: ".", omittingEmptySubsequences: false).map { UInt64($0) }
        guard arcs.count >= 2, !arcs.contains(nil), let first = arcs[0], let second = arcs[1], first <= 2,
            second < 1 << 32
        else { return nil }
        var contents: [UInt8] = []
        for arc in [first * 40 + second] + arcs.dropFirst(2).compactMap(\.self) {
            var groups = [UInt8(arc & 0x7f)]
            var rest = arc >> 7
            while rest > 0 {
                groups.insert(UInt8(rest & 0x7f) | 0x80, at: 0)
                rest >>= 7
            }
            contents += groups
        }
        return BEREncoding.element(0x06, contents)
    }
}

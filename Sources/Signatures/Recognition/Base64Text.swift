/// Base64 as people store it: broken into lines, indented, sometimes without its padding (RFC 4648 clause 4).
struct Base64Text {
    let bytes: [UInt8]
    /// Whether padding is missing or stray bits are set: another text would decode to the same bytes.
    let isWeak: Bool

    /// Decodes text in which white space may stand anywhere; nil when any other character does.
    init?(_ text: ArraySlice<UInt8>) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var group: UInt32 = 0
        var digits = 0
        var padding = 0
        for character in text {
            let value = Self.values[Int(character)]
            if value < 64 {
                guard padding == 0 else { return nil }
                group = group << 6 | UInt32(value)
                digits += 1
                if digits.isMultiple(of: 4) {
                    bytes.append(UInt8(truncatingIfNeeded: group >> 16))
                    bytes.append(UInt8(truncatingIfNeeded: group >> 8))
                    bytes.append(UInt8(truncatingIfNeeded: group))
                    group = 0
                }
            } else if value == Self.pad {
                padding += 1
            } else if value != Self.space {
                return nil
            }
        }
        let left = digits % 4
        guard left != 1, padding <= 2 else { return nil }
        var strayBits = false
        if left > 1 {
            let bits = left * 6
            let octets = left - 1
            for octet in 1...octets { bytes.append(UInt8(truncatingIfNeeded: group >> UInt32(bits - 8 * octet))) }
            strayBits = group & (1 << UInt32(bits - 8 * octets) - 1) != 0
        }
        self.bytes = bytes
        isWeak = strayBits || padding != (left == 0 ? 0 : 4 - left)
    }

    private static let pad: UInt8 = 0xfd
    private static let space: UInt8 = 0xfe
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xff, count: 256)
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        for (value, character) in alphabet.utf8.enumerated() { values[Int(character)] = UInt8(value) }
        values[Int(UInt8(ascii: "="))] = pad
        for character in " \t\r\n\u{b}\u{c}".utf8 { values[Int(character)] = space }
        return values
    }()
}

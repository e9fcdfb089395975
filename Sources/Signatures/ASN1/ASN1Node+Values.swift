package import SandyqValidation

extension ASN1Node {
    /// The dotted form of an OBJECT IDENTIFIER.
    package func oid(_ what: String, as identifier: ASN1Identifier = .objectIdentifier) throws(FormatError) -> OID {
        try OID(contents: try primitive(what, as: identifier), what)
    }

    /// An INTEGER in lower-case hexadecimal without leading zeros, "-" before a negative one.
    package func integer(_ what: String, as identifier: ASN1Identifier = .integer) throws(FormatError) -> String {
        try Self.hexadecimalInteger(try primitive(what, as: identifier), what)
    }

    /// An INTEGER or ENUMERATED that must fit into an `Int`.
    package func smallInteger(_ what: String, as identifier: ASN1Identifier = .integer) throws(FormatError) -> Int {
        let bytes = try primitive(what, as: identifier)
        guard let first = bytes.first, bytes.count <= 8 else {
            throw FormatError("\(what): the number is out of range")
        }
        return bytes.reduce(first >= 0x80 ? -1 : 0) { $0 << 8 | Int($1) }
    }

    /// A BOOLEAN; any octet but zero is true, as BER has it.
    package func boolean(_ what: String, as identifier: ASN1Identifier = .boolean) throws(FormatError) -> Bool {
        let bytes = try primitive(what, as: identifier)
        guard bytes.count == 1, let octet = bytes.first else { throw FormatError("\(what): not a BOOLEAN") }
        return octet != 0
    }

    /// The octets of an OCTET STRING; the pieces of a constructed one are joined.
    package func octets(
        _ what: String,
        as identifier: ASN1Identifier = .octetString
    ) throws(FormatError) -> ArraySlice<UInt8> {
        guard self.identifier == identifier else { throw FormatError("\(what): another type was expected") }
        guard isConstructed else { return contents }
        var joined: [UInt8] = []
        try appendOctets(to: &joined, what)
        return joined[...]
    }

    private func appendOctets(to joined: inout [UInt8], _ what: String) throws(FormatError) {
        guard isConstructed else { return joined.append(contentsOf: contents) }
        for node in elements {
            guard node.identifier == .octetString else { throw FormatError("\(what): a piece of another type") }
            try node.appendOctets(to: &joined, what)
        }
    }

    /// The bits of a BIT STRING, first bit in the highest place of the first octet; pieces are joined.
    package func bits(_ what: String, as identifier: ASN1Identifier = .bitString) throws(FormatError) -> ASN1Bits {
        guard self.identifier == identifier else { throw FormatError("\(what): another type was expected") }
        guard isConstructed else { return try ASN1Bits(contents: contents, what) }
        var joined: [UInt8] = []
        var unused = 0
        for piece in elements {
            guard unused == 0 else { throw FormatError("\(what): only the last piece may have unused bits") }
            let bits = try piece.bits(what)
            joined.append(contentsOf: bits.bytes)
            unused = bits.unused
        }
        return ASN1Bits(bytes: joined[...], unused: unused)
    }

    /// The octets of a BIT STRING that holds whole octets: a key or a signature.
    package func wholeOctets(_ what: String) throws(FormatError) -> ArraySlice<UInt8> {
        let bits = try bits(what)
        guard bits.unused == 0 else { throw FormatError("\(what): not whole octets") }
        return bits.bytes
    }

    static func hexadecimalInteger(_ bytes: ArraySlice<UInt8>, _ what: String) throws(FormatError) -> String {
        guard let first = bytes.first else { throw FormatError("\(what): an INTEGER without contents") }
        var magnitude = bytes
        if first >= 0x80 {
            var carry = true
            var negated = [UInt8](repeating: 0, count: bytes.count)
            for (place, octet) in bytes.enumerated().reversed() {
                negated[place] = carry ? ~octet &+ 1 : ~octet
                carry = carry && octet == 0
            }
            magnitude = negated[...]
        }
        var text: [UInt8] = first >= 0x80 ? [UInt8(ascii: "-")] : []
        text.reserveCapacity(magnitude.count * 2 + 1)
        let start = text.count
        for octet in magnitude {
            for digit in [octet >> 4, octet & 15] where digit != 0 || text.count > start {
                text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            }
        }
        return text.count == start ? "0" : String(decoding: text, as: UTF8.self)
    }
}

/// The value of a BIT STRING.
package struct ASN1Bits: Hashable, Sendable {
    /// Bits in order, highest first.
    package let bytes: ArraySlice<UInt8>
    /// How many bits of the last octet do not belong to the value.
    package let unused: Int

    init(bytes: ArraySlice<UInt8>, unused: Int) {
        self.bytes = bytes
        self.unused = unused
    }

    init(contents: ArraySlice<UInt8>, _ what: String) throws(FormatError) {
        guard let unused = contents.first, unused < 8, unused == 0 || contents.count > 1 else {
            throw FormatError("\(what): not a BIT STRING")
        }
        self.init(bytes: contents.dropFirst(), unused: Int(unused))
    }

    /// Named bits as a number with bit 0 lowest; bits from 16 on are left out.
    package var flags: UInt16 {
        var flags: UInt16 = 0
        for (place, octet) in bytes.prefix(2).enumerated() {
            for bit in 0..<8 where octet & 0x80 >> bit != 0 && place * 8 + bit < bytes.count * 8 - unused {
                flags |= 1 << (place * 8 + bit)
            }
        }
        return flags
    }
}

extension OID {
    /// Reads the contents of an OBJECT IDENTIFIER (X.690 clause 8.19).
    package init(contents: ArraySlice<UInt8>, _ what: String) throws(FormatError) {
        guard let last = contents.last, last < 0x80 else { throw FormatError("\(what): not an OBJECT IDENTIFIER") }
        var text: [UInt8] = []
        text.reserveCapacity(contents.count * 3)
        let octets = contents.span
        var arc: UInt128 = 0
        for index in octets.indices {
            let octet = octets[index]
            guard arc >> 121 == 0 else { throw FormatError("\(what): an arc of more than 128 bits") }
            arc = arc << 7 | UInt128(octet & 0x7f)
            if octet >= 0x80 { continue }
            if text.isEmpty {
                let root = Swift.min(arc / 40, 2)
                text.append(UInt8(ascii: "0") + UInt8(root))
                arc -= root * 40
            }
            text.append(UInt8(ascii: "."))
            Self.append(arc, to: &text)
            arc = 0
        }
        self.init(rawValue: String(decoding: text, as: UTF8.self))
    }

    private static func append(_ arc: UInt128, to text: inout [UInt8]) {
        guard let small = UInt32(exactly: arc) else { return text.append(contentsOf: String(arc).utf8) }
        var divisor: UInt32 = 1
        while small / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: small / divisor % 10))
            divisor /= 10
        }
    }
}

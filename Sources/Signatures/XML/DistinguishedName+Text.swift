internal import SandyqValidation

extension DistinguishedName {
    /// Reads the text of a name, most specific part first (RFC 4514 clause 3; XML Signature clause 4.5.4.1); nil when it is none.
    init?(text: String) {
        var reader = NameReader(text.unicodeScalars)
        guard let names = reader.names(), !names.isEmpty else { return nil }
        self.init(relativeNames: names.reversed())
    }
}

/// Takes the text of a name apart.
private struct NameReader {
    private var rest: Substring.UnicodeScalarView

    init(_ text: String.UnicodeScalarView) { rest = text[...] }

    /// The relative names in the order of the text.
    mutating func names() -> [[DistinguishedName.Attribute]]? {
        var names: [[DistinguishedName.Attribute]] = []
        var attributes: [DistinguishedName.Attribute] = []
        while true {
            skipSpace()
            guard let type = type(), let value = value() else { return nil }
            attributes.append(DistinguishedName.Attribute(type: type, value: value))
            switch rest.popFirst() {
            case "+": continue
            case ",", ";":
                names.append(attributes)
                attributes = []
            case nil: return names + [attributes]
            default: return nil
            }
        }
    }

    private mutating func skipSpace() {
        while let scalar = rest.first, scalar == " " || scalar.value < 0x20 { rest.removeFirst() }
    }

    private mutating func type() -> OID? {
        guard let end = rest.firstIndex(of: "=") else { return nil }
        let name = String(rest[..<end]).filter { !$0.isWhitespace }
        rest = rest[rest.index(after: end)...]
        let upper = name.uppercased()
        let dotted = upper.hasPrefix("OID.") ? String(name.dropFirst(4)) : name
        if dotted.first?.isNumber ?? false { return OID(rawValue: dotted) }
        return Self.types[upper]
    }

    /// A value up to the next separator that nothing escapes, which stays.
    private mutating func value() -> String? {
        skipSpace()
        var octets: [UInt8] = []
        // Escaped spaces at the end are the value's own.
        var significant = 0
        let isQuoted = rest.first == "\""
        if isQuoted { rest.removeFirst() }
        while let scalar = rest.first {
            if scalar == "\"" && isQuoted {
                rest.removeFirst()
                skipSpace()
                return String(validating: octets, as: UTF8.self)
            }
            if !isQuoted, scalar == "," || scalar == ";" || scalar == "+" { break }
            rest.removeFirst()
            if scalar == "\\" {
                guard let escaped = escaped() else { return nil }
                octets += escaped
                significant = octets.count
            } else {
                octets += Array(String(scalar).utf8)
                if scalar != " " { significant = octets.count }
            }
        }
        return isQuoted ? nil : String(validating: octets.prefix(significant), as: UTF8.self)
    }

    /// What stands behind a backslash: two hexadecimal digits for an octet, or a character for itself.
    private mutating func escaped() -> [UInt8]? {
        if let octet = UInt8(String(rest.prefix(2)), radix: 16), rest.prefix(2).count == 2 {
            rest = rest.dropFirst(2)
            return [octet]
        }
        return rest.popFirst().map { Array(String($0).utf8) }
    }

    private static let types: [String: OID] = [
        "CN": "2.5.4.3", "SN": "2.5.4.4", "SURNAME": "2.5.4.4", "SERIALNUMBER": "2.5.4.5", "C": "2.5.4.6",
        "L": "2.5.4.7", "ST": "2.5.4.8", "S": "2.5.4.8", "STREET": "2.5.4.9", "O": "2.5.4.10", "OU": "2.5.4.11",
        "T": "2.5.4.12", "TITLE": "2.5.4.12", "BUSINESSCATEGORY": "2.5.4.15", "G": "2.5.4.42", "GN": "2.5.4.42",
        "GIVENNAME": "2.5.4.42", "INITIALS": "2.5.4.43", "ORGANIZATIONIDENTIFIER": "2.5.4.97",
        "UID": "0.9.2342.19200300.100.1.1", "DC": "0.9.2342.19200300.100.1.25", "E": "1.2.840.113549.1.9.1",
        "EMAIL": "1.2.840.113549.1.9.1", "EMAILADDRESS": "1.2.840.113549.1.9.1",
    ]
}

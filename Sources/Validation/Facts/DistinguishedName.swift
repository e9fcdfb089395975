/// A name of a certificate's subject or issuer (RFC 5280 clause 4.1.2.4), in encoded order.
public struct DistinguishedName: Sendable, Codable {
    /// One attribute of a relative distinguished name, its value read as text.
    public struct Attribute: Hashable, Sendable, Codable {
        /// The attribute's type.
        public let type: OID
        /// The value, read as text.
        public let value: String

        /// Pairs a type with its text.
        public init(type: OID, value: String) {
            self.type = type
            self.value = value
        }
    }

    /// The relative distinguished names, most significant first; each holds one attribute or more.
    public var relativeNames: [[Attribute]] { forms.relativeNames }

    /// One comparable text for each relative name: the form RFC 5280 clause 7.1 compares, case and white space folded.
    public var comparable: [String] { forms.comparable }

    /// RFC 4514 order and escaping: `CN=…,O=…,C=KZ`, most specific first.
    public var description: String { forms.description }

    private let forms: Forms

    /// The forms of a name, made once and shared by its copies.
    private final class Forms: Sendable {
        let relativeNames: [[Attribute]]
        let comparable: [String]
        let description: String
        /// Of `comparable`: names are looked up again and again.
        let hash: Int

        init(_ relativeNames: [[Attribute]]) {
            self.relativeNames = relativeNames
            comparable = relativeNames.map { attributes in
                if let attribute = attributes.first, attributes.count == 1 {
                    return DistinguishedName.comparable(attribute)
                }
                // No folded value holds a control character: a text that looks like two attributes is not taken for two.
                return attributes.map(DistinguishedName.comparable).sorted().joined(separator: "\u{1F}")
            }
            description = DistinguishedName.description(of: relativeNames)
            var hasher = Hasher()
            hasher.combine(comparable)
            hash = hasher.finalize()
        }
    }

    /// Takes relative names as encoded, and folds them for comparison.
    public init(relativeNames: [[Attribute]]) { forms = Forms(relativeNames) }

    private static func comparable(_ attribute: Attribute) -> String {
        attribute.type.rawValue + "=" + attribute.value.preparedForComparison
    }

    /// Whether the name has no attribute at all.
    public var isEmpty: Bool { relativeNames.isEmpty }

    /// The values of every attribute of a type, in order.
    public func values(of type: OID) -> [String] {
        relativeNames.joined().filter { $0.type == type }.map(\.value)
    }
}

extension DistinguishedName: Hashable {
    /// Compares as RFC 5280 clause 7.1 does.
    public static func == (left: DistinguishedName, right: DistinguishedName) -> Bool {
        left.forms === right.forms
            || left.forms.hash == right.forms.hash && left.comparable == right.comparable
    }

    /// Hashes what is compared.
    public func hash(into hasher: inout Hasher) { hasher.combine(forms.hash) }
}

extension DistinguishedName {
    private enum CodingKeys: CodingKey { case relativeNames }

    /// Reads the relative names.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(relativeNames: try container.decode([[Attribute]].self, forKey: .relativeNames))
    }

    /// Writes the relative names.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(relativeNames, forKey: .relativeNames)
    }
}

extension DistinguishedName: CustomStringConvertible {
    private static func description(of relativeNames: [[Attribute]]) -> String {
        var text = ""
        for (place, attributes) in relativeNames.reversed().enumerated() {
            for (index, attribute) in attributes.enumerated() {
                if index > 0 { text += "+" } else if place > 0 { text += "," }
                text += label(for: attribute.type)
                text += "="
                text += escaped(attribute.value)
            }
        }
        return text
    }

    private static func label(for type: OID) -> String { labels[type] ?? type.rawValue }

    private static let labels: [OID: String] = [
        "2.5.4.3": "CN", "2.5.4.4": "SN", "2.5.4.5": "serialNumber", "2.5.4.6": "C", "2.5.4.7": "L", "2.5.4.8": "ST",
        "2.5.4.9": "street", "2.5.4.10": "O", "2.5.4.11": "OU", "2.5.4.12": "title", "2.5.4.15": "businessCategory",
        "2.5.4.42": "GN", "2.5.4.43": "initials", "2.5.4.97": "organizationIdentifier",
        "0.9.2342.19200300.100.1.1": "UID", "0.9.2342.19200300.100.1.25": "DC",
        "1.2.840.113549.1.9.1": "emailAddress",
    ]

    /// Works on scalars: a combining mark behind a comma must not keep it from being escaped.
    private static func escaped(_ value: String) -> String {
        let scalars = value.unicodeScalars
        guard scalars.contains(where: isSpecial) || scalars.first == " " || scalars.first == "#" || scalars.last == " "
        else { return value }
        var text = String.UnicodeScalarView()
        for index in scalars.indices {
            let scalar = scalars[index]
            let isFirst = index == scalars.startIndex
            let isLast = scalars.index(after: index) == scalars.endIndex
            let isEdge = scalar == " " && (isFirst || isLast) || scalar == "#" && isFirst
            if isEdge || isSpecial(scalar) { text.append("\\") }
            text.append(scalar)
        }
        return String(text)
    }

    private static func isSpecial(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ",", "+", "\"", "\\", "<", ">", ";", "=": true
        default: false
        }
    }
}

/// A name in a subject alternative name, a name constraint or a distribution point (RFC 5280 clause 4.2.1.6).
public enum GeneralName: Hashable, Sendable, Codable {
    case email(String)
    case dns(String)
    case directory(DistinguishedName)
    case uri(String)
    /// Four or sixteen bytes; twice as many in a name constraint (address, mask).
    case address([UInt8])
    case registeredID(OID)
    /// A form that is recognised but not compared: its context tag (0 other name, 3 X.400, 5 EDI) and its encoding.
    case other(tag: Int, encoding: [UInt8])
}

package import SandyqValidation
internal import Synchronization

extension DistinguishedName {
    /// Reads a Name (RFC 5280 clause 4.1.2.4).
    package init(_ node: ASN1Node, _ what: String) throws(FormatError) {
        var names: [[Attribute]] = []
        for relative in try node.elements(what) { names.append(try Self.relativeName(relative, what)) }
        self.init(relativeNames: names)
    }

    /// Reads the name of an issuer, of whom many certificates and signatures speak: it is read once.
    package init(ofIssuer node: ASN1Node, _ what: String) throws(FormatError) {
        let encoding = node.encodedBytes
        if let known = Self.issuers.withLock({ $0.value(for: encoding) }) {
            self = known
            return
        }
        try self.init(node, what)
        if encoding.count <= 1_024 {
            let own = [UInt8](encoding)[...]
            let name = self
            Self.issuers.withLock { $0.keep(name, for: own) }
        }
    }

    private static let issuers = Mutex(GenerationalCache<ArraySlice<UInt8>, DistinguishedName>(capacity: 1_024))

    /// Reads an encoded Name.
    package init(reading bytes: ArraySlice<UInt8>, _ what: String) throws(FormatError) {
        try self.init(ASN1Node(reading: bytes, what), what)
    }

    /// Reads a RelativeDistinguishedName, which an implicit tag may cover.
    static func relativeName(
        _ node: ASN1Node,
        _ what: String,
        as identifier: ASN1Identifier = .set
    ) throws(FormatError) -> [Attribute] {
        let elements = try node.elements(what, as: identifier)
        guard !elements.isEmpty else { throw FormatError("\(what): an empty relative name") }
        var attributes: [Attribute] = []
        for element in elements {
            var fields = try element.fields(what)
            let type = try fields.required("attribute type").oid(what)
            let value = try fields.required("attribute value")
            try fields.end()
            // RFC 4514 clause 2.4 writes a value that is no string as its encoding.
            attributes.append(Attribute(type: type, value: value.text ?? "#" + value.encodedBytes.hexadecimal))
        }
        return attributes
    }
}

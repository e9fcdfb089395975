/// The octets a signature over signed attributes is made over (RFC 5652 clause 5.4): the DER encoding of the attributes
/// as a SET OF, whatever order and form they were sent in.
enum SignedAttributesEncoding {
    /// Encodes attributes with the universal SET tag in place of the implicit one.
    static func octets(of attributes: [Attribute]) -> [UInt8] {
        var encoded = attributes.map { BEREncoding.element(0x30, contents(of: $0)) }
        sort(&encoded)
        return BEREncoding.element(0x31, encoded.joined())
    }

    private static func contents(of attribute: Attribute) -> [UInt8] {
        var values = attribute.values.map(distinguished)
        sort(&values)
        let type = attribute.node.elements.first.map(distinguished) ?? []
        return type + BEREncoding.element(0x31, values.joined())
    }

    /// An element with definite, minimal lengths and strings in one piece.
    ///
    /// Sets inside a value keep their order: to CMS a value is of any type, and names are copied from certificates that
    /// their issuers did not always sort.
    private static func distinguished(_ node: ASN1Node) -> [UInt8] {
        guard !node.hasDistinguishedLengths || hasPieces(node) else { return Array(node.encodedBytes) }
        guard node.isConstructed else { return BEREncoding.element(tag(of: node), node.contents) }
        if node.identifier == .octetString, let octets = try? node.octets("") {
            return BEREncoding.element(0x04, octets)
        }
        return BEREncoding.element(tag(of: node), node.elements.map(distinguished).joined())
    }

    /// Whether there is an OCTET STRING in pieces anywhere in an element.
    private static func hasPieces(_ node: ASN1Node) -> Bool {
        guard node.isConstructed else { return false }
        return node.identifier == .octetString || node.elements.contains(where: hasPieces)
    }

    /// The identifier octets as sent.
    private static func tag(of node: ASN1Node) -> ArraySlice<UInt8> {
        let encoding = node.encodedBytes
        guard let first = encoding.first, first & 0x1f == 0x1f else { return encoding.prefix(1) }
        let more = encoding.dropFirst().prefix { $0 & 0x80 != 0 }
        return encoding.prefix(2 + more.count)
    }

    /// X.690 clause 11.6; no encoding is the beginning of another.
    private static func sort(_ encodings: inout [[UInt8]]) {
        guard encodings.count > 1 else { return }
        encodings.sort { $0.lexicographicallyPrecedes($1) }
    }
}

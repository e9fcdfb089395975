package import SandyqValidation

/// An AlgorithmIdentifier as it stands (RFC 5280 clause 4.1.1.2).
package struct AlgorithmIdentifier: Hashable, Sendable {
    package let oid: OID
    /// The parameters with tag and length; nil when absent.
    package let parameters: ArraySlice<UInt8>?
    /// All of it.
    package let encoding: ArraySlice<UInt8>

    /// Reads the SEQUENCE, or what stands in its place under an implicit tag.
    package init(
        _ node: ASN1Node,
        _ what: String,
        as identifier: ASN1Identifier = .sequence
    ) throws(FormatError) {
        var fields = try node.fields(what, as: identifier)
        oid = try fields.required("algorithm").oid(what)
        parameters = fields.next()?.encodedBytes
        try fields.end()
        encoding = node.encodedBytes
    }

    /// Reads an encoded AlgorithmIdentifier.
    package init(reading bytes: ArraySlice<UInt8>, _ what: String) throws(FormatError) {
        try self.init(ASN1Node(reading: bytes, what), what)
    }

    /// Names an algorithm without parameters.
    package init(oid: OID) {
        self.oid = oid
        parameters = nil
        encoding = []
    }

    /// Whether both name one algorithm; NULL parameters and none at all are the same (RFC 4055 clause 2.1).
    package func isSame(as other: AlgorithmIdentifier) -> Bool {
        oid == other.oid && (parameters ?? Self.null) == (other.parameters ?? Self.null)
    }

    private static let null: ArraySlice<UInt8> = [5, 0]
}

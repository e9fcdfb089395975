internal import SandyqValidation

/// A SignedData as transmitted (RFC 5652 clause 5.1); nothing is verified here.
struct SignedData {
    let contentType: OID
    /// The encapContentInfo element, as an archive time-stamp covers it.
    let encapsulated: ASN1Node
    /// The signed content's pieces in order; nil when the signature is detached.
    let content: [ArraySlice<UInt8>]?
    /// The `certificates` field with its tag; nil when absent.
    let certificateField: ASN1Node?
    /// The `crls` field with its tag; nil when absent.
    let revocationField: ASN1Node?
    /// What the `crls` field holds (RFC 5652 clause 10.2.1).
    let revocationElements: [ASN1Node]
    /// The X.509 certificates; attribute certificates and other forms are passed over (RFC 5652 clause 10.2.2).
    let certificates: [ASN1Node]
    let signers: [SignerInfo]
    /// The ContentInfo around it; nil when there is none.
    private(set) var contentInfo: ASN1Node?

    /// Reads a ContentInfo that holds SignedData.
    init(contentInfo node: ASN1Node) throws(FormatError) {
        var fields = try node.fields("ContentInfo")
        let type = try fields.required("contentType").oid("contentType")
        guard type == .signedData else { throw FormatError("ContentInfo: not SignedData") }
        let content = try fields.required("content")
        guard content.isTagged(0) else { throw FormatError("ContentInfo: content has another tag") }
        try fields.end()
        try self.init(try content.explicit("ContentInfo content"))
        contentInfo = node
    }

    /// Reads SignedData itself.
    init(_ node: ASN1Node) throws(FormatError) {
        var fields = try node.fields("SignedData")
        _ = try fields.required("version").smallInteger("SignedData version")
        // What signers use is said by each SignerInfo; this set may repeat itself or leave something out.
        _ = try fields.required("digestAlgorithms").elements("digestAlgorithms", as: .set)
        encapsulated = try fields.required("encapContentInfo")
        (contentType, content) = try Self.content(of: encapsulated)
        certificateField = fields.optional(tagged: 0)
        certificates = (certificateField?.children ?? []).filter { $0.identifier == .sequence }
        revocationField = fields.optional(tagged: 1)
        revocationElements = revocationField?.children ?? []
        var signers: [SignerInfo] = []
        for signer in try fields.required("signerInfos").elements("signerInfos", as: .set) {
            signers.append(try SignerInfo(signer))
        }
        try fields.end()
        self.signers = signers
    }

    /// RFC 5652 clause 5.2; what PKCS #7 allows beside an OCTET STRING is signed without its tag and length (clause 5.2.1).
    private static func content(of node: ASN1Node) throws(FormatError) -> (OID, [ArraySlice<UInt8>]?) {
        var fields = try node.fields("encapContentInfo")
        let type = try fields.required("eContentType").oid("eContentType")
        guard let tagged = fields.optional(tagged: 0) else {
            try fields.end()
            return (type, nil)
        }
        try fields.end()
        let inner = try tagged.explicit("eContent")
        return (type, inner.identifier == .octetString ? try inner.octetPieces("eContent") : [inner.contents])
    }
}

extension ASN1Node {
    /// The octets of an OCTET STRING as the pieces they were sent in, nothing copied.
    func octetPieces(_ what: String) throws(FormatError) -> [ArraySlice<UInt8>] {
        guard identifier == .octetString else { throw FormatError("\(what): another type was expected") }
        guard isConstructed else { return [contents] }
        var pieces: [ArraySlice<UInt8>] = []
        for node in elements { pieces += try node.octetPieces(what) }
        return pieces
    }
}

/// One signer's part of a SignedData as transmitted (RFC 5652 clause 5.3).
struct SignerInfo {
    let identifier: SignerFacts.Identifier
    let digestAlgorithm: AlgorithmIdentifier
    /// Nil when there are none, which is not the same as an empty set.
    let signedAttributes: [Attribute]?
    let signatureAlgorithm: AlgorithmIdentifier
    /// The contents of the `signature` field.
    let signature: ArraySlice<UInt8>
    let unsignedAttributes: [Attribute]
    /// version, sid, digestAlgorithm, signedAttrs, signatureAlgorithm and signature, as an archive time-stamp covers them.
    let coveredFields: [ASN1Node]

    /// Reads a SignerInfo.
    init(_ node: ASN1Node) throws(FormatError) {
        var fields = try node.fields("SignerInfo")
        let version = try fields.required("version")
        _ = try version.smallInteger("SignerInfo version")
        let sid = try fields.required("sid")
        identifier = try Self.identifier(sid)
        let digestNode = try fields.required("digestAlgorithm")
        digestAlgorithm = try AlgorithmIdentifier(digestNode, "digestAlgorithm")
        let signed = fields.optional(tagged: 0)
        signedAttributes = try signed.map { node throws(FormatError) in try Attribute.all(in: node, "signedAttrs") }
        let methodNode = try fields.required("signatureAlgorithm")
        signatureAlgorithm = try AlgorithmIdentifier(methodNode, "signatureAlgorithm")
        let value = try fields.required("signature")
        signature = try value.octets("signature")
        let unsigned = fields.optional(tagged: 1)
        unsignedAttributes =
            try unsigned.map { node throws(FormatError) in try Attribute.all(in: node, "unsignedAttrs") } ?? []
        try fields.end()
        coveredFields = [version, sid, digestNode] + (signed.map { [$0] } ?? []) + [methodNode, value]
    }

    private static func identifier(_ node: ASN1Node) throws(FormatError) -> SignerFacts.Identifier {
        if node.isTagged(0) {
            let identifier = try node.octets("subjectKeyIdentifier", as: .context(0))
            return identifier.isEmpty ? .none : .subjectKeyIdentifier(Array(identifier))
        }
        var fields = try node.fields("issuerAndSerialNumber")
        let issuer = try DistinguishedName(ofIssuer: try fields.required("issuer"), "issuer")
        let serialNumber = try fields.required("serialNumber").integer("serialNumber")
        try fields.end()
        return issuer.isEmpty && serialNumber == "0" ? .none : .issuerAndSerialNumber(issuer, serialNumber)
    }

    /// The signed attributes as they were sent, with the tag that is signed; nil when there are none.
    var attributesAsSent: ArraySlice<UInt8>? {
        guard signedAttributes != nil, let node = coveredFields.first(where: { $0.isTagged(0) && !$0.children.isEmpty })
        else { return nil }
        return [0x31] + node.encodedBytes.dropFirst()
    }

    /// The values of the signed attributes of a type, in order.
    func signedValues(of type: OID) -> [ASN1Node] {
        var values: [ASN1Node] = []
        for attribute in signedAttributes ?? [] where attribute.type == type {
            if values.isEmpty { values = attribute.values } else { values += attribute.values }
        }
        return values
    }
}

/// An attribute as transmitted (RFC 5652 clause 5.3).
struct Attribute {
    let type: OID
    let values: [ASN1Node]
    /// All of it.
    let node: ASN1Node

    /// Reads the attributes of a set whose tag is implicit.
    static func all(in set: ASN1Node, _ what: String) throws(FormatError) -> [Attribute] {
        guard set.isConstructed else { throw FormatError("\(what): not a SET") }
        var attributes: [Attribute] = []
        for node in set.elements {
            var fields = try node.fields(what)
            let type = try fields.required("attrType").oid("attrType")
            let values = Array(try fields.required("attrValues").elements("attrValues", as: .set))
            try fields.end()
            attributes.append(Attribute(type: type, values: values, node: node))
        }
        return attributes
    }
}

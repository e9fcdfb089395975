internal import SandyqValidation

/// A SignerInfo with its algorithms understood and its time-stamp tokens opened.
struct SignerReading {
    let info: SignerInfo
    let method: SignatureMethod
    /// The digest of `digestAlgorithm`; nil when unknown.
    let digest: DigestAlgorithm?
    let tokens: [AttributeToken]
    let hasTooManyTimestamps: Bool

    /// Opens what is in the attributes.
    init(_ info: SignerInfo, timestampLimit: Int) {
        self.info = info
        digest = DigestAlgorithm(oid: info.digestAlgorithm.oid)
        method = SignatureMethod(info.signatureAlgorithm, statedDigest: digest)
        let signed = (info.signedAttributes ?? []).enumerated().flatMap {
            AttributeToken.tokens(in: $1, at: $0, isSigned: true)
        }
        let unsigned = info.unsignedAttributes.enumerated().flatMap {
            AttributeToken.tokens(in: $1, at: $0, isSigned: false)
        }
        tokens = (signed + unsigned).prefix(timestampLimit).map(\.opened)
        hasTooManyTimestamps = signed.count + unsigned.count > timestampLimit
    }

    /// The digests of the content that this signature and its time-stamps are about.
    var wantedDigests: Set<DigestAlgorithm> {
        var wanted: Set<DigestAlgorithm> = []
        if let digest { wanted.insert(digest) }
        if info.signedAttributes == nil {
            if let digest = method.digest { wanted.insert(digest) }
            // Names the signature in reports.
            wanted.insert(.sha256)
        }
        for token in tokens where token.kind == .content || token.type == .archiveTimestampV3 {
            if case .success(let token) = token.token, let digest = token.info.digest { wanted.insert(digest) }
        }
        return wanted
    }
}

/// A time-stamp token in an attribute.
struct AttributeToken {
    let kind: TimestampFacts.Kind
    let type: OID
    /// Where the attribute stands among the signed or the unsigned ones.
    let attributeIndex: Int
    /// Where the token stands among the attribute's values.
    let valueIndex: Int
    let node: ASN1Node
    let token: Result<TimestampToken, FormatError>

    private static let kinds: [OID: TimestampFacts.Kind] = [
        .contentTimestamp: .content, .signatureTimestamp: .signature, .cadesCTimestamp: .references,
        .referencesTimestamp: .references, .archiveTimestampV1: .archive, .archiveTimestampV2: .archive,
        .archiveTimestampV3: .archive,
    ]

    /// The tokens of an attribute, not opened yet; a time-stamp proves what its place says only where it belongs.
    static func tokens(in attribute: Attribute, at index: Int, isSigned: Bool) -> [AttributeToken] {
        guard let kind = kinds[attribute.type], (kind == .content) == isSigned else { return [] }
        return attribute.values.enumerated().map { valueIndex, node in
            AttributeToken(
                kind: kind,
                type: attribute.type,
                attributeIndex: index,
                valueIndex: valueIndex,
                node: node,
                token: .failure(FormatError("time-stamp token"))
            )
        }
    }

    /// The same token, opened.
    var opened: AttributeToken {
        AttributeToken(
            kind: kind,
            type: type,
            attributeIndex: attributeIndex,
            valueIndex: valueIndex,
            node: node,
            token: Result { () throws(FormatError) in try TimestampToken(node) }
        )
    }
}

internal import SandyqOpenSSL
internal import SandyqValidation

/// A certificate, list or response that a signature carries, by its encoding; nothing is read yet.
enum CarriedEvidence {
    case certificate(ArraySlice<UInt8>)
    case revocationList(ArraySlice<UInt8>)
    /// An OCSPResponse or a BasicOCSPResponse.
    case ocspResponse(ArraySlice<UInt8>)
    /// A token, which proofs of existence name beside what it carries itself.
    case timestampToken(ArraySlice<UInt8>)

    /// All of it.
    var encoding: ArraySlice<UInt8> {
        switch self {
        case .certificate(let encoding), .revocationList(let encoding), .ocspResponse(let encoding),
            .timestampToken(let encoding):
            encoding
        }
    }

    /// Names it by its SHA-256.
    var fingerprint: Fingerprint? { Fingerprint(MessageDigest.sha256(of: encoding)) }

    /// Everything in a structure and in its signers' attributes, tokens included.
    static func all(in message: SignedData) -> [CarriedEvidence] {
        var items = own(in: message)
        for signer in message.signers {
            for attribute in signer.unsignedAttributes {
                items += attribute.values.flatMap { all(in: $0, type: attribute.type) }
            }
            for attribute in signer.signedAttributes ?? [] where attribute.type == .adobeRevocationValues {
                items += attribute.values.flatMap { all(in: $0, type: attribute.type) }
            }
        }
        return items
    }

    /// Everything in a structure's own two fields.
    static func own(in message: SignedData) -> [CarriedEvidence] {
        message.certificates.flatMap(certificate) + message.revocationElements.flatMap(revocation)
    }

    /// An X.509 certificate of the `certificates` field; other forms are passed over (RFC 5652 clause 10.2.2).
    static func certificates(in field: ASN1Node?) -> [CarriedEvidence] { (field?.children ?? []).flatMap(certificate) }

    static func certificate(_ node: ASN1Node) -> [CarriedEvidence] {
        node.identifier == .sequence ? [.certificate(node.encodedBytes)] : []
    }

    static func revocation(in field: ASN1Node?) -> [CarriedEvidence] { (field?.children ?? []).flatMap(revocation) }

    /// A CRL, or an OCSP response in the frame RFC 5940 makes for it (RFC 5652 clause 10.2.1).
    static func revocation(_ node: ASN1Node) -> [CarriedEvidence] {
        if node.identifier == .sequence { return [.revocationList(node.encodedBytes)] }
        let parts = node.isTagged(1) ? node.children : []
        guard parts.count == 2, let type = try? parts[0].oid("otherRevInfoFormat"),
            type == .ocspResponseInfo || type == .basicOCSPResponse
        else { return [] }
        return [.ocspResponse(parts[1].encodedBytes)]
    }

    /// What a value of an unsigned attribute holds.
    static func all(in value: ASN1Node, type: OID) -> [CarriedEvidence] {
        switch type {
        case .certificateValues: return certificates(in: value)
        case .revocationValues: return revocationValues(value)
        case .adobeRevocationValues: return revocationValues(value)
        case .longTermValidation:
            let parts = value.children
            return certificates(in: parts.first { $0.isTagged(0) }) + revocation(in: parts.first { $0.isTagged(1) })
        case .signatureTimestamp, .cadesCTimestamp, .referencesTimestamp, .archiveTimestampV1, .archiveTimestampV2,
            .archiveTimestampV3:
            return [.timestampToken(value.encodedBytes)]
        default: return []
        }
    }

    /// RevocationValues (EN 319 122-1 clause A.1.2.2), and Adobe's attribute of the same shape: [0] lists, [1] responses.
    private static func revocationValues(_ value: ASN1Node) -> [CarriedEvidence] {
        value.children.flatMap { tagged -> [CarriedEvidence] in
            guard let list = try? tagged.explicit("revocation-values") else { return [] }
            switch tagged.contextTag {
            case 0: return list.children.map { .revocationList($0.encodedBytes) }
            case 1: return list.children.map { .ocspResponse($0.encodedBytes) }
            default: return []
            }
        }
    }

    /// What a value holds and what the tokens among it hold, by fingerprint: what a time-stamp over the value proves.
    static func fingerprints(in items: [CarriedEvidence]) -> [Fingerprint] {
        items.flatMap { item -> [Fingerprint] in
            let own = [item.fingerprint].compactMap(\.self)
            guard case .timestampToken(let encoding) = item, let node = try? ASN1Node(reading: encoding, "token"),
                let token = try? TimestampToken(node)
            else { return own }
            // Tokens inside a token's own attributes are not looked into: nothing reads them.
            return own + all(in: token.message).compactMap(\.fingerprint)
        }
    }
}

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import SandyqValidation

/// What a signer's attributes say, and which rules they break.
struct AttributeReading {
    let signer: SignerInfo
    let method: SignatureMethod
    /// The digest of `digestAlgorithm`; nil when unknown.
    let digest: DigestAlgorithm?
    /// The type of the signed content; nil for a counter-signature, whose content has none (RFC 5652 clause 11.4).
    let contentType: OID?

    /// Everything attributes say beside digests.
    func facts(in message: SignedData) -> AttributeFacts {
        var facts = AttributeFacts()
        facts.areSigned = signer.signedAttributes != nil
        facts.claimedSigningTime = try? signer.signedValues(of: .signingTime).first?.time("signing-time")
        facts.signaturePolicy = policy
        facts.claimedRoles = SignerAttributes(signer: signer).claimed
        facts.hasCertificateValues =
            signer.unsignedAttributes.contains { $0.type == .certificateValues } || message.certificates.count > 1
        facts.hasRevocationValues =
            signer.unsignedAttributes.contains { $0.type == .revocationValues } || !message.revocationElements.isEmpty
        facts.breaches = breaches
        return facts
    }

    /// The identifier of an explicit signature policy (EN 319 122-1 clause 5.2.9.1).
    private var policy: OID? {
        guard let value = signer.signedValues(of: .signaturePolicy).first, var fields = try? value.fields("policy")
        else {
            return nil
        }
        return try? fields.next()?.oid("policy")
    }

    private var breaches: [AttributeFacts.Breach] {
        var breaches: [AttributeFacts.Breach] = []
        if let attributes = signer.signedAttributes {
            breaches += requiredAttributes + repetitions(in: attributes)
            if !protectionHolds { breaches.append(.algorithmProtectionDiffers) }
        } else if let contentType, contentType != .data {
            // RFC 5652 clause 5.3: signed attributes must be present then.
            breaches.append(.missing(.contentType))
        }
        if method.namesDigest, let digest, let inSignature = method.digest, digest != inSignature {
            breaches.append(.digestAlgorithmsDiffer(stated: digest, inSignature: inSignature))
        }
        if isDigestUnfit { breaches.append(.digestUnfitForKey) }
        return breaches
    }

    /// RFC 5652 clauses 11.1 and 11.2.
    private var requiredAttributes: [AttributeFacts.Breach] {
        var breaches: [AttributeFacts.Breach] = []
        if signer.signedValues(of: .messageDigest).isEmpty { breaches.append(.missing(.messageDigest)) }
        guard let contentType else { return breaches }
        guard let stated = signer.signedValues(of: .contentType).first else {
            return breaches + [.missing(.contentType)]
        }
        if (try? stated.oid("content-type")) != contentType { breaches.append(.contentTypeDiffers) }
        return breaches
    }

    /// Attributes that must be there once, with one value.
    private func repetitions(in attributes: [Attribute]) -> [AttributeFacts.Breach] {
        var seen: Set<OID> = []
        var repeated: [OID] = []
        for attribute in attributes where Self.single.contains(attribute.type) {
            let isNew = seen.insert(attribute.type).inserted
            if !isNew || attribute.values.count != 1, !repeated.contains(attribute.type) {
                repeated.append(attribute.type)
            }
        }
        return repeated.map { .repeated($0) }
    }

    /// RFC 6211 clause 2: the protected identifiers are those of the SignerInfo.
    private var protectionHolds: Bool {
        guard let value = signer.signedValues(of: .algorithmProtection).first else { return true }
        guard var fields = try? value.fields("CMSAlgorithmProtection"),
            let digest = fields.next().flatMap({ try? AlgorithmIdentifier($0, "digestAlgorithm") }),
            let tagged = fields.optional(tagged: 1),
            let method = try? AlgorithmIdentifier(tagged, "signatureAlgorithm", as: .context(1))
        else { return false }
        return digest.isSame(as: signer.digestAlgorithm) && method.isSame(as: signer.signatureAlgorithm)
    }

    /// GOST keys go with their own digests and no other (RFC 7091, national profile), and those digests with no other key.
    private var isDigestUnfit: Bool {
        guard let scheme = method.scheme, let digest = method.digest ?? digest else { return false }
        return switch scheme {
        case .gost2004: digest != .gost94
        case .gost2015_256: digest != .streebog256
        case .gost2015_512: digest != .streebog512
        default: digest.isGOST
        }
    }

    /// RFC 5652 clause 11, RFC 6211, RFC 5035 clause 3, EN 319 122-1 clause 5.2.
    private static let single: Set<OID> = [
        .contentType, .messageDigest, .signingTime, .algorithmProtection, .signingCertificate, .signingCertificateV2,
        .signaturePolicy,
        // content-hints, content-identifier, content-reference, signer-location, signer-attributes-v2, mime-type; the first
        // form of signer-attributes may have several values (RFC 5126 clause 5.11.3 says nothing else)
        "1.2.840.113549.1.9.16.2.4", "1.2.840.113549.1.9.16.2.7", "1.2.840.113549.1.9.16.2.10",
        "1.2.840.113549.1.9.16.2.17", "0.4.0.19122.1.1", "0.4.0.1733.2.1",
    ]
}

internal import SandyqOpenSSL
internal import SandyqValidation

extension SingleOCSPResponse {
    /// Whether CertID's hashes are those of this issuer (RFC 6960 clause 4.1.1).
    ///
    /// The key hash is over the BIT STRING's contents; a national GOST key's contents are an OCTET STRING with its
    /// header, which is hashed too.
    func names(_ issuer: Certificate, asIssuerOf certificate: Certificate) -> Bool {
        guard let name = hash?.openSSLName,
            let keyHash = try? MessageDigest.of(issuer.keyOctets, by: name), keyHash[...] == issuerKeyHash
        else { return false }
        return [certificate.issuerName, issuer.subjectName].contains { encoding in
            (try? MessageDigest.of(encoding, by: name))?[...] == issuerNameHash
        }
    }
}

extension OCSPResponse {
    /// What the response says of certificates of a dossier; nil when it says nothing.
    func facts(
        origin: EvidenceOrigin,
        signers: [Fingerprint],
        matches: (SingleOCSPResponse) -> [(certificate: Fingerprint, issuer: Fingerprint)]
    ) -> OCSPResponseFacts? {
        guard let basic else { return nil }
        var answers: [OCSPResponseFacts.Answer] = []
        for answer in basic.answers {
            for (certificate, issuer) in matches(answer) {
                answers.append(
                    OCSPResponseFacts.Answer(
                        certificate: certificate,
                        issuer: issuer,
                        status: answer.status,
                        thisUpdate: answer.thisUpdate,
                        nextUpdate: answer.nextUpdate,
                        archiveCutoff: answer.archiveCutoff,
                        extendedRevoke: basic.extendedRevoke
                    )
                )
            }
        }
        return OCSPResponseFacts(
            fingerprint: fingerprint,
            origin: origin,
            producedAt: basic.producedAt,
            signatureAlgorithm: basic.signatureMethod.algorithm(keyBits: nil),
            signers: signers,
            answers: answers,
            nonceMatches: nil
        )
    }
}

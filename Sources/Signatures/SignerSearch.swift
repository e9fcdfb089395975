internal import SandyqOpenSSL
internal import SandyqValidation

/// The certificate found for a signer, and what its key makes of the signature.
struct SignerMatch {
    var certificate: Certificate?
    var value = SignatureValue.notChecked
    var isFoundByKey = false
    /// Whether the signature's DigestInfo lacks its NULL.
    var lacksNull = false
}

extension ReadingContext {
    /// Finds the signer's certificate: by its identifier, in the file and then in the evidence at hand; without an
    /// identifier the only one whose key verifies.
    ///
    /// - Parameters:
    ///   - identifier: How the signature names the certificate.
    ///   - isBound: Whether the signature says that it means this certificate, asked when one key has several.
    ///   - unverified: What is said of the signature value when no certificate is found.
    ///   - outcome: What a key makes of the signature value; nil when there is nothing to verify it over.
    /// - Returns: The certificate whose key verifies, else the likeliest, and what its key says.
    func signerCertificate(
        for identifier: SignerFacts.Identifier,
        isBound: (Certificate) -> Bool,
        unverified: SignatureValue,
        verifying outcome: (PublicKey) -> SignatureOutcome?
    ) -> SignerMatch {
        var candidates: [Certificate]
        switch identifier {
        case .issuerAndSerialNumber(let issuer, let serialNumber):
            candidates = dossier.certificate(issuer: issuer, serialNumber: serialNumber)
        case .subjectKeyIdentifier(let identifier):
            candidates = dossier.certificate(subjectKeyIdentifier: identifier)
        case .none:
            return onlyMatch(among: dossier.certificates, unverified: unverified, verifying: outcome)
        }
        candidates = Array(candidates.prefix(Self.candidateLimit))
        let matches = candidates.map { match(of: $0, verifying: outcome) }
        let valid = matches.filter { $0.value == .valid }
        // One key may have several certificates: the signature says which of them is meant.
        let bound = valid.count > 1 ? valid.first { $0.certificate.map(isBound) ?? false } : nil
        return bound ?? valid.first ?? matches.first ?? SignerMatch(value: unverified)
    }

    private func onlyMatch(
        among candidates: [Certificate],
        unverified: SignatureValue,
        verifying outcome: (PublicKey) -> SignatureOutcome?
    ) -> SignerMatch {
        let matches = candidates.prefix(Self.candidateLimit * 4).map { match(of: $0, verifying: outcome) }
        let valid = matches.filter { $0.value == .valid }
        guard valid.count == 1, var only = valid.first else { return SignerMatch(value: unverified) }
        only.isFoundByKey = true
        return only
    }

    /// What one certificate's key makes of a signature.
    func match(of certificate: Certificate, verifying outcome: (PublicKey) -> SignatureOutcome?) -> SignerMatch {
        var match = SignerMatch(certificate: certificate)
        guard budget.takeCheck() else { return match }
        let key: PublicKey
        do throws(OpenSSLError) { key = try dossier.verificationKey(of: certificate) } catch {
            let key = certificate.facts.key
            match.value = .unsupported(
                key.scheme.map { "\($0.rawValue) key: \(error)" } ?? (key.curve ?? key.algorithm).rawValue
            )
            return match
        }
        switch outcome(key) {
        case .valid?: match.value = .valid
        case .validWithoutNull?: (match.value, match.lacksNull) = (.valid, true)
        case .invalid?: match.value = .invalid
        case .unsupported(let reason)?: match.value = .unsupported(reason)
        case nil: match.value = .notChecked
        }
        return match
    }

    /// Certificates of one name and number, or with one key identifier, that are tried.
    private static let candidateLimit = 16
}

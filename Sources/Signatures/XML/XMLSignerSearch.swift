internal import SandyqLibXML
internal import SandyqOpenSSL
internal import SandyqValidation

/// Finds the certificate of an XML signature's signer by all that its KeyInfo and its signed properties say.
struct XMLSignerSearch {
    let context: ReadingContext
    let keyInfo: XMLKeyInfo
    /// The signed properties; nil when there are none, or nothing signs them.
    let properties: XAdESProperties?

    /// How the signature names the certificate.
    var identifier: SignerFacts.Identifier {
        if let stated = keyInfo.identifiers.first { return stated }
        guard let carried = carried.first?.facts else { return .none }
        return .issuerAndSerialNumber(carried.issuer, carried.serialNumber)
    }

    /// Bits of a key that comes without a certificate.
    var keyBits: Int? {
        guard keyInfo.certificates.isEmpty, let key = keyInfo.keys.first else { return nil }
        return (try? PublicKey(subjectPublicKeyInfo: key[...]))?.bits
    }

    /// The certificates in the KeyInfo, in its order.
    private var carried: [Certificate] {
        keyInfo.certificates.compactMap { encoding in
            Fingerprint(MessageDigest.sha256(of: encoding[...])).flatMap { context.dossier.certificate($0) }
        }
    }

    /// What the signing-certificate property says of a certificate.
    func binding(to certificate: Certificate?) -> SignerFacts.Binding {
        properties?.binding(to: certificate) ?? .absent
    }

    /// The certificate whose key verifies the value; else the one that is meant, with what its key says.
    func match(
        for method: SignatureMethod,
        verifying outcome: (PublicKey) -> SignatureOutcome
    ) -> SignerMatch {
        // An unknown algorithm is the first thing to say, whoever signed.
        let unverified = method.obstacle.map { SignatureValue.unsupported($0) } ?? .notChecked
        var candidates = carried
        if candidates.isEmpty {
            guard keyInfo.certificates.isEmpty else { return SignerMatch(value: unverified) }
            candidates = named
        }
        if candidates.isEmpty, keyInfo.identifiers.isEmpty, keyInfo.subjects.isEmpty {
            return withoutCertificate(unverified, verifying: outcome)
        }
        let matches = candidates.prefix(Self.candidateLimit).map { context.match(of: $0, verifying: outcome) }
        let valid = matches.filter { $0.value == .valid }
        return valid.first(where: isMeant) ?? valid.first ?? matches.first(where: isMeant) ?? leaf(of: matches)
            ?? SignerMatch(value: unverified)
    }

    /// Whether everything else in the KeyInfo is about this certificate (XML Signature clause 4.5): one that says it is
    /// another's, or gives another key, lets the reader choose whom to believe.
    func contradicts(_ certificate: Certificate) -> Bool {
        let key = certificate.subjectPublicKeyInfo
        if keyInfo.keys.contains(where: { !Self.isSame($0[...], as: key) }) { return true }
        return keyInfo.identifiers.contains { identifier in
            switch identifier {
            case .issuerAndSerialNumber(_, let number): !isInChain(of: certificate) { $0.facts.serialNumber == number }
            case .subjectKeyIdentifier(let identifier):
                !isInChain(of: certificate) { $0.facts.extensions.subjectKeyIdentifier ?? identifier == identifier }
            case .none: false
            }
        }
    }

    /// X509Data may describe the certificates of the chain beside the signer's (clause 4.5.4).
    private func isInChain(of certificate: Certificate, _ holds: (Certificate) -> Bool) -> Bool {
        holds(certificate) || carried.contains(where: holds)
    }

    /// Compares keys as loaded: their encodings may differ in parameters that say the same.
    private static func isSame(_ left: ArraySlice<UInt8>, as right: ArraySlice<UInt8>) -> Bool {
        if left.elementsEqual(right) { return true }
        guard let left = try? PublicKey(subjectPublicKeyInfo: left),
            let right = try? PublicKey(subjectPublicKeyInfo: right)
        else { return false }
        return left.isSame(as: right)
    }

    private func isMeant(_ match: SignerMatch) -> Bool {
        guard let certificate = match.certificate else { return false }
        if let properties, properties.hasSigningCertificate {
            if case .matches = properties.binding(to: certificate) { return true }
            return false
        }
        return keyInfo.identifiers.contains { identifier in
            switch identifier {
            case .issuerAndSerialNumber(_, let number): certificate.facts.serialNumber == number
            case .subjectKeyIdentifier(let identifier):
                certificate.facts.extensions.subjectKeyIdentifier == identifier
            case .none: false
            }
        }
    }

    /// The first certificate that issued none of the others.
    private func leaf(of matches: [SignerMatch]) -> SignerMatch? {
        matches.first { match in
            guard let subject = match.certificate?.facts.subject else { return false }
            return !matches.contains { $0.certificate?.facts.issuer == subject && $0.certificate != match.certificate }
        } ?? matches.first
    }

    /// Certificates at hand that the KeyInfo names.
    ///
    /// The text of an issuer's name is written in many ways; a serial number is enough where the key verifies.
    private var named: [Certificate] {
        var found: [Certificate] = []
        for identifier in keyInfo.identifiers {
            switch identifier {
            case .issuerAndSerialNumber(let issuer, let number):
                let exact = context.dossier.certificate(issuer: issuer, serialNumber: number)
                found += exact.isEmpty ? context.dossier.certificates(serialNumber: number) : exact
            case .subjectKeyIdentifier(let identifier):
                found += context.dossier.certificate(subjectKeyIdentifier: identifier)
            case .none: break
            }
        }
        for subject in keyInfo.subjects { found += context.dossier.certificates(of: subject) }
        if found.isEmpty, !keyInfo.keys.isEmpty {
            found = context.dossier.certificates.filter { certificate in
                keyInfo.keys.contains { $0.elementsEqual(certificate.subjectPublicKeyInfo) }
            }
        }
        return found
    }

    /// A bare key verifies and says nothing of who signed; without any, the only certificate at hand whose key does.
    private func withoutCertificate(
        _ unverified: SignatureValue,
        verifying outcome: (PublicKey) -> SignatureOutcome
    ) -> SignerMatch {
        guard let encoding = keyInfo.keys.first else {
            let obstacle = keyInfo.obstacles.first.map { SignatureValue.unsupported($0) }
            return context.signerCertificate(
                for: .none,
                isBound: { _ in false },
                unverified: unverified == .notChecked ? obstacle ?? unverified : unverified,
                verifying: outcome
            )
        }
        var match = SignerMatch(value: unverified)
        guard context.budget.takeCheck() else { return match }
        do throws(OpenSSLError) {
            switch outcome(try PublicKey(subjectPublicKeyInfo: encoding[...])) {
            case .valid: match.value = .valid
            case .validWithoutNull: (match.value, match.lacksNull) = (.valid, true)
            case .invalid: match.value = .invalid
            case .unsupported(let reason): match.value = .unsupported(reason)
            }
        } catch { match.value = .unsupported(error.description) }
        return match
    }

    private static let candidateLimit = 16
}

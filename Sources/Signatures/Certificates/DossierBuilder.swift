package import SandyqOpenSSL
package import SandyqValidation

/// Gathers what a file carries beside what was given for all files, and makes the dossier of a file's certificates.
///
/// Making one indexes the evidence; a copy of it costs nothing, so that one is made for all files and copied for each.
package struct DossierBuilder: Sendable {
    let given: Material
    private(set) var carried = Material()
    let anchors: Set<Fingerprint>
    let ledger: IssuanceLedger
    let limits: Limits

    /// Starts with what was given for all files.
    package init(evidence: Evidence, ledger: IssuanceLedger, limits: Limits) {
        given = Material(evidence)
        anchors = Set(evidence.anchors.map(\.fingerprint))
        self.ledger = ledger
        self.limits = limits
    }

    /// Adds certificates that the file carries.
    package mutating func add(certificates: [Certificate]) { carried.add(certificates: certificates) }

    /// Adds a list that the file carries.
    package mutating func add(revocationList: RevocationList, origin: EvidenceOrigin = .embedded) {
        carried.add(revocationList, origin: origin)
    }

    /// Adds a response that the file carries, and the certificates that came with it.
    package mutating func add(ocspResponse: OCSPResponse, origin: EvidenceOrigin = .embedded) {
        carried.add(ocspResponse, origin: origin)
    }

    /// Every certificate at hand, the file's own first.
    package var certificates: [Certificate] {
        carried.certificates + given.certificates.filter { carried.certificate($0.fingerprint) == nil }
    }

    /// The certificates that the file carries.
    package var carriedCertificates: [Certificate] { carried.certificates }

    /// The certificate of a fingerprint.
    package func certificate(_ fingerprint: Fingerprint) -> Certificate? {
        carried.certificate(fingerprint) ?? given.certificate(fingerprint)
    }

    /// Certificates by issuer and serial number (hexadecimal, as facts have it), the file's own first.
    package func certificate(issuer: DistinguishedName, serialNumber: String) -> [Certificate] {
        both { $0.certificates(serialNumber: serialNumber) }.filter { $0.facts.issuer == issuer }
    }

    /// Certificates by serial number (hexadecimal, as facts have it), the file's own first.
    package func certificates(serialNumber: String) -> [Certificate] {
        both { $0.certificates(serialNumber: serialNumber) }
    }

    /// Certificates by subject key identifier, the file's own first.
    package func certificate(subjectKeyIdentifier: [UInt8]) -> [Certificate] {
        both { $0.certificates(keyIdentifier: subjectKeyIdentifier) }
    }

    /// Certificates by subject, the file's own first.
    package func certificates(of subject: DistinguishedName) -> [Certificate] {
        both { $0.certificates(of: subject) }
    }

    /// Certificates by the SHA-1 of their key (RFC 6960 clause 4.2.1), the file's own first.
    func certificates(keyHash: [UInt8]) -> [Certificate] { both { $0.certificates(keyHash: keyHash) } }

    func lists(of issuer: DistinguishedName) -> [(list: RevocationList, origin: EvidenceOrigin)] {
        carried.lists(of: issuer) + given.lists(of: issuer)
    }

    func responses(about certificate: Certificate) -> [(response: OCSPResponse, origin: EvidenceOrigin)] {
        carried.responses(serialNumber: certificate.serialOctets)
            + given.responses(serialNumber: certificate.serialOctets)
    }

    private func both(_ found: (Material) -> [Certificate]) -> [Certificate] {
        let (own, others) = (found(carried), found(given))
        if own.isEmpty { return others }
        return own + others.filter { carried.certificate($0.fingerprint) == nil }
    }

    /// The key to verify a certificate holder's signatures with.
    ///
    /// - Throws: Why it cannot be used.
    package func verificationKey(of certificate: Certificate) throws(OpenSSLError) -> PublicKey {
        guard certificate.inheritsParameters else { return try certificate.publicKey() }
        return try inheritingKey(of: certificate, depth: 0)
    }

    /// Completes a key by that of an issuer whose signature holds, or by what that one inherits in its turn.
    private func inheritingKey(of certificate: Certificate, depth: Int) throws(OpenSSLError) -> PublicKey {
        for issuer in certificates(of: certificate.facts.issuer).prefix(4) where issuer != certificate && depth < 3 {
            let issuerKey =
                issuer.inheritsParameters
                ? try? inheritingKey(of: issuer, depth: depth + 1) : try? issuer.publicKey()
            guard let issuerKey,
                let key = try? PublicKey(
                    subjectPublicKeyInfo: certificate.subjectPublicKeyInfo,
                    parametersOf: issuerKey
                ),
                certificate.signatureMethod.value(
                    of: certificate.signature,
                    over: certificate.signedPart,
                    by: issuerKey
                ) == .valid
            else { continue }
            return key
        }
        throw OpenSSLError(description: "the DSA key's parameters are its issuer's, which is not at hand")
    }

    /// The dossier for the signers' certificates of a file, its time-stamps' included.
    package func dossier(for roots: [Fingerprint]) -> Dossier {
        var assembly = DossierAssembly(builder: self)
        assembly.gather(from: roots.compactMap(certificate))
        return assembly.dossier()
    }
}

internal import SandyqOpenSSL
internal import SandyqValidation

/// The ESS signing-certificate attributes, which bind a signature to one certificate (RFC 5035 clauses 3 to 5).
struct SigningCertificateBinding {
    private let identifiers: [CertificateIdentifier]
    private let isUnreadable: Bool

    /// Reads both versions; each must agree with the certificate.
    init(of signer: SignerInfo) {
        var identifiers: [CertificateIdentifier] = []
        var isUnreadable = false
        for (type, isFirstVersion) in [(OID.signingCertificateV2, false), (.signingCertificate, true)] {
            for value in signer.signedValues(of: type) {
                guard let identifier = try? CertificateIdentifier(firstOf: value, isFirstVersion: isFirstVersion) else {
                    isUnreadable = true
                    continue
                }
                identifiers.append(identifier)
            }
        }
        self.identifiers = identifiers
        self.isUnreadable = isUnreadable
    }

    /// Whether there is any such attribute, readable or not.
    var isPresent: Bool { isUnreadable || !identifiers.isEmpty }

    /// What the attributes say of a certificate.
    func binding(to certificate: Certificate?) -> SignerFacts.Binding {
        guard isPresent else { return .absent }
        guard let certificate, !isUnreadable else { return .unreadable }
        for identifier in identifiers {
            guard let digest = identifier.digest, let actual = certificate.digest(by: digest) else {
                return .unreadable
            }
            guard actual.elementsEqual(identifier.hash), identifier.names(certificate.facts) else { return .differs }
        }
        return identifiers.first?.digest.map { .matches($0) } ?? .unreadable
    }

    /// ESSCertID or ESSCertIDv2.
    private struct CertificateIdentifier {
        let digest: DigestAlgorithm?
        let hash: ArraySlice<UInt8>
        private let issuers: [DistinguishedName]
        private let serialNumber: String?

        /// Reads the first identifier of the attribute's value: the one of the signer's certificate.
        init(firstOf value: ASN1Node, isFirstVersion: Bool) throws(FormatError) {
            var attribute = try value.fields("signing-certificate")
            var list = try attribute.required("certs").fields("certs")
            var fields = try list.required("certificate identifier").fields("certificate identifier")
            if isFirstVersion {
                digest = .sha1
            } else if let algorithm = fields.optional(.sequence) {
                digest = DigestAlgorithm(oid: try AlgorithmIdentifier(algorithm, "hashAlgorithm").oid)
            } else {
                digest = .sha256
            }
            hash = try fields.required("certHash").octets("certHash")
            guard let issuerSerial = fields.optional(.sequence) else {
                (issuers, serialNumber) = ([], nil)
                return
            }
            var pair = try issuerSerial.fields("issuerSerial")
            issuers = try pair.required("issuer").elements("issuer").compactMap { name in
                guard name.isTagged(4), let inner = try? name.explicit("directoryName") else { return nil }
                return try? DistinguishedName(ofIssuer: inner, "directoryName")
            }
            serialNumber = try pair.required("serialNumber").integer("serialNumber")
        }

        /// Whether issuer and serial number, where given, are the certificate's (RFC 5035 clause 5).
        func names(_ certificate: CertificateFacts) -> Bool {
            guard let serialNumber else { return true }
            return serialNumber == certificate.serialNumber
                && (issuers.isEmpty || issuers.contains(certificate.issuer))
        }
    }
}

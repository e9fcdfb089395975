/// Every certificate and every piece of revocation data at hand for one question, and which key verifies which.
public struct Dossier: Hashable, Sendable, Codable {
    /// By SHA-256.
    public var certificates: [Fingerprint: CertificateFacts] = [:]
    /// Trust anchors among the certificates: trusted by name and key.
    public var anchors: Set<Fingerprint> = []
    /// For a certificate, the certificates that its issuer name names, and whether their key verifies it.
    public var issuances: [Fingerprint: [Issuance]] = [:]
    /// Lists that concern a certificate at hand.
    public var revocationLists: [RevocationListFacts] = []
    /// Responses that concern a certificate at hand.
    public var ocspResponses: [OCSPResponseFacts] = []

    /// Starts empty.
    public init() {}

    /// One possible issuer of a certificate.
    public struct Issuance: Hashable, Sendable, Codable {
        /// The candidate.
        public let issuer: Fingerprint
        /// Whether the issuer's key verifies the certificate.
        public let signature: SignatureValue

        /// Takes what arithmetic said.
        public init(issuer: Fingerprint, signature: SignatureValue) {
            self.issuer = issuer
            self.signature = signature
        }
    }
}

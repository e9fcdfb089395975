#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Where a piece of evidence came from; earlier cases are asked first.
public enum EvidenceOrigin: String, Hashable, Sendable, Codable, Comparable, CaseIterable {
    /// In the signature, its time-stamps or its container.
    case embedded
    /// Handed over with the question.
    case given
    /// Kept from earlier.
    case stored
    /// Fetched from the network for this question.
    case fetched

    /// Orders origins by how near they are to the signature.
    public static func < (left: EvidenceOrigin, right: EvidenceOrigin) -> Bool {
        allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
    }
}

/// Why a certificate was revoked (RFC 5280 clause 5.3.1); raw values are the standard's spellings.
public enum RevocationReason: String, Hashable, Sendable, Codable {
    case unspecified
    case keyCompromise
    case cACompromise
    case affiliationChanged
    case superseded
    case cessationOfOperation
    case certificateHold
    case removeFromCRL
    case privilegeWithdrawn
    case aACompromise
}

/// What a certificate revocation list says (RFC 5280 clause 5), with only the entries that concern certificates at hand.
public struct RevocationListFacts: Hashable, Sendable, Codable {
    /// SHA-256 of the whole list.
    public let fingerprint: Fingerprint
    /// Where the list came from.
    public let origin: EvidenceOrigin
    /// Who issued the list.
    public let issuer: DistinguishedName
    /// The issuer's key, by its identifier.
    public let authorityKeyIdentifier: [UInt8]?
    /// When the list was made.
    public let thisUpdate: Date
    /// When the next list comes at the latest.
    public let nextUpdate: Date?
    /// Decimal or hexadecimal makes no difference to order: lower-case hexadecimal without leading zeros.
    public let number: String?
    /// The base CRL number when this is a delta CRL (clause 5.2.4).
    public let deltaBase: String?
    /// What the list covers; nil: everything the issuer issued (clause 5.2.5).
    public let issuingDistributionPoint: IssuingDistributionPoint?
    /// From when revocations of expired certificates are kept on the list (X.509 expiredCertsOnCRL).
    public let keepsExpiredSince: Date?
    /// Critical extensions this build does not process: the list is of no use then.
    public let unknownCritical: [OID]
    /// The algorithm the list is signed with.
    public let signatureAlgorithm: SignatureAlgorithm
    /// Certificates of the dossier whose key verifies the list.
    public let signers: [Fingerprint]
    /// Entries whose serial number some certificate of the dossier has, in list order.
    public let entries: [Entry]
    /// How many entries there are in all.
    public let entryCount: Int

    /// Takes what was read.
    public init(
        fingerprint: Fingerprint,
        origin: EvidenceOrigin,
        issuer: DistinguishedName,
        authorityKeyIdentifier: [UInt8]?,
        thisUpdate: Date,
        nextUpdate: Date?,
        number: String?,
        deltaBase: String?,
        issuingDistributionPoint: IssuingDistributionPoint?,
        keepsExpiredSince: Date?,
        unknownCritical: [OID],
        signatureAlgorithm: SignatureAlgorithm,
        signers: [Fingerprint],
        entries: [Entry],
        entryCount: Int
    ) {
        self.fingerprint = fingerprint
        self.origin = origin
        self.issuer = issuer
        self.authorityKeyIdentifier = authorityKeyIdentifier
        self.thisUpdate = thisUpdate
        self.nextUpdate = nextUpdate
        self.number = number
        self.deltaBase = deltaBase
        self.issuingDistributionPoint = issuingDistributionPoint
        self.keepsExpiredSince = keepsExpiredSince
        self.unknownCritical = unknownCritical
        self.signatureAlgorithm = signatureAlgorithm
        self.signers = signers
        self.entries = entries
        self.entryCount = entryCount
    }

    /// One revoked certificate (clause 5.3).
    public struct Entry: Hashable, Sendable, Codable {
        /// Lower-case hexadecimal, as in `CertificateFacts`.
        public let serialNumber: String
        /// When the authority revoked the certificate.
        public let revocationDate: Date
        /// Nil when the entry gives none.
        public let reason: RevocationReason?
        /// Since when the key is suspected (clause 5.3.2).
        public let invalidityDate: Date?
        /// Who issued the certificate, carried forward from earlier entries of an indirect list (clause 5.3.3); nil: the list's issuer.
        public let certificateIssuer: DistinguishedName?
        /// Critical entry extensions this build does not process.
        public let unknownCritical: [OID]

        /// Takes what was read.
        public init(
            serialNumber: String,
            revocationDate: Date,
            reason: RevocationReason?,
            invalidityDate: Date?,
            certificateIssuer: DistinguishedName?,
            unknownCritical: [OID]
        ) {
            self.serialNumber = serialNumber
            self.revocationDate = revocationDate
            self.reason = reason
            self.invalidityDate = invalidityDate
            self.certificateIssuer = certificateIssuer
            self.unknownCritical = unknownCritical
        }
    }

    /// RFC 5280 clause 5.2.5.
    public struct IssuingDistributionPoint: Hashable, Sendable, Codable {
        /// Empty when the extension names no distribution point.
        public let names: [GeneralName]
        /// Only end-entity certificates.
        public let onlyUserCertificates: Bool
        /// Only certificates of authorities.
        public let onlyAuthorityCertificates: Bool
        /// Only attribute certificates: none that is judged here.
        public let onlyAttributeCertificates: Bool
        /// Nil: all reasons.
        public let onlyReasons: ReasonFlags?
        /// Whether entries may be of other issuers' certificates.
        public let isIndirect: Bool

        /// Takes what was read.
        public init(
            names: [GeneralName],
            onlyUserCertificates: Bool,
            onlyAuthorityCertificates: Bool,
            onlyAttributeCertificates: Bool,
            onlyReasons: ReasonFlags?,
            isIndirect: Bool
        ) {
            self.names = names
            self.onlyUserCertificates = onlyUserCertificates
            self.onlyAuthorityCertificates = onlyAuthorityCertificates
            self.onlyAttributeCertificates = onlyAttributeCertificates
            self.onlyReasons = onlyReasons
            self.isIndirect = isIndirect
        }
    }
}

/// What a successful basic OCSP response says (RFC 6960 clause 4.2.1).
public struct OCSPResponseFacts: Hashable, Sendable, Codable {
    /// SHA-256 of the BasicOCSPResponse.
    public let fingerprint: Fingerprint
    /// Where the response came from.
    public let origin: EvidenceOrigin
    /// When the response was signed.
    public let producedAt: Date
    /// The algorithm the response is signed with.
    public let signatureAlgorithm: SignatureAlgorithm
    /// Certificates of the dossier that the responder identifier names and whose key verifies the response.
    public let signers: [Fingerprint]
    /// Answers about certificates of the dossier.
    public let answers: [Answer]
    /// Whether our own nonce came back; nil when none was sent.
    public let nonceMatches: Bool?

    /// Takes what was read.
    public init(
        fingerprint: Fingerprint,
        origin: EvidenceOrigin,
        producedAt: Date,
        signatureAlgorithm: SignatureAlgorithm,
        signers: [Fingerprint],
        answers: [Answer],
        nonceMatches: Bool?
    ) {
        self.fingerprint = fingerprint
        self.origin = origin
        self.producedAt = producedAt
        self.signatureAlgorithm = signatureAlgorithm
        self.signers = signers
        self.answers = answers
        self.nonceMatches = nonceMatches
    }

    /// One single response whose CertID names a certificate of the dossier by its issuer's name and key and its serial number.
    public struct Answer: Hashable, Sendable, Codable {
        /// The certificate asked about.
        public let certificate: Fingerprint
        /// The issuer whose name and key hash the CertID carries.
        public let issuer: Fingerprint
        /// What the responder says.
        public let status: Status
        /// When the status was known to be right.
        public let thisUpdate: Date
        /// When newer information comes at the latest; national responders leave it out.
        public let nextUpdate: Date?
        /// RFC 6960 clause 4.4.4.
        public let archiveCutoff: Date?
        /// Whether the response says, by extended-revoke, that "revoked" may mean never issued (clause 4.4.8).
        public let extendedRevoke: Bool

        /// Takes what was read.
        public init(
            certificate: Fingerprint,
            issuer: Fingerprint,
            status: Status,
            thisUpdate: Date,
            nextUpdate: Date?,
            archiveCutoff: Date?,
            extendedRevoke: Bool
        ) {
            self.certificate = certificate
            self.issuer = issuer
            self.status = status
            self.thisUpdate = thisUpdate
            self.nextUpdate = nextUpdate
            self.archiveCutoff = archiveCutoff
            self.extendedRevoke = extendedRevoke
        }
    }

    /// RFC 6960 clause 2.2.
    public enum Status: Hashable, Sendable, Codable {
        case good
        case revoked(at: Date, reason: RevocationReason?)
        case unknown
    }
}

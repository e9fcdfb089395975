#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What an X.509 certificate says (RFC 5280 clause 4), without any judgement.
public struct CertificateFacts: Hashable, Sendable, Codable {
    public let fingerprint: Fingerprint
    /// 1, 2 or 3.
    public let version: Int
    /// Lower-case hexadecimal without leading zeros, "-" before a negative number.
    public let serialNumber: String
    public let issuer: DistinguishedName
    public let subject: DistinguishedName
    public let notBefore: Date
    public let notAfter: Date
    public let key: PublicKeyFacts
    /// The algorithm the issuer signed with; `keyBits` is nil here, since it is the issuer's.
    public let signatureAlgorithm: SignatureAlgorithm
    public let extensions: CertificateExtensions
    /// What RFC 5280 forbids but a parser can pass over: each is named in the report.
    public let defects: [Defect]

    /// Takes what was read.
    public init(
        fingerprint: Fingerprint,
        version: Int,
        serialNumber: String,
        issuer: DistinguishedName,
        subject: DistinguishedName,
        notBefore: Date,
        notAfter: Date,
        key: PublicKeyFacts,
        signatureAlgorithm: SignatureAlgorithm,
        extensions: CertificateExtensions,
        defects: [Defect]
    ) {
        self.fingerprint = fingerprint
        self.version = version
        self.serialNumber = serialNumber
        self.issuer = issuer
        self.subject = subject
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.key = key
        self.signatureAlgorithm = signatureAlgorithm
        self.extensions = extensions
        self.defects = defects
    }

    /// Whether subject and issuer are one name (RFC 5280 clause 3.2).
    public var isSelfIssued: Bool { subject == issuer }

    /// A breach of RFC 5280 in how a certificate is made.
    public enum Defect: Hashable, Sendable, Codable {
        /// The algorithm inside the signed part differs from the one outside (clause 4.1.1.2).
        case signatureAlgorithmsDiffer
        /// One extension appears twice (clause 4.2).
        case duplicateExtension(OID)
        /// A recognised extension cannot be read; a path through this certificate does not pass.
        case unreadableExtension(OID)
        /// Extensions in a certificate that is not version 3 (clause 4.1.2.9).
        case extensionsBeforeVersion3
        /// The serial number is zero, negative or longer than 20 octets (clause 4.1.2.2).
        case serialNumberOutOfRange
        /// The encoding is BER, not DER.
        case notDER
    }
}

/// The subject's public key, as its SubjectPublicKeyInfo says it.
public struct PublicKeyFacts: Hashable, Sendable, Codable {
    /// The key algorithm's identifier.
    public let algorithm: OID
    /// Nil when the key's algorithm or curve is unknown to this build.
    public let scheme: SignatureScheme?
    /// Named curve or GOST parameter set.
    public let curve: OID?
    /// Bits of modulus or field.
    public let bits: Int?
    /// SHA-256 of the whole SubjectPublicKeyInfo: equal for equal keys.
    public let fingerprint: Fingerprint

    /// Takes what was read.
    public init(algorithm: OID, scheme: SignatureScheme?, curve: OID?, bits: Int?, fingerprint: Fingerprint) {
        self.algorithm = algorithm
        self.scheme = scheme
        self.curve = curve
        self.bits = bits
        self.fingerprint = fingerprint
    }
}

/// The extensions validation reads (RFC 5280 clause 4.2); absent ones are nil or empty.
public struct CertificateExtensions: Hashable, Sendable, Codable {
    public var subjectKeyIdentifier: [UInt8]?
    public var authorityKeyIdentifier: AuthorityKeyIdentifier?
    public var keyUsage: KeyUsage?
    public var extendedKeyUsage: [OID]?
    public var basicConstraints: BasicConstraints?
    public var nameConstraints: NameConstraints?
    public var policies: [OID]?
    public var policyMappings: [PolicyMapping]?
    public var policyConstraints: PolicyConstraints?
    /// Certificates that may follow before anyPolicy is no longer looked at.
    public var inhibitAnyPolicy: Int?
    public var subjectAlternativeNames: [GeneralName] = []
    public var distributionPoints: [DistributionPoint] = []
    /// Where delta CRLs are (clause 4.2.1.15).
    public var freshestCRL: [DistributionPoint] = []
    /// `http` addresses of the issuer's OCSP responders.
    public var ocspAddresses: [String] = []
    /// `http` addresses of the issuer's certificate.
    public var issuerAddresses: [String] = []
    /// Whether id-pkix-ocsp-nocheck is there (RFC 6960 clause 4.2.2.2.1).
    public var ocspNoCheck = false
    /// QcStatements by identifier (ETSI EN 319 412-5).
    public var qcStatements: [OID] = []
    /// Every extension marked critical, known or not.
    public var critical: Set<OID> = []
    /// Extensions marked critical that this build does not process: a path through them does not pass.
    public var unknownCritical: [OID] = []

    /// Starts with no extension at all.
    public init() {}

    /// RFC 5280 clause 4.2.1.1.
    public struct AuthorityKeyIdentifier: Hashable, Sendable, Codable {
        public let keyIdentifier: [UInt8]?
        public let issuers: [GeneralName]
        public let serialNumber: String?

        /// Takes what was read.
        public init(keyIdentifier: [UInt8]?, issuers: [GeneralName], serialNumber: String?) {
            self.keyIdentifier = keyIdentifier
            self.issuers = issuers
            self.serialNumber = serialNumber
        }
    }

    /// RFC 5280 clause 4.2.1.3; bit 0 is digitalSignature.
    public struct KeyUsage: OptionSet, Hashable, Sendable, Codable {
        public let rawValue: UInt16

        /// Takes the bits, bit 0 lowest.
        public init(rawValue: UInt16) { self.rawValue = rawValue }

        public static let digitalSignature = KeyUsage(rawValue: 1 << 0)
        public static let nonRepudiation = KeyUsage(rawValue: 1 << 1)
        public static let keyEncipherment = KeyUsage(rawValue: 1 << 2)
        public static let dataEncipherment = KeyUsage(rawValue: 1 << 3)
        public static let keyAgreement = KeyUsage(rawValue: 1 << 4)
        public static let keyCertSign = KeyUsage(rawValue: 1 << 5)
        public static let cRLSign = KeyUsage(rawValue: 1 << 6)
        public static let encipherOnly = KeyUsage(rawValue: 1 << 7)
        public static let decipherOnly = KeyUsage(rawValue: 1 << 8)
    }

    /// RFC 5280 clause 4.2.1.9.
    public struct BasicConstraints: Hashable, Sendable, Codable {
        public let isAuthority: Bool
        public let pathLength: Int?

        /// Takes what was read.
        public init(isAuthority: Bool, pathLength: Int?) {
            self.isAuthority = isAuthority
            self.pathLength = pathLength
        }
    }

    /// RFC 5280 clause 4.2.1.10.
    public struct NameConstraints: Hashable, Sendable, Codable {
        public let permitted: [GeneralName]
        public let excluded: [GeneralName]

        /// Takes what was read.
        public init(permitted: [GeneralName], excluded: [GeneralName]) {
            self.permitted = permitted
            self.excluded = excluded
        }
    }

    /// RFC 5280 clause 4.2.1.5.
    public struct PolicyMapping: Hashable, Sendable, Codable {
        public let issuerDomain: OID
        public let subjectDomain: OID

        /// Takes what was read.
        public init(issuerDomain: OID, subjectDomain: OID) {
            self.issuerDomain = issuerDomain
            self.subjectDomain = subjectDomain
        }
    }

    /// RFC 5280 clause 4.2.1.11; numbers of certificates that may follow.
    public struct PolicyConstraints: Hashable, Sendable, Codable {
        public let requireExplicitPolicy: Int?
        public let inhibitPolicyMapping: Int?

        /// Takes what was read.
        public init(requireExplicitPolicy: Int?, inhibitPolicyMapping: Int?) {
            self.requireExplicitPolicy = requireExplicitPolicy
            self.inhibitPolicyMapping = inhibitPolicyMapping
        }
    }
}

/// Where a CRL is and what it covers (RFC 5280 clauses 4.2.1.13 and 5.2.5).
public struct DistributionPoint: Hashable, Sendable, Codable {
    /// Full names; a name relative to the CRL issuer is completed by the reader.
    public let names: [GeneralName]
    /// Nil: all reasons.
    public let reasons: ReasonFlags?
    /// Who issues the CRL, when not the certificate's issuer.
    public let issuers: [GeneralName]

    /// Takes what was read.
    public init(names: [GeneralName], reasons: ReasonFlags?, issuers: [GeneralName]) {
        self.names = names
        self.reasons = reasons
        self.issuers = issuers
    }
}

/// The reasons a CRL covers (RFC 5280 clause 4.2.1.13); bit 1 is keyCompromise.
public struct ReasonFlags: OptionSet, Hashable, Sendable, Codable {
    public let rawValue: UInt16

    /// Takes the bits, bit 0 lowest.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// keyCompromise to aACompromise: every reason there is.
    public static let all = ReasonFlags(rawValue: 0b1_1111_1110)
}

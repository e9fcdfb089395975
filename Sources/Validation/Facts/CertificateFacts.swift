#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What an X.509 certificate says (RFC 5280 clause 4), without any judgement.
///
/// A class, since the facts never change and every report, dossier and finding refers to them: sharing them is one count.
public final class CertificateFacts: Sendable, Codable {
    /// SHA-256 of the whole certificate.
    public let fingerprint: Fingerprint
    /// 1, 2 or 3.
    public let version: Int
    /// Lower-case hexadecimal without leading zeros, "-" before a negative number.
    public let serialNumber: String
    /// Who issued it.
    public let issuer: DistinguishedName
    /// Whose it is.
    public let subject: DistinguishedName
    /// The first moment of its validity.
    public let notBefore: Date
    /// The last moment of its validity.
    public let notAfter: Date
    /// The subject's key.
    public let key: PublicKeyFacts
    /// The algorithm the issuer signed with; `keyBits` is nil here, since it is the issuer's.
    public let signatureAlgorithm: SignatureAlgorithm
    /// What the extensions say.
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

extension CertificateFacts: Hashable {
    /// Compares everything that was read.
    public static func == (left: CertificateFacts, right: CertificateFacts) -> Bool {
        left === right
            || left.fingerprint == right.fingerprint && left.version == right.version
                && left.serialNumber == right.serialNumber && left.issuer == right.issuer
                && left.subject == right.subject && left.notBefore == right.notBefore
                && left.notAfter == right.notAfter && left.key == right.key
                && left.signatureAlgorithm == right.signatureAlgorithm && left.extensions == right.extensions
                && left.defects == right.defects
    }

    /// Hashes the fingerprint, which tells certificates apart.
    public func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
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
    /// Clause 4.2.1.2.
    public var subjectKeyIdentifier: [UInt8]?
    /// Clause 4.2.1.1.
    public var authorityKeyIdentifier: AuthorityKeyIdentifier?
    /// Clause 4.2.1.3.
    public var keyUsage: KeyUsage?
    /// Clause 4.2.1.12.
    public var extendedKeyUsage: [OID]?
    /// Clause 4.2.1.9.
    public var basicConstraints: BasicConstraints?
    /// Clause 4.2.1.10.
    public var nameConstraints: NameConstraints?
    /// Clause 4.2.1.4, without qualifiers.
    public var policies: [OID]?
    /// Clause 4.2.1.5.
    public var policyMappings: [PolicyMapping]?
    /// Clause 4.2.1.11.
    public var policyConstraints: PolicyConstraints?
    /// Certificates that may follow before anyPolicy is no longer looked at.
    public var inhibitAnyPolicy: Int?
    /// Clause 4.2.1.6.
    public var subjectAlternativeNames: [GeneralName] = []
    /// Clause 4.2.1.13.
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
        /// Which key of the issuer.
        public let keyIdentifier: [UInt8]?
        /// The issuer's own issuers.
        public let issuers: [GeneralName]
        /// The issuer's own serial number.
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
        /// The bits, bit 0 lowest.
        public let rawValue: UInt16

        /// Takes the bits, bit 0 lowest.
        public init(rawValue: UInt16) { self.rawValue = rawValue }

        /// Signatures other than on certificates and lists.
        public static let digitalSignature = KeyUsage(rawValue: 1 << 0)
        /// Signatures that commit: contentCommitment.
        public static let nonRepudiation = KeyUsage(rawValue: 1 << 1)
        /// Encrypting keys.
        public static let keyEncipherment = KeyUsage(rawValue: 1 << 2)
        /// Encrypting data directly.
        public static let dataEncipherment = KeyUsage(rawValue: 1 << 3)
        /// Agreeing on keys.
        public static let keyAgreement = KeyUsage(rawValue: 1 << 4)
        /// Signing certificates.
        public static let keyCertSign = KeyUsage(rawValue: 1 << 5)
        /// Signing revocation lists.
        public static let cRLSign = KeyUsage(rawValue: 1 << 6)
        /// Only encrypting, in key agreement.
        public static let encipherOnly = KeyUsage(rawValue: 1 << 7)
        /// Only decrypting, in key agreement.
        public static let decipherOnly = KeyUsage(rawValue: 1 << 8)
    }

    /// RFC 5280 clause 4.2.1.9.
    public struct BasicConstraints: Hashable, Sendable, Codable {
        /// Whether the subject may issue certificates.
        public let isAuthority: Bool
        /// How many authorities may follow that are not self-issued; nil: any number.
        public let pathLength: Int?

        /// Takes what was read.
        public init(isAuthority: Bool, pathLength: Int?) {
            self.isAuthority = isAuthority
            self.pathLength = pathLength
        }
    }

    /// RFC 5280 clause 4.2.1.10.
    public struct NameConstraints: Hashable, Sendable, Codable {
        /// Names must lie within one of these, if one of their form is given.
        public let permitted: [GeneralName]
        /// Names must lie within none of these.
        public let excluded: [GeneralName]

        /// Takes what was read.
        public init(permitted: [GeneralName], excluded: [GeneralName]) {
            self.permitted = permitted
            self.excluded = excluded
        }
    }

    /// RFC 5280 clause 4.2.1.5.
    public struct PolicyMapping: Hashable, Sendable, Codable {
        /// The policy as the issuer calls it.
        public let issuerDomain: OID
        /// The policy as the subject calls it.
        public let subjectDomain: OID

        /// Takes what was read.
        public init(issuerDomain: OID, subjectDomain: OID) {
            self.issuerDomain = issuerDomain
            self.subjectDomain = subjectDomain
        }
    }

    /// RFC 5280 clause 4.2.1.11; numbers of certificates that may follow.
    public struct PolicyConstraints: Hashable, Sendable, Codable {
        /// After how many certificates an explicit policy is required.
        public let requireExplicitPolicy: Int?
        /// After how many certificates mapping is inhibited.
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
    /// The bits, bit 0 lowest.
    public let rawValue: UInt16

    /// Takes the bits, bit 0 lowest.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// keyCompromise to aACompromise: every reason there is.
    public static let all = ReasonFlags(rawValue: 0b1_1111_1110)
}

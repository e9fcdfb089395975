#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Everything read about one file: the question put to the judge, and a replayable record of it.
public struct SubmissionFacts: Hashable, Sendable, Codable {
    /// The file that was read.
    public let file: FileFacts
    /// What kind of signature file it is.
    public let format: SignatureFormat
    /// Why the file as a whole could not be read, if it could not.
    public let defect: FormatDefect?
    /// Signatures in file order; a counter-signature follows the signature it counter-signs.
    public let signatures: [SignatureFacts]
    /// Certificates and revocation data for all of its signatures.
    public let dossier: Dossier
    /// Oddities of the file that belong to no signature.
    public let notes: [Finding]

    /// Takes what was read.
    public init(
        file: FileFacts,
        format: SignatureFormat,
        defect: FormatDefect?,
        signatures: [SignatureFacts],
        dossier: Dossier,
        notes: [Finding]
    ) {
        self.file = file
        self.format = format
        self.defect = defect
        self.signatures = signatures
        self.dossier = dossier
        self.notes = notes
    }
}

extension SubmissionFacts {
    /// Every time-stamp token in the file: a bare one, or those of its signatures.
    public var timestampTokens: [TimestampFacts] {
        signatures.flatMap { signature in
            guard signature.format == .timestampToken else { return signature.timestamps }
            let stamped = signature.references.last
            return [
                TimestampFacts(
                    kind: .document,
                    time: signature.attributes.claimedSigningTime,
                    policy: signature.attributes.signaturePolicy,
                    imprintDigest: stamped?.digest,
                    imprint: stamped?.state ?? .unsupported,
                    token: signature,
                    covers: [],
                    fingerprint: file.sha256
                )
            ]
        }
    }
}

/// The file that was looked at.
public struct FileFacts: Hashable, Sendable, Codable {
    /// As the caller named it.
    public let name: String
    /// Octets.
    public let size: Int
    /// Of all its octets.
    public let sha256: Fingerprint

    /// Takes what was measured.
    public init(name: String, size: Int, sha256: Fingerprint) {
        self.name = name
        self.size = size
        self.sha256 = sha256
    }
}

/// The kinds of signature file; raw values are the JSON report's.
public enum SignatureFormat: String, Hashable, Sendable, Codable, CaseIterable {
    case cms = "CMS"
    case cades = "CAdES"
    case xmlDSig = "XMLDSig"
    case xades = "XAdES"
    case wsse = "WSSE"
    case pades = "PAdES"
    case pdfCMS = "PDF-CMS"
    case asicS = "ASiC-S"
    case asicE = "ASiC-E"
    case odf = "ODF"
    case ncaZIP = "NCA-ZIP"
    case timestampToken = "TST"
    case evidenceRecord = "ER"
    case none

    /// Whether a time-stamping authority signs, and nobody else.
    package var isTimestamp: Bool { self == .timestampToken || self == .evidenceRecord }
}

/// Why bytes that look like a signature cannot be read as one.
public enum FormatDefect: Hashable, Sendable, Codable {
    /// The structure breaks off or contradicts itself; the text says where, in English, without quoting content.
    case malformed(String)
    /// A bound of `Limits` was reached: its name and its value.
    case limit(String, Int)
    /// It is encrypted, and opens to nobody without a password.
    case passwordNeeded
    /// A library that reads the format is not installed.
    case libraryMissing(String)
    /// A signature encoded in a way unknown to this build: its name.
    case unsupportedEncoding(String)
}

/// One signature as read, with all arithmetic done and nothing judged.
public struct SignatureFacts: Hashable, Sendable, Codable {
    /// Unique in the file: `S-1`.
    public var id: String
    /// The signature this one counter-signs.
    public var parent: String?
    /// The container entry the signature stands in, one level down.
    public var container: String?
    /// What kind of signature it is.
    public var format: SignatureFormat
    /// Why it could not be read, if it could not.
    public var defect: FormatDefect?
    /// As the signature states it.
    public var algorithm: SignatureAlgorithm
    /// Whether the key verifies the value.
    public var signatureValue: SignatureValue
    /// SHA-256 of the bytes the signature value is made over: what names the signature in an ETSI report
    /// (TS 119 102-2 clause 4.2.3); nil when they could not be told.
    public var toBeSigned: Fingerprint?
    /// What is signed.
    public var references: [ReferenceFacts] = []
    /// Entries of signed manifests whose data is not at hand, which XML Signature leaves to whoever verifies (clause 5.1); and
    /// data that an evidence record covers without naming it.
    public var missingEntries: [ReferenceFacts] = []
    /// How much of the file is signed.
    public var coverage: Coverage = .whole
    /// Who signed.
    public var signer: SignerFacts
    /// What the attributes say.
    public var attributes = AttributeFacts()
    /// Tokens in the order of the attributes that carry them.
    public var timestamps: [TimestampFacts] = []
    /// What follows the signed revision of a PDF; nil elsewhere.
    public var laterRevisions: LaterRevisions?
    /// Oddities that the reader met.
    public var notes: [Finding] = []

    /// Starts with what every signature has.
    public init(
        id: String,
        parent: String? = nil,
        format: SignatureFormat,
        algorithm: SignatureAlgorithm,
        signatureValue: SignatureValue,
        signer: SignerFacts
    ) {
        self.id = id
        self.parent = parent
        self.format = format
        self.algorithm = algorithm
        self.signatureValue = signatureValue
        self.signer = signer
    }

    /// Whether it stands in a data object of the container and so speaks of that, not of the file (EN 319 162-1 clause 4.1:
    /// the container's own signatures are in META-INF).
    public var isInner: Bool { container.map { !$0.hasPrefix("META-INF/") } ?? false }

    /// Whether the signature covers all of its file or container.
    public enum Coverage: String, Hashable, Sendable, Codable {
        case whole
        case part
    }

    /// What follows the signed revision of a PDF.
    public struct LaterRevisions: Hashable, Sendable, Codable {
        /// How many revisions follow.
        public let count: Int
        /// The gravest of the changes.
        public let changes: Changes
        /// What changed, for a person.
        public let items: [String]

        /// Takes what the comparison found.
        public init(count: Int, changes: Changes, items: [String]) {
            self.count = count
            self.changes = changes
            self.items = items
        }

        /// The gravest change.
        public enum Changes: String, Hashable, Sendable, Codable {
            case none
            case permitted
            case forbidden
        }
    }
}

/// One signed piece of data and whether its digest matches.
public struct ReferenceFacts: Hashable, Sendable, Codable {
    /// The file's name, the reference's URI, or `content` for data inside the signature.
    public let name: String
    /// Nil when unknown to this build.
    public let digest: DigestAlgorithm?
    /// The digest's identifier as it stands.
    public let digestIdentifier: String
    /// What became of the data.
    public let state: State
    /// Whether the reference covers all of what it names.
    public let coverage: SignatureFacts.Coverage
    /// The digest that is signed, where the data it is of is not at hand; by it the data may be sought.
    public let expected: [UInt8]?

    /// Takes what was found.
    public init(
        name: String,
        digest: DigestAlgorithm?,
        digestIdentifier: String,
        state: State,
        coverage: SignatureFacts.Coverage = .whole,
        expected: [UInt8]? = nil
    ) {
        self.name = name
        self.digest = digest
        self.digestIdentifier = digestIdentifier
        self.state = state
        self.coverage = coverage
        self.expected = expected
    }

    /// What became of the data.
    public enum State: Hashable, Sendable, Codable {
        case intact
        /// Expected and actual digest.
        case altered(expected: [UInt8], actual: [UInt8])
        /// Altered as it stands; intact without so many XML signatures that were put beside this one later.
        case intactBeforeLater(signatures: Int, expected: [UInt8], actual: [UInt8])
        /// Not at hand; the names under which it was looked for.
        case missing(tried: [String])
        /// The digest algorithm is unknown to this build.
        case unsupported
        /// The data is not what is signed but what a transform makes of it, and this one is unknown or refused: its URI.
        case untransformed(String)
    }
}

/// Who signed, as far as the signature says it.
public struct SignerFacts: Hashable, Sendable, Codable {
    /// How the signature names the signer's certificate.
    public var identifier: Identifier
    /// The certificate the identifier names, or the only one whose key verifies; nil when none was found.
    public var certificate: Fingerprint?
    /// True when no identifier led to the certificate: it was taken because its key verifies.
    public var foundByKey = false
    /// What the ESS signing-certificate attribute, or its XAdES counterpart, says of the certificate.
    public var binding: Binding = .absent

    /// Starts without certificate.
    public init(identifier: Identifier, certificate: Fingerprint? = nil) {
        self.identifier = identifier
        self.certificate = certificate
    }

    /// RFC 5652 clause 5.3, or its counterpart in other formats.
    public enum Identifier: Hashable, Sendable, Codable {
        case issuerAndSerialNumber(DistinguishedName, String)
        case subjectKeyIdentifier([UInt8])
        case none
    }

    /// RFC 5035 clause 5.
    public enum Binding: Hashable, Sendable, Codable {
        case absent
        case matches(DigestAlgorithm)
        /// The first certificate identifier is of another certificate.
        case differs
        /// The attribute cannot be read, or its digest is unknown.
        case unreadable
    }
}

/// What the signed and unsigned attributes, or properties, say beside digests.
public struct AttributeFacts: Hashable, Sendable, Codable {
    /// Whether there are signed attributes at all.
    public var areSigned = true
    /// signing-time: what the signer says, which proves nothing; of a bare time-stamp token, its time.
    public var claimedSigningTime: Date?
    /// What RFC 5652 clause 5.3 and 11 forbid, or RFC 6211, or EN 319 122-1: the signature does not hold with any of them.
    public var breaches: [Breach] = []
    /// The signature policy the signer names; of a bare time-stamp token, the authority's policy.
    public var signaturePolicy: OID?
    /// The signature policy as it is named where the name is no object identifier.
    public var signaturePolicyName: String?
    /// What the signer claims to be, which nothing proves (EN 319 122-1 clause 5.2.6, EN 319 132-1 clause 5.2.6).
    public var claimedRoles: [String] = []
    /// Whether certificates of the chain are kept with the signature.
    public var hasCertificateValues = false
    /// Whether revocation data is kept with the signature.
    public var hasRevocationValues = false

    /// Starts without attributes.
    public init() {}

    /// A rule of RFC 5652 or RFC 6211 broken by the attributes or the algorithms.
    public enum Breach: Hashable, Sendable, Codable {
        /// Signed attributes are there, but this required one is not.
        case missing(OID)
        /// An attribute that must be single-valued or single is not.
        case repeated(OID)
        /// content-type is not the type of the content.
        case contentTypeDiffers
        /// digestAlgorithm is not the digest inside signatureAlgorithm.
        case digestAlgorithmsDiffer(stated: DigestAlgorithm, inSignature: DigestAlgorithm)
        /// CMSAlgorithmProtection names other algorithms (RFC 6211).
        case algorithmProtectionDiffers
        /// The digest does not go with the key (a GOST key and SHA-256, for example).
        case digestUnfitForKey
        /// A reference names an identifier that more than one element has.
        case ambiguousIdentifier(String)
        /// A reference leads to an element of this name that does not stand where such an element belongs.
        case misplaced(String)
        /// KeyInfo gives another key, or names another certificate, beside the signer's certificate.
        case keyInfoContradictory
        /// A signed property that must be single is not (EN 319 132-1 clause 5.1).
        case repeatedProperty(String)
    }
}

/// An RFC 3161 time-stamp token that belongs to a signature, or stands alone.
public struct TimestampFacts: Hashable, Sendable, Codable {
    /// What the token is for.
    public let kind: Kind
    /// Nil when the token cannot be read: then only `token.defect` says anything.
    public let time: Date?
    /// The authority's time-stamping policy.
    public let policy: OID?
    /// Nil when unknown to this build.
    public let imprintDigest: DigestAlgorithm?
    /// Whether the imprint is that of the data the token must cover.
    public let imprint: ReferenceFacts.State
    /// The token's own CMS signature.
    public let token: SignatureFacts
    /// SHA-256 of certificates, CRLs and OCSP responses whose existence an archive time-stamp proves.
    public let covers: [Fingerprint]
    /// SHA-256 of the token.
    public let fingerprint: Fingerprint

    /// Takes what was read.
    public init(
        kind: Kind,
        time: Date?,
        policy: OID?,
        imprintDigest: DigestAlgorithm?,
        imprint: ReferenceFacts.State,
        token: SignatureFacts,
        covers: [Fingerprint],
        fingerprint: Fingerprint
    ) {
        self.kind = kind
        self.time = time
        self.policy = policy
        self.imprintDigest = imprintDigest
        self.imprint = imprint
        self.token = token
        self.covers = covers
        self.fingerprint = fingerprint
    }

    /// What a token covers; raw values are the JSON report's.
    public enum Kind: String, Hashable, Sendable, Codable {
        case signature
        case content
        case archive
        case document
        case references = "refs"

        /// Whether the token covers the signature value, and so proves that the signature existed.
        ///
        /// One over references need not (EN 319 122-1 clause A.1.5.2): anybody can put it on another signature.
        var provesSignature: Bool {
            switch self {
            case .signature, .archive, .document: true
            case .content, .references: false
            }
        }
    }
}

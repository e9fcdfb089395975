#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What was concluded about one file, with everything a reader needs to follow it.
public struct Report: Hashable, Sendable, Codable {
    /// The file that was judged.
    public let file: FileFacts
    /// What kind of signature file it is.
    public let format: SignatureFormat
    /// The policy's name.
    public let policy: String
    /// The time as of which it was judged.
    public let validationTime: Date
    /// Why the file as a whole could not be judged, when no signature carries the reason.
    public let fileVerdict: Verdict?
    /// One report for each signature, in file order.
    public let signatures: [SignatureReport]
    /// Oddities of the file that belong to no signature.
    public let notes: [Finding]

    package init(
        file: FileFacts,
        format: SignatureFormat,
        policy: String,
        validationTime: Date,
        fileVerdict: Verdict?,
        signatures: [SignatureReport],
        notes: [Finding]
    ) {
        self.file = file
        self.format = format
        self.policy = policy
        self.validationTime = validationTime
        self.fileVerdict = fileVerdict
        self.signatures = signatures
        self.notes = notes
    }

    /// The worst verdict of the file and its signatures; nil when the file holds no signature.
    public var verdict: Verdict? {
        ([fileVerdict].compactMap(\.self) + signatures.map(\.verdict)).max { $0.gravity < $1.gravity }
    }

    /// `TOTAL-PASSED`, `TOTAL-FAILED`, `INDETERMINATE` or `NO-SIGNATURE`.
    public var indication: String { verdict?.indication ?? "NO-SIGNATURE" }
}

/// What was concluded about one signature.
public struct SignatureReport: Hashable, Sendable, Codable {
    /// What was read; the report repeats nothing of it.
    public let facts: SignatureFacts
    /// What the facts show of the baseline levels.
    public let level: SignatureLevel
    /// Clause 5.3 to 5.6: the whole judgement, block by block.
    public let block: Block
    /// The time the judgement rests on.
    public let bestSignatureTime: BestSignatureTime
    /// The signer's certificate; nil when none was found.
    public let signer: CertificateFacts?
    /// What the signer's key is for; nil without certificate.
    public let keyUse: KeyUse?
    /// From the signer's certificate to the anchor, or as far as issuers were found.
    public let chain: [ChainLink]
    /// The status of the signer's certificate.
    public let revocation: RevocationStatus
    /// One report for each token, in the order of the facts.
    public let timestamps: [TimestampReport]

    /// The conclusion of ``block``.
    public var verdict: Verdict { block.verdict }

    package init(
        facts: SignatureFacts,
        level: SignatureLevel,
        block: Block,
        bestSignatureTime: BestSignatureTime,
        signer: CertificateFacts?,
        keyUse: KeyUse?,
        chain: [ChainLink],
        revocation: RevocationStatus,
        timestamps: [TimestampReport]
    ) {
        self.facts = facts
        self.level = level
        self.block = block
        self.bestSignatureTime = bestSignatureTime
        self.signer = signer
        self.keyUse = keyUse
        self.chain = chain
        self.revocation = revocation
        self.timestamps = timestamps
    }

    /// A certificate of the chain.
    public struct ChainLink: Hashable, Sendable, Codable {
        /// What the certificate says.
        public let certificate: CertificateFacts
        /// Whether it is a trust anchor.
        public let isTrusted: Bool
        /// What is known of its revocation.
        public let revocation: RevocationStatus

        package init(certificate: CertificateFacts, isTrusted: Bool, revocation: RevocationStatus) {
            self.certificate = certificate
            self.isTrusted = isTrusted
            self.revocation = revocation
        }
    }
}

/// A time-stamp token and what was concluded about it.
public struct TimestampReport: Hashable, Sendable, Codable {
    /// What was read.
    public let facts: TimestampFacts
    /// The judgement, block by block.
    public let block: Block
    /// The authority's certificate; nil when none was found.
    public let authority: CertificateFacts?
    /// From the authority's certificate to the anchor, or as far as issuers were found.
    public let chain: [SignatureReport.ChainLink]

    package init(
        facts: TimestampFacts,
        block: Block,
        authority: CertificateFacts?,
        chain: [SignatureReport.ChainLink]
    ) {
        self.facts = facts
        self.block = block
        self.authority = authority
        self.chain = chain
    }
}

/// The earliest moment at which a signature is proven to have existed.
public struct BestSignatureTime: Hashable, Sendable, Codable {
    /// The moment.
    public let time: Date
    /// What the moment rests on.
    public let source: Source

    package init(time: Date, source: Source) {
        self.time = time
        self.source = source
    }

    /// Raw values are the JSON report's.
    public enum Source: String, Hashable, Sendable, Codable {
        case timestamp
        case ingest
        case now
    }
}

/// What is known of a certificate's revocation at the time in question.
public struct RevocationStatus: Hashable, Sendable, Codable {
    /// What is known.
    public let answer: Answer
    /// What kind of data the answer rests on; nil without answer.
    public let source: RevocationSource?
    /// The list or response the answer rests on.
    public let evidence: Fingerprint?
    /// When the data was produced: producedAt of a response, thisUpdate of a list.
    public let producedAt: Date?

    package init(answer: Answer, source: RevocationSource?, evidence: Fingerprint?, producedAt: Date?) {
        self.answer = answer
        self.source = source
        self.evidence = evidence
        self.producedAt = producedAt
    }

    /// "Not checked", "unknown", "good" and "revoked" are different answers.
    public enum Answer: Hashable, Sendable, Codable {
        case good
        case revoked(at: Date, reason: RevocationReason?)
        /// Data was at hand, and does not tell: the reason of the best candidate.
        case unknown(RevocationGap)
        /// Nothing was at hand, or the policy does not ask.
        case notChecked
    }

    /// Nothing was asked.
    public static let notChecked = RevocationStatus(answer: .notChecked, source: nil, evidence: nil, producedAt: nil)
}

/// The level a signature reaches (EN 319 122-1 and its siblings); raw values are the JSON report's.
public enum SignatureLevel: String, Hashable, Sendable, Codable {
    case basic
    case baselineB = "B-B"
    case baselineT = "B-T"
    case baselineLT = "B-LT"
    case baselineLTA = "B-LTA"
}

/// What was concluded about one certificate on its own (`sandyq cert check`).
public struct CertificateReport: Hashable, Sendable, Codable {
    /// The certificate asked about.
    public let certificate: CertificateFacts
    /// The policy's name.
    public let policy: String
    /// The time as of which it was judged.
    public let validationTime: Date
    /// The judgement, block by block.
    public let block: Block
    /// From the certificate to the anchor, or as far as issuers were found.
    public let chain: [SignatureReport.ChainLink]
    /// The status of the certificate asked about.
    public let revocation: RevocationStatus

    package init(
        certificate: CertificateFacts,
        policy: String,
        validationTime: Date,
        block: Block,
        chain: [SignatureReport.ChainLink],
        revocation: RevocationStatus
    ) {
        self.certificate = certificate
        self.policy = policy
        self.validationTime = validationTime
        self.block = block
        self.chain = chain
        self.revocation = revocation
    }

    /// The conclusion of ``block``.
    public var verdict: Verdict { block.verdict }
}

extension Verdict {
    /// Orders verdicts from good to bad: passed, indeterminate, failed.
    var gravity: Int {
        switch self {
        case .passed: 0
        case .indeterminate: 1
        case .failed: 2
        }
    }
}

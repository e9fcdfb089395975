#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import SandyqValidation

/// All the words of one language.
///
/// Every switch in an implementation is exhaustive, so a finding without a sentence does not compile.
protocol Wording: Sendable {
    /// What was found, where, and, where something is wrong, what to do next.
    func sentence(_ finding: Finding) -> Sentence
    /// What a verdict means; nil: the file holds no signature.
    func headline(_ verdict: Verdict?) -> Headline
    /// What it means that a signature passed under a policy that asks for no trust.
    var integrityOnly: Headline { get }
    /// What it means that a document was changed after it was signed, in a way that the signature does not allow.
    var changedAfterwards: Headline { get }
    /// What to do where a signature passed and there are warnings.
    var passedWithWarnings: String { get }
    /// What a verdict on a certificate alone means.
    func certificateHeadline(_ verdict: Verdict) -> Headline
    /// The name of a part of a report.
    func label(_ label: Label) -> String
    /// A role of the signer.
    func role(_ role: SignerRole) -> String
    /// What a key is for.
    func keyUse(_ use: KeyUse) -> String
    /// The name of a reason for revocation.
    func reason(_ reason: RevocationReason) -> String
    /// The name of a kind of time-stamp.
    func kind(_ kind: TimestampFacts.Kind) -> String
    /// Where the best signature time comes from.
    func source(_ source: BestSignatureTime.Source) -> String
    /// The word for a check's outcome.
    func outcome(_ outcome: Block.Outcome) -> String
    /// What is known of a certificate's revocation.
    func revocation(_ status: RevocationStatus) -> Sentence
    /// How much of the file is signed.
    func coverage(_ coverage: SignatureFacts.Coverage) -> String
    /// What is wrong with how a certificate is made.
    func words(_ defect: CertificateFacts.Defect) -> Sentence
    /// What became of a signature value.
    func value(_ value: SignatureValue) -> String
    /// A day and a time, in words.
    func moment(_ moment: Date) -> Sentence
    /// The unit of key sizes.
    var bit: Sentence { get }
    /// A number of octets.
    func size(_ octets: Int) -> String
}

extension Wording {
    /// Scheme, key size and digest, as far as they are known: `RSA, 2048 bit, SHA-256`.
    func words(_ algorithm: SignatureAlgorithm) -> Sentence {
        let size: Sentence = algorithm.keyBits.map { ", \($0) \(bit)" } ?? ""
        let digest: Sentence = algorithm.digest.map { ", \($0)" } ?? ""
        return "\(algorithm.name)\(size)\(digest)"
    }

    /// What the verdict on a signature means: no more than what was looked at.
    func headline(of report: SignatureReport) -> Headline {
        let checks = report.block.allChecks
        guard report.verdict == .passed else {
            let isChanged = checks.contains { check in
                if case .laterRevisionsForbidden = check.finding { check.outcome == .undetermined } else { false }
            }
            return isChanged ? changedAfterwards : headline(report.verdict)
        }
        let isTrusted = checks.contains { check in
            if case .chainFound = check.finding { check.outcome == .passed } else { false }
        }
        let whole = isTrusted ? headline(.passed) : integrityOnly
        guard checks.contains(where: \.isWarning) || !report.facts.notes.isEmpty else { return whole }
        return Headline(word: whole.word, meaning: whole.meaning, advice: passedWithWarnings)
    }
}

/// A verdict in words.
struct Headline: Hashable {
    /// Capital letters: the first thing a person reads.
    let word: String
    /// What it means.
    let meaning: String
    /// What to do.
    let advice: String
}

/// The parts of reports that have names.
enum Label: CaseIterable {
    case title
    case certificateTitle
    case file
    case size
    case fileFingerprint
    case format
    case policy
    case validationTime
    case signature
    case counterSignature
    case container
    case who
    case role
    case signaturePolicy
    case organization
    case iin
    case bin
    case country
    case email
    case when
    case notLaterThan
    case judgedAsOf
    case claimed
    case what
    case algorithm
    case level
    case why
    case whatToDo
    case warnings
    case allChecks
    case chain
    case trusted
    case revocation
    case timestamps
    case authority
    case evidence
    case unknownSigner
    case certificate
    case subject
    case issuer
    case serialNumber
    case validity
    case keyUse
    case policies
    case fingerprint
    case version
    case publicKey
    case keyUsage
    case extendedKeyUsage
    case alternativeNames
    case isAuthority
    case pathLength
    case revocationLists
    case responders
    case issuerAddresses
    case defects
    case time
    case imprint
    case producedAt
    case thisUpdate
    case nextUpdate
    case number
    case entries
    case answers
    case status
    case reason
    case kind
    case origin
    case delta
    case nonce
    case yes
    case no
    case laterRevisions
}

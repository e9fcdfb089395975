#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Judges facts under one policy: a pure function of facts, policy and time (ETSI EN 319 102-1 clause 5).
public struct Judge: Sendable {
    private let policy: Policy

    /// Fixes the policy.
    public init(policy: Policy) { self.policy = policy }

    /// Judges every signature of a file as of a moment.
    public func report(on submission: SubmissionFacts, asOf moment: Date) -> Report {
        let context = Context(policy: policy, dossier: submission.dossier, moment: moment)
        return Report(
            file: submission.file,
            format: submission.format,
            policy: policy.name,
            validationTime: moment,
            fileVerdict: submission.defect.map(Self.verdict),
            signatures: submission.signatures.map { SignatureValidation(signature: $0, context: context).report() },
            notes: (submission.defect.map { [Self.finding(of: $0)] } ?? []) + submission.notes
        )
    }

    /// Judges a certificate on its own, with no proof that anything existed before the moment.
    ///
    /// What a certificate shows of itself (revoked, expired, not yet valid) is final; what its chain shows is not.
    public func report(
        on certificate: CertificateFacts,
        in dossier: Dossier,
        options: PathOptions = PathOptions(),
        asOf moment: Date
    ) -> CertificateReport {
        let context = Context(policy: policy, dossier: dossier, moment: moment)
        let outcome = CertificateValidation(
            context: context,
            proofs: ProofsOfExistence(validationTime: moment),
            options: options,
            purpose: .itself
        ).outcome(for: certificate.fingerprint, during: Interval(notBefore: moment, notAfter: moment))
        return CertificateReport(
            certificate: certificate,
            policy: policy.name,
            validationTime: moment,
            block: outcome.block,
            chain: outcome.chain,
            revocation: outcome.revocation
        )
    }

    static func finding(of defect: FormatDefect) -> Finding {
        switch defect {
        case .malformed(let reason): .structureBroken(reason)
        case .limit(let name, let bound): .limitReached(name, bound)
        case .passwordNeeded: .passwordNeeded
        case .libraryMissing(let name): .libraryMissing(name)
        case .unsupportedEncoding(let name): .signatureEncodingUnsupported(name)
        }
    }

    /// A file that cannot be read fails; one that is too large to be read proves nothing.
    static func verdict(on defect: FormatDefect) -> Verdict {
        switch defect {
        case .malformed: .failed(.format)
        case .limit, .passwordNeeded, .libraryMissing: .indeterminate(.custom)
        case .unsupportedEncoding: .indeterminate(.cryptoConstraints)
        }
    }
}

/// What every building block of one file looks things up in.
final class Context: Sendable {
    let policy: Policy
    let dossier: Dossier
    /// The validation time.
    let moment: Date

    init(policy: Policy, dossier: Dossier, moment: Date) {
        self.policy = policy
        self.dossier = dossier
        self.moment = moment
    }
}

/// The two bounds of the time at which a signature was made.
struct Interval: Hashable, Sendable {
    /// The latest verified proof of the signed data, which the signature cannot precede; nil: no bound.
    let notBefore: Date?
    /// The earliest verified proof of the signature value, or the validation time: the best signature time.
    let notAfter: Date
}

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Judges facts under one policy: a pure function of facts, policy and time (ETSI EN 319 102-1 clause 5).
public struct Judge: Sendable {
    let policy: Policy

    /// Fixes the policy.
    public init(policy: Policy) { self.policy = policy }

    /// Judges every signature of a file.
    public func report(on submission: SubmissionFacts, asOf moment: Date) -> Report {
        Report(
            file: submission.file, format: submission.format, policy: policy.name, validationTime: moment,
            fileVerdict: submission.defect == nil ? nil : .failed(.format), signatures: [], notes: submission.notes)
    }
}

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif
public import SandyqValidation

/// Verifies files against one policy and one body of evidence; safe to use from many threads at once.
public struct Verifier: Sendable {
    private let judge: Judge
    private let reader: SubmissionReader

    /// Fixes what stays the same from file to file.
    public init(policy: Policy, evidence: Evidence, limits: Limits = Limits()) {
        judge = Judge(policy: policy)
        reader = SubmissionReader(evidence: evidence, limits: limits)
    }

    /// Everything read from a file, arithmetic done, nothing judged.
    public func facts(of submission: Submission) -> SubmissionFacts { reader.facts(of: submission) }

    /// Reads and judges a file; a bad signature is a verdict, and nothing is thrown.
    public func verify(_ submission: Submission, asOf moment: Date) -> Report {
        judge.report(on: facts(of: submission), asOf: moment)
    }
}

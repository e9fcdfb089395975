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
    ///
    /// - Throws: What the system said when the file could not be read; never for a file in memory.
    public func facts(of submission: Submission) throws -> SubmissionFacts { try reader.facts(of: submission) }

    /// Reads and judges a file; a bad signature is a verdict.
    ///
    /// - Throws: What the system said when the file could not be read; never for a file in memory.
    public func verify(_ submission: Submission, asOf moment: Date) throws -> Report {
        judge.report(on: try facts(of: submission), asOf: moment)
    }
}

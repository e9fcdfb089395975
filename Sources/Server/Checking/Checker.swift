#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import SandyqFiles
package import SandyqSignatures
internal import SandyqValidation
internal import Synchronization

/// Verifies what is sent, by the same verifier, judge and report as `sandyq verify`.
package final class Checker: Sendable {
    /// What judgements rest on.
    package struct Basis: Sendable {
        package let evidence: Evidence
        /// A fresh way to the network for each file, so that nothing old is believed; nil: never asked.
        package let online: (@Sendable () -> OnlineAccess)?

        package init(evidence: Evidence, online: (@Sendable () -> OnlineAccess)? = nil) {
            self.evidence = evidence
            self.online = online
        }
    }

    /// The network, and how long it may be asked for one file.
    package struct OnlineAccess {
        package let evidence: OnlineEvidence
        package let mayGoOn: () -> Bool

        package init(evidence: OnlineEvidence, mayGoOn: @escaping () -> Bool) {
            self.evidence = evidence
            self.mayGoOn = mayGoOn
        }
    }

    private struct Current {
        let basis: Basis
        let reader: SubmissionReader

        init(_ basis: Basis) {
            self.basis = basis
            reader = SubmissionReader(evidence: basis.evidence, limits: .service)
        }
    }

    private let policies: [String: Policy]
    private let current: Mutex<Current>
    let pool: BlockingPool
    let ambient: Ambient
    private let metrics: ServiceMetrics

    /// Policies that a request may name: only Sandyq's own, never a file.
    static let policyNames = ["kz", "aes", "integrity"]

    init(basis: Basis, pool: BlockingPool, ambient: Ambient, metrics: ServiceMetrics) throws {
        var policies: [String: Policy] = [:]
        for name in Self.policyNames { policies[name] = try Policy.named(name) }
        self.policies = policies
        current = Mutex(Current(basis))
        self.pool = pool
        self.ambient = ambient
        self.metrics = metrics
    }

    /// Replaces what judgements rest on; those under way end with what they began with.
    func replace(_ basis: Basis) {
        let fresh = Current(basis)
        current.withLock { $0 = fresh }
    }

    /// What judgements rest on now.
    var evidence: Evidence { current.withLock { $0.basis.evidence } }

    /// One question: a file, by which rules and as of when.
    struct Question: Sendable {
        var name = "-"
        let file: FileBytes
        var content: any ContentSource = NoContent()
        let policy: String
        let moment: Date
    }

    /// What was concluded, and the certificates that were met on the way.
    struct Answer {
        let report: Report
        let certificates: DossierBuilder
    }

    /// Reads and judges a file on this thread, which must be one of the pool's.
    func answer(to question: Question) throws -> Answer {
        let start = ambient.seconds()
        let submission = Submission(name: question.name, file: question.file, content: question.content)
        let (basis, reader) = current.withLock { ($0.basis, $0.reader) }
        let policy = try policy(question.policy)
        let reading = try reader.reading(of: submission)
        let report: Report
        if let access = basis.online?() {
            let verifier = OnlineVerifier(
                policy: policy,
                evidence: basis.evidence,
                online: access.evidence,
                limits: .service
            )
            report = try verifier.verify(submission, asOf: question.moment, while: access.mayGoOn)
        } else {
            report = Judge(policy: policy).report(on: reading.facts, asOf: question.moment)
        }
        let seconds = ambient.seconds() - start
        metrics.verified(indication: report.indication, format: report.format.rawValue, seconds: seconds)
        return Answer(report: report, certificates: reading.certificates)
    }

    /// Judges a certificate on its own, as of now, on this thread, which must be one of the pool's.
    func report(on certificate: Certificate, policy name: String) throws -> CertificateReport {
        let basis = current.withLock { $0.basis }
        let policy = try policy(name)
        let moment = ambient.moment()
        guard let access = basis.online?() else {
            let verifier = CertificateVerifier(policy: policy, evidence: basis.evidence, limits: .service)
            return verifier.verify(certificate, asOf: moment)
        }
        let verifier = OnlineVerifier(
            policy: policy,
            evidence: basis.evidence,
            online: access.evidence,
            limits: .service
        )
        return verifier.verify(certificate, asOf: moment, while: access.mayGoOn).report
    }

    func policy(_ name: String) throws(Problem) -> Policy {
        guard let policy = policies[name] else {
            throw .parameterInvalid(name: "policy", form: Self.policyNames.joined(separator: ", "))
        }
        return policy
    }
}

extension Limits {
    /// The bounds of a service that strangers ask: tighter than what a person may ask of a machine of their own, wherever only
    /// a file made for it would need more.
    static let service: Limits = {
        var limits = Limits()
        limits.signatureBytes = 64 << 20
        limits.signatures = 200
        limits.signatureChecks = 1_000
        limits.archivedOctets = 2 << 30
        limits.containerUnpackedOctets = 2 << 30
        limits.canonicalOctets = 512 << 20
        limits.pathSteps = 5_000_000
        return limits
    }()
}

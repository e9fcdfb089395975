#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
package import SandyqFiles
package import SandyqValidation

/// Verifies files and certificates, and fetches what a judgement lacks, round by round, until nothing more is to be had.
package struct OnlineVerifier: Sendable {
    private let policy: Policy
    private let given: Evidence
    private let limits: Limits
    private let online: OnlineEvidence
    private let path: PathOptions

    /// Issuers above issuers, then status by OCSP, by lists and by deltas.
    private static let mostRounds = 8

    /// Fixes what stays the same from file to file.
    package init(
        policy: Policy,
        evidence: Evidence,
        online: OnlineEvidence,
        limits: Limits = Limits(),
        path: PathOptions = PathOptions()
    ) {
        self.policy = policy
        given = evidence
        self.limits = limits
        self.online = online
        self.path = path
    }

    /// Reads, judges and completes a file.
    ///
    /// - Parameters:
    ///   - submission: The file.
    ///   - moment: As of when.
    ///   - mayGoOn: Asked before each fetch: whether there is time left.
    /// - Returns: The report, with what could not be fetched among its notes.
    /// - Throws: What the system said when the file could not be read.
    package func verify(
        _ submission: Submission,
        asOf moment: Date,
        while mayGoOn: () -> Bool
    ) throws(FileError) -> Report {
        let judge = Judge(policy: policy)
        var round = 0
        while true {
            let reader = SubmissionReader(evidence: evidence, limits: limits)
            let reading = try reader.reading(of: submission)
            let report = judge.report(on: reading.facts, asOf: moment)
            let gaps = EvidenceGaps(in: report, under: policy)
            round += 1
            if !gaps.isEmpty, round < Self.mostRounds,
                online.fill(gaps, certificate: reading.certificates.certificate, while: mayGoOn)
            {
                continue
            }
            let failures = gaps.isEmpty ? [] : online.failures(about: reading.facts.dossier.certificates.values)
            return failures.isEmpty ? report : judge.report(on: reading.facts.noting(failures), asOf: moment)
        }
    }

    /// Judges and completes a certificate's path.
    ///
    /// - Parameters:
    ///   - certificate: The certificate.
    ///   - moment: As of when.
    ///   - mayGoOn: Asked before each fetch: whether there is time left.
    /// - Returns: The report, and what could not be fetched.
    package func verify(
        _ certificate: Certificate,
        asOf moment: Date,
        while mayGoOn: () -> Bool
    ) -> (report: CertificateReport, failures: [Finding]) {
        let judge = Judge(policy: policy)
        var round = 0
        while true {
            var builder = DossierBuilder(evidence: evidence, ledger: IssuanceLedger(), limits: limits)
            builder.add(certificates: [certificate])
            let dossier = builder.dossier(for: [certificate.fingerprint])
            let report = judge.report(on: certificate.facts, in: dossier, options: path, asOf: moment)
            let gaps = EvidenceGaps(in: report, under: policy)
            round += 1
            if !gaps.isEmpty, round < Self.mostRounds,
                online.fill(gaps, certificate: builder.certificate, while: mayGoOn)
            {
                continue
            }
            return (report, gaps.isEmpty ? [] : online.failures(about: dossier.certificates.values))
        }
    }

    private var evidence: Evidence {
        var evidence = given
        evidence.add(online.evidence)
        return evidence
    }
}

extension SubmissionFacts {
    /// The same facts, and something more to say about the file.
    func noting(_ findings: [Finding]) -> SubmissionFacts {
        SubmissionFacts(
            file: file,
            format: format,
            defect: defect,
            signatures: signatures,
            dossier: dossier,
            notes: notes + findings
        )
    }
}

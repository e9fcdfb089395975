#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif
public import SandyqValidation

/// Judges certificates on their own against one policy and one body of evidence; safe to use from many threads at once.
public struct CertificateVerifier: Sendable {
    private let judge: Judge
    private let dossier: DossierBuilder

    /// Fixes what stays the same from certificate to certificate.
    public init(policy: Policy, evidence: Evidence, limits: Limits = Limits()) {
        judge = Judge(policy: policy)
        dossier = DossierBuilder(evidence: evidence, ledger: IssuanceLedger(), limits: limits)
    }

    /// Finds a path to an anchor and judges it, as of a moment.
    public func verify(
        _ certificate: Certificate,
        options: PathOptions = PathOptions(),
        asOf moment: Date
    ) -> CertificateReport {
        judge.report(on: certificate.facts, in: facts(of: certificate), options: options, asOf: moment)
    }

    /// Everything at hand about a certificate, arithmetic done, nothing judged.
    public func facts(of certificate: Certificate) -> Dossier {
        var dossier = dossier
        dossier.add(certificates: [certificate])
        return dossier.dossier(for: [certificate.fingerprint])
    }
}

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import SandyqSignatures
import SandyqValidation
import Testing

@Suite(
    "Certificates of the national authority",
    .enabled(if: Corpus.root != nil, "SANDYQ_CORPUS does not name the folder of corpora")
)
struct NationalCertificateTests {
    @Test("chain to the national roots, and altered ones do not", arguments: Corpus.entries(of: ["kz-certs"]))
    func paths(entry: Corpus.Entry) throws {
        let report = try report(on: entry, revocation: .none)
        guard entry.expected.disputed != true else { return }
        #expect((report.verdict == .passed) == (entry.expected.outcome == "path-valid"), "\(report.verdict)")
    }

    @Test("have the status that a list or response gives them", arguments: Corpus.entries(of: ["kz-revocation"]))
    func statuses(entry: Corpus.Entry) throws {
        let report = try report(on: entry, revocation: .leaf)
        let status = "\(report.verdict) \(report.revocation)"
        switch (entry.expected.outcome, report.revocation.answer) {
        case ("good", .good): #expect(report.verdict == .passed, "\(status)")
        case ("revoked", .revoked), ("revocation-unusable", .unknown), ("revocation-unusable", .notChecked):
            #expect(report.verdict != .passed, "\(status)")
        default: Issue.record("\(entry.expected.outcome) expected, \(status)")
        }
    }

    private func report(on entry: Corpus.Entry, revocation: Policy.RevocationDemand) throws -> CertificateReport {
        let policy = try #require(try Policy.named("kz")).asking(revocation)
        let verifier = CertificateVerifier(policy: policy, evidence: try evidence(of: entry))
        let certificate = try #require(try TrustMaterial.certificates(in: Corpus.bytes(entry)[...]).first)
        let moment = try entry.at.map { try Date($0, strategy: .iso8601) } ?? Date()
        return verifier.verify(certificate, asOf: moment)
    }

    private func evidence(of entry: Corpus.Entry) throws -> Evidence {
        var material = TrustMaterial()
        for path in (entry.certs ?? []) + (entry.crl ?? []) + (entry.ocsp ?? []) {
            try material.add(Corpus.bytes(entry, path)[...])
        }
        var evidence = Evidence()
        evidence.certificates = material.certificates
        evidence.revocationLists = material.revocationLists.map { ($0, .given) }
        evidence.ocspResponses = material.ocspResponses.map { ($0, .given) }
        for path in entry.trust ?? [] {
            evidence.anchors += try TrustMaterial.certificates(in: Corpus.bytes(entry, path)[...])
        }
        return evidence
    }
}

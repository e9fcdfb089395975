#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import SandyqSignatures
import SandyqValidation
import Testing

/// The Public Key Interoperability Test Suite of NIST.
private struct PathSuite: Decodable {
    let tests: [Case]
    /// By file name; base64.
    let certs: [String: Data]
    /// By file name; base64.
    let crls: [String: Data]

    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        let id: String
        let name: String
        let cert: String
        let otherCerts: [String]
        let crls: [String]
        let expected: String
        let params: Parameters?

        var testDescription: String { "\(id) \(name)" }
    }

    struct Parameters: Decodable, Sendable {
        let userInitialPolicySet: [String]?
        let initialExplicitPolicy: Bool?
        let initialPolicyMappingInhibit: Bool?
        let initialAnyPolicyInhibit: Bool?

        var options: PathOptions {
            var options = PathOptions()
            options.initialPolicies = userInitialPolicySet.map { Set($0.map(OID.init(rawValue:))) }
            options.requireExplicitPolicy = initialExplicitPolicy ?? false
            options.inhibitPolicyMapping = initialPolicyMappingInhibit ?? false
            options.inhibitAnyPolicy = initialAnyPolicyInhibit ?? false
            return options
        }
    }

    static let corpora = ProcessInfo.processInfo.environment["SANDYQ_CORPUS"]

    /// The suite; nil without corpora.
    static let stored: PathSuite? = try? corpora.map { folder in
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let file = URL(filePath: folder + "/eu/x509/pkits-dev.json")
        return try decoder.decode(PathSuite.self, from: Data(contentsOf: file))
    }

    func certificate(_ name: String) throws -> Certificate {
        try Certificate(der: [UInt8](#require(certs[name]))[...])
    }

    /// What a case has at hand; an object that cannot be read is as good as absent.
    func evidence(of test: Case) throws -> Evidence {
        var evidence = Evidence()
        evidence.anchors = [try certificate("TrustAnchorRootCertificate.crt")]
        evidence.certificates = test.otherCerts.compactMap { try? certificate($0) }
        evidence.revocationLists = (["TrustAnchorRootCRL.crl"] + test.crls).compactMap { name in
            guard let encoding = crls[name], let list = try? RevocationList(der: [UInt8](encoding)[...]) else {
                return nil
            }
            return (list, .given)
        }
        return evidence
    }
}

@Suite(
    "NIST's path validation suite",
    .enabled(if: PathSuite.corpora != nil, "SANDYQ_CORPUS does not name the folder of corpora")
)
struct PathSuiteTests {
    /// 2011-04-14 08:30 UTC, when the suite's certificates were valid.
    private let moment = Date(timeIntervalSince1970: 1_302_769_800)

    @Test("is there and can be read")
    func presence() throws {
        #expect(try #require(PathSuite.stored).tests.count > 100)
    }

    @Test("is judged as expected", arguments: PathSuite.stored?.tests ?? [])
    fileprivate func judgement(of test: PathSuite.Case) throws {
        let suite = try #require(PathSuite.stored)
        let policy = try #require(try Policy.named("kz")).asking(test.crls.isEmpty ? .none : .chain)
        let verifier = CertificateVerifier(policy: policy, evidence: try suite.evidence(of: test))
        let options = test.params?.options ?? PathOptions()
        let report = verifier.verify(try suite.certificate(test.cert), options: options, asOf: moment)
        #expect((report.verdict == .passed) == (test.expected == "ACCEPT"), "\(report.verdict)")
    }
}

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import SandyqSignatures
import SandyqValidation
import Testing

/// The Public Key Interoperability Test Suite of NIST, without the cases that revocation lists decide.
private struct PathSuite: Decodable {
    let tests: [Case]
    /// By file name; base64.
    let certs: [String: Data]

    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        let id: String
        let name: String
        let cert: String
        let otherCerts: [String]
        let expected: String
        let params: Parameters?

        var testDescription: String { "\(id) \(name)" }

        /// Whether the path itself is sound and a revocation list is what it fails by.
        var fallsByRevocation: Bool {
            guard expected == "REJECT" else { return false }
            return ["404", "414", "415"].contains(id.prefix(3)) || ["40505", "40507", "40508", "40705"].contains(id)
        }
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

    @Test("is judged as expected", arguments: PathSuite.stored?.tests.filter { !$0.fallsByRevocation } ?? [])
    fileprivate func judgement(of test: PathSuite.Case) throws {
        let suite = try #require(PathSuite.stored)
        var evidence = Evidence()
        evidence.anchors = [try suite.certificate("TrustAnchorRootCertificate.crt")]
        // One that cannot be read is as good as absent.
        evidence.certificates = test.otherCerts.compactMap { try? suite.certificate($0) }
        let leaf = try suite.certificate(test.cert)
        var builder = DossierBuilder(evidence: evidence, ledger: IssuanceLedger(), limits: Limits())
        builder.add(certificates: [leaf])
        let finder = PathFinder(dossier: builder.dossier(for: [leaf.fingerprint]))
        let found = finder.paths(from: leaf.fingerprint, at: moment)
        let outcomes = found.paths.map {
            PathValidation.outcome(of: $0, options: test.params?.options ?? PathOptions())
        }
        let holds = zip(found.paths, outcomes).contains { path, outcome in
            outcome.failure == nil && path.allSatisfy { $0.notBefore <= moment && moment <= $0.notAfter }
        }
        let why = "\(outcomes) \(finder.dangling(from: leaf.fingerprint, at: moment).end)"
        #expect(holds == (test.expected == "ACCEPT"), "\(why)")
    }
}

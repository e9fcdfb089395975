import SandyqValidation
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite("The judge") struct JudgeTests {
    @Test("passes a signature of which every part is good", arguments: ["kz", "aes", "integrity"])
    func good(policy: String) throws {
        #expect(try Scenario().verdict(under: policy) == .passed)
    }

    @Test("fails or doubts whatever part is not good", arguments: basicCases + chainCases)
    func basic(example: ScenarioCase) throws {
        #expect(try example.scenario.verdict() == example.expected)
    }

    @Test("asks the policy what a breach means")
    func levels() throws {
        var scenario = Scenario()
        scenario.signer.extensions.keyUsage = [.digitalSignature]
        #expect(try scenario.verdict(under: "kz") == .indeterminate(.signatureConstraints))
        #expect(try scenario.verdict(under: "aes") == .passed)
        let warnings = try scenario.report(under: "aes")?.block.allChecks.filter(\.isWarning).map(\.id)
        #expect(warnings?.contains("acceptance.key-use") == true)
        #expect(try scenario.verdict(under: "integrity") == .passed)
    }

    @Test("warns of what the policy lets pass", arguments: warnings)
    func warns(example: WarningCase) throws {
        var scenario = Scenario()
        example.change(&scenario)
        let report = try scenario.report(under: example.policy)
        #expect(report?.verdict == .passed)
        #expect(report?.block.allChecks.filter(\.isWarning).map(\.id) == [example.check])
    }

    @Test("under aes takes nothing away from a document to make an XML signature hold")
    func stacked() throws {
        var scenario = Scenario()
        scenario.signature.references = [Scenario.stacked]
        #expect(try scenario.verdict(under: "aes") == .failed(.hash))
    }

    @Test("refuses a key that may sign nothing, whatever the policy says of its use")
    func keyUsage() throws {
        var scenario = Scenario()
        scenario.signature.signer.binding = .matches(.sha256)
        scenario.signer.extensions.keyUsage = [.keyEncipherment]
        #expect(try scenario.verdict(under: "aes") == .indeterminate(.signatureConstraints))
    }

    @Test(
        "takes the signature of a person whose certificate is trusted, though it is no authority's",
        arguments: ["kz", "aes"]
    )
    func trustedPerson(policy: String) throws {
        var scenario = Scenario()
        scenario.isSignerAnchored = true
        #expect(try scenario.verdict(under: policy) == .passed)
    }

    @Test("asks of a bare time-stamp token an authority's certificate and policy, and not a signer's")
    func bareToken() throws {
        var scenario = Scenario()
        scenario.signature.format = .timestampToken
        scenario.signature.attributes.signaturePolicy = "1.2.398.3.3.2.6.4"
        let person = scenario.signer.extensions
        scenario.signer.extensions = scenario.stamper.extensions
        #expect(try scenario.verdict() == .passed)
        scenario.signature.attributes.signaturePolicy = "1.2.3"
        #expect(try scenario.verdict() == .indeterminate(.signatureConstraints))
        scenario.signature.attributes.signaturePolicy = "1.2.398.3.3.2.6.4"
        scenario.signer.extensions = person
        #expect(try scenario.verdict() != .passed)
    }

    @Test("under integrity asks for no trust, and still for every byte")
    func integrity() throws {
        var scenario = Scenario()
        scenario.isAnchored = false
        scenario.list = nil
        scenario.signer.years = -3 ... -2
        #expect(try scenario.verdict(under: "integrity") == .passed)
        scenario.signature.references = [Scenario.reference(.altered(expected: [1], actual: [2]))]
        #expect(try scenario.verdict(under: "integrity") == .failed(.hash))
    }

    /// A change that earns one warning under a policy.
    struct WarningCase: Sendable, CustomTestStringConvertible {
        let check: String
        var policy = "kz"
        let change: @Sendable (inout Scenario) -> Void
        var testDescription: String { "\(check) under \(policy)" }
    }

    static let warnings: [WarningCase] = [
        .init(check: "acceptance.extended-key-usage") { $0.signer.extensions.extendedKeyUsage = nil },
        .init(check: "acceptance.policy") { $0.signer.extensions.policies = ["1.2.3"] },
        .init(check: "acceptance.policy") { $0.signer.extensions.policies = nil },
        .init(check: "certificate.iin-checksum") { $0.signer.subject = "C=KZ, CN=IIN123456789011" },
        .init(check: "certificate.bin-checksum") { $0.signer.subject = "C=KZ, OU=BIN123456789021" },
        .init(check: "signer.certificate") { $0.signature.signer.foundByKey = true },
        .init(check: "signer.binding-present", policy: "aes") { $0.signature.signer.binding = .absent },
        .init(check: "format.note") { $0.signature.notes = [.trailingBytes(1)] },
        .init(check: "signature.covers-whole", policy: "integrity") { $0.signature.coverage = .part },
        .init(check: "signature.stacked") { $0.signature.references = [Scenario.stacked] },
        .init(check: "signature.stacked", policy: "integrity") { $0.signature.references = [Scenario.stacked] },
        .init(check: "acceptance.algorithms", policy: "integrity") {
            $0.signature.references = [Scenario.reference(.intact, digest: .sha1)]
        },
    ]

    static let basicCases: [ScenarioCase] = [
        .init("a broken structure", .failed(.format)) { $0.signature.defect = .malformed("x") },
        .init("a limit reached", .indeterminate(.custom)) { $0.signature.defect = .limit("depth", 50) },
        .init("no signing certificate", .indeterminate(.noSigningCertificate)) {
            $0.signature.signer.certificate = nil
        },
        .init("another certificate named by ESS", .indeterminate(.noSigningCertificate)) {
            $0.signature.signer.binding = .differs
        },
        .init(
            "another certificate named by ESS, and a value that is wrong under this one",
            .indeterminate(.noSigningCertificate)
        ) {
            $0.signature.signer.binding = .differs
            $0.signature.signatureValue = .invalid
        },
        .init("another certificate named by ESS, and missing data", .indeterminate(.signedDataNotFound)) {
            $0.signature.signer.binding = .differs
            $0.signature.references = [Scenario.reference(.missing(tried: []))]
        },
        .init("an unreadable ESS attribute", .indeterminate(.signatureConstraints)) {
            $0.signature.signer.binding = .unreadable
        },
        .init("altered data", .failed(.hash)) {
            $0.signature.references = [Scenario.reference(.altered(expected: [1], actual: [2]))]
        },
        .init("altered data beside missing data", .indeterminate(.signedDataNotFound)) {
            $0.signature.references = [
                Scenario.reference(.missing(tried: [])), Scenario.reference(.altered(expected: [1], actual: [2])),
            ]
        },
        .init("missing data", .indeterminate(.signedDataNotFound)) {
            $0.signature.references = [Scenario.reference(.missing(tried: ["a"]))]
        },
        .init("missing data under a wrong signature value", .indeterminate(.signedDataNotFound)) {
            $0.signature.references = [Scenario.reference(.missing(tried: ["a"]))]
            $0.signature.signatureValue = .invalid
        },
        .init("missing data in a signature that breaks the rules of its format", .failed(.format)) {
            $0.signature.references = [Scenario.reference(.missing(tried: ["a"]))]
            $0.signature.attributes.breaches = [.misplaced("Body")]
        },
        .init("altered data under a wrong signature value", .failed(.hash)) {
            $0.signature.references = [Scenario.reference(.altered(expected: [1], actual: [2]))]
            $0.signature.signatureValue = .invalid
        },
        .init("a wrong signature value beside algorithms that disagree", .failed(.crypto)) {
            $0.signature.attributes.breaches = [.digestUnfitForKey]
        },
        .init("data behind a transform that is refused", .indeterminate(.signedDataNotFound)) {
            $0.signature.references = [Scenario.reference(.untransformed("urn:xslt"))]
        },
        .init("an entry of a manifest whose data is not at hand", .indeterminate(.signedDataNotFound)) {
            $0.signature.missingEntries = [Scenario.reference(.missing(tried: ["a"]))]
        },
        .init("nothing signed at all", .failed(.format)) { $0.signature.references = [] },
        .init("an unknown digest", .indeterminate(.cryptoConstraints)) {
            $0.signature.references = [Scenario.reference(.unsupported, digest: nil)]
        },
        .init("a wrong signature value", .failed(.crypto)) { $0.signature.signatureValue = .invalid },
        .init("an unknown signature algorithm", .indeterminate(.cryptoConstraints)) {
            $0.signature.signatureValue = .unsupported("1.2.3")
        },
        .init("a signature value nobody checked", .indeterminate(.noSigningCertificate)) {
            $0.signature.signatureValue = .notChecked
        },
        .init("an identifier that two elements have", .failed(.format)) {
            $0.signature.attributes.breaches = [.ambiguousIdentifier("x")]
        },
        .init("a signed element out of its place", .failed(.format)) {
            $0.signature.attributes.breaches = [.misplaced("Body")]
        },
        .init("a repeated property", .failed(.format)) {
            $0.signature.attributes.breaches = [.repeatedProperty("SigningTime")]
        },
        .init("a key that is not the certificate's", .failed(.crypto)) {
            $0.signature.attributes.breaches = [.keyInfoContradictory]
        },
        .init("a repeated attribute", .failed(.format)) { $0.signature.attributes.breaches = [.repeated("1.2")] },
        .init("a missing attribute", .failed(.format)) { $0.signature.attributes.breaches = [.missing("1.2")] },
        .init("another content type", .failed(.format)) { $0.signature.attributes.breaches = [.contentTypeDiffers] },
        .init("digest algorithms that disagree", .failed(.crypto)) {
            $0.signature.attributes.breaches = [.digestAlgorithmsDiffer(stated: .sha1, inSignature: .sha256)]
        },
        .init("algorithm protection that disagrees", .failed(.crypto)) {
            $0.signature.attributes.breaches = [.algorithmProtectionDiffers]
        },
        .init("a digest that does not go with the key", .failed(.crypto)) {
            $0.signature.attributes.breaches = [.digestUnfitForKey]
        },
        .init("part of the file only", .indeterminate(.signatureConstraints)) { $0.signature.coverage = .part },
        .init("a forbidden later revision", .indeterminate(.signatureConstraints)) {
            $0.signature.laterRevisions = .init(count: 1, changes: .forbidden, items: [])
        },
        .init("SHA-1 without proof of time", .indeterminate(.cryptoConstraintsNoPOE)) {
            $0.signature.references = [Scenario.reference(.intact, digest: .sha1)]
        },
        .init("MD2, never listed", .indeterminate(.cryptoConstraints)) {
            $0.signature.references = [Scenario.reference(.intact, digest: .md2)]
        },
        .init("a key too short at any time", .indeterminate(.cryptoConstraints)) {
            $0.signature.algorithm = .init(oid: "1.2", scheme: .rsa, digest: .sha256, keyBits: 512)
        },
        .init("a key that certifies only", .indeterminate(.signatureConstraints)) {
            $0.signer.extensions.keyUsage = [.keyCertSign]
        },
        .init("an authentication certificate", .indeterminate(.signatureConstraints)) {
            $0.signer.extensions.keyUsage = [.digitalSignature, .keyEncipherment]
        },
        .init("no extended key usage, as UCGO issues", .passed) { $0.signer.extensions.extendedKeyUsage = nil },
        .init("a foreign certificate policy", .passed) { $0.signer.extensions.policies = ["1.2.3"] },
    ]

    static let chainCases: [ScenarioCase] = [
        .init("no anchor", .indeterminate(.noChain)) { $0.isAnchored = false },
        .init("an issuer that is not at hand", .indeterminate(.noChain)) { $0.signer.issuer = "CN=Nobody" },
        .init("an issuer whose key does not verify", .indeterminate(.noChain)) { $0.forged = "C=KZ, CN=Signer" },
        .init("an authority that may not issue", .indeterminate(.chainConstraints)) {
            $0.authority = Sample.person("C=KZ, CN=Authority", by: "C=KZ, CN=Root")
        },
        .init("an unknown critical extension", .indeterminate(.chainConstraints)) {
            $0.signer.extensions.unknownCritical = ["1.2.3"]
        },
        .init("an anchor that may not issue", .indeterminate(.chainConstraints)) {
            $0.root = Sample.authority("C=KZ, CN=Root", by: "C=KZ, CN=Root") {
                $0.extensions.keyUsage = [.nonRepudiation]
            }
        },
        .init("an anchor that is no authority", .indeterminate(.chainConstraints)) {
            $0.root = Sample.authority("C=KZ, CN=Root", by: "C=KZ, CN=Root") {
                $0.extensions.basicConstraints = .init(isAuthority: false, pathLength: nil)
            }
        },
        .init("a signer not yet valid", .failed(.notYetValid)) { $0.signer.years = 0.1...1 },
        .init("a signer expired, shown unrevoked", .indeterminate(.outOfBoundsNotRevoked)) {
            $0.signer.years = -1 ... -0.1
            $0.list?.keepsExpiredSince = -4000
        },
        .init("a signer expired, nothing known", .indeterminate(.outOfBoundsNoPOE)) {
            $0.signer.years = -1 ... -0.1
            $0.list = nil
        },
        .init("an authority expired", .indeterminate(.outOfBoundsNoPOE)) {
            $0.authority = Sample.authority("C=KZ, CN=Authority", by: "C=KZ, CN=Root") { $0.years = -5 ... -0.1 }
        },
        .init("a root expired", .indeterminate(.outOfBoundsNoPOE)) {
            $0.root = Sample.authority("C=KZ, CN=Root", by: "C=KZ, CN=Root") { $0.years = -5 ... -0.1 }
        },
    ]
}

import SandyqValidation
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A file with one signature under a small authority, every part of it good until a test changes it.
///
/// Times are days before and after noon, the moment of validation.
struct Scenario: Sendable {
    var root = Sample.authority("C=KZ, CN=Root", by: "C=KZ, CN=Root") { $0.years = -10...10 }
    var authority = Sample.authority("C=KZ, CN=Authority", by: "C=KZ, CN=Root") { $0.years = -5...5 }
    var signer = Sample("C=KZ, CN=Signer", by: "C=KZ, CN=Authority")
    var stamper = Sample("C=KZ, CN=Stamper", by: "C=KZ, CN=Authority")
    /// Signs archive time-stamps.
    var archivist = Sample("C=KZ, CN=Archivist", by: "C=KZ, CN=Authority")
    var responder = Sample("C=KZ, CN=Responder", by: "C=KZ, CN=Authority")
    var signature = Scenario.signature
    var stamps: [Stamp] = []
    var rootList = List("C=KZ, CN=Root")
    var list: List? = List("C=KZ, CN=Authority")
    var moreLists: [List] = []
    var response: Response?
    var isAnchored = true
    /// Whether the signer's own certificate is trusted instead of the root.
    var isSignerAnchored = false
    /// The subject of a certificate whose issuer's key does not verify it.
    var forged: DistinguishedName?

    /// A revocation list, made yesterday and good until tomorrow.
    struct List: Sendable {
        var issuer: DistinguishedName
        var madeOn = -1.0
        var until: Double? = 1
        var number = "10"
        var base: String?
        var scope: RevocationListFacts.IssuingDistributionPoint?
        var keepsExpiredSince: Double?
        var isSigned = true
        var unknownCritical: [OID] = []
        var revoked: [(subject: DistinguishedName, on: Double, reason: RevocationReason?)] = []
        var digest = DigestAlgorithm.sha256

        init(_ issuer: DistinguishedName) { self.issuer = issuer }
    }

    /// An OCSP response about the signer.
    struct Response: Sendable {
        var status = OCSPResponseFacts.Status.good
        var madeOn = -0.5
        /// When the status was known; when the response was made unless told otherwise.
        var knownOn: Double?
        var until: Double?
        var by: DistinguishedName = "C=KZ, CN=Responder"
        var isSigned = true
        var archiveCutoff: Double?
        var extendedRevoke = false
        var nonceMatches: Bool?
    }

    /// A time-stamp on the signature.
    struct Stamp: Sendable {
        var kind = TimestampFacts.Kind.signature
        var on: Double
        var policy: OID? = "1.2.398.3.3.2.6.4"
        var imprint = ReferenceFacts.State.intact
        var value = SignatureValue.valid
        var binding = SignerFacts.Binding.matches(.sha256)
    }

    init() {
        signer.extensions.keyUsage = [.digitalSignature, .nonRepudiation]
        signer.extensions.extendedKeyUsage = ["1.3.6.1.5.5.7.3.4"]
        signer.extensions.policies = ["1.2.398.3.3.2.1"]
        stamper.extensions.extendedKeyUsage = ["1.3.6.1.5.5.7.3.8"]
        stamper.extensions.critical = ["2.5.29.37"]
        stamper.serialNumber = "2"
        archivist.extensions = stamper.extensions
        archivist.serialNumber = "3"
        responder.serialNumber = "4"
        responder.extensions.extendedKeyUsage = ["1.3.6.1.5.5.7.3.9"]
        responder.extensions.ocspNoCheck = true
    }

    /// The judge's one signature report.
    func report(under policy: String = "kz") throws -> SignatureReport? {
        guard let policy = try Policy.named(policy) else { return nil }
        return Judge(policy: policy).report(on: submission, asOf: noon).signatures.first
    }

    /// The verdict on the one signature.
    func verdict(under policy: String = "kz") throws -> Verdict? { try report(under: policy)?.verdict }

    /// The facts a reader would have made.
    var submission: SubmissionFacts {
        var signature = signature
        if signature.signer.certificate != nil { signature.signer.certificate = signer.facts.fingerprint }
        let made = stamps.enumerated().map { timestamp($1, number: $0) }
        signature.timestamps = made
        return SubmissionFacts(
            file: FileFacts(name: "a.cms", size: 1, sha256: Fingerprint(label: "file")),
            format: .cms,
            defect: nil,
            signatures: [signature],
            dossier: dossier,
            notes: []
        )
    }

    private var certificates: [CertificateFacts] {
        [root, authority, signer.facts, stamper.facts, archivist.facts, responder.facts]
    }

    private func certificate(_ subject: DistinguishedName) -> CertificateFacts? {
        certificates.first { $0.subject == subject }
    }

    private var dossier: Dossier {
        var dossier = Dossier()
        for certificate in certificates {
            dossier.certificates[certificate.fingerprint] = certificate
            guard let issuer = self.certificate(certificate.issuer) else { continue }
            dossier.issuances[certificate.fingerprint] = [
                .init(issuer: issuer.fingerprint, signature: certificate.subject == forged ? .invalid : .valid)
            ]
        }
        if isAnchored { dossier.anchors = [isSignerAnchored ? signer.facts.fingerprint : root.fingerprint] }
        dossier.revocationLists = ([rootList] + [list].compactMap(\.self) + moreLists).enumerated().map {
            facts($1, $0)
        }
        dossier.ocspResponses = [response].compactMap(\.self).map(facts)
        return dossier
    }

    static func day(_ number: Double) -> Date { noon.addingTimeInterval(number * 86_400) }

    private static var signature: SignatureFacts {
        var facts = SignatureFacts(
            id: "S-1",
            format: .cms,
            algorithm: SignatureAlgorithm(oid: "1.2.840.113549.1.1.11", scheme: .rsa, digest: .sha256, keyBits: 2048),
            signatureValue: .valid,
            signer: SignerFacts(
                identifier: .issuerAndSerialNumber("C=KZ, CN=Authority", "1"),
                certificate: Fingerprint(label: "any")
            )
        )
        facts.references = [reference(.intact)]
        return facts
    }

    static func reference(_ state: ReferenceFacts.State, digest: DigestAlgorithm? = .sha256) -> ReferenceFacts {
        ReferenceFacts(name: "content", digest: digest, digestIdentifier: "2.16.840.1.101.3.4.2.1", state: state)
    }

    /// Data that is unchanged without two signatures that came later.
    static let stacked = reference(.intactBeforeLater(signatures: 2, expected: [1], actual: [2]))

    private func timestamp(_ stamp: Stamp, number: Int) -> TimestampFacts {
        var token = SignatureFacts(
            id: "T-\(number)",
            format: .timestampToken,
            algorithm: signature.algorithm,
            signatureValue: stamp.value,
            signer: SignerFacts(
                identifier: .none,
                certificate: (stamp.kind == .archive ? archivist : stamper).facts.fingerprint
            )
        )
        token.signer.binding = stamp.binding
        token.references = [Self.reference(.intact)]
        let earlier = stamp.kind == .archive ? (0..<number).map { Fingerprint(label: "token \($0)") } : []
        return TimestampFacts(
            kind: stamp.kind,
            time: Self.day(stamp.on),
            policy: stamp.policy,
            imprintDigest: .sha256,
            imprint: stamp.imprint,
            token: token,
            covers: earlier,
            fingerprint: Fingerprint(label: "token \(number)")
        )
    }

    private func facts(_ list: List, _ number: Int) -> RevocationListFacts {
        let entries = list.revoked.compactMap { entry in
            certificate(entry.subject).map {
                RevocationListFacts.Entry(
                    serialNumber: $0.serialNumber,
                    revocationDate: Self.day(entry.on),
                    reason: entry.reason,
                    invalidityDate: nil,
                    certificateIssuer: nil,
                    unknownCritical: []
                )
            }
        }
        return RevocationListFacts(
            fingerprint: Fingerprint(label: "list \(number)"),
            origin: .given,
            issuer: list.issuer,
            authorityKeyIdentifier: nil,
            thisUpdate: Self.day(list.madeOn),
            nextUpdate: list.until.map(Self.day),
            number: list.number,
            deltaBase: list.base,
            issuingDistributionPoint: list.scope,
            keepsExpiredSince: list.keepsExpiredSince.map(Self.day),
            unknownCritical: list.unknownCritical,
            signatureAlgorithm: SignatureAlgorithm(
                oid: "1.2.840.113549.1.1.11",
                scheme: .rsa,
                digest: list.digest,
                keyBits: nil
            ),
            signers: list.isSigned ? [certificate(list.issuer)?.fingerprint].compactMap(\.self) : [],
            entries: entries,
            entryCount: entries.count
        )
    }

    private func facts(_ response: Response) -> OCSPResponseFacts {
        OCSPResponseFacts(
            fingerprint: Fingerprint(label: "response"),
            origin: .given,
            producedAt: Self.day(response.madeOn),
            signatureAlgorithm: signature.algorithm,
            signers: response.isSigned ? [certificate(response.by)?.fingerprint].compactMap(\.self) : [],
            answers: [
                .init(
                    certificate: signer.facts.fingerprint,
                    issuer: authority.fingerprint,
                    status: response.status,
                    thisUpdate: Self.day(response.knownOn ?? response.madeOn),
                    nextUpdate: response.until.map(Self.day),
                    archiveCutoff: response.archiveCutoff.map(Self.day),
                    extendedRevoke: response.extendedRevoke
                )
            ],
            nonceMatches: response.nonceMatches
        )
    }
}

/// A change to a good scenario and the verdict the norm gives it.
struct ScenarioCase: Sendable, CustomTestStringConvertible {
    let name: String
    let expected: Verdict
    let change: @Sendable (inout Scenario) -> Void

    init(_ name: String, _ expected: Verdict, _ change: @escaping @Sendable (inout Scenario) -> Void) {
        self.name = name
        self.expected = expected
        self.change = change
    }

    var testDescription: String { name }

    var scenario: Scenario {
        var scenario = Scenario()
        change(&scenario)
        return scenario
    }
}

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
public import SandyqValidation

/// The report for machines: one JSON object on one line for every file, with the keys the command line promises, in order.
public struct JSONReport: Sendable {
    let wording: any Wording

    /// Fixes the language of the messages; everything else is the same in all languages.
    public init(language: Language) { wording = language.wording }

    /// The line about one file, ended by a line feed.
    public func line(for report: Report) -> [UInt8] {
        var writer = JSONWriter(capacity: 8_192)
        writer.object { json in
            json.member("schema", "sandyq.verification/1")
            json.member("file", report.file.name)
            json.member("size", report.file.size)
            json.member("sha256", report.file.sha256)
            json.member("format", report.format.rawValue)
            json.member("policy", report.policy)
            json.member("validationTime", report.validationTime)
            json.member("indication", report.indication)
            json.member("subIndication", report.fileVerdict?.subIndication)
            json.member("signatures", each: report.signatures) { write($1, to: &$0) }
            json.member("warnings", each: report.notes) { writeWarning(id: $1.noteID, $1, to: &$0) }
        }
        writer.endLine()
        return writer.bytes
    }

    /// The line about one certificate, ended by a line feed.
    public func line(for report: CertificateReport, file: FileFacts?, notes: [Finding] = []) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { json in
            json.member("schema", "sandyq.certificate/1")
            json.member("file", file?.name)
            json.member("size", file?.size)
            json.member("sha256", file?.sha256)
            json.member("policy", report.policy)
            json.member("validationTime", report.validationTime)
            json.member("indication", report.verdict.indication)
            json.member("subIndication", report.verdict.subIndication)
            json.key("certificate")
            writeSigner(report.certificate, keyUse: nil, to: &json)
            json.member("chain", each: report.chain) { writeLink($1, to: &$0) }
            json.key("revocation")
            writeRevocation(report.revocation, to: &json)
            writeChecks(report.block, notes: notes, to: &json)
        }
        writer.endLine()
        return writer.bytes
    }

    private func write(_ report: SignatureReport, to json: inout JSONWriter) {
        let facts = report.facts
        json.object { json in
            json.member("id", facts.id)
            json.member("parent", facts.parent)
            json.member("level", report.level.rawValue)
            json.member("indication", report.verdict.indication)
            json.member("subIndication", report.verdict.subIndication)
            json.member("integrity") { json in
                json.member("signature", facts.signatureValue.reportName)
                let accepts = report.acceptsStacking
                json.member("references", each: facts.references) { writeReference($1, stacked: accepts, to: &$0) }
            }
            json.writeAlgorithm(facts.algorithm)
            json.member("container", facts.container)
            json.member("coverage", facts.coverage.rawValue)
            writeRevisions(facts.laterRevisions, to: &json)
            json.member("claimedSigningTime", facts.attributes.claimedSigningTime)
            json.member("claimedRoles", facts.attributes.claimedRoles)
            json.member("signaturePolicy", facts.attributes.policyName)
            json.member("bestSignatureTime", report.bestSignatureTime.time)
            json.member("bestSignatureTimeSource", report.bestSignatureTime.source.rawValue)
            json.key("signer")
            writeSigner(report.signer, keyUse: report.keyUse, to: &json)
            json.member("chain", each: report.chain) { writeLink($1, to: &$0) }
            json.key("revocation")
            writeRevocation(report.revocation, to: &json)
            json.member("timestamps", each: report.timestamps) { writeTimestamp($1, to: &$0) }
            writeChecks(report.block, notes: facts.notes, to: &json)
        }
    }

    private func writeReference(_ reference: ReferenceFacts, stacked accepts: Bool, to json: inout JSONWriter) {
        var found = true
        var isIntact = reference.state == .intact
        var digests: (expected: [UInt8], actual: [UInt8])?
        var tried: [String] = []
        switch reference.state {
        case .intact, .unsupported, .untransformed: break
        case .altered(let expected, let actual): digests = (expected, actual)
        case .intactBeforeLater(_, let expected, let actual):
            isIntact = accepts
            if !accepts { digests = (expected, actual) }
        case .missing(let names):
            found = false
            tried = names
        }
        json.object { json in
            json.member("name", reference.name)
            json.member("digestAlgorithm", reference.digest?.rawValue ?? reference.digestIdentifier)
            json.member("found", found)
            json.member("intact", isIntact)
            json.member("covers", reference.coverage.rawValue)
            json.member("expectedDigest", hexadecimal: digests?.expected)
            json.member("actualDigest", hexadecimal: digests?.actual)
            json.member("tried", tried)
        }
    }

    private func writeRevisions(_ revisions: SignatureFacts.LaterRevisions?, to json: inout JSONWriter) {
        json.key("laterRevisions")
        guard let revisions else { return json.null() }
        json.object { json in
            json.member("count", revisions.count)
            json.member("changes", revisions.changes.rawValue)
            json.member("items", revisions.items)
        }
    }

    func writeSigner(_ certificate: CertificateFacts?, keyUse: KeyUse?, to json: inout JSONWriter) {
        guard let certificate else { return json.null() }
        json.object { json in
            json.member("subject", certificate.subject.description)
            json.writeIdentity(SignerIdentity(of: certificate), keyUse: keyUse)
            json.member("serialNumber", certificate.serialNumber)
            json.member("sha256", certificate.fingerprint)
            json.member("issuer", certificate.issuer.description)
            json.member("notBefore", certificate.notBefore)
            json.member("notAfter", certificate.notAfter)
        }
    }

    private func writeLink(_ link: SignatureReport.ChainLink, to json: inout JSONWriter) {
        json.object { json in
            json.member("subject", link.certificate.subject.description)
            json.member("sha256", link.certificate.fingerprint)
            json.member("trusted", link.isTrusted)
            json.key("revocation")
            writeRevocation(link.revocation, to: &json)
        }
    }

    private func writeRevocation(_ status: RevocationStatus, to json: inout JSONWriter) {
        var time: Date?
        var reason: RevocationReason?
        if case .revoked(let moment, let why) = status.answer { (time, reason) = (moment, why) }
        json.object { json in
            json.member("status", status.answer.reportName)
            json.member("source", status.source?.rawValue)
            json.member("producedAt", status.producedAt)
            json.member("revocationTime", time)
            json.member("reason", reason?.rawValue)
            json.member("sha256", status.evidence)
        }
    }

    private func writeTimestamp(_ report: TimestampReport, to json: inout JSONWriter) {
        let facts = report.facts
        json.object { json in
            json.member("type", facts.kind.rawValue)
            json.member("indication", report.block.verdict.blockIndication)
            json.member("subIndication", report.block.verdict.subIndication)
            json.member("time", facts.time)
            json.member("imprintIntact", facts.imprint == .intact)
            json.member("signature", facts.token.signatureValue.reportName)
            json.member("tsa", report.authority?.subject.description)
            json.member("policy", facts.policy?.rawValue)
            json.member("sha256", facts.fingerprint)
            json.member("checks", each: report.block.allChecks) { writeCheck($1, to: &$0) }
        }
    }

    private func writeChecks(_ block: Block, notes: [Finding], to json: inout JSONWriter) {
        let checks = block.allChecks
        json.member("checks", each: checks) { writeCheck($1, to: &$0) }
        json.key("warnings")
        json.array(Block.warnings(among: checks, with: notes)) { writeWarning(id: $1.id, $1.finding, to: &$0) }
    }

    private func writeCheck(_ check: Block.Check, to json: inout JSONWriter) {
        json.object { json in
            json.member("id", check.reportID)
            json.member("outcome", check.outcome.rawValue)
            json.member("message", wording.sentence(check.finding).text)
            json.member("evidence", check.evidence)
        }
    }

    private func writeWarning(id: String, _ finding: Finding, to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("message", wording.sentence(finding).text)
        }
    }
}

extension SignatureValue {
    /// The JSON report's word.
    var reportName: String {
        switch self {
        case .valid: "valid"
        case .invalid: "invalid"
        case .unsupported: "unsupported"
        case .notChecked: "not-checked"
        }
    }
}

extension RevocationStatus.Answer {
    /// The JSON report's word.
    var reportName: String {
        switch self {
        case .good: "good"
        case .revoked: "revoked"
        case .unknown: "unknown"
        case .notChecked: "not-checked"
        }
    }
}

extension SignatureReport {
    /// Whether the policy counts data as unchanged that is so without XML signatures put beside this one later.
    fileprivate var acceptsStacking: Bool { block.allChecks.contains { $0.id == "signature.stacked" && $0.isWarning } }
}

extension AttributeFacts {
    /// The signature policy, by number or by name.
    var policyName: String? { signaturePolicy?.rawValue ?? signaturePolicyName }
}

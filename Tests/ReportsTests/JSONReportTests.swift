#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import SandyqSignatures
import SandyqValidation
import Testing

@Suite("The JSON report")
struct JSONReportTests {
    private let form = JSONReport(language: .en)

    private func json(_ report: Report) throws -> JSONValue {
        let line = form.line(for: report)
        #expect(line.last == UInt8(ascii: "\n"))
        #expect(line.count { $0 == UInt8(ascii: "\n") } == 1)
        return try JSONValue(Array(line.dropLast()))
    }

    @Test("has the keys of the contract, in order, none missing")
    func keys() throws {
        let report = try json(Sample.report(notes: [.trailingBytes(3)]))
        #expect(
            report.keys == [
                "schema", "file", "size", "sha256", "format", "policy", "validationTime", "indication", "subIndication",
                "signatures", "warnings",
            ]
        )
        let signature = try #require(report["signatures"]?[0])
        #expect(
            signature.keys == [
                "id", "parent", "level", "indication", "subIndication", "integrity", "algorithm", "container",
                "coverage", "laterRevisions", "claimedSigningTime", "claimedRoles", "signaturePolicy",
                "bestSignatureTime", "bestSignatureTimeSource",
                "signer", "chain", "revocation", "timestamps", "checks", "warnings",
            ]
        )
        #expect(signature["integrity"]?.keys == ["signature", "references"])
        #expect(
            signature["integrity"]?["references"]?[0]?.keys == [
                "name", "digestAlgorithm", "found", "intact", "covers", "expectedDigest", "actualDigest", "tried",
            ]
        )
        #expect(signature["algorithm"]?.keys == ["signature", "digest", "oid", "keyBits"])
        #expect(
            signature["signer"]?.keys == [
                "subject", "commonName", "surname", "givenName", "iin", "bin", "organization", "country", "email",
                "roles", "keyUse", "policies", "serialNumber", "sha256", "issuer", "notBefore", "notAfter",
            ]
        )
        #expect(signature["chain"]?[0]?.keys == ["subject", "sha256", "trusted", "revocation"])
        #expect(
            signature["revocation"]?.keys == ["status", "source", "producedAt", "revocationTime", "reason", "sha256"]
        )
        #expect(
            signature["timestamps"]?[0]?.keys == [
                "type", "indication", "subIndication", "time", "imprintIntact", "signature", "tsa", "policy", "sha256",
                "checks",
            ]
        )
        #expect(signature["checks"]?[0]?.keys == ["id", "outcome", "message", "evidence"])
        #expect(signature["warnings"]?[0]?.keys == ["id", "message"])
        #expect(report["warnings"]?[0]?["id"] == .string("format.trailing-bytes"))
    }

    @Test("says what was found")
    func values() throws {
        let report = try json(Sample.report())
        #expect(report["schema"] == .string("sandyq.verification/1"))
        #expect(report["size"] == .number(4824))
        #expect(report["indication"] == .string("TOTAL-PASSED"))
        #expect(report["subIndication"] == .null)
        let signature = try #require(report["signatures"]?[0])
        #expect(signature["bestSignatureTime"] == .string("2025-05-01T10:00:00Z"))
        #expect(signature["bestSignatureTimeSource"] == .string("timestamp"))
        #expect(signature["claimedSigningTime"] == .string("2025-05-01T09:59:30Z"))
        #expect(signature["parent"] == .null)
        #expect(signature["laterRevisions"] == .null)
        #expect(signature["signer"]?["iin"] == .string("123456789011"))
        #expect(signature["signer"]?["bin"] == .string("123456789021"))
        #expect(signature["signer"]?["roles"] == .array([.string("ORGANIZATION"), .string("CEO")]))
        #expect(signature["signer"]?["keyUse"] == .string("sign"))
        #expect(signature["revocation"]?["status"] == .string("good"))
        #expect(signature["revocation"]?["source"] == .string("ocsp"))
        #expect(signature["warnings"]?.count == 1)
    }

    @Test("carries both digests of altered data, and the names under which missing data was looked for")
    func references() throws {
        var facts = Sample.facts()
        let states: [ReferenceFacts.State] = [
            .altered(expected: [0xAB], actual: [0xCD]), .missing(tried: ["a", "b"]), .unsupported,
        ]
        facts.references = states.map {
            ReferenceFacts(name: "x", digest: nil, digestIdentifier: "1.2.3", state: $0, coverage: .part)
        }
        let references = try #require(
            try json(Sample.report([Sample.signature(facts: facts)]))["signatures"]?[0]?["integrity"]?["references"]
        )
        #expect(references[0]?["expectedDigest"] == .string("ab"))
        #expect(references[0]?["actualDigest"] == .string("cd"))
        #expect(references[0]?["found"] == .boolean(true))
        #expect(references[1]?["found"] == .boolean(false))
        #expect(references[1]?["tried"] == .array([.string("a"), .string("b")]))
        #expect(references[2]?["intact"] == .boolean(false))
        #expect(references[2]?["digestAlgorithm"] == .string("1.2.3"))
        #expect(references[2]?["covers"] == .string("part"))
    }

    @Test("gives the file's own reason only where no signature carries it")
    func fileVerdict() throws {
        let broken = try json(Sample.report([], fileVerdict: .failed(.format), notes: [.structureBroken("x")]))
        #expect(broken["indication"] == .string("TOTAL-FAILED"))
        #expect(broken["subIndication"] == .string("FORMAT_FAILURE"))
        let none = try json(Sample.report([]))
        #expect(none["indication"] == .string("NO-SIGNATURE"))
        #expect(none["subIndication"] == .null)
    }

    @Test("keeps hostile text exactly, and nothing of it raw", arguments: Hostile.texts)
    func hostile(text: String) throws {
        let signature = Sample.signature(subject: Sample.name(("2.5.4.3", text)), reference: text)
        let report = Sample.report([signature], file: text)
        let line = form.line(for: report)
        #expect(!Hostile.controls(String(decoding: line.dropLast(), as: UTF8.self)))
        let parsed = try json(report)
        #expect(parsed["file"]?.text.map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
        let name = parsed["signatures"]?[0]?["signer"]?["commonName"]?.text
        #expect(name.map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
    }

    @Test("says of a certificate what `cert check` promises")
    func certificate() throws {
        let line = form.line(for: Sample.certificateReport(), file: nil)
        let report = try JSONValue(Array(line.dropLast()))
        #expect(
            report.keys == [
                "schema", "file", "size", "sha256", "policy", "validationTime", "indication", "subIndication",
                "certificate", "chain", "revocation", "checks", "warnings",
            ]
        )
        #expect(report["revocation"]?["status"] == .string("revoked"))
        #expect(report["revocation"]?["reason"] == .string("keyCompromise"))
        #expect(report["revocation"]?["revocationTime"] == .string("2025-05-01T10:00:00Z"))
    }
}

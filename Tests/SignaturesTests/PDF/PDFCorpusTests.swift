import SandyqSignatures
import SandyqValidation
import Testing

@Suite("PDF files made by others")
struct PDFCorpusTests {
    @Test("are read as their makers meant them", arguments: Corpus.entries(of: ["pades", "pdfattacks"]))
    func expectedOutcome(entry: Corpus.Entry) throws {
        let facts = try Corpus.facts(of: entry)
        let found = facts.outcome
        guard entry.expected.disputed != true else {
            print("disputed:", entry, found, "expected", entry.expected.outcome)
            return
        }
        let changes = facts.signatures.compactMap { $0.laterRevisions?.changes }
        switch entry.expected.outcome {
        case "crypto-valid":
            #expect(found == .holds, "\(facts.summary)")
            if let expected = entry.expected.count { #expect(facts.signatures.count == expected) }
            if entry.expected.modifications == "none" { #expect(!changes.contains(.forbidden), "\(facts.summary)") }
        case "valid-but-modified-after-signing":
            #expect(changes.contains(.forbidden) || found != .holds, "\(facts.summary)")
        case "invalid": #expect(found != .holds, "\(facts.summary)")
        case "malformed", "no-signature": #expect(found == .unreadable, "\(facts.summary)")
        default: Issue.record("an outcome this test does not know: \(entry.expected.outcome)")
        }
    }
}

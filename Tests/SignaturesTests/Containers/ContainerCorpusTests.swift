import SandyqSignatures
import SandyqValidation
import Testing

@Suite("Containers and evidence records made by others")
struct ContainerCorpusTests {
    @Test("are read as their makers meant them", arguments: Corpus.entries(of: ["asic", "er", "kz-zip"]))
    func expectedOutcome(entry: Corpus.Entry) throws {
        let facts = try Corpus.facts(of: entry)
        let found = facts.outcome
        guard entry.expected.disputed != true else {
            print("disputed:", entry, found, "expected", entry.expected.outcome)
            return
        }
        switch entry.expected.outcome {
        case "crypto-valid":
            #expect(found == .holds, "\(facts.summary)")
            let count = facts.signatures.count { $0.parent == nil }
            if let expected = entry.expected.count, expected > 0 { #expect(count == expected) }
        // What certainly fails for us may fail for a part of it only: data under another name is missing.
        case "invalid": #expect([.fails, .dataMissing, .undecided, .unreadable].contains(found), "\(facts.summary)")
        case "indeterminate-data-missing": #expect(found == .dataMissing, "\(facts.summary)")
        case "malformed": #expect(found == .unreadable, "\(facts.summary)")
        case "no-signature": #expect(facts.signatures.isEmpty && facts.defect == nil, "\(facts.summary)")
        case "uncovered-object":
            #expect(facts.signatures.contains { $0.coverage == .part })
            #expect(facts.notes.contains { if case .objectsUncovered = $0 { true } else { false } })
        case "crypto-valid-but-attack": #expect(found == .fails || !facts.notes.isEmpty, "\(facts.summary)")
        case "reject-unsafe-or-unsupported": #expect(found != .holds, "\(facts.summary)")
        default: Issue.record("an outcome this test does not know: \(entry.expected.outcome)")
        }
    }
}

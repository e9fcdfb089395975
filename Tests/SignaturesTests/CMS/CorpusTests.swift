import SandyqSignatures
import SandyqValidation
import Testing

@Suite("CMS, CAdES and time-stamps made by others")
struct CorpusTests {
    @Test("are read as their makers meant them", arguments: Corpus.entries(of: ["cades", "tsp", "kz-cms", "kz-tsp"]))
    func expectedOutcome(entry: Corpus.Entry) throws {
        let facts = try Corpus.facts(of: entry)
        let found = facts.outcome
        guard entry.expected.disputed != true else {
            print("disputed:", entry, found, "expected", entry.expected.outcome)
            return
        }
        switch entry.expected.outcome {
        case "crypto-valid":
            let isBareToken = entry.family.hasSuffix("tsp") && entry.detached == nil
            #expect(found == .holds || isBareToken && found == .dataMissing, "\(facts.summary)")
            let count = facts.signatures.count { $0.parent == nil }
            if let expected = entry.expected.count { #expect(count == expected) }
        case "invalid": #expect(found == .fails, "\(facts.summary)")
        case "indeterminate-data-missing": #expect(found == .dataMissing, "\(facts.summary)")
        case "malformed": #expect(found == .unreadable, "\(facts.summary)")
        case "reject-unsafe-or-unsupported": #expect(found == .undecided || found == .unreadable, "\(facts.summary)")
        default: Issue.record("an outcome this test does not know: \(entry.expected.outcome)")
        }
    }
}

/// What arithmetic and the rules of CMS say of a whole file.
enum Outcome: Equatable {
    case holds
    case fails
    case dataMissing
    case undecided
    case unreadable
}

extension SubmissionFacts {
    /// The worst of all signatures.
    var outcome: Outcome {
        if defect != nil || signatures.isEmpty { return .unreadable }
        if signatures.contains(where: { $0.defect != nil }) { return .unreadable }
        if signatures.contains(where: \.fails) { return .fails }
        if signatures.contains(where: { $0.signatureValue != .valid }) { return .undecided }
        return signatures.contains { $0.references.contains { $0.state != .intact } } ? .dataMissing : .holds
    }

    /// Enough to see what was read.
    var summary: String {
        let entries = signatures.map { signature in
            let references = signature.references.map { "\($0.state)".prefix(40) }.joined(separator: ",")
            let stamps = signature.timestamps.map {
                "\($0.kind.rawValue):\("\($0.imprint)".prefix(60)):\($0.token.signatureValue):\($0.token.attributes.breaches):"
                    + "\($0.token.signer.binding):covers \($0.covers.count)"
            }
            return "\(signature.id)<\(signature.parent ?? "-") \(signature.format) \(signature.algorithm.name) "
                + "\(signature.signatureValue) [\(references)] \(signature.attributes.breaches) \(signature.signer.binding) "
                + "\(stamps) \(signature.notes)"
        }
        return (["\(format) \(defect.map { "\($0)" } ?? "") \(notes)"] + entries).joined(separator: " | ")
    }
}

extension SignatureFacts {
    /// Whether something is certainly wrong.
    var fails: Bool {
        let isAltered = references.contains { if case .altered = $0.state { true } else { false } }
        return isAltered || signatureValue == .invalid || !attributes.breaches.isEmpty
    }
}

import SandyqSignatures
import SandyqValidation
import Testing

@Suite("XML signatures made by others")
struct XMLCorpusTests {
    @Test(
        "are read as their makers meant them",
        arguments: Corpus.entries(of: ["xmldsig", "xades", "kz-xml", "kz-wsse"])
    )
    func expectedOutcome(entry: Corpus.Entry) throws {
        // A shared secret has no signer: nothing here verifies it.
        guard entry.secret == nil else { return }
        let facts = try Corpus.facts(of: entry)
        guard entry.expected.disputed != true else {
            print("disputed:", entry, facts.holds, "expected", entry.expected.outcome)
            return
        }
        switch entry.expected.outcome {
        case "crypto-valid":
            #expect(facts.holds, "\(facts.summary)")
            if let expected = entry.expected.count {
                #expect(facts.signatures.count { $0.parent == nil } == expected, "\(facts.summary)")
            }
        case "indeterminate-data-missing":
            let isMissing = facts.signatures.contains { $0.references.contains { $0.isMissing } }
            #expect(isMissing && !facts.holds, "\(facts.summary)")
        case "no-certificate":
            #expect(facts.signatures.allSatisfy { $0.signer.certificate == nil }, "\(facts.summary)")
        case "invalid", "malformed", "reject-unsafe-or-unsupported": #expect(!facts.holds, "\(facts.summary)")
        default: Issue.record("an outcome this test does not know: \(entry.expected.outcome)")
        }
    }
}

extension SubmissionFacts {
    /// Whether every signature's value and references hold, by national rules where XML signatures are stacked.
    fileprivate var holds: Bool {
        defect == nil && !signatures.isEmpty
            && signatures.allSatisfy { signature in
                signature.defect == nil && signature.signatureValue == .valid && signature.attributes.breaches.isEmpty
                    && signature.references.allSatisfy { reference in
                        switch reference.state {
                        case .intact, .intactBeforeLater: true
                        default: false
                        }
                    }
            }
    }
}

extension ReferenceFacts {
    fileprivate var isMissing: Bool { if case .missing = state { true } else { false } }
}

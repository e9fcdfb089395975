import SandyqSignatures
import SandyqValidation
import Testing

@Suite("The project's CMS vectors")
struct VectorTests {
    @Test(
        "have the integrity their manifest states",
        arguments: Vectors.cases(in: "cms") + Vectors.cases(in: "tsp") + Vectors.cases(in: "hostile")
    )
    func integrity(entry: Vectors.Case) throws {
        let facts = try Vectors.facts(of: entry)
        guard let expected = entry.expected.signatures else { return }
        try #require(facts.signatures.count == expected.count, "\(facts.summary)")
        for (signature, wanted) in zip(facts.signatures, expected) {
            guard let integrity = wanted.integrity else { continue }
            if let texts = integrity.signature?.texts {
                withKnownIssue(
                    "TumarCSP's keys begin 06020000 3aaa0000 00454331, as those of the national test certificates do"
                ) {
                    #expect(texts.contains(signature.signatureValue.word))
                } when: {
                    entry.file.hasPrefix("cms/tumar-")
                }
            }
            guard let references = integrity.references else { continue }
            try #require(signature.references.count == references.count)
            for (reference, wanted) in zip(signature.references, references) {
                if let found = wanted.found { #expect(reference.isFound == found) }
                if let intact = wanted.intact { #expect((reference.state == .intact) == intact) }
            }
        }
    }

    @Test("are all there")
    func manifests() {
        #expect(Vectors.cases(in: "cms").count > 300)
        #expect(!Vectors.cases(in: "tsp").isEmpty)
        #expect(!Vectors.cases(in: "hostile").isEmpty)
    }
}

extension SignatureValue {
    /// The word of the JSON report.
    var word: String {
        switch self {
        case .valid: "valid"
        case .invalid: "invalid"
        case .unsupported: "unsupported"
        case .notChecked: "not-checked"
        }
    }
}

extension ReferenceFacts {
    var isFound: Bool {
        if case .missing = state { return false }
        return true
    }
}

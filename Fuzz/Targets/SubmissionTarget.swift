import Foundation
import SandyqOpenSSL
import SandyqSignatures
import SandyqValidation

/// Whole files: read, judged and reported.
enum SubmissionTarget {
    static let signedFile = target("cms", isEncoding: true)
    static let text = target("text", isEncoding: false)
    static let timestamp = target("timestamp", isEncoding: true)
    static let xml = target("xml", isEncoding: false)
    static let document = target("pdf", isEncoding: false)
    static let container = target("container", isEncoding: false)
    static let evidenceRecord = target("record", isEncoding: true)

    private static func target(_ name: String, isEncoding: Bool) -> Target {
        Target(name: name, maximumLength: 20_000, isEncoding: isEncoding, needsSamples: true) { check($0) }
    }

    /// Within the validity of the test PKI.
    private static let moment = Date(timeIntervalSince1970: 1_764_547_200)
    private static let verifier = Verifier(policy: Samples.policy("kz"), evidence: Samples.evidence)
    private static let judges = ["kz", "integrity"].map { Judge(policy: Samples.policy($0)) }

    private static func check(_ input: [UInt8]) {
        let turn = input.reduce(0) { $0 &+ Int($1) }
        let submission = Submission(name: "a.cms", bytes: input, content: Samples.content)
        guard let facts = try? verifier.facts(of: submission) else { fatalError("memory cannot be read") }
        for signature in facts.signatures { checkNotForged(signature, in: facts) }
        check(judges[turn % judges.count].report(on: facts, asOf: moment))
        // Facts are stored and judged again later: they must survive it. Slow, so not every time.
        if turn.isMultiple(of: 16) {
            guard let stored = try? JSONEncoder().encode(facts),
                let again = try? JSONDecoder().decode(SubmissionFacts.self, from: stored)
            else { fatalError("facts cannot be stored") }
            require(again == facts, "facts change when they are stored")
        }
    }

    private static func check(_ report: Report) {
        let line = JSONReport(language: .en).line(for: report)
        guard let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] else {
            fatalError("the JSON report is no JSON")
        }
        require(!line.dropLast().contains(0x0a), "the JSON report is not one line")
        require(object["indication"] as? String == report.indication, "the JSON report says something else")
        let entries = object["signatures"] as? [Any]
        require(entries?.count == report.signatures.count, "the JSON report leaves signatures out")
        _ = TextReport(language: .en).text(for: report, everything: true)
        guard report.indication == "TOTAL-PASSED" else { return }
        require(!report.signatures.isEmpty, "passed without a signature")
        for signature in report.signatures {
            require(signature.facts.signatureValue == .valid, "passed with a signature value that is not valid")
            let isIntact = signature.facts.references.allSatisfy { reference in
                if case .intactBeforeLater = reference.state { true } else { reference.state == .intact }
            }
            require(isIntact, "passed with data that is not intact")
        }
    }

    /// Nobody here has a private key: what is signed validly must be what a sample signs.
    private static func checkNotForged(_ signature: SignatureFacts, in facts: SubmissionFacts) {
        for bytes in SignedBytes.all(in: signature) {
            require(Samples.signed.contains(bytes), "a valid signature over bytes that were never signed: \(bytes)")
        }
    }
}

/// What was signed, by its SHA-256.
///
/// The key is left out: one key has several encodings, and a changed one is still the key that signed.
enum SignedBytes {
    /// Everything that is validly signed in a signature and its time-stamps.
    static func all(in signature: SignatureFacts) -> [Fingerprint] {
        let found = signature.timestamps.flatMap { all(in: $0.token) }
        guard signature.signatureValue == .valid else { return found }
        guard let bytes = signature.toBeSigned else { fatalError("a valid signature over nothing") }
        return found + [bytes]
    }
}

import Foundation
import SandyqSignatures
import SandyqValidation

/// Policy files.
enum PolicyTarget {
    static let target = Target(name: "policy", maximumLength: 8_192, isEncoding: false) { input in
        guard let policy = try? Policy(json5: input) else { return }
        guard let stored = try? JSONEncoder().encode(policy), let again = try? Policy(json5: [UInt8](stored)) else {
            return
        }
        require(again == policy, "a policy changes when it is written and read")
        // Whatever a policy says, a judge makes a report of it.
        let report = Judge(policy: policy).report(on: sample, asOf: Date(timeIntervalSince1970: 1_764_547_200))
        let line = JSONReport(language: .en).line(for: report)
        require((try? JSONSerialization.jsonObject(with: Data(line))) != nil, "the JSON report is no JSON")
    }

    private static let sample: SubmissionFacts = {
        let verifier = Verifier(policy: Samples.policy("kz"), evidence: Samples.evidence)
        let submission = Submission(name: "sample.cms", bytes: Samples.signedFile)
        guard let facts = try? verifier.facts(of: submission) else { fatalError("memory cannot be read") }
        return facts
    }()
}

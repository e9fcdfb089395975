/// One building block of ETSI EN 319 102-1 clause 5: what it looked at, in order, and what it concluded.
///
/// The only constructor runs a body that stops at the first requirement that does not hold, so that verdict and
/// findings cannot disagree.
public struct Block: Hashable, Sendable, Codable {
    /// The clause carried out.
    public let name: Name
    /// What was looked at, in order.
    public let checks: [Check]
    /// Blocks this one rests on, in order.
    public let blocks: [Block]
    /// What was concluded.
    public let verdict: Verdict

    /// The clause a block carries out; raw values begin a check's id.
    public enum Name: String, Hashable, Sendable, Codable {
        /// Clause 5.2.2.
        case formatChecking = "format"
        /// Clause 5.2.3.
        case signerIdentification = "signer"
        /// Clause 5.2.6.
        case certificateValidation = "certificate"
        /// Clause 5.2.5.
        case revocationFreshness = "revocation"
        /// Clause 5.2.7.
        case cryptographicVerification = "signature"
        /// Clause 5.2.8.
        case acceptance = "acceptance"
        /// Clause 5.4.
        case timestampValidation = "timestamp"
        /// Clause 5.5, the time of the signature.
        case time = "time"
        /// Clause 5.6.
        case pastValidation = "past"
        /// Clause 5.3 and 5.5: the whole of one signature.
        case signatureValidation = "validation"
    }

    /// One thing looked at.
    public struct Check: Hashable, Sendable, Codable {
        /// Stable: block and question, as `signature.references`.
        public let id: String
        /// Whether it holds.
        public let outcome: Outcome
        /// What was found.
        public let finding: Finding
        /// True when the policy turns this failure into a warning.
        public let isWarning: Bool
        /// Certificates, lists, responses and tokens the finding rests on.
        public let evidence: [Fingerprint]
    }

    /// Raw values are the JSON report's.
    public enum Outcome: String, Hashable, Sendable, Codable {
        case passed
        case failed
        case undetermined
        case notApplicable = "not-applicable"
        case ignored
    }

    /// Every check of this block and of those it rests on, in the order they were made.
    public var allChecks: [Check] {
        var all: [Check] = []
        appendChecks(to: &all)
        return all
    }

    private func appendChecks(to all: inout [Check]) {
        for block in blocks { block.appendChecks(to: &all) }
        all += checks
    }

    /// Runs a block's body; the first requirement that does not hold is its verdict.
    package static func run(_ name: Name, under policy: Policy, _ body: (inout Recorder) throws(Stop) -> Void) -> Block
    {
        var recorder = Recorder(name: name, policy: policy)
        var verdict = Verdict.passed
        do throws(Stop) { try body(&recorder) } catch { verdict = error.verdict }
        return Block(name: name, checks: recorder.checks, blocks: recorder.blocks, verdict: verdict)
    }

    /// Ends a body with the verdict of the requirement that did not hold.
    package struct Stop: Error { package let verdict: Verdict }

    /// Takes down what a body looks at.
    package struct Recorder {
        let name: Name
        let policy: Policy
        fileprivate var checks: [Check] = []
        fileprivate var blocks: [Block] = []

        /// Notes that a requirement holds.
        package mutating func note(_ question: String, _ finding: Finding, evidence: [Fingerprint] = []) {
            record(question, .passed, finding, evidence: evidence)
        }

        /// Notes that a requirement does not hold.
        ///
        /// The policy decides whether this ends the block, warns, or is ignored.
        package mutating func breach(
            _ question: String,
            _ finding: Finding,
            verdict: Verdict,
            evidence: [Fingerprint] = []
        ) throws(Stop) {
            let outcome: Outcome = if case .indeterminate = verdict { .undetermined } else { .failed }
            switch policy.level(of: id(of: question)) {
            case .fail:
                record(question, outcome, finding, evidence: evidence)
                throw Stop(verdict: verdict)
            case .warn:
                record(question, outcome, finding, isWarning: true, evidence: evidence)
            case .ignore:
                record(question, .ignored, finding, evidence: evidence)
            }
        }

        /// Notes something a person should know that never changes a verdict.
        package mutating func warn(_ question: String, _ finding: Finding, evidence: [Fingerprint] = []) {
            record(question, .failed, finding, isWarning: true, evidence: evidence)
        }

        /// Notes that a question does not arise.
        package mutating func skip(_ question: String, _ finding: Finding) {
            record(question, .notApplicable, finding)
        }

        /// Rests on another block: its verdict, unless passed, is this one's.
        package mutating func require(_ block: Block) throws(Stop) {
            blocks.append(block)
            guard block.verdict == .passed else { throw Stop(verdict: block.verdict) }
        }

        /// Keeps another block for the record without resting on it.
        package mutating func attach(_ block: Block) { blocks.append(block) }

        /// Block and question; the limits stand for themselves, whichever block meets one.
        private func id(of question: String) -> String {
            if question == "limits" { return question }
            var id = name.rawValue
            id.reserveCapacity(id.utf8.count + 1 + question.utf8.count)
            id += "."
            id += question
            return id
        }

        private mutating func record(
            _ question: String,
            _ outcome: Outcome,
            _ finding: Finding,
            isWarning: Bool = false,
            evidence: [Fingerprint] = []
        ) {
            checks.append(
                Check(
                    id: id(of: question),
                    outcome: outcome,
                    finding: finding,
                    isWarning: isWarning,
                    evidence: evidence
                )
            )
        }
    }
}

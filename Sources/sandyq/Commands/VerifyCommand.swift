internal import ArgumentParser
#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import SandyqFiles
internal import SandyqSignatures
internal import SandyqValidation

/// `sandyq verify`: whether the signatures of files hold.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verify the signatures of files.",
        discussion: """
            Example: sandyq verify --trust roots/ --crl nca.crl act.pdf.p7s

            Exit status: 0 every signature TOTAL-PASSED; 10 some TOTAL-FAILED; 11 none failed, some INDETERMINATE; \
            12 none of these, but a file holds no signature; 64 wrong usage; 66 a file cannot be read; 70 internal error.
            """
    )

    @OptionGroup(title: "Files") var input: FileArguments
    @OptionGroup(title: "Signed data") var content: ContentArguments
    @OptionGroup(title: "Evidence") var evidence: EvidenceOptions
    @OptionGroup(title: "Judgement") var judgement: JudgementOptions
    @OptionGroup(title: "Network") var network: NetworkOptions
    @OptionGroup(title: "Report") var report: ReportOptions

    @Option(
        name: .customLong("report"),
        help: ArgumentHelp(
            "text, json (the same as --json), html, or etsi (ETSI TS 119 102-2 XML).",
            valueName: "format"
        ),
        completion: .list(ReportFormat.allCases.map(\.rawValue))
    )
    var chosenFormat: ReportFormat?

    @Option(help: ArgumentHelp("Files verified at once. Default: the number of cores.", valueName: "n"))
    var jobs: Int?

    func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1.") }
        if report.output.json, let chosenFormat, chosenFormat != .json {
            throw ValidationError("--json and --report \(chosenFormat.rawValue) contradict each other.")
        }
    }

    func run() throws {
        let entries = input.entries()
        let press = report.press(for: report.output.json ? .json : chosenFormat ?? .text)
        let session = VerificationSession(
            policy: try PolicyArgument.policy(judgement.policy),
            evidence: try EvidenceFiles(evidence).evidence,
            online: network.evidence,
            content: try content.sources(),
            moment: judgement.at?.date ?? Ambient.now,
            press: press
        )
        let answer = try Answer(path: report.output.path)
        var progress = ProgressBar(total: entries.count, isAnswerOnTerminal: report.output.isOnTerminal)
        var worst = ExitStatus.passed
        var kept: [Report] = []
        var isFirst = true
        try Pool.run(entries, jobs: jobs ?? Ambient.cores, work: session.outcome) { outcome in
            if let complaint = outcome.complaint { Diagnostics.say(complaint) }
            if let report = outcome.report, press.isOneDocument { kept.append(report) }
            if !outcome.text.isEmpty {
                if !isFirst { try answer.write(press.separator) }
                try answer.write(outcome.text)
                isFirst = false
            }
            worst = ExitStatus.worst(of: [worst, outcome.status])
            progress.advance()
        }
        progress.finish()
        if press.isOneDocument { try answer.write(press.document(for: kept)) }
        try answer.finish()
        if worst != .passed { throw worst }
    }
}

/// What is the same for every file of one run.
struct VerificationSession: Sendable {
    private let verifier: Verifier
    private let online: OnlineVerifier?
    private let judge: Judge
    private let content: ContentFiles
    private let moment: Date
    private let press: ReportPress
    private let limits: Limits

    init(
        policy: Policy,
        evidence: Evidence,
        online: OnlineEvidence?,
        content: ContentFiles,
        moment: Date,
        press: ReportPress
    ) {
        let limits = Limits()
        self.limits = limits
        verifier = Verifier(policy: policy, evidence: evidence, limits: limits)
        self.online = online.map { OnlineVerifier(policy: policy, evidence: evidence, online: $0, limits: limits) }
        judge = Judge(policy: policy)
        self.content = content
        self.moment = moment
        self.press = press
    }

    /// What came of one file.
    struct Outcome: Sendable {
        let status: ExitStatus
        /// Kept only when all reports make one document.
        var report: Report?
        var text: [UInt8] = []
        var complaint: String?
    }

    /// Verifies one file.
    func outcome(of entry: FileArguments.Entry) -> Outcome {
        switch entry {
        case .unreadable(let reason): return Outcome(status: .unreadable, complaint: reason)
        case .file(let path):
            do throws(FileError) {
                let report = try report(on: path)
                return press.isOneDocument
                    ? Outcome(status: ExitStatus(report), report: report)
                    : Outcome(status: ExitStatus(report), text: press.bytes(for: report))
            } catch {
                return Outcome(status: .unreadable, complaint: error.description)
            }
        }
    }

    private func report(on path: String) throws(FileError) -> Report {
        let file = try ReadableFile(path: path)
        let isRegular = file.size != nil
        guard let bytes = try file.bytes(atMost: limits.signatureBytes) else {
            // What a pipe or a device gave is gone, and it may never end.
            guard isRegular else {
                let reason = "more than \(limits.signatureBytes >> 20) MiB, and not from a regular file"
                throw FileError(path: path, kind: .other, reason: reason)
            }
            return judge.report(on: try tooLarge(path), asOf: moment)
        }
        let submission = Submission(name: path, bytes: bytes, content: content.source(for: path))
        guard let online else { return verifier.verify(submission, asOf: moment) }
        return online.verify(submission, asOf: moment, while: NetworkOptions.patience())
    }

    /// A file beyond the bound is not looked into; that is its finding.
    private func tooLarge(_ path: String) throws(FileError) -> SubmissionFacts {
        let read = try FileDigests(path: path, by: [.sha256])
        guard let sha256 = read.digests[.sha256].flatMap({ Fingerprint($0) }) else {
            throw FileError(path: path, kind: .other, reason: "no SHA-256 of it")
        }
        return SubmissionFacts(
            file: FileFacts(name: path, size: read.size, sha256: sha256),
            format: .none,
            defect: .limit("signatureBytes", limits.signatureBytes),
            signatures: [],
            dossier: Dossier(),
            notes: []
        )
    }
}

extension ExitStatus {
    /// The status a report calls for.
    init(_ report: Report) { self.init(verdict: report.verdict) }

    /// The status a verdict calls for; nil: nothing was signed.
    init(verdict: Verdict?) {
        self =
            switch verdict {
            case nil: .noSignature
            case .passed: .passed
            case .failed: .failed
            case .indeterminate: .indeterminate
            }
    }
}

internal import ArgumentParser
internal import SandyqFiles
internal import SandyqSignatures
internal import SandyqTerminal
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

    @Option(
        name: .customLong("extract"),
        help: ArgumentHelp(
            "Write the data that signatures cover to this folder, octet for octet.",
            valueName: "folder"
        ),
        completion: .directory
    )
    var extractionFolder: String?

    func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1.") }
        if report.output.json, let chosenFormat, chosenFormat != .json {
            throw ValidationError("--json and --report \(chosenFormat.rawValue) contradict each other.")
        }
    }

    func run() throws {
        let entries = input.entries()
        let press = report.press(for: report.output.json ? .json : chosenFormat ?? .text)
        let sources = try content.sources()
        let session = VerificationSession(
            policy: try PolicyArgument.policy(judgement.policy),
            evidence: try EvidenceFiles(evidence).evidence,
            online: network.evidence,
            content: sources,
            moment: judgement.at?.date ?? Ambient.now,
            press: press,
            extraction: try extractionFolder.map { try Extraction(into: $0) }
        )
        let answer = try Answer(path: report.output.path)
        var progress = ProgressBar(total: entries.count, isAnswerOnTerminal: report.output.isOnTerminal)
        var worst = ExitStatus.passed
        var kept: [Report] = []
        var isFirst = true
        // One after another when files are extracted, so that of two with one name the first always gets it.
        let workers = extractionFolder == nil ? jobs ?? Ambient.cores : 1
        let groups = Self.groups(of: entries, workers: workers)
        try Pool.run(groups, jobs: workers, work: session.outcomes) { outcomes in
            var text: [UInt8] = []
            for outcome in outcomes {
                for remark in outcome.remarks { Diagnostics.say(remark) }
                if let report = outcome.report, press.isOneDocument { kept.append(report) }
                if !outcome.text.isEmpty {
                    if !isFirst { text += Array(press.separator.utf8) }
                    text += outcome.text
                    isFirst = false
                }
                worst = ExitStatus.worst(of: [worst, outcome.status])
                progress.advance()
            }
            try answer.write(text)
        }
        progress.finish()
        for path in sources.unused { Diagnostics.say("--content \(path): not used: no signature is detached from it") }
        if press.isOneDocument { try answer.write(press.document(for: kept)) }
        try answer.finish()
        if worst != .passed { throw worst }
    }

    /// Files that go through each step together: some where there are many, so that nobody waits long for the first answer
    /// and no worker is left without work.
    private static func groups(of entries: [FileArguments.Entry], workers: Int) -> [[FileArguments.Entry]] {
        let size = min(max(entries.count / (16 * workers), 1), 16)
        return stride(from: 0, to: entries.count, by: size).map { start in
            Array(entries[start..<min(start + size, entries.count)])
        }
    }
}

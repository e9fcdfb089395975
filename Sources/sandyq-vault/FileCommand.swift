internal import ArgumentParser
internal import SandyqAgreement
internal import SandyqFiles
internal import SandyqSignatures
internal import SandyqTerminal
internal import SandyqVault

/// `sandyq file`: keeps files as documents.
struct FileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "file",
        abstract: "File documents: verify, keep, log, acknowledge.",
        discussion: """
            Example: sandyq file act.pdf.cms --cabinet 000740000728 --kind completion-act --number АВР-12

            Signatures are verified as sandyq verify does, and report and evidence are kept with the document. A file is \
            acknowledged when it is on the disk. A detached signature of a document in the cabinet is added to it. Exit status: 0 every file is kept; 66 some cannot be read.
            """
    )

    @OptionGroup(title: "Vault") var vault: VaultOptions
    @OptionGroup(title: "Files") var input: FileArguments
    @OptionGroup(title: "Description") var details: DescriptionOptions
    @OptionGroup(title: "Evidence") var evidence: EvidenceOptions
    @OptionGroup(title: "Answer") var output: OutputOptions

    @Option(help: ArgumentHelp("The cabinet, by the Partner's BIN or IIN.", valueName: "number"))
    var cabinet: PartyNumber

    @Option(help: ArgumentHelp("kz, aes, integrity, or a policy file.", valueName: "name|file"))
    var policy = "kz"

    @Option(help: ArgumentHelp("File it as the next version of this document.", valueName: "id"))
    var versionOf: Identifier?

    @Option(
        help: ArgumentHelp(
            "Add it as a detached signature of this document. Default: found by what it signs.",
            valueName: "id"
        )
    )
    var signs: Identifier?

    @Option(
        help: ArgumentHelp("Write a receipt for each document there, as a CMS file.", valueName: "folder"),
        completion: .directory
    )
    var receipts: String?

    @Option(help: ArgumentHelp("Files read at once. Default: the number of cores.", valueName: "n"))
    var jobs: Int?

    func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1.") }
        if signs != nil, versionOf != nil { throw ValidationError("Either --signs or --version-of.") }
        if versionOf != nil, input.files.count != 1 { throw ValidationError("--version-of takes one file.") }
    }

    func run() throws {
        let (vault, asker) = try vault.openWithAsker()
        let record = try worded { try vault.index.cabinet(of: cabinet) }
        guard let record else { throw Complaint(of: .noCabinet(cabinet)) }
        let previous = try worded { try versionOf.map { id in try vault.index.versions(of: id).last } ?? nil }
        if let versionOf, previous?.manifest.cabinet != record.id {
            throw Complaint(of: .unknown(versionOf.description))
        }
        if let receipts { try Folder.create(receipts) }
        let verification = FilingVerification(
            policy: try PolicyArgument.policy(policy),
            evidence: try EvidenceFiles(evidence).evidence
        )
        let run = FilingRun(
            vault: vault,
            asker: asker,
            cabinet: record,
            details: details,
            previous: previous,
            signed: signs,
            verification: verification
        )
        let entries = input.entries()
        let answer = try Answer(path: output.path)
        let page = FiledPage(json: output.json, receipts: receipts)
        var progress = ProgressBar(total: entries.count, isAnswerOnTerminal: output.isOnTerminal)
        var status = ExitStatus.passed
        // A signature finds its document in the vault: documents come first.
        for part in [entries.filter { !$0.isNamedAsSignature }, entries.filter(\.isNamedAsSignature)] {
            try run.file(part, jobs: jobs ?? SandyqTerminal.Ambient.cores) { outcome in
                switch outcome {
                case .document(let version): try answer.write(page.line(version, in: vault))
                case .signature(let examination): try answer.write(page.line(examination))
                case .failure(let complaint):
                    Diagnostics.say(complaint.description)
                    status = .unreadable
                }
                progress.advance()
            }
        }
        progress.finish()
        try answer.finish()
        if status != .passed { throw status }
    }
}

/// What a person says about the documents that are filed.
struct DescriptionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What it is: \(DocumentKind.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "kind"
        )
    )
    var kind: DocumentKind

    @Option(help: "What it is called. Default: the file's name.")
    var title: String?

    @Option(help: ArgumentHelp("Where in the cabinet, as 2026/acts.", valueName: "folder"))
    var folder = ""

    @Option(help: "The document's own number.")
    var number: String?

    @Option(help: ArgumentHelp("The document's own date, as 2026-05-04.", valueName: "date"))
    var date: CalendarDate?

    @Option(help: "The amount, as 1250000.00.")
    var amount: String?

    @Option(help: ArgumentHelp("The amount's currency (ISO 4217).", valueName: "code"))
    var currency: String?

    @Option(help: ArgumentHelp("BIN or IIN of the other side.", valueName: "number"))
    var counterparty: PartyNumber?

    @Option(help: ArgumentHelp("What the other side is called.", valueName: "name"))
    var counterpartyName: String?

    @Flag(help: "The other side's number is a person's IIN.")
    var counterpartyIndividual = false

    func validate() throws {
        if let currency, currency.utf8.count != 3 || !currency.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) {
            throw ValidationError("--currency: three capital letters, as KZT.")
        }
        if let amount, !Self.isAmount(amount) {
            throw ValidationError("--amount: digits, with at most one point and two digits behind it.")
        }
    }

    private static func isAmount(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let areDigits = parts.allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
        return areDigits && parts.count <= 2 && (parts.count == 1 || parts[1].utf8.count <= 2)
    }

    /// The description of one file.
    func description(for path: String) -> DocumentDescription {
        DocumentDescription(
            kind: kind,
            title: title ?? path.split(separator: "/").last.map { String($0) } ?? path,
            folder: FolderPath(folder),
            number: number,
            date: date,
            amount: amount,
            currency: currency,
            counterparty: counterparty.map { Party(number: $0, isIndividual: counterpartyIndividual) },
            counterpartyName: counterpartyName
        )
    }
}

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
            acknowledged when it is on the disk. Exit status: 0 every file is kept; 66 some cannot be read.
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
        help: ArgumentHelp("Write a receipt for each document there, as a CMS file.", valueName: "folder"),
        completion: .directory
    )
    var receipts: String?

    @Option(help: ArgumentHelp("Files read at once. Default: the number of cores.", valueName: "n"))
    var jobs: Int?

    /// Files and octets that are made durable together.
    private static let (mostFiles, mostOctets) = (256, 64 << 20)

    func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1.") }
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
        let entries = input.entries()
        let answer = try Answer(path: output.path)
        var progress = ProgressBar(total: entries.count, isAnswerOnTerminal: output.isOnTerminal)
        var status = ExitStatus.passed
        var batch: [PreparedFiling] = []
        let work: @Sendable (FileArguments.Entry) -> Result<PreparedFiling, Complaint> = { [details] entry in
            Self.prepared(entry, record, details, previous, vault, asker, verification)
        }
        try Pool.run(entries, jobs: jobs ?? SandyqTerminal.Ambient.cores, work: work) { outcome in
            switch outcome {
            case .success(let filing): batch.append(filing)
            case .failure(let complaint):
                Diagnostics.say(complaint.description)
                status = .unreadable
            }
            progress.advance()
            if batch.count >= Self.mostFiles || batch.reduce(0, { $0 + $1.size }) >= Self.mostOctets {
                try commit(&batch, to: vault, answer)
            }
        }
        try commit(&batch, to: vault, answer)
        progress.finish()
        try answer.finish()
        if status != .passed { throw status }
    }

    private static func prepared(
        _ entry: FileArguments.Entry,
        _ cabinet: CabinetRecord,
        _ details: DescriptionOptions,
        _ previous: DocumentVersion?,
        _ vault: DocumentVault,
        _ asker: Asker,
        _ verification: FilingVerification
    ) -> Result<PreparedFiling, Complaint> {
        switch entry {
        case .unreadable(let reason): return .failure(Complaint(reason))
        case .file(let path):
            let order = FilingOrder(
                path: path,
                cabinet: cabinet,
                description: details.description(for: path),
                previous: previous,
                by: asker
            )
            do throws(VaultError) { return .success(try vault.prepare(order, verifying: verification)) } catch {
                return .failure(Complaint(of: error))
            }
        }
    }

    /// Makes a batch durable and acknowledges it.
    private func commit(
        _ batch: inout [PreparedFiling],
        to vault: DocumentVault,
        _ answer: borrowing Answer
    ) throws {
        guard !batch.isEmpty else { return }
        let filed = try worded { try vault.commit(batch) }
        batch = []
        for version in filed { try acknowledge(version, in: vault, answer) }
    }

    /// Prints id and digest, and writes the receipt.
    private func acknowledge(_ version: DocumentVersion, in vault: DocumentVault, _ answer: borrowing Answer) throws {
        let manifest = version.manifest
        var receiptPath: String?
        if let receipts {
            let path = "\(receipts)/\(manifest.document).\(manifest.version).cms"
            let receipt = try worded { try vault.receipt(for: version) }
            let file = try NewFile(at: path)
            try file.write(receipt.span)
            try file.replace()
            receiptPath = path
        }
        guard output.json else {
            let name = manifest.fileName.displayable()
            try answer.write("\(manifest.document)  \(manifest.sha256)  \(manifest.verification.indication)  \(name)\n")
            return
        }
        var json = JSONWriter()
        json.object { json in
            json.member("schema", "sandyq.filed/1")
            json.member("file", manifest.fileName)
            json.member("document", manifest.document.description)
            json.member("version", manifest.version)
            json.member("sha256", manifest.sha256)
            json.member("size", manifest.size)
            json.member("manifest", version.digest)
            json.member("logPosition", version.logPosition)
            json.member("indication", manifest.verification.indication)
            json.member("receipt", receiptPath)
        }
        json.endLine()
        try answer.write(json.bytes)
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

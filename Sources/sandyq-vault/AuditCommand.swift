internal import ArgumentParser
internal import SandyqFiles
internal import SandyqSignatures
internal import SandyqTerminal
internal import SandyqVault

/// `sandyq audit`: the log and its proofs.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Verify, show, prove and export the audit log.",
        subcommands: [AuditVerify.self, AuditShow.self, AuditProve.self, AuditExport.self, AuditCheckpoint.self]
    )
}

/// `sandyq audit verify`: whether a log is what it was.
struct AuditVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verify the vault's log, or an exported one or an evidence package without any vault.",
        discussion: """
            Example: sandyq audit verify --trust tsa.pem
            Example: sandyq audit verify --export log.jsonl --key sandyq+1234abcd+AQ…

            With --trust, authorities that stamped checkpoints must be trusted under the policy; else only whether \
            their tokens hold is looked at.

            Exit status: 0 intact; 10 altered, and the first bad entry is named.
            """
    )

    @OptionGroup var vault: VaultOptions
    @OptionGroup var language: LanguageOptions

    @Option(help: ArgumentHelp("An exported log instead of a vault.", valueName: "file"), completion: .file())
    var export: String?

    @Option(
        help: ArgumentHelp("An evidence package: its proofs, and what follows from them.", valueName: "file"),
        completion: .file()
    )
    var package: String?

    @Option(
        help: ArgumentHelp("The log's verifier key, from whom you trust. Default: the export's own.", valueName: "key")
    )
    var key: String?

    @OptionGroup(title: "Time-stamps") var evidence: EvidenceOptions

    @Option(help: ArgumentHelp("kz, aes, integrity, or a policy file: for time-stamps.", valueName: "name|file"))
    var policy = "kz"

    func validate() throws {
        guard export == nil || package == nil else { throw ValidationError("Give --export or --package.") }
    }

    func run() throws {
        if let package { return try verify(package: package) }
        let wording = language.language.vaultWording
        let finding: LogExport.Finding
        if let export {
            finding = try worded(language.language) { try LogExport.verify(fileAt: export, key: key) }
        } else {
            let vault = try vault.openForReading(language.language)
            var defects: [VaultDefect] = []
            var verification = LogExport.Verification(key: key)
            let verifier = try verifier()
            var stamps: [StampFinding] = []
            try worded(language.language) {
                try vault.checkLog { defects.append($0) }
                try vault.checkStamps(verifier) { stamps.append($0) }
                // Lines as they are exported, each with its line feed.
                try vault.exportLog { verification.add(Array($0.dropLast())) }
            }
            for defect in defects { try StandardStream.output.write(wording.sentence(defect).text + "\n") }
            // Of stamps that hold, the latest says it all.
            let told = stamps.filter { !$0.isSound } + stamps.filter(\.isSound).suffix(1)
            for stamp in told {
                try StandardStream.output.write(language.language.stampWording.sentence(stamp).text + "\n")
            }
            guard defects.isEmpty, stamps.allSatisfy(\.isSound) else { throw ExitStatus.failed }
            finding = verification.finding
        }
        try StandardStream.output.write(wording.sentence(finding).text + "\n")
        if case .intact = finding { return }
        throw ExitStatus.failed
    }

    /// Who judges time-stamps; nil: nobody is trusted.
    private func verifier() throws -> Verifier? {
        guard !evidence.trust.isEmpty else { return nil }
        return Verifier(policy: try PolicyArgument.policy(policy), evidence: try EvidenceFiles(evidence).evidence)
    }

    private func verify(package: String) throws {
        let (findings, proven) = try worded(language.language) { try PackageCheck.findings(in: package, key: key) }
        let wording = language.language.exportWording
        for finding in findings { try StandardStream.output.write(wording.sentence(finding).text + "\n") }
        guard findings.isEmpty else { throw ExitStatus.failed }
        try StandardStream.output.write("\(wording.proven(proven).text)\n")
    }
}

/// `sandyq audit show`: entries of the log.
struct AuditShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show entries of the log, one JSON object a line, as they are hashed.",
        discussion: "Example: sandyq audit show --from 100 --limit 20"
    )

    @OptionGroup var vault: VaultOptions

    @Option(help: ArgumentHelp("The first entry.", valueName: "position"))
    var from = 0

    @Option(help: ArgumentHelp("At most so many.", valueName: "n"))
    var limit = 1_000

    func validate() throws {
        guard from >= 0, (1...1_000_000).contains(limit) else {
            throw ValidationError("--from or --limit is out of range.")
        }
    }

    func run() throws {
        let vault = try vault.openForReading()
        // Page by page: a log of millions of entries is no answer to hold in memory.
        var position = from
        while position < from + limit {
            let page = try worded {
                try vault.index.entries(from: position, limit: min(1_000, from + limit - position))
            }
            guard !page.isEmpty else { return }
            for entry in page { try StandardStream.output.write((entry.bytes + [0x0A]).span) }
            position += page.count
        }
    }
}

/// `sandyq audit prove`: a proof for others.
struct AuditProve: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Prove that an entry is in the log, or that the log only grew (RFC 9162).",
        discussion: """
            Example: sandyq audit prove 42
            Example: sandyq audit prove --since 1000
            """
    )

    @OptionGroup var vault: VaultOptions

    @Argument(help: "The entry's position.")
    var position: Int?

    @Option(help: ArgumentHelp("The size the log once had.", valueName: "size"))
    var since: Int?

    func validate() throws {
        guard (position == nil) != (since == nil) else { throw ValidationError("Give a position, or --since.") }
    }

    func run() throws {
        let vault = try vault.openForReading()
        let proof = try worded {
            if let position { return try vault.proof(of: position) }
            return try vault.proof(sinceSize: since ?? 0)
        }
        guard let proof else { throw Complaint("the log has no such entry, and never had", status: .usage) }
        var json = JSONWriter()
        json.object { json in
            json.member("schema", "sandyq.log-proof/1")
            json.member("entry", proof.entry.map { String(decoding: $0.bytes, as: UTF8.self) })
            json.member("position", position)
            json.member("since", since)
            json.member("size", proof.size)
            json.member("hashes", each: proof.hashes) { $0.value(hexadecimal: $1) }
            json.member("checkpoint", proof.checkpoint)
        }
        json.endLine()
        try StandardStream.output.write(json.bytes.span)
    }
}

/// `sandyq audit export`: the whole log for others.
struct AuditExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Export the log as JSON Lines that anybody can verify.",
        discussion: "Example: sandyq audit export -o log.jsonl"
    )

    @OptionGroup var vault: VaultOptions

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Write it to a file instead of standard output.", valueName: "file"),
        completion: .file()
    )
    var path: String?

    func run() throws {
        let vault = try vault.openForReading()
        let answer = try Answer(path: path)
        try worded {
            try vault.exportLog { bytes throws(VaultError) in
                do throws(FileError) { try answer.write(bytes) } catch { throw .file(error) }
            }
        }
        try answer.finish()
    }
}

/// `sandyq audit checkpoint`: the log's size and root, signed.
struct AuditCheckpoint: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Sign the log's size and root, as a note others keep as witnesses (C2SP tlog-checkpoint).",
        discussion: """
            Example: sandyq audit checkpoint > checkpoint.note
            Example: sandyq audit checkpoint --tsa http://tsp.pki.gov.kz:80 -o checkpoint.note
            Check: openssl ts -verify -token_in -in checkpoint.note.tst -data checkpoint.note -CAfile tsa.pem

            With a time-stamping authority the note is stamped (RFC 3161), note and token are kept in the vault, and audit \
            verify holds the log against them.
            """
    )

    @OptionGroup var vault: VaultOptions
    @OptionGroup var authority: AuthorityOptions

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Write the note to a file, and the token beside it as FILE.tst.", valueName: "file"),
        completion: .file()
    )
    var path: String?

    func run() throws {
        guard let client = authority.client else {
            let answer = try Answer(path: path)
            try answer.write(try worded { try vault.openForReading().checkpoint() })
            return try answer.finish()
        }
        let stamp = try worded { try vault.open().stampCheckpoint(by: client) }
        let answer = try Answer(path: path)
        try answer.write(stamp.checkpoint)
        try answer.finish()
        guard let path, path != "-" else { return }
        let token = try Answer(path: path + ".tst")
        try token.write(stamp.tokenOctets)
        try token.finish()
    }
}

internal import ArgumentParser
internal import SandyqAgreement
internal import SandyqFiles
internal import SandyqSignatures
internal import SandyqTerminal
internal import SandyqVault

/// `sandyq retention`: how long documents are kept, and how they are destroyed.
struct RetentionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention",
        abstract: "List how long documents are kept; destroy what two persons decided to.",
        subcommands: [RetentionList.self, RetentionPrepare.self, RetentionApprove.self, RetentionShow.self]
    )
}

/// `sandyq retention list`: the term of every document.
struct RetentionList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List for every document why and until when it is kept, and the holds on it.",
        discussion: """
            Example: sandyq retention list --cabinet 000740000728 --due

            Nothing is destroyed because its time is over: that takes an act (sandyq retention prepare).
            """
    )

    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var language: LanguageOptions

    @Option(help: ArgumentHelp("Only this cabinet, by BIN or IIN.", valueName: "number"))
    var cabinet: PartyNumber?

    @Flag(help: "Only what may be destroyed.")
    var due = false

    @Option(help: ArgumentHelp("As it will be, or was, at this time (RFC 3339). Default: now.", valueName: "time"))
    var at: Moment?

    func run() throws {
        let (vault, asker) = try vault.openWithAsker(language.language)
        let page = RetentionPage(
            wording: language.language.vaultWording,
            width: Looks(toFile: output.path != nil).width
        )
        let answer = try Answer(path: output.path)
        var isEmpty = true
        try worded(language.language) {
            let record = try cabinet.map { number in
                guard let record = try vault.index.cabinet(of: number) else {
                    throw VaultError.noCabinet(number)
                }
                return record.id
            }
            try vault.listRetention(in: record, at: at?.date, by: asker) { status throws(VaultError) in
                guard !due || status.destruction == .permitted else { return }
                isEmpty = false
                do throws(FileError) {
                    try answer.write(output.json ? page.json(status) : page.line(status))
                } catch { throw .file(error) }
            }
        }
        try answer.finish()
        if isEmpty { Diagnostics.say(page.wording.label(.nothingFound)) }
    }
}

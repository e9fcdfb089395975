internal import ArgumentParser
internal import SandyqAgreement
internal import SandyqFiles
internal import SandyqSignatures
internal import SandyqTerminal
internal import SandyqVault

/// `sandyq retention prepare`: an act of destruction, before anything is destroyed.
struct RetentionPrepare: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prepare",
        abstract: "Prepare an act that destroys documents, and print its id.",
        discussion: """
            Example: sandyq retention prepare 01923456-789a-7fff-bfff-ffffffffffff --ground 'term ended, order 12'

            Nothing is destroyed before another person approves the act (sandyq retention approve).
            """
    )

    @OptionGroup var vault: VaultOptions
    @OptionGroup var language: LanguageOptions

    @Argument(help: "The documents.")
    var documents: [Identifier]

    @Option(help: "Why they go; it is kept in the act.")
    var ground: String

    @Flag(help: "Documents may go for which nothing lays down how long they are kept.")
    var unregulated = false

    func validate() throws { try Words.require(ground, of: "--ground") }

    func run() throws {
        let act = try worded(language.language) {
            let (vault, asker) = try vault.openWithAsker(language.language)
            return try vault.prepareDestruction(
                of: documents,
                ground: ground,
                includesUnregulated: unregulated,
                by: asker
            )
        }
        try StandardStream.output.write("\(act.id)\n")
    }
}

/// `sandyq retention approve`: destroys what an act names.
struct RetentionApprove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Approve an act of destruction: what it names is destroyed at once and for good.",
        discussion: """
            Example: sandyq retention approve 01923456-789a-7fff-bfff-ffffffffffff --as +77011234567

            Who prepared the act cannot approve it. Look at it first: sandyq retention show.
            """
    )

    @OptionGroup var vault: VaultOptions
    @OptionGroup var language: LanguageOptions

    @Argument(help: "The act.")
    var act: Identifier

    func run() throws {
        let (vault, asker) = try vault.openWithAsker(language.language)
        _ = try worded(language.language) { try vault.approveDestruction(act, by: asker) }
    }
}

/// `sandyq retention show`: acts of destruction.
struct RetentionShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show an act of destruction, or all of them, with what goes.",
        discussion: "Example: sandyq retention show 01923456-789a-7fff-bfff-ffffffffffff"
    )

    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var language: LanguageOptions

    @Argument(help: "The act. Default: all acts.")
    var act: Identifier?

    func run() throws {
        let vault = try vault.open(language.language)
        let states = try worded(language.language) {
            guard let act else { return try vault.index.acts() }
            guard let state = try vault.index.act(act) else { throw VaultError.unknown(act.description) }
            return [state]
        }
        let page = RetentionPage(
            wording: language.language.vaultWording,
            width: Looks(toFile: output.path != nil).width
        )
        let answer = try Answer(path: output.path)
        for (number, state) in states.enumerated() {
            if number > 0, !output.json { try answer.write("\n") }
            try answer.write(output.json ? page.json(state) : page.sheet(state))
        }
        try answer.finish()
        if states.isEmpty { Diagnostics.say(page.wording.label(.nothingFound)) }
    }
}

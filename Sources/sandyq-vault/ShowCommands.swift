internal import ArgumentParser
internal import SandyqAgreement
internal import SandyqSignatures
internal import SandyqTerminal
internal import SandyqVault

/// `sandyq show`: what the vault knows of a document.
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what is known of a document, version by version.",
        discussion: "Example: sandyq show 01923456-789a-7fff-bfff-ffffffffffff --lang kk"
    )

    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var language: LanguageOptions

    @Argument(help: "The document.")
    var id: Identifier

    func run() throws {
        let (vault, asker) = try vault.openWithAsker()
        let versions = try worded { try vault.show(id, by: asker) }
        let page = DocumentPage(
            wording: language.language.vaultWording,
            width: Looks(toFile: output.path != nil).width
        )
        let holds = try worded { try vault.index.holds(on: id) }.filter { $0.removal == nil }
        let answer = try Answer(path: output.path)
        var isFirst = true
        for version in versions {
            if output.json {
                try answer.write(page.json(version, holds: holds))
                continue
            }
            let cabinet = try worded { try vault.index.cabinet(version.manifest.cabinet) }
            if !isFirst { try answer.write("\n") }
            try answer.write(
                page.sheet(
                    version,
                    cabinet: cabinet,
                    holds: holds,
                    isEncrypted: vault.configuration.isEncrypted
                )
            )
            isFirst = false
        }
        try answer.finish()
    }
}

/// `sandyq significance`: why a document counts or does not.
struct SignificanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "significance",
        abstract: "Show the argument for a document's legal significance, condition by condition.",
        discussion: """
            Example: sandyq significance 01923456-789a-7fff-bfff-ffffffffffff --lang ru

            The argument is the one of the moment of filing, frozen with its evidence.
            """
    )

    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var language: LanguageOptions

    @Argument(help: "The document.")
    var id: Identifier

    func run() throws {
        let (vault, asker) = try vault.openWithAsker()
        let versions = try worded { try vault.show(id, by: asker) }
        guard let version = versions.last else { return }
        let page = DocumentPage(
            wording: language.language.vaultWording,
            width: Looks(toFile: output.path != nil).width
        )
        let argument = version.manifest.significance
        let answer = try Answer(path: output.path)
        try answer.write(
            output.json ? page.json(argument, of: version) : page.argument(argument, language: language.language)
        )
        try answer.finish()
    }
}

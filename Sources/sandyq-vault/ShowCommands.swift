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
        let (vault, asker) = try vault.openWithAsker(language.language)
        if let tombstone = try worded(language.language, { try vault.showTombstone(id, by: asker) }) {
            return try show(tombstone)
        }
        let versions = try worded(language.language) { try vault.show(id, by: asker) }
        let page = DocumentPage(
            wording: language.language.vaultWording,
            width: Looks(toFile: output.path != nil).width
        )
        let holds = try worded(language.language) { try vault.index.holds(on: id) }.filter { $0.removal == nil }
        let examinations = try worded(language.language) { try vault.index.examinations(of: id) }
        let answer = try Answer(path: output.path)
        var isFirst = true
        for version in versions {
            if output.json {
                try answer.write(page.json(version, holds: holds, examinations: examinations))
                continue
            }
            let cabinet = try worded(language.language) { try vault.index.cabinet(version.manifest.cabinet) }
            if !isFirst { try answer.write("\n") }
            try answer.write(
                page.sheet(
                    version,
                    cabinet: cabinet,
                    holds: holds,
                    examinations: examinations,
                    isEncrypted: vault.configuration.isEncrypted
                )
            )
            isFirst = false
        }
        try answer.finish()
    }
}

extension ShowCommand {
    /// What is left of a document that was destroyed.
    private func show(_ tombstone: Tombstone) throws {
        let page = RetentionPage(
            wording: language.language.vaultWording,
            width: Looks(toFile: output.path != nil).width
        )
        let answer = try Answer(path: output.path)
        try answer.write(output.json ? page.json(tombstone) : page.sheet(tombstone))
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

            The argument is the one of the moment of filing, frozen with its evidence, with what was found of signatures later. It outlasts the document.
            """
    )

    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var language: LanguageOptions

    @Argument(help: "The document.")
    var id: Identifier

    func run() throws {
        let (vault, asker) = try vault.openWithAsker(language.language)
        let found = try worded(language.language) {
            if let version = try vault.showTombstone(id, by: asker)?.item.versions.last {
                return (version.number, version.significance)
            }
            guard let manifest = try vault.show(id, by: asker).last?.manifest else {
                throw VaultError.unknown(id.description)
            }
            let later = try vault.index.examinations(of: id).last { $0.record.version == manifest.version }
            return (manifest.version, later?.record.significance ?? manifest.significance)
        }
        let page = DocumentPage(
            wording: language.language.vaultWording,
            width: Looks(toFile: output.path != nil).width
        )
        let (number, argument) = found
        let answer = try Answer(path: output.path)
        try answer.write(
            output.json
                ? page.json(argument, of: id, version: number) : page.argument(argument, language: language.language)
        )
        try answer.finish()
    }
}

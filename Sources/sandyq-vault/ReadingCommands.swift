internal import ArgumentParser
internal import SandyqAgreement
internal import SandyqFiles
internal import SandyqSignatures
internal import SandyqTerminal
internal import SandyqVault

/// `sandyq get`: the bytes of a document as they were filed.
struct GetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "get",
        abstract: "Give out a document, octet for octet as it was filed.",
        discussion: """
            Example: sandyq get 01923456-789a-7fff-bfff-ffffffffffff -o act.pdf

            The bytes are verified as they are read; a file appears only when all of them are right.
            """
    )

    @OptionGroup var vault: VaultOptions

    @OptionGroup var link: LinkOptions

    @Argument(help: "The document.")
    var id: Identifier

    @Option(name: .customLong("revision"), help: ArgumentHelp("Which version. Default: the newest.", valueName: "n"))
    var version: Int?

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Write it to a file instead of standard output.", valueName: "file"),
        completion: .file()
    )
    var path: String?

    func run() throws {
        let link = try link.open(vault)
        let (vault, asker) = try link ?? vault.openWithAsker()
        let answer = try Answer(path: path)
        try worded {
            _ = try vault.read(id, version: version, by: asker) { piece throws(VaultError) in
                do throws(FileError) { try answer.write(piece) } catch { throw .file(error) }
            }
        }
        try answer.finish()
    }
}

/// A link that was handed over, instead of a user.
struct LinkOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("A file whose first line is the secret of a link.", valueName: "file"),
        completion: .file()
    )
    var linkFile: String?

    @Option(help: ArgumentHelp("A file whose first line is its passphrase.", valueName: "file"), completion: .file())
    var passphraseFile: String?

    /// Opens the vault for whoever has the link; nil: no link is given.
    func open(_ options: VaultOptions) throws -> (DocumentVault, Asker)? {
        guard let linkFile else { return nil }
        let secret = try Passphrase.first(in: linkFile)
        let phrase = try passphraseFile.map { try Passphrase.first(in: $0) }
        let vault = try options.open()
        return (vault, try worded { try vault.opening(link: secret, passphrase: phrase, origin: "terminal") })
    }
}

/// `sandyq receipt`: the receipt for a document.
struct ReceiptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipt",
        abstract: "Give out the receipt for a document: CMS signed by the vault's seal.",
        discussion: """
            Example: sandyq receipt 01923456-789a-7fff-bfff-ffffffffffff -o receipt.cms
            Check: openssl cms -verify -inform DER -in receipt.cms -CAfile keys/seal.pem -purpose any
            """
    )

    @OptionGroup var vault: VaultOptions

    @Argument(help: "The document.")
    var id: Identifier

    @Option(name: .customLong("revision"), help: ArgumentHelp("Which version. Default: the newest.", valueName: "n"))
    var version: Int?

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Write it to a file instead of standard output.", valueName: "file"),
        completion: .file()
    )
    var path: String?

    func run() throws {
        let receipt = try worded {
            let (vault, asker) = try vault.openWithAsker()
            let versions = try vault.show(id, by: asker)
            guard
                let found = version.map({ number in versions.first { $0.manifest.version == number } }) ?? versions.last
            else { throw VaultError.unknown(id.description) }
            return try vault.receipt(for: found)
        }
        let answer = try Answer(path: path)
        try answer.write(receipt)
        try answer.finish()
    }
}

/// `sandyq list`: documents, latest first.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List documents, latest filed first.",
        discussion: "Example: sandyq list --cabinet 000740000728 --kind invoice"
    )

    @OptionGroup var vault: VaultOptions
    @OptionGroup var query: QueryOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var language: LanguageOptions

    func run() throws { try query.run([], vault, output, language) }
}

/// `sandyq search`: documents by words.
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find documents by words of their titles, numbers, names and dates.",
        discussion: """
            Example: sandyq search счет 000740000728

            All words must occur; each may be the beginning of a word. Case does not matter, nor whether ё is written е.
            """
    )

    @OptionGroup var vault: VaultOptions
    @OptionGroup var query: QueryOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var language: LanguageOptions

    @Argument(help: "Words, numbers as written.")
    var words: [String]

    func run() throws { try query.run(words, vault, output, language) }
}

/// Which documents `list` and `search` show.
struct QueryOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only this cabinet, by BIN or IIN.", valueName: "number"))
    var cabinet: PartyNumber?

    @Option(help: ArgumentHelp("Only documents of this kind.", valueName: "kind"))
    var kind: DocumentKind?

    @Option(help: ArgumentHelp("At most so many.", valueName: "n"))
    var limit = 50

    @Option(help: ArgumentHelp("Only what was filed before this document.", valueName: "id"))
    var before: Identifier?

    func validate() throws {
        guard (1...10_000).contains(limit) else { throw ValidationError("--limit: from 1 to 10000.") }
    }

    /// Shows what is found.
    func run(_ words: [String], _ vault: VaultOptions, _ output: OutputOptions, _ language: LanguageOptions) throws {
        let (vault, asker) = try vault.openWithAsker(language.language)
        let found = try worded(language.language) {
            var query = DocumentQuery(kind: kind, words: words, before: before, limit: limit)
            if let cabinet {
                guard let record = try vault.index.cabinet(of: cabinet) else {
                    throw VaultError.noCabinet(cabinet)
                }
                query.cabinet = record.id
            }
            return try vault.list(query, by: asker)
        }
        let looks = Looks(toFile: output.path != nil)
        let page = DocumentPage(wording: language.language.vaultWording, width: looks.width)
        let answer = try Answer(path: output.path)
        for version in found { try answer.write(output.json ? page.json(version) : page.line(version)) }
        try answer.finish()
        if found.isEmpty { Diagnostics.say(page.wording.label(.nothingFound)) }
    }
}

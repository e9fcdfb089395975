internal import ArgumentParser
internal import SandyqAgreement
internal import SandyqFiles
internal import SandyqSignatures
internal import SandyqTerminal
internal import SandyqVault

/// `sandyq hold`: legal holds.
struct HoldCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold",
        abstract: "Place, remove and list legal holds: what a hold lies on is not destroyed.",
        subcommands: [HoldAdd.self, HoldRemove.self, HoldList.self]
    )
}

/// `sandyq hold add`: places a hold.
struct HoldAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Place a legal hold on a document, and print the hold's id.",
        discussion: "Example: sandyq hold add 01923456-789a-7fff-bfff-ffffffffffff --reason 'tax audit 2026'"
    )

    @OptionGroup var vault: VaultOptions

    @Argument(help: "The document.")
    var id: Identifier

    @Option(help: "Why; it is kept with the hold.")
    var reason: String

    func validate() throws { try Words.require(reason, of: "--reason") }

    func run() throws {
        let (vault, asker) = try vault.openWithAsker()
        let hold = try worded { try vault.placeHold(on: id, reason: reason, by: asker) }
        try StandardStream.output.write("\(hold.id)\n")
    }
}

/// `sandyq hold remove`: ends a hold.
struct HoldRemove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove a legal hold, for good.",
        discussion: "Example: sandyq hold remove 01923456-789a-7fff-bfff-ffffffffffff"
    )

    @OptionGroup var vault: VaultOptions

    @Argument(help: "The hold.")
    var hold: Identifier

    func run() throws {
        let (vault, asker) = try vault.openWithAsker()
        try worded { try vault.removeHold(hold, by: asker) }
    }
}

/// `sandyq hold list`: the holds there are.
struct HoldList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List legal holds, oldest first.",
        discussion: "Example: sandyq hold list --all --json"
    )

    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var language: LanguageOptions

    @Flag(help: "Those that were removed, too.")
    var all = false

    func run() throws {
        let holds = try worded(language.language) { try vault.open(language.language).index.holds(on: nil) }.filter {
            all || $0.removal == nil
        }
        let page = RetentionPage(
            wording: language.language.vaultWording,
            width: Looks(toFile: output.path != nil).width
        )
        let answer = try Answer(path: output.path)
        for hold in holds { try answer.write(output.json ? page.json(hold) : page.line(hold)) }
        try answer.finish()
        if holds.isEmpty { Diagnostics.say(page.wording.label(.nothingFound)) }
    }
}

/// Words a person must give.
enum Words {
    /// Octets of a reason or a ground.
    private static let bound = 2_000

    static func require(_ text: String, of option: String) throws {
        guard text.contains(where: { !$0.isWhitespace }), text.utf8.count <= bound else {
            throw ValidationError("\(option): from 1 to \(bound) octets.")
        }
    }
}

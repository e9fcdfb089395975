internal import ArgumentParser
internal import SandyqAgreement
internal import SandyqFiles
internal import SandyqSignatures
internal import SandyqTerminal
internal import SandyqVault

/// `sandyq cabinet`: the Partners' cabinets.
struct CabinetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cabinet",
        abstract: "Open and list cabinets.",
        subcommands: [CabinetAdd.self, CabinetList.self, CabinetStanding.self]
    )
}

/// `sandyq cabinet add`: opens a cabinet.
struct CabinetAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Open a cabinet for a Partner.",
        discussion: "Example: sandyq cabinet add 000740000728 'JSC NIT'"
    )

    @OptionGroup var vault: VaultOptions

    @Argument(help: "The Partner's BIN; the IIN of a person.")
    var number: PartyNumber

    @Argument(help: "What the Partner is called.")
    var name: String

    @Flag(help: "The number is a person's IIN.")
    var individual = false

    @Flag(help: "A demo, in which nothing is legally significant by the agreement.")
    var demo = false

    func run() throws {
        let record = try worded {
            try vault.open().openCabinet(Party(number: number, isIndividual: individual), name: name, isDemo: demo)
        }
        try StandardStream.output.write("\(record.id)\n")
    }
}

/// `sandyq cabinet standing`: restricts, terminates or reopens a cabinet.
struct CabinetStanding: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "standing",
        abstract: "Restrict, terminate or reopen a cabinet, or end its demo.",
        discussion: """
            Example: sandyq cabinet standing 000740000728 restricted --ground 'Order 7: suspected breach of 3.10'

            What was filed stays obtainable, and what was significant stays so.
            """
    )

    @OptionGroup var vault: VaultOptions

    @Argument(help: "The cabinet, by the Partner's BIN or IIN.")
    var number: PartyNumber

    @Argument(help: "active, restricted or terminated.")
    var standing: CabinetFacts.Standing

    @Option(help: ArgumentHelp("Why.", valueName: "text"))
    var ground: String

    func validate() throws {
        if standing == .demo { throw ValidationError("A cabinet is opened as a demo, and does not become one.") }
    }

    func run() throws {
        try worded {
            let (vault, asker) = try vault.openWithAsker()
            try vault.setStanding(standing, of: try vault.cabinet(number), ground: ground, by: asker)
        }
    }
}

/// `sandyq cabinet list`: every cabinet.
struct CabinetList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List every cabinet.",
        discussion: "Example: sandyq cabinet list --json"
    )

    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let cabinets = try worded { try vault.open().index.cabinets() }
        let answer = try Answer(path: output.path)
        for cabinet in cabinets {
            if output.json {
                var json = JSONWriter()
                json.object { json in
                    json.member("schema", "sandyq.cabinet-list/1")
                    json.member("id", cabinet.id.description)
                    json.member("number", cabinet.party.number.description)
                    json.member("individual", cabinet.party.isIndividual)
                    json.member("name", cabinet.name)
                    json.member("standing", cabinet.standing.rawValue)
                }
                json.endLine()
                try answer.write(json.bytes)
            } else {
                let standing = cabinet.standing == .active ? "" : "  (\(cabinet.standing.rawValue))"
                try answer.write("\(cabinet.party.number)  \(cabinet.name.displayable())\(standing)\n")
            }
        }
        try answer.finish()
    }
}

extension CabinetFacts.Standing: ExpressibleByArgument {}

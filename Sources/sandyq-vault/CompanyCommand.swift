internal import ArgumentParser
internal import SandyqAgreement
internal import SandyqSignatures
internal import SandyqTerminal
internal import SandyqVault

/// `sandyq company`: the register of outsourcing companies (annex 1), and whose cabinets they keep.
struct CompanyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "company",
        abstract: "Keep the register of outsourcing companies and the cabinets in their care.",
        subcommands: [CompanyAdd.self, CompanyList.self, CompanyAssign.self, CompanyRelease.self]
    )
}

/// `sandyq company add`: approves a revision of the register.
struct CompanyAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Approve the next revision of the register, with one company more.",
        discussion: "Example: sandyq company add 000740000728 'Esep LLP' --approver 'Order 12 of the director'"
    )

    @OptionGroup var vault: VaultOptions

    @Argument(help: "The company's BIN.")
    var number: PartyNumber

    @Argument(help: "What it is called.")
    var name: String

    @Option(help: ArgumentHelp("Who approved the revision.", valueName: "text"))
    var approver: String

    func run() throws {
        let record = try worded {
            let (vault, asker) = try vault.openWithAsker()
            return try vault.listCompany(number, name: name, approver: approver, by: asker)
        }
        try Answer(path: nil).write("\(record.id)\n")
    }
}

/// `sandyq company list`: the register.
struct CompanyList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the register in the order of its revisions.",
        discussion: "Example: sandyq company list --json"
    )

    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let companies = try worded { try vault.open().index.companies() }
        let answer = try Answer(path: output.path)
        for company in companies {
            guard output.json else {
                let revision = "\(company.revision)  \(company.approved)"
                try answer.write("\(revision)  \(company.number)  \(company.name.displayable())\n")
                continue
            }
            var json = JSONWriter()
            json.object { json in
                json.member("schema", "sandyq.company-list/1")
                json.member("id", company.id.description)
                json.member("number", company.number.description)
                json.member("name", company.name)
                json.member("revision", company.revision)
                json.member("approved", company.approved.description)
                json.member("approver", company.approver)
            }
            json.endLine()
            try answer.write(json.bytes)
        }
        try answer.finish()
    }
}

/// `sandyq company assign`: gives a cabinet into a company's care.
struct CompanyAssign: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign",
        abstract: "Give a cabinet into a company's care.",
        discussion: "Example: sandyq company assign 000740000728 --cabinet 761231300313"
    )

    @OptionGroup var vault: VaultOptions

    @Argument(help: "The company's BIN.")
    var number: PartyNumber

    @Option(help: ArgumentHelp("The cabinet, by the Partner's BIN or IIN.", valueName: "number"))
    var cabinet: PartyNumber

    @Option(help: ArgumentHelp("The first moment after it. Default: without end.", valueName: "time"))
    var until: Moment?

    func run() throws {
        let record = try worded {
            let (vault, asker) = try vault.openWithAsker()
            return try vault.assign(
                try vault.cabinet(cabinet),
                to: try vault.company(number),
                until: until?.date,
                by: asker
            )
        }
        try Answer(path: nil).write("\(record.id)\n")
    }
}

/// `sandyq company release`: takes a cabinet out of a company's care.
struct CompanyRelease: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Take a cabinet out of a company's care, at once.",
        discussion: "Example: sandyq company release 000740000728 --cabinet 761231300313"
    )

    @OptionGroup var vault: VaultOptions

    @Argument(help: "The company's BIN.")
    var number: PartyNumber

    @Option(help: ArgumentHelp("The cabinet, by the Partner's BIN or IIN.", valueName: "number"))
    var cabinet: PartyNumber

    func run() throws {
        try worded {
            let (vault, asker) = try vault.openWithAsker()
            try vault.endAssignment(of: try vault.cabinet(cabinet), to: try vault.company(number), by: asker)
        }
    }
}

internal import ArgumentParser
internal import SandyqAgreement
internal import SandyqFiles
internal import SandyqSignatures
internal import SandyqTerminal
internal import SandyqVault

/// `sandyq share`: who may see which document, and until when.
struct ShareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "share",
        abstract: "Share documents, confirm proposals, list and revoke grants.",
        discussion: "Only users share: name yourself with --as or SANDYQ_USER.",
        subcommands: [ShareAdd.self, ShareList.self, ShareConfirm.self, ShareRevoke.self]
    )
}

/// `sandyq share add`: lets somebody see a document.
struct ShareAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Let somebody see a document.",
        discussion: """
            Example: sandyq share add ID --with 000740000728 --rights view,download --until 2027-01-31T00:00:00+05:00
            Example: sandyq share add ID --with link --uses 3 --passphrase-file phrase.txt

            Prints the grant's id, and for a link the secret, which is shown this once. What an additional user shares is \
            a proposal until the main user confirms it.
            """
    )

    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The document.")
    var id: Identifier

    @Option(
        name: .customLong("with"),
        help: ArgumentHelp(
            "A user by telephone, a counterparty by BIN or IIN, or link.",
            valueName: "phone|number|link"
        )
    )
    var grantee: Grantee

    @Option(help: ArgumentHelp("view, download, comment, sign, separated by commas.", valueName: "rights"))
    var rights: Rights = Rights(set: [.view, .download])

    @Option(help: ArgumentHelp("The first moment after it. Default: without end.", valueName: "time"))
    var until: Moment?

    @Option(help: ArgumentHelp("At most so many uses.", valueName: "n"))
    var uses: Int?

    @Option(
        help: ArgumentHelp("A file whose first line must be given with the link.", valueName: "file"),
        completion: .file()
    )
    var passphraseFile: String?

    @Option(help: ArgumentHelp("Why.", valueName: "text"))
    var reason: String?

    @Option(help: ArgumentHelp("The contractor who works in the grantee's place (1.13).", valueName: "name"))
    var contractor: String?

    enum Grantee: ExpressibleByArgument {
        case link
        case user(PhoneNumber)
        case counterparty(PartyNumber)

        init?(argument: String) {
            if argument == "link" {
                self = .link
            } else if let phone = PhoneNumber(argument) {
                self = .user(phone)
            } else if let number = PartyNumber(argument) {
                self = .counterparty(number)
            } else {
                return nil
            }
        }
    }

    struct Rights: ExpressibleByArgument {
        let set: Set<Right>

        init(set: Set<Right>) { self.set = set }

        init?(argument: String) {
            let rights = argument.split(separator: ",", omittingEmptySubsequences: false).map { name in
                Right(rawValue: String(name)).flatMap { Right.grantable.contains($0) ? $0 : nil }
            }
            guard rights.allSatisfy({ $0 != nil }) else { return nil }
            set = Set(rights.compactMap(\.self))
        }

        var defaultValueDescription: String { "view,download" }
    }

    func validate() throws {
        if let uses, uses < 1 { throw ValidationError("--uses must be at least 1.") }
    }

    func run() throws {
        let phrase = try passphraseFile.map { try Passphrase.first(in: $0) }
        let (grant, secret) = try worded {
            let (vault, asker) = try vault.openWithAsker()
            var order = GrantOrder(id, with: try wanted(in: vault), rights: rights.set)
            order.until = until?.date
            order.maximumUses = uses
            order.passphrase = phrase
            order.reason = reason
            order.contractor = contractor
            return try vault.share(order, by: asker)
        }
        let answer = try Answer(path: output.path)
        if output.json {
            try answer.write(GrantPage.json(grant, secret: secret))
        } else {
            let note = grant.confirmed == nil ? "  (proposal)" : ""
            try answer.write("\(grant.record.id)\(secret.map { "  " + $0 } ?? "")\(note)\n")
        }
        try answer.finish()
    }

    private func wanted(in vault: DocumentVault) throws -> GrantOrder.Grantee {
        switch grantee {
        case .link: .link
        case .user(let phone): .user(try vault.person(phone).id)
        case .counterparty(let number): .counterparty(number)
        }
    }
}

/// `sandyq share list`: grants.
struct ShareList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the grants of a cabinet, with their uses.",
        discussion: "Example: sandyq share list --cabinet 000740000728 --json"
    )

    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    @Option(help: ArgumentHelp("The cabinet, by the Partner's BIN or IIN.", valueName: "number"))
    var cabinet: PartyNumber

    @Option(help: ArgumentHelp("Only grants on this document.", valueName: "id"))
    var document: Identifier?

    func run() throws {
        let grants = try worded {
            let (vault, asker) = try vault.openWithAsker()
            return try vault.grants(in: try vault.cabinet(cabinet), on: document, by: asker)
        }
        let answer = try Answer(path: output.path)
        for grant in grants {
            try answer.write(output.json ? GrantPage.json(grant, secret: nil) : GrantPage.line(grant))
        }
        try answer.finish()
    }
}

/// `sandyq share confirm`: makes a proposal hold.
struct ShareConfirm: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "confirm",
        abstract: "Confirm what an additional user proposes to share; the main user does.",
        discussion: "Example: sandyq share confirm 01923456-789a-7fff-bfff-ffffffffffff --as +77011234567"
    )

    @OptionGroup var vault: VaultOptions

    @Argument(help: "The grant.")
    var grant: Identifier

    func run() throws {
        try worded {
            let (vault, asker) = try vault.openWithAsker()
            try vault.confirmGrant(grant, by: asker)
        }
    }
}

/// `sandyq share revoke`: ends a grant.
struct ShareRevoke: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Revoke a grant, at once and for good.",
        discussion: "Example: sandyq share revoke 01923456-789a-7fff-bfff-ffffffffffff --as +77011234567"
    )

    @OptionGroup var vault: VaultOptions

    @Argument(help: "The grant.")
    var grant: Identifier

    func run() throws {
        try worded {
            let (vault, asker) = try vault.openWithAsker()
            try vault.revokeGrant(grant, by: asker)
        }
    }
}

/// How grants are shown.
enum GrantPage {
    static func line(_ grant: GrantState) -> String {
        let record = grant.record
        let state = grant.revoked != nil ? "revoked" : grant.confirmed == nil ? "proposal" : "holds"
        let until = record.until.map { " until \($0.rfc3339)" } ?? ""
        let uses = record.maximumUses.map { "\(grant.uses)/\($0)" } ?? "\(grant.uses)"
        let rights = record.rights.map(\.rawValue).joined(separator: ",")
        let object = record.document?.description ?? record.folder?.description ?? ""
        return "\(record.id)  \(state)\(until)  \(to(record))  \(rights)  \(uses)  \(object.displayable())\n"
    }

    private static func to(_ record: GrantRecord) -> String {
        switch record.grantee {
        case .user(let user): user.description
        case .counterparty(let number): number.description
        case .link: "link"
        }
    }

    static func json(_ grant: GrantState, secret: String?) -> String {
        let record = grant.record
        var json = JSONWriter()
        json.object { json in
            json.member("schema", "sandyq.grant-list/1")
            json.member("id", record.id.description)
            json.member("cabinet", record.cabinet.description)
            json.member("grantor", record.grantor.description)
            json.member("grantee", to(record))
            json.member("document", record.document?.description)
            json.member("folder", record.folder?.description)
            json.member("rights", record.rights.map(\.rawValue))
            json.member("given", record.given)
            json.member("until", record.until)
            json.member("uses", grant.uses)
            json.member("maximumUses", record.maximumUses)
            json.member("passphrase", record.passphrase != nil)
            json.member("reason", record.reason)
            json.member("contractor", record.contractor)
            json.member("confirmed", grant.confirmed)
            json.member("revoked", grant.revoked)
            if let secret { json.member("secret", secret) }
        }
        json.endLine()
        return String(decoding: json.bytes, as: UTF8.self)
    }
}

/// Passphrases, which never stand on a command line, where others see them.
enum Passphrase {
    /// The first line of a file.
    static func first(in path: String) throws -> String {
        let bytes = try ReadableFile(path: path).bytes(atMost: 4_096) ?? []
        let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).first
        guard let line, !line.isEmpty else { throw Complaint("\(path): the first line is to be the passphrase") }
        return String(line)
    }
}

internal import ArgumentParser
internal import SandyqAgreement
internal import SandyqSignatures
internal import SandyqTerminal
internal import SandyqVault

/// `sandyq user`: people, and what they are to cabinets.
struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "Register people, appoint them and end appointments.",
        subcommands: [UserAdd.self, UserAppoint.self, UserDismiss.self, UserList.self, UserSession.self]
    )
}

/// `sandyq user add`: registers a person.
struct UserAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Register a person by telephone number.",
        discussion: "Example: sandyq user add +77011234567 'Aigerim Kim' --number 760724300757"
    )

    @OptionGroup var vault: VaultOptions

    @Argument(help: "The telephone number with its country code.")
    var phone: PhoneNumber

    @Argument(help: "What the person is called.")
    var name: String

    @Option(
        help: ArgumentHelp(
            "An IIN or BIN the person has been found to speak for. Repeatable.",
            valueName: "number"
        )
    )
    var number: [PartyNumber] = []

    func run() throws {
        let record = try worded {
            let (vault, asker) = try vault.openWithAsker()
            return try vault.addUser(phone, name: name, numbers: Set(number), by: asker)
        }
        try Answer(path: nil).write("\(record.id)\n")
    }
}

/// `sandyq user appoint`: makes a person something.
struct UserAppoint: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "appoint",
        abstract: "Make a person main user, additional user, accountant, auditor or back office.",
        discussion: """
            Example: sandyq user appoint +77011234567 main --cabinet 000740000728
            Example: sandyq user appoint +77017654321 limited --cabinet 000740000728 --scope read --scope file:kind=invoice \
            --as +77011234567

            A scope is read, file, message, sign or share, alone or within :kind=KIND or :folder=PATH. Additional users are \
            appointed by the cabinet's main user: name that user with --as.
            """
    )

    @OptionGroup var vault: VaultOptions

    @Argument(help: "The person, by telephone number.")
    var phone: PhoneNumber

    @Argument(help: "main, full, limited, accountant, auditor or back-office.")
    var role: RoleName

    @Option(help: ArgumentHelp("The cabinet, for main, full and limited.", valueName: "number"))
    var cabinet: PartyNumber?

    @Option(help: ArgumentHelp("The outsourcing company, for accountant, by BIN.", valueName: "number"))
    var company: PartyNumber?

    @Option(help: ArgumentHelp("A right of a limited user. Repeatable.", valueName: "scope"))
    var scope: [Scope] = []

    @Option(help: ArgumentHelp("The first moment after it. Default: without end.", valueName: "time"))
    var until: Moment?

    enum RoleName: String, ExpressibleByArgument, CaseIterable {
        case main, full, limited, accountant, auditor
        case backOffice = "back-office"
    }

    func validate() throws {
        let needsCabinet = [.main, .full, .limited].contains(role)
        if needsCabinet != (cabinet != nil) { throw ValidationError("--cabinet goes with main, full and limited.") }
        if (role == .accountant) != (company != nil) { throw ValidationError("--company goes with accountant.") }
        if (role == .limited) == scope.isEmpty { throw ValidationError("--scope goes with limited.") }
    }

    func run() throws {
        let record = try worded {
            let (vault, asker) = try vault.openWithAsker()
            let user = try vault.person(phone)
            return try vault.appoint(user.id, as: try wanted(in: vault), until: until?.date, by: asker)
        }
        try Answer(path: nil).write("\(record.id)\n")
    }

    private func wanted(in vault: DocumentVault) throws -> Role {
        if let company {
            guard let record = try vault.index.company(of: company) else {
                throw VaultError.unknown(company.description)
            }
            return .accountant(company: record.id)
        }
        guard let cabinet else { return role == .auditor ? .auditor : .backOffice }
        let id = try vault.cabinet(cabinet).id
        return switch role {
        case .main: .mainUser(cabinet: id)
        case .limited: .limitedUser(cabinet: id, scopes: Set(scope))
        default: .fullUser(cabinet: id)
        }
    }
}

/// `sandyq user dismiss`: ends an appointment.
struct UserDismiss: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dismiss",
        abstract: "End an appointment at once.",
        discussion: "Example: sandyq user dismiss 01923456-789a-7fff-bfff-ffffffffffff"
    )

    @OptionGroup var vault: VaultOptions

    @Argument(help: "The appointment, as user list names it.")
    var appointment: Identifier

    func run() throws {
        try worded {
            let (vault, asker) = try vault.openWithAsker()
            try vault.endAppointment(appointment, by: asker)
        }
    }
}

/// `sandyq user list`: everybody.
struct UserList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List people and their appointments.",
        discussion: "Example: sandyq user list --json"
    )

    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let vault = try vault.open()
        let answer = try Answer(path: output.path)
        for user in try worded({ try vault.index.users() }) {
            let appointments = try worded { try vault.index.appointments(of: user.id) }
            if output.json {
                try answer.write(Self.json(user, appointments))
                continue
            }
            let numbers = user.numbers.sorted().map(\.description).joined(separator: " ")
            try answer.write("\(user.phone)  \(user.name.displayable())  \(numbers)\n")
            for record in appointments {
                let end = (record.ended ?? record.until).map { " … \($0.rfc3339)" } ?? ""
                try answer.write("  \(record.id)  \(record.role.words)  \(record.from.rfc3339)\(end)\n")
            }
        }
        try answer.finish()
    }

    private static func json(_ user: UserRecord, _ appointments: [AppointmentRecord]) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("schema", "sandyq.user-list/1")
            json.member("id", user.id.description)
            json.member("phone", user.phone.description)
            json.member("name", user.name)
            json.member("numbers", user.numbers.sorted().map(\.description))
            json.member("appointments", each: appointments) { json, record in
                json.object { json in
                    json.member("id", record.id.description)
                    json.member("role", record.role.words)
                    json.member("cabinet", record.role.cabinet?.description)
                    json.member("from", record.from)
                    json.member("until", record.until)
                    json.member("ended", record.ended)
                }
            }
        }
        json.endLine()
        return json.bytes
    }
}

extension Role {
    /// As the command line names it.
    var words: String {
        switch self {
        case .mainUser: "main"
        case .fullUser: "full"
        case .limitedUser(_, let scopes): "limited (\(scopes.map(\.words).sorted().joined(separator: ", ")))"
        case .accountant: "accountant"
        case .backOffice: "back-office"
        case .auditor: "auditor"
        case .system(_, let scopes): "system (\(scopes.map(\.words).sorted().joined(separator: ", ")))"
        }
    }
}

extension Scope: ExpressibleByArgument {
    /// Reads `read`, `file:kind=invoice`, `sign:folder=2026/acts`.
    init?(argument: String) {
        let parts = argument.split(separator: ":", maxSplits: 1)
        guard let first = parts.first, let permission = Permission(rawValue: String(first)) else { return nil }
        guard parts.count == 2 else {
            if argument.contains(":") { return nil }
            self.init(permission)
            return
        }
        let area = parts[1].split(separator: "=", maxSplits: 1).map { String($0) }
        switch (area.first, area.dropFirst().first) {
        case ("kind", let name?):
            guard let kind = DocumentKind(rawValue: name) else { return nil }
            self.init(permission, in: .kind(kind))
        case ("folder", let path?): self.init(permission, in: .folder(FolderPath(path)))
        default: return nil
        }
    }

    /// As ``init(argument:)`` reads it.
    var words: String {
        switch area {
        case .everything: permission.rawValue
        case .kind(let kind): "\(permission.rawValue):kind=\(kind.rawValue)"
        case .folder(let folder): "\(permission.rawValue):folder=\(folder)"
        }
    }
}

extension PhoneNumber: ExpressibleByArgument {
    init?(argument: String) { self.init(argument) }
}

internal import ArgumentParser
internal import SandyqAgreement
internal import SandyqFiles
internal import SandyqSignatures
internal import SandyqTerminal
internal import SandyqVault

/// Which vault, and where its keys come from: what every vault command shares.
struct VaultOptions: ParsableArguments {
    @Option(
        name: .customLong("vault"),
        help: ArgumentHelp("The vault's folder. Default: SANDYQ_VAULT, else this folder.", valueName: "folder"),
        completion: .directory
    )
    var chosen: String?

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            "Act as this user, by telephone. Default: SANDYQ_USER, else the vault's custodian.",
            valueName: "phone"
        )
    )
    var user: PhoneNumber?

    /// Where the vault is.
    var path: String { chosen ?? SandyqTerminal.Ambient.variable("SANDYQ_VAULT") ?? "." }

    /// Opens the vault; what keeps it from being opened is told in a language.
    func open(_ language: Language = .ofLocale) throws -> DocumentVault {
        try worded(language) { try DocumentVault(at: path, keys: try VaultKeys.given(), ambient: .process) }
    }

    /// Opens the vault for a look that is not logged, beside another process if there is one.
    func openForReading(_ language: Language = .ofLocale) throws -> DocumentVault {
        let keys = try worded(language) { try VaultKeys.given() }
        return try worded(language) { try DocumentVault.openForReading(at: path, keys: keys, ambient: .process) }
    }
}

extension VaultOptions {
    /// Opens the vault for whoever acts.
    ///
    /// Who holds the vault's key could name anybody; that it happened at a terminal, without a session, is in the log.
    func openWithAsker(_ language: Language = .ofLocale) throws -> (DocumentVault, Asker) {
        let vault = try open(language)
        if let user { return (vault, Asker(user: try worded(language) { try vault.person(user) }.id)) }
        guard let variable = SandyqTerminal.Ambient.variable("SANDYQ_USER") else { return (vault, vault.custodian) }
        guard let phone = PhoneNumber(variable) else {
            throw Complaint("SANDYQ_USER: not a telephone number", status: .usage)
        }
        return (vault, Asker(user: try worded(language) { try vault.person(phone) }.id))
    }
}

extension DocumentVault {
    /// The user of a telephone number.
    func person(_ phone: PhoneNumber) throws(VaultError) -> UserRecord {
        guard let user = try index.user(with: phone) else { throw .unknown(phone.description) }
        return user
    }

    /// The cabinet of a party.
    func cabinet(_ number: PartyNumber) throws(VaultError) -> CabinetRecord {
        guard let record = try index.cabinet(of: number) else { throw .noCabinet(number) }
        return record
    }

    /// The outsourcing company of a number.
    func company(_ number: PartyNumber) throws(VaultError) -> CompanyRecord {
        guard let record = try index.company(of: number) else { throw .unknown(number.description) }
        return record
    }
}

extension VaultKeys {
    /// Keys that the environment gives; nil: the vault's own key file.
    static func given() throws(VaultError) -> VaultKeys? {
        try VaultKeys(environment: { SandyqTerminal.Ambient.variable($0) })
    }
}

extension SandyqVault.Ambient {
    /// Of this process.
    static let process = SandyqVault.Ambient(
        moment: { SandyqTerminal.Ambient.now },
        chance: { SandyqTerminal.Ambient.octets($0) }
    )
}

/// Runs work on a vault; what goes wrong is worded for the person at the keyboard.
func worded<Result: ~Copyable>(_ language: Language, _ work: () throws -> Result) throws -> Result {
    do { return try work() } catch let error as VaultError { throw Complaint(of: error, in: language) }
}

/// The same in the locale's language.
func worded<Result: ~Copyable>(_ work: () throws -> Result) throws -> Result { try worded(.ofLocale, work) }

extension Complaint {
    /// Words what a vault could not do.
    init(of error: VaultError, in language: Language = .ofLocale) {
        let status: ExitStatus =
            switch error {
            case .openSSL: .internalError
            case .notEmpty, .conflict(.cabinetExists), .conflict(.controlDigit), .conflict(.phoneTaken),
                .conflict(.effectiveInThePast), .conflict(.tooLong), .conflict(.companyListed):
                .usage
            default: .unreadable
            }
        self.init(language.vaultWording.sentence(error).text, status: status)
    }
}

extension Identifier: ExpressibleByArgument {
    init?(argument: String) { self.init(argument) }
}

extension PartyNumber: ExpressibleByArgument {
    init?(argument: String) { self.init(argument) }
}

extension DocumentKind: ExpressibleByArgument {}

extension CalendarDate: ExpressibleByArgument {
    init?(argument: String) { self.init(argument) }
}

extension Slice: ExpressibleByArgument {
    init?(argument: String) { self.init(argument) }
}

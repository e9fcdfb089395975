internal import ArgumentParser
internal import SandyqAgreement
internal import SandyqFiles
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

    /// Opens the vault.
    func open() throws -> DocumentVault {
        try worded { try DocumentVault(at: path, keys: try VaultKeySource.given(), ambient: .process) }
    }

    /// Opens the vault for a look that is not logged, beside another process if there is one.
    func openForReading() throws -> DocumentVault {
        let keys = try VaultKeySource.given()
        return try worded { try DocumentVault.openForReading(at: path, keys: keys, ambient: .process) }
    }
}

extension VaultOptions {
    /// Opens the vault for whoever acts.
    ///
    /// Who holds the vault's key could name anybody; that it happened at a terminal, without a session, is in the log.
    func openWithAsker() throws -> (DocumentVault, Asker) {
        let vault = try open()
        if let user { return (vault, Asker(user: try worded { try vault.person(user) }.id)) }
        guard let variable = SandyqTerminal.Ambient.variable("SANDYQ_USER") else { return (vault, vault.custodian) }
        guard let phone = PhoneNumber(variable) else {
            throw Complaint("SANDYQ_USER: not a telephone number", status: .usage)
        }
        return (vault, Asker(user: try worded { try vault.person(phone) }.id))
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
        guard let record = try index.cabinet(of: number) else { throw .unknown(number.description) }
        return record
    }

    /// The outsourcing company of a number.
    func company(_ number: PartyNumber) throws(VaultError) -> CompanyRecord {
        guard let record = try index.company(of: number) else { throw .unknown(number.description) }
        return record
    }
}

/// Keys that are kept outside the vault.
enum VaultKeySource {
    /// The keys of SANDYQ_VAULT_KEY, else what SANDYQ_VAULT_KEY_COMMAND prints; nil: the vault's own key file.
    static func given() throws -> VaultKeys? {
        if let text = SandyqTerminal.Ambient.variable("SANDYQ_VAULT_KEY") {
            return try keys(in: text, "SANDYQ_VAULT_KEY")
        }
        guard let command = SandyqTerminal.Ambient.variable("SANDYQ_VAULT_KEY_COMMAND") else { return nil }
        let output = try Shell.output(of: command, atMost: 4_096)
        return try keys(in: String(decoding: output, as: UTF8.self), "SANDYQ_VAULT_KEY_COMMAND")
    }

    private static func keys(in text: String, _ source: String) throws -> VaultKeys {
        guard let keys = VaultKeys(text: text) else {
            throw Complaint("\(source): not keys of 64 hexadecimal digits", status: .usage)
        }
        return keys
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
func worded<Result: ~Copyable>(_ work: () throws -> Result) throws -> Result {
    do { return try work() } catch let error as VaultError { throw Complaint(of: error) }
}

extension Complaint {
    /// Words what a vault could not do.
    init(of error: VaultError) {
        switch error {
        case .file(let error): self.init(error.description)
        case .openSSL(let error): self.init("OpenSSL: \(error)", status: .internalError)
        case .index(let text): self.init("the index: \(text)")
        case .noVault(let path): self.init("\(path): no vault; sandyq init makes one, --vault names one")
        case .notEmpty(let path): self.init("\(path): not empty; a vault needs a folder of its own", status: .usage)
        case .busy: self.init("another process has this vault open; try again when it is done")
        case .unknownFormat(let name): self.init("the vault is of format \(name), which this program does not know")
        case .keyMissing(let reason): self.init("no vault key: \(reason)")
        case .keyWrong: self.init("the vault key is not the one this vault was written with")
        case .blobMissing(let digest): self.init("\(digest) is missing; sandyq fsck says what else is")
        case .blobDamaged(let digest): self.init("\(digest) is not what was stored; sandyq fsck says what else is not")
        case .recordDamaged(let reason): self.init(reason)
        case .unknown(let name): self.init("\(name): no such thing in this vault")
        case .refused(let refusal): self.init("not permitted: \(refusal.rawValue)")
        case .conflict(.cabinetExists): self.init("there is a cabinet for this number", status: .usage)
        case .conflict(.phoneTaken): self.init("somebody is registered under this telephone number", status: .usage)
        case .conflict(.revisionExists): self.init("another revision was published meanwhile; try again")
        case .conflict(.effectiveInThePast(let day)):
            self.init("\(day): over before the revision is published", status: .usage)
        case .conflict(.tooLong(let bound)):
            self.init("more than \(bound) octets: file it as a document and attach it", status: .usage)
        case .conflict(.companyListed): self.init("this company is in the register", status: .usage)
        case .conflict(.controlDigit(let number)):
            self.init("\(number): the control digit is wrong; look for a typing mistake", status: .usage)
        case .conflict(.holdRemoved(let hold)): self.init("\(hold): this hold was removed before")
        case .conflict(.held(let holds)): self.init("held: \(holds.map(\.description).joined(separator: ", "))")
        }
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

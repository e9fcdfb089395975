internal import ArgumentParser
internal import SandyqAgreement
internal import SandyqTerminal
internal import SandyqVault

/// `sandyq user session`: lets a person in at the service.
struct UserSession: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "session",
        abstract: "Open a session of the service for a person, and print its token.",
        discussion: """
            Example: sandyq user session +77011234567 --hours 8

            Whoever has the token is that person until the session ends: hand it over as you would a password. The session \
            has no factors, so that nothing sent in it is significant by the agreement.
            """
    )

    @OptionGroup var vault: VaultOptions

    @Argument(help: "The person, by telephone number.")
    var phone: PhoneNumber

    @Option(help: "How long it lasts, 1 to 720 hours.")
    var hours = 12

    func validate() throws {
        guard (1...720).contains(hours) else { throw ValidationError("--hours: 1 to 720.") }
    }

    func run() throws {
        let opened = try worded {
            let vault = try vault.open()
            let seconds = Double(hours) * 3_600
            return try vault.openSession(
                for: try vault.person(phone).id,
                by: [],
                from: "terminal",
                life: SessionLife(idle: seconds, absolute: seconds)
            )
        }
        try Answer(path: nil).write("\(opened.token)\n")
    }
}

internal import ArgumentParser

/// The root command.
struct Sandyq: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandyq",
        abstract: "Verifies electronic signatures of Kazakhstan and Europe, and keeps documents.",
        discussion: """
            Documents are kept by init, cabinet, user, company, revision, file, get, receipt, list, search, show, \
            significance, reverify, share, message, hold, retention, key, export, audit, fsck, reindex, backup \
            and restore: sandyq file --help. The HTTP API is served by serve: sandyq serve --help.

            Exit status: 0 every signature holds; 10 some signature is bad; 11 none is bad, something cannot be decided; \
            12 none of these, but a file holds no signature; 64 wrong usage; 66 a file cannot be read; 70 internal error.
            """,
        version: version,
        subcommands: [
            VerifyCommand.self, CertificateCommand.self, TimestampCommand.self, OCSPCommand.self,
            RevocationListCommand.self, TrustCommand.self, DigestCommand.self,
        ]
    )

    /// Of this program; releases are tagged with it.
    static let version = "0.1.0"
}

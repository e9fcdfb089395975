internal import ArgumentParser

/// `sandyq trust`: the trust store.
struct TrustCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "Look after the trust store.",
        discussion: """
            Example: sandyq trust list

            The store is the folder SANDYQ_TRUST names; else sandyq/trust under XDG_DATA_HOME (or ~/.local/share), and \
            /etc/sandyq/trust beside it.
            """,
        subcommands: [TrustList.self, TrustAdd.self, TrustRemove.self, TrustUpdate.self]
    )
}

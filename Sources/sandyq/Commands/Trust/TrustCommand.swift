internal import ArgumentParser
internal import SandyqSignatures

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

/// Where trust stores are.
enum TrustStores {
    /// The stores that count, the person's own first.
    static var all: [TrustStore] {
        if let own = Ambient.variable("SANDYQ_TRUST") { return [TrustStore(folder: own)] }
        return [personal, TrustStore(folder: "/etc/sandyq/trust")].compactMap(\.self)
    }

    /// The store that is written to.
    static func own() throws -> TrustStore {
        guard let own = all.first else { throw Complaint("no home folder: name a store with SANDYQ_TRUST") }
        return own
    }

    private static var personal: TrustStore? {
        // The base directory specification asks to ignore paths that are not absolute.
        if let data = Ambient.variable("XDG_DATA_HOME"), data.hasPrefix("/") {
            return TrustStore(folder: data + "/sandyq/trust")
        }
        return Ambient.variable("HOME").map { TrustStore(folder: $0 + "/.local/share/sandyq/trust") }
    }
}

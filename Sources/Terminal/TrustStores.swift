package import SandyqSignatures

/// Where trust stores are.
package enum TrustStores {
    /// The stores that count, the person's own first.
    package static var all: [TrustStore] {
        if let own = Ambient.variable("SANDYQ_TRUST") { return [TrustStore(folder: own)] }
        return [personal, TrustStore(folder: "/etc/sandyq/trust")].compactMap(\.self)
    }

    /// The store that is written to.
    package static func own() throws -> TrustStore {
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

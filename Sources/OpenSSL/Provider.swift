internal import CKazakhGOST
internal import COpenSSL

/// The algorithms at hand: OpenSSL's own, and Kazakhstan's from the provider built into this program.
package enum Provider {
    /// Makes every algorithm available; costs nothing after the first call.
    package static func load() { _ = isLoaded }

    /// Runs once, whichever thread comes first.
    ///
    /// The system's openssl.cnf is not read: what a signature is worth must
    /// not depend on the machine, and reading it is a good part of a short run.
    private static let isLoaded: Bool = {
        let settings = UInt64(OPENSSL_INIT_NO_LOAD_CONFIG) | UInt64(OPENSSL_INIT_NO_ATEXIT)
        guard OPENSSL_init_crypto(settings, nil) == 1 else { return false }
        return loadKazakhGOST()
    }()

    /// Adds the national provider to OpenSSL's tables, before any other thread gets past `load()` to use them.
    private static func loadKazakhGOST() -> Bool { sandyq_gost_load(nil) == 1 }
}

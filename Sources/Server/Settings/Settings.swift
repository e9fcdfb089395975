/// Everything an operator decides about the service; the defaults are safe on a machine nobody prepared.
package struct Settings: Hashable, Sendable {
    /// Where connections are taken.
    package var listen = ListeningAddress(host: "127.0.0.1", port: 8_080)
    /// Files of the certificate chain and its key, PEM; both or none.
    package var tlsCertificate: String?
    package var tlsKey: String?
    /// Proxies whose `X-Forwarded-For` and `X-Request-Id` are believed; nobody else's are.
    package var trustedProxies: [NetworkPrefix] = []
    /// Who may read `/metrics`; it does not exist for others.
    package var metricsReaders = ["127.0.0.0/8", "::1"].compactMap { NetworkPrefix($0) }
    /// Where the NCANode-compatible routes begin; nil: there are none.
    package var ncanode: String?
    /// Whether NCANode-compatible routes refuse fields they do not know, instead of naming them in the answer.
    package var ncanodeStrict = false

    /// The vault's folder; nil: only what needs no login is served.
    package var vault: String?

    /// The policy when a request names none.
    package var policy = "kz"
    /// As `--trust`, `--certs`, `--crl` and `--ocsp` of `sandyq verify`.
    package var trust: [String] = []
    package var certificates: [String] = []
    package var revocationLists: [String] = []
    package var ocspResponses: [String] = []
    /// Whether missing evidence is fetched.
    package var online = false

    /// What it may cost.
    package var bounds = Bounds()
    /// The least grave lines that are written.
    package var logLevel = LogLevel.info

    /// Starts with the defaults.
    package init() {}

    /// Raw values are those of the setting.
    package enum LogLevel: String, Hashable, Sendable, CaseIterable {
        case debug
        case info
        case warning
        case error
    }

    /// What requests may cost; every bound of the service is here, those of reading a signature in `Limits`.
    package struct Bounds: Hashable, Sendable {
        /// Connections at once; more wait to be taken.
        package var connections = 1_024
        /// Requests in work at once; more are refused.
        package var requests = 512
        /// Verifications at once; nil: one for each core.
        package var verifications: Int?
        /// Actions of the vault at once.
        package var vaultThreads = 8
        /// Verifications, and actions of the vault, that may wait for their turn; more are refused.
        package var waiting = 256
        /// Checks of one client in a minute.
        package var checksPerMinute = 60
        /// Octets of the head of a request.
        package var headBytes = 16 << 10
        /// Octets of one body that is a file, or several.
        package var uploadBytes = 512 << 20
        /// Octets of one body that is JSON.
        package var jsonBytes = 32 << 20
        /// Octets of all bodies in memory at one time.
        package var memoryBytes = 128 << 20
        /// Octets of all bodies on disk at one time.
        package var spoolBytes = 8 << 30
        /// Where bodies lie while they are checked, in files without a name.
        package var spoolFolder = "/tmp"
        /// Seconds within which the head of a request must have come.
        package var headSeconds = 15
        /// Seconds a connection may be without a request.
        package var idleSeconds = 60
        /// Octets a second below which a body comes too slowly, after a grace of ten seconds.
        package var bodyRate = 1_024
        /// Seconds within which a client must have taken an answer.
        package var answerSeconds = 60
        /// Seconds that requests in work are given when the service is asked to end.
        package var endSeconds = 30
    }
}

/// Where a service listens.
package struct ListeningAddress: Hashable, Sendable, CustomStringConvertible {
    package let host: String
    package let port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `HOST:PORT` or `[IPV6]:PORT`; nil for anything else.
    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port)
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty else { return nil }
        self.init(host: String(host), port: port)
    }

    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

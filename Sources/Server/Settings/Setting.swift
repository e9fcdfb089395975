/// One thing an operator can set: its name in the configuration file, what it means, and how its text is read.
///
/// Flags, environment and file all end here, so none of them can mean something else than another.
package struct Setting: Sendable {
    /// As in the configuration file and in `--set`.
    package let name: String
    /// What it decides, for documentation.
    package let meaning: String
    /// What its text must be, for complaints.
    package let form: String
    /// Its variable in the environment; nil where that variable already means something else.
    package let variable: String?
    let read: @Sendable (String, inout Settings) -> Bool
    let write: @Sendable (Settings) -> String

    private init(
        _ name: String,
        _ meaning: String,
        form: String,
        hasVariable: Bool = true,
        read: @escaping @Sendable (String, inout Settings) -> Bool,
        write: @escaping @Sendable (Settings) -> String
    ) {
        self.name = name
        self.meaning = meaning
        self.form = form
        variable = hasVariable ? Self.variable(of: name) : nil
        self.read = read
        self.write = write
    }

    /// `trustedProxies` becomes `SANDYQ_TRUSTED_PROXIES`.
    private static func variable(of name: String) -> String {
        name.reduce(into: "SANDYQ_") { $0 += $1.isUppercase ? "_\($1)" : $1.uppercased() }
    }

    private typealias Path<Value> = WritableKeyPath<Settings, Value> & Sendable

    private static func text(
        _ name: String,
        _ meaning: String,
        form: String = "a path",
        at path: any Path<String>
    ) -> Setting {
        Setting(name, meaning, form: form) { text, settings in
            settings[keyPath: path] = text
            return !text.isEmpty
        } write: {
            $0[keyPath: path]
        }
    }

    private static func optional(
        _ name: String,
        _ meaning: String,
        form: String = "a path",
        at path: any Path<String?>
    ) -> Setting {
        Setting(name, meaning, form: form) { text, settings in
            settings[keyPath: path] = text.isEmpty ? nil : text
            return true
        } write: {
            $0[keyPath: path] ?? ""
        }
    }

    private static func paths(
        _ name: String,
        _ meaning: String,
        hasVariable: Bool = true,
        at path: any Path<[String]>
    ) -> Setting {
        Setting(name, meaning, form: "paths, separated by commas", hasVariable: hasVariable) { text, settings in
            settings[keyPath: path] = items(text)
            return true
        } write: {
            $0[keyPath: path].joined(separator: ",")
        }
    }

    private static func networks(_ name: String, _ meaning: String, at path: any Path<[NetworkPrefix]>) -> Setting {
        let form = "networks as 10.0.0.0/8, separated by commas"
        return Setting(name, meaning, form: form) { text, settings in
            let words = items(text)
            settings[keyPath: path] = words.compactMap { NetworkPrefix($0) }
            return settings[keyPath: path].count == words.count
        } write: {
            $0[keyPath: path].map(\.description).joined(separator: ",")
        }
    }

    private static func truth(_ name: String, _ meaning: String, at path: any Path<Bool>) -> Setting {
        Setting(name, meaning, form: "true or false") { text, settings in
            guard let value = Bool(text) else { return false }
            settings[keyPath: path] = value
            return true
        } write: {
            String($0[keyPath: path])
        }
    }

    private static func number(
        _ name: String,
        _ meaning: String,
        _ range: ClosedRange<Int>,
        at path: any Path<Int>
    ) -> Setting {
        Setting(name, meaning, form: "a number from \(range.lowerBound) to \(range.upperBound)") { text, settings in
            guard let value = Int(text), range.contains(value) else { return false }
            settings[keyPath: path] = value
            return true
        } write: {
            String($0[keyPath: path])
        }
    }

    private static func items(_ text: String) -> [String] { text.split(separator: ",").map(String.init) }
}

extension Setting {
    /// Every setting, in the order of the documentation.
    package static let all: [Setting] = addresses + evidence + bounds + times

    private static let addresses: [Setting] = [
        Setting("listen", "Where connections are taken.", form: "host:port") { text, settings in
            guard let address = ListeningAddress(text) else { return false }
            settings.listen = address
            return true
        } write: {
            $0.listen.description
        },
        optional("tlsCertificate", "The certificate chain for TLS, PEM. Without it: plain HTTP.", at: \.tlsCertificate),
        optional("tlsKey", "The key of that certificate, PEM.", at: \.tlsKey),
        networks(
            "trustedProxies",
            "Proxies whose X-Forwarded-For and X-Request-Id are believed.",
            at: \.trustedProxies
        ),
        networks("metricsReaders", "Who may read /metrics.", at: \.metricsReaders),
        Setting(
            "ncanode",
            "Where the NCANode-compatible routes begin. Empty: there are none.",
            form: "a path as /ncanode or /"
        ) { text, settings in
            guard text.isEmpty || text.hasPrefix("/") && !text.contains("//") && !text.contains("{") else {
                return false
            }
            settings.ncanode = text.isEmpty ? nil : text
            return true
        } write: {
            $0.ncanode ?? ""
        },
        optional("vault", "The vault's folder. Empty: only what needs no login is served.", at: \.vault),
        truth("ncanodeStrict", "Whether those routes refuse fields they do not know.", at: \.ncanodeStrict),
        Setting("logLevel", "The least grave lines that are written.", form: "debug, info, warning or error") {
            text,
            settings in
            guard let level = Settings.LogLevel(rawValue: text) else { return false }
            settings.logLevel = level
            return true
        } write: {
            $0.logLevel.rawValue
        },
    ]

    private static let evidence: [Setting] = [
        Setting("policy", "The policy when a request names none.", form: "kz, aes or integrity") { text, settings in
            settings.policy = text
            return Checker.policyNames.contains(text)
        } write: {
            $0.policy
        },
        paths(
            "trust",
            "Trust anchors, files or folders. Empty: the trust store, which SANDYQ_TRUST names.",
            hasVariable: false,
            at: \.trust
        ),
        paths("certificates", "Further certificates that may complete a chain; never trusted.", at: \.certificates),
        paths("revocationLists", "Revocation lists, files or folders.", at: \.revocationLists),
        paths("ocspResponses", "OCSP responses, files or folders.", at: \.ocspResponses),
        truth("online", "Whether missing certificates, lists and OCSP answers are fetched by http.", at: \.online),
    ]

    private static let bounds: [Setting] = [
        number("connections", "Connections at once; more wait to be taken.", 1...1_000_000, at: \.bounds.connections),
        number("requests", "Requests in work at once; more are refused.", 1...1_000_000, at: \.bounds.requests),
        Setting("verifications", "Verifications at once. Empty: one for each core.", form: "a number from 1 to 1024") {
            text,
            settings in
            settings.bounds.verifications = Int(text)
            return text.isEmpty || settings.bounds.verifications.map { (1...1_024).contains($0) } ?? false
        } write: {
            $0.bounds.verifications.map(String.init) ?? ""
        },
        number("vaultThreads", "Actions of the vault at once.", 1...1_024, at: \.bounds.vaultThreads),
        number(
            "waiting",
            "Verifications, and actions of the vault, that may wait; more are refused.",
            0...1_000_000,
            at: \.bounds.waiting
        ),
        number("checksPerMinute", "Checks of one client in a minute.", 1...1_000_000, at: \.bounds.checksPerMinute),
        number("headBytes", "Octets of the head of a request.", 1_024...1 << 20, at: \.bounds.headBytes),
        number("uploadBytes", "Octets of one body that holds files.", 1_024...1 << 40, at: \.bounds.uploadBytes),
        number("jsonBytes", "Octets of one body that is JSON.", 1_024...256 << 20, at: \.bounds.jsonBytes),
        number(
            "memoryBytes",
            "Octets of all bodies in memory at one time.",
            1 << 20...1 << 40,
            at: \.bounds.memoryBytes
        ),
        number("spoolBytes", "Octets of all bodies on disk at one time.", 1 << 20...1 << 50, at: \.bounds.spoolBytes),
        text(
            "spoolFolder",
            "Where large bodies lie while they are checked, in files without a name.",
            at: \.bounds.spoolFolder
        ),
    ]

    private static let times: [Setting] = [
        number("headSeconds", "Seconds for the head of a request.", 1...3_600, at: \.bounds.headSeconds),
        number("idleSeconds", "Seconds a connection may be without a request.", 1...3_600, at: \.bounds.idleSeconds),
        number("bodyRate", "Octets a second below which a body comes too slowly.", 0...1 << 30, at: \.bounds.bodyRate),
        number("answerSeconds", "Seconds for a client to take an answer.", 1...3_600, at: \.bounds.answerSeconds),
        number("endSeconds", "Seconds that requests in work are given at the end.", 0...3_600, at: \.bounds.endSeconds),
    ]
}

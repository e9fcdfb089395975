package import ArgumentParser
#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import SandyqOpenSSL
package import SandyqSignatures

/// Certificates and revocation data at hand: what `verify` and `cert check` share.
package struct EvidenceOptions: ParsableArguments {
    package init() {}

    @Option(
        name: .customLong("trust"),
        help: ArgumentHelp(
            "Trust anchors: a file or a folder (PEM, DER, P7B). Repeatable. Default: the trust store.",
            valueName: "path"
        ),
        completion: .file()
    )
    package var trust: [String] = []

    @Option(
        name: .customLong("certs"),
        help: ArgumentHelp(
            "Further certificates that may complete a chain. Never trusted. Repeatable.",
            valueName: "path"
        ),
        completion: .file()
    )
    package var certificates: [String] = []

    @Option(
        name: .customLong("crl"),
        help: ArgumentHelp("Revocation lists, a file or a folder. Repeatable.", valueName: "path"),
        completion: .file()
    )
    package var revocationLists: [String] = []

    @Option(
        name: .customLong("ocsp"),
        help: ArgumentHelp("OCSP responses, a file or a folder. Repeatable.", valueName: "path"),
        completion: .file()
    )
    package var ocspResponses: [String] = []
}

/// As of when and by which rules to judge: what `verify` and `cert check` share.
package struct JudgementOptions: ParsableArguments {
    package init() {}

    @Option(help: ArgumentHelp("Judge as of this time, as 2025-05-01T10:00:00Z. Default: now.", valueName: "time"))
    package var at: Moment?

    @Option(
        help: ArgumentHelp(
            "kz (the law of Kazakhstan), aes (ETSI), integrity, or a policy file.",
            valueName: "name|file"
        ),
        completion: .list(["kz", "aes", "integrity"])
    )
    package var policy = "kz"
}

/// Whether the network may be asked: what `verify` and `cert check` share.
package struct NetworkOptions: ParsableArguments {
    package init() {}

    @Flag(help: "Never open a network connection. This is the default.")
    package var offline = false

    @Flag(help: "Fetch missing certificates, revocation lists and OCSP answers by http, within bounds.")
    package var online = false

    @Flag(help: "With --online: also ask servers in private networks and on this machine.")
    package var allowPrivateHosts = false

    package func validate() throws {
        if online && offline { throw ValidationError("--online and --offline contradict each other.") }
        if allowPrivateHosts && !online { throw ValidationError("--allow-private-hosts is for --online.") }
    }

    /// Seconds for one fetch, and for everything one file needs.
    private static let (secondsEach, secondsInAll) = (5, 20.0)

    /// The way to the network; nil when it is not to be asked.
    package var evidence: OnlineEvidence? {
        online ? Self.online(allowsPrivateHosts: allowPrivateHosts) : nil
    }

    /// A way to the network on which nothing was asked yet.
    package static func online(allowsPrivateHosts: Bool = false) -> OnlineEvidence {
        let client = HTTPClient(seconds: secondsEach, allowsPrivateHosts: allowsPrivateHosts)
        return OnlineEvidence(client: client, nonce: Ambient.nonce)
    }

    /// Whether there is time left for one file; the clock starts with the call.
    package static func patience() -> () -> Bool {
        let end = Ambient.now.addingTimeInterval(secondsInAll)
        return { Ambient.now < end }
    }
}

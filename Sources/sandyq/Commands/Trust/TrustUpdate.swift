internal import ArgumentParser
internal import SandyqFiles
internal import SandyqOpenSSL
internal import SandyqSignatures
internal import SandyqTerminal

/// `sandyq trust update`: fetches the authorities this program knows.
struct TrustUpdate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Fetch the authorities this program knows; only certificates with the listed SHA-256 are kept.",
        discussion: "Example: sandyq trust update"
    )

    @Flag(help: "Also fetch test authorities, which issue certificates to anybody.")
    var test = false

    func run() throws {
        let client = HTTPClient(seconds: 10, allowsPrivateHosts: false)
        let pins = PinnedAuthority.all.filter { test || $0.environment == .production }
        let results = try TrustStores.own().update(from: pins, at: Ambient.now) { address throws(HTTPFailure) in
            try client.get(address, atMost: 64 << 10)
        }
        var hasFailed = false
        for (pin, renewal) in results {
            switch renewal {
            case .present: try StandardStream.output.write("present  \(pin.name)\n")
            case .added: try StandardStream.output.write("added    \(pin.name)  \(pin.sha256)\n")
            case .noAddress:
                Diagnostics.say("\(pin.name): no confirmed address; fetch it yourself, then sandyq trust add FILE")
            case .unreachable(let failure):
                hasFailed = true
                Diagnostics.say("\(pin.name): \(pin.url ?? ""): \(failure.words)")
            case .mismatch(let actual):
                hasFailed = true
                Diagnostics.say(
                    "\(pin.name): \(pin.url ?? "") serves another certificate (\(actual)); not kept. Report this."
                )
            case .notACertificate:
                hasFailed = true
                Diagnostics.say("\(pin.name): \(pin.url ?? "") serves no certificate; not kept")
            }
        }
        if hasFailed { throw ExitStatus.unreadable }
    }
}

extension HTTPFailure {
    /// For a person who reads English.
    var words: String {
        switch self {
        case .unsupportedAddress: "not a plain http address"
        case .unresolved(let host): "no such host: \(host)"
        case .privateHost(let host): "\(host) is in a private network"
        case .unreachable(let host): "\(host) does not answer"
        case .timeout: "no answer in time"
        case .tooLarge(let bound): "more than \(bound) octets"
        case .cutOff: "the answer breaks off"
        case .redirected: "redirected too often"
        case .refused(let reason): reason
        }
    }
}

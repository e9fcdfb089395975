internal import ArgumentParser
internal import SandyqOpenSSL
internal import SandyqSignatures
internal import SandyqTerminal

/// The time-stamping authority, if there is one.
struct AuthorityOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A time-stamping authority's http address (RFC 3161). Default: SANDYQ_TSA, else none.",
            valueName: "address"
        )
    )
    var tsa: String?

    /// Seconds an answer may take.
    private static let seconds = 30

    /// Nil: no authority is configured.
    var client: TimestampClient? {
        guard let address = tsa ?? Ambient.variable("SANDYQ_TSA") else { return nil }
        // A person chose the address; it may well be in the own network.
        let client = HTTPClient(seconds: Self.seconds, allowsPrivateHosts: true)
        return TimestampClient(address: address, client: client, nonce: { Ambient.octets(16) })
    }
}

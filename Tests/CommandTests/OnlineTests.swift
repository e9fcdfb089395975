import Foundation
import Testing

/// `--online` against a real web server and a real responder.
@Suite struct OnlineTests {
    private func report(_ servers: AuthorityServers, _ options: [String]) throws -> (status: Int32, json: JSON) {
        let outcome = try Binary().run(
            ["verify", "--json", "--policy", "aes", "--trust", servers.path("root.pem")] + options
                + [servers.path("act.cms")]
        )
        return (outcome.status, try JSON(outcome.output))
    }

    @Test func whatIsMissingIsFetched() throws {
        let servers = try AuthorityServers()
        let (status, json) = try report(servers, ["--online", "--allow-private-hosts"])
        #expect(status == 0)
        #expect(json["signatures", 0, "revocation", "status"].text == "good")
        #expect(json["signatures", 0, "revocation", "source"].text == "ocsp")
        #expect(json["signatures", 0, "chain", 1, "revocation", "source"].text == "crl")
        let asked = try servers.requests()
        #expect(asked.contains { $0.contains("/ca.cer") })
        #expect(asked.contains { $0.contains("/root.crl") })
        #expect(!asked.contains { $0.contains("/ca.crl") }, "the responder's answer made the list unnecessary")
    }

    @Test func nothingIsFetchedUnasked() throws {
        let servers = try AuthorityServers()
        for options in [[], ["--offline"]] {
            let (status, json) = try report(servers, options)
            #expect(status == 11)
            #expect(json["subIndication"].text == nil)
            #expect(json["signatures", 0, "subIndication"].text == "NO_CERTIFICATE_CHAIN_FOUND")
        }
        #expect(try servers.requests().isEmpty)
    }

    @Test func privateNetworksAreNotAskedUnbidden() throws {
        let servers = try AuthorityServers()
        let (status, json) = try report(servers, ["--online"])
        #expect(status == 11)
        #expect(json["warnings", 0, "id"].text == "network.fetch")
        #expect(json["warnings", 0, "message"].text?.contains("private network") == true)
        #expect(try servers.requests().isEmpty)
    }

    @Test func aResponderThatIsDownIsReplacedByTheList() throws {
        let servers = try AuthorityServers()
        servers.stopResponder()
        let (status, json) = try report(servers, ["--online", "--allow-private-hosts"])
        #expect(status == 0)
        #expect(json["signatures", 0, "revocation", "source"].text == "crl")
    }

    @Test func anOutageSaysSoAndAsksToTryLater() throws {
        let servers = try AuthorityServers()
        servers.stopResponder()
        servers.stopWeb()
        let (status, json) = try report(
            servers,
            ["--online", "--allow-private-hosts", "--certs", servers.path("ca.pem")]
        )
        #expect(status == 11)
        #expect(json["signatures", 0, "subIndication"].text == "TRY_LATER")
        let messages = json["warnings"].items.compactMap { $0["message"].text }
        #expect(messages.contains { $0.contains("root.crl") && $0.contains("no answer") })
    }

    @Test func aRevokedSignerIsSeen() throws {
        let servers = try AuthorityServers(revoked: true)
        let (status, json) = try report(servers, ["--online", "--allow-private-hosts"])
        #expect(status == 11)
        #expect(json["signatures", 0, "subIndication"].text == "REVOKED_NO_POE")
        #expect(json["signatures", 0, "revocation", "status"].text == "revoked")
    }

    @Test func anOldAnswerIsNoAnswer() throws {
        let servers = try AuthorityServers()
        try servers.startReplayer()
        try FileManager.default.removeItem(atPath: servers.path("www/ca.crl"))
        let (status, json) = try report(servers, ["--online", "--allow-private-hosts"])
        #expect(status == 11)
        #expect(json["signatures", 0, "subIndication"].text == "TRY_LATER")
        let messages = json["warnings"].items.compactMap { $0["message"].text }
        #expect(messages.contains { $0.contains("old one") })
        #expect(messages.contains { $0.contains("ca.crl") && $0.contains("404") })
    }

    @Test func certificatesAreCompletedToo() throws {
        let servers = try AuthorityServers()
        let outcome = try Binary().run([
            "cert", "check", "--json", "--policy", "aes", "--online", "--allow-private-hosts", "--trust",
            servers.path("root.pem"), servers.path("leaf.pem"),
        ])
        #expect(outcome.status == 0)
        #expect(try JSON(outcome.output)["revocation", "source"].text == "ocsp")
    }
}

/// A JSON value to be asked.
struct JSON {
    private let value: Any?

    init(_ text: String) throws { value = try JSONSerialization.jsonObject(with: Data(text.utf8)) }

    private init(value: Any?) { self.value = value }

    subscript(path: any Sendable...) -> JSON {
        var value = value
        for step in path {
            if let key = step as? String {
                value = (value as? [String: Any])?[key]
            } else if let index = step as? Int, let array = value as? [Any], array.indices.contains(index) {
                value = array[index]
            } else {
                value = nil
            }
        }
        return JSON(value: value)
    }

    var text: String? { value as? String }

    var items: [JSON] { (value as? [Any] ?? []).map { JSON(value: $0) } }
}

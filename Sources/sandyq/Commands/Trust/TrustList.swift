internal import ArgumentParser
internal import SandyqSignatures
internal import SandyqTerminal
internal import SandyqValidation

/// `sandyq trust list`: every certificate in the trust store, with its origin.
struct TrustList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List every certificate in the trust store, with fingerprint, validity and origin.",
        discussion: "Example: sandyq trust list --json"
    )

    @OptionGroup var output: OutputOptions
    @OptionGroup var language: LanguageOptions

    func run() throws {
        let answer = try Answer(path: output.path)
        var isEmpty = true
        for store in TrustStores.all {
            let contents = try store.contents(withOrigins: true)
            for entry in contents.entries {
                let text = output.json ? json(entry, in: store) : text(entry, in: store)
                try answer.write(text)
                isEmpty = false
            }
            for path in contents.damaged {
                Diagnostics.say("\(path): not the certificate its name says; remove it. It is not used.")
            }
        }
        try answer.finish()
        if isEmpty {
            Diagnostics.say(
                "the trust store is empty; sandyq trust add FILE, or sandyq trust update, fills it (docs/trust.md)"
            )
        }
    }

    private func text(_ entry: TrustStore.Entry, in store: TrustStore) -> String {
        let facts = entry.certificate.facts
        let pin = PinnedAuthority.all.first { $0.sha256 == facts.fingerprint }
        let origin = entry.origin.map { "\(TrustWords.ground($0.ground)); \($0.source), \($0.added)" }
        let name = pin?.name ?? facts.subject.description.displayable()
        let lines = [
            (entry.role == .anchor ? "trusted" : "helper ") + "  " + name
                + (pin?.environment == .test ? "  (test)" : ""),
            "  fingerprint  \(facts.fingerprint)",
            "  subject      \(facts.subject.description.displayable(limit: 300))",
            "  valid        \(facts.notBefore.rfc3339) to \(facts.notAfter.rfc3339)",
            "  origin       \((origin ?? "unknown").displayable(limit: 300))",
            "  kept in      \(store.folder.displayable(limit: 300))",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    private func json(_ entry: TrustStore.Entry, in store: TrustStore) -> String {
        let facts = entry.certificate.facts
        let pin = PinnedAuthority.all.first { $0.sha256 == facts.fingerprint }
        var json = JSONWriter()
        json.object { json in
            json.member("schema", "sandyq.trust/1")
            json.member("sha256", facts.fingerprint.description)
            json.member("trusted", entry.role == .anchor)
            json.member("name", pin?.name)
            json.member("environment", pin?.environment.rawValue)
            json.member("subject", facts.subject.description)
            json.member("notBefore", facts.notBefore.rfc3339)
            json.member("notAfter", facts.notAfter.rfc3339)
            json.member("ground", entry.origin?.ground.rawValue)
            json.member("source", entry.origin?.source)
            json.member("added", entry.origin?.added)
            json.member("store", store.folder)
        }
        json.endLine()
        return String(decoding: json.bytes, as: UTF8.self)
    }
}

/// Words about trust that several commands say.
enum TrustWords {
    /// Why a certificate was let in.
    static func ground(_ ground: TrustStore.Origin.Ground) -> String {
        switch ground {
        case .pinned: "on the list of this program"
        case .fingerprint: "fingerprint compared by a person"
        case .none: "not trusted"
        }
    }
}

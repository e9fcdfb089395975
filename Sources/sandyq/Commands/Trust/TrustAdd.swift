internal import ArgumentParser
internal import SandyqFiles
internal import SandyqSignatures
internal import SandyqTerminal
internal import SandyqValidation

/// `sandyq trust add`: lets certificates into the trust store.
struct TrustAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Let certificates into the trust store.",
        discussion: """
            Example: sandyq trust add root_gost_2022.cer

            A root on this program's list is recognised and trusted. Any other root is trusted only with \
            --yes-i-checked-the-fingerprint and its SHA-256, typed from what the authority itself publishes. \
            Certificates that are no roots help to complete chains and are never trusted.
            """
    )

    @Argument(help: "Certificates: DER, PEM or P7B.", completion: .file())
    var files: [String]

    @Option(
        help: ArgumentHelp(
            "Trust the root with this SHA-256, which you compared with what its authority publishes.",
            valueName: "sha256"
        ),
        transform: Self.fingerprint
    )
    var yesICheckedTheFingerprint: Fingerprint?

    @Flag(help: "Also let in test authorities, which issue certificates to anybody.")
    var test = false

    func run() throws {
        let confirmed = yesICheckedTheFingerprint
        let store = try TrustStores.own()
        let now = Ambient.now
        var (isConfirmed, isRefused) = (false, false)
        for path in files {
            for certificate in try Self.certificates(in: path) {
                let admission = Admission(
                    of: certificate.facts,
                    among: PinnedAuthority.all,
                    confirmed: confirmed,
                    allowsTest: test
                )
                if certificate.facts.fingerprint == confirmed { isConfirmed = true }
                guard let role = admission.role else {
                    refuse(certificate.facts, in: path, because: admission)
                    isRefused = true
                    continue
                }
                try store.add(certificate, as: role, origin: .init(ground: admission.ground, source: path, added: now))
                try StandardStream.output.write(Self.welcome(admission, to: certificate.facts))
            }
        }
        if let confirmed, !isConfirmed {
            throw Complaint("no certificate with the fingerprint \(confirmed) in what was given", status: .usage)
        }
        if isRefused { throw ExitStatus.usage }
    }

    private static func fingerprint(_ text: String) throws -> Fingerprint {
        // As authorities publish them: with colons or spaces.
        guard let fingerprint = Fingerprint(hexadecimal: text.filter { $0 != ":" && $0 != " " }) else {
            throw ValidationError("a SHA-256 has 64 hexadecimal digits.")
        }
        return fingerprint
    }

    private static func certificates(in path: String) throws -> [Certificate] {
        guard let bytes = try ReadableFile(path: path).bytes(atMost: 16 << 20) else {
            throw Complaint("\(path): too large for a file of certificates")
        }
        do { return try TrustMaterial.certificates(in: bytes[...]) } catch {
            throw Complaint("\(path): \(error.reason); give DER, PEM or P7B")
        }
    }

    private static func welcome(_ admission: Admission, to facts: CertificateFacts) -> String {
        let name = facts.subject.description.displayable(limit: 300)
        return switch admission {
        case .pinned(let pin) where pin.use == .anchor: "trusted  \(pin.name)  \(facts.fingerprint)\n"
        case .pinned(let pin): "helper   \(pin.name)  \(facts.fingerprint)\n"
        case .confirmed: "trusted  \(name)  \(facts.fingerprint)\n"
        case .helper, .unknown, .testAuthority: "helper   \(name)  \(facts.fingerprint)\n"
        }
    }

    /// Says why a certificate stays out, and what would let it in.
    private func refuse(_ facts: CertificateFacts, in path: String, because admission: Admission) {
        if case .testAuthority(let pin) = admission {
            Diagnostics.say(
                "\(path): \(pin.name) is a test authority: it issues certificates to anybody. Not added; --test adds it."
            )
            return
        }
        Diagnostics.say(
            "\(path): a root that is not on the list of this program: \(facts.subject.description.displayable(limit: 300))",
            "Its SHA-256 is \(facts.fingerprint)",
            "Compare this with what the authority publishes by a way you trust. If it is the same, add it with",
            "--yes-i-checked-the-fingerprint and the fingerprint as published."
        )
    }
}

internal import ArgumentParser
internal import SandyqFiles
internal import SandyqOpenSSL
internal import SandyqSignatures
internal import SandyqTerminal
internal import SandyqValidation

/// `sandyq cert`: what a certificate says, and whether it holds.
struct CertificateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cert",
        abstract: "Show and check certificates.",
        discussion: "Example: sandyq cert check --trust roots/ --crl nca.crl signer.cer",
        subcommands: [Show.self, Check.self]
    )

    /// `sandyq cert show`.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what certificates say.",
            discussion: "Example: sandyq cert show signer.cer"
        )

        @OptionGroup var inspection: InspectionOptions

        func run() throws {
            try inspection.run { bytes, press throws(FormatError) in
                try TrustMaterial.certificates(in: bytes).map {
                    press.isJSON ? press.report.line(for: $0.facts) : Array(press.report.text(for: $0.facts).utf8)
                }
            }
        }
    }
}

extension CertificateCommand {
    /// `sandyq cert check`.
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Find a certificate's path to an anchor, and judge it and its revocation.",
            discussion: """
                Example: sandyq cert check --trust roots/ --certs nca.cer --crl nca.crl signer.cer

                Judged with no proof that anything existed earlier. Exit status: 0 TOTAL-PASSED; 10 TOTAL-FAILED (the \
                certificate itself is revoked, expired or not yet valid); 11 INDETERMINATE; 64 wrong usage; 66 a file \
                cannot be read; 70 internal error.
                """
        )

        @OptionGroup(title: "Evidence") var evidence: EvidenceOptions
        @OptionGroup(title: "Judgement") var judgement: JudgementOptions
        @OptionGroup(title: "Path") var path: PathArguments
        @OptionGroup(title: "Network") var network: NetworkOptions
        @OptionGroup(title: "Report") var report: ReportOptions

        @Option(
            help: ArgumentHelp(
                "Whose status must be known: none, leaf or chain. Default: the policy's.",
                valueName: "who"
            ),
            completion: .list(["none", "leaf", "chain"]),
            transform: Self.demand
        )
        var revocation: Policy.RevocationDemand?

        @Argument(help: "The certificate: PEM or DER; - is standard input.", completion: .file())
        var file: String

        func run() throws {
            let policy = try PolicyArgument.policy(judgement.policy)
            let press = report.press(for: report.output.json ? .json : .text)
            let (certificate, facts) = try certificate()
            let (verdict, notes) = verdict(
                on: certificate,
                under: revocation.map(policy.asking) ?? policy,
                with: try EvidenceFiles(evidence).evidence
            )
            let answer = try Answer(path: report.output.path)
            try answer.write(press.bytes(for: verdict, file: facts, notes: notes))
            try answer.finish()
            let status = ExitStatus(verdict: verdict.verdict)
            if status != .passed { throw status }
        }

        /// The report, and what could not be fetched.
        private func verdict(
            on certificate: Certificate,
            under policy: Policy,
            with evidence: Evidence
        ) -> (CertificateReport, [Finding]) {
            let moment = judgement.at?.date ?? Ambient.now
            guard let online = network.evidence else {
                let verifier = CertificateVerifier(policy: policy, evidence: evidence)
                return (verifier.verify(certificate, options: path.options, asOf: moment), [])
            }
            let verifier = OnlineVerifier(policy: policy, evidence: evidence, online: online, path: path.options)
            return verifier.verify(certificate, asOf: moment, while: NetworkOptions.patience())
        }

        private static func demand(named name: String) throws -> Policy.RevocationDemand {
            guard let demand = Policy.RevocationDemand(rawValue: name) else {
                throw ValidationError("--revocation \(name): not none, leaf or chain.")
            }
            return demand
        }

        /// The first certificate of the file, and the file it came from.
        private func certificate() throws -> (Certificate, FileFacts) {
            guard let bytes = try ReadableFile(path: file).bytes(atMost: Limits().signatureBytes) else {
                throw Complaint("\(file): more than \(Limits().signatureBytes >> 20) MiB is no certificate")
            }
            let facts = FileFacts(
                name: file,
                size: bytes.count,
                sha256: Fingerprint(MessageDigest.sha256(of: bytes[...])) ?? .nothing
            )
            do throws(FormatError) {
                if let certificate = try TrustMaterial.certificates(in: bytes[...]).first {
                    return (certificate, facts)
                }
                throw FormatError("no certificate in it")
            } catch {
                throw Complaint("\(file): \(error.reason); give one certificate in PEM or DER")
            }
        }
    }

    /// The inputs of RFC 5280 clause 6.1.1.
    struct PathArguments: ParsableArguments {
        @Option(
            name: .customLong("initial-policy"),
            help: ArgumentHelp("A certificate policy to accept. Repeatable; default: any.", valueName: "oid")
        )
        var initialPolicies: [String] = []

        @Flag(help: "Ask for a policy that holds all along the path.")
        var requireExplicitPolicy = false

        @Flag(help: "Let no policy be mapped to another.")
        var inhibitPolicyMapping = false

        @Flag(help: "Let anyPolicy stand for no policy.")
        var inhibitAnyPolicy = false

        func validate() throws {
            for policy in initialPolicies where policy.isEmpty || !policy.allSatisfy({ $0 == "." || $0.isWholeNumber })
            {
                throw ValidationError("--initial-policy \(policy): not an identifier such as 1.2.398.3.3.2.1.")
            }
        }

        var options: PathOptions {
            var options = PathOptions()
            if !initialPolicies.isEmpty { options.initialPolicies = Set(initialPolicies.map(OID.init(rawValue:))) }
            options.requireExplicitPolicy = requireExplicitPolicy
            options.inhibitPolicyMapping = inhibitPolicyMapping
            options.inhibitAnyPolicy = inhibitAnyPolicy
            return options
        }
    }
}

internal import ArgumentParser
internal import SandyqSignatures
internal import SandyqValidation

/// `sandyq timestamp`: what a time-stamp token says.
struct TimestampCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timestamp",
        abstract: "Show time-stamp tokens.",
        subcommands: [Show.self]
    )

    /// `sandyq timestamp show`.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what RFC 3161 tokens and responses say.",
            discussion: "Example: sandyq timestamp show act.tsr"
        )

        @OptionGroup var inspection: InspectionOptions

        func run() throws {
            try inspection.run { bytes, press in
                let reader = SubmissionReader(evidence: Evidence())
                let facts = try reader.facts(of: Submission(name: "-", bytes: Array(bytes)))
                let tokens = facts.timestampTokens
                guard !tokens.isEmpty else { throw FormatError("no time-stamp token in it") }
                return tokens.map { press.isJSON ? press.report.line(for: $0) : Array(press.report.text(for: $0).utf8) }
            }
        }
    }
}

/// `sandyq ocsp`: what an OCSP response says.
struct OCSPCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ocsp",
        abstract: "Show OCSP responses.",
        subcommands: [Show.self]
    )

    /// `sandyq ocsp show`.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what OCSP responses say.",
            discussion: "Example: sandyq ocsp show answer.ors"
        )

        @OptionGroup var inspection: InspectionOptions

        func run() throws {
            try inspection.run { bytes, press throws(FormatError) in
                var material = TrustMaterial()
                try material.add(bytes)
                guard !material.ocspResponses.isEmpty else { throw FormatError("no OCSP response in it") }
                return material.ocspResponses.map {
                    press.isJSON ? press.report.line(for: $0) : Array(press.report.text(for: $0).utf8)
                }
            }
        }
    }
}

/// `sandyq crl`: what a revocation list says.
struct RevocationListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crl",
        abstract: "Show revocation lists.",
        subcommands: [Show.self]
    )

    /// `sandyq crl show`.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what revocation lists say.",
            discussion: "Example: sandyq crl show nca.crl"
        )

        @OptionGroup var inspection: InspectionOptions

        func run() throws {
            try inspection.run { bytes, press throws(FormatError) in
                var material = TrustMaterial()
                try material.add(bytes)
                guard !material.revocationLists.isEmpty else { throw FormatError("no revocation list in it") }
                return material.revocationLists.map {
                    press.isJSON ? press.report.line(for: $0) : Array(press.report.text(for: $0).utf8)
                }
            }
        }
    }
}

internal import ArgumentParser
internal import SandyqSignatures
internal import SandyqTerminal
internal import SandyqValidation

/// `--json`, `--output`, `--lang`, `--verbose`: how a judgement is reported.
struct ReportOptions: ParsableArguments {
    @OptionGroup var output: OutputOptions
    @OptionGroup var language: LanguageOptions

    @Flag(name: .shortAndLong, help: "In text: every check, chain and time-stamp.")
    var verbose = false

    /// Makes reports in a format.
    func press(for format: ReportFormat) -> ReportPress {
        ReportPress(
            format: format,
            language: language.language,
            looks: Looks(toFile: output.path != nil),
            isVerbose: verbose
        )
    }
}

/// The forms a report comes in.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case html
    /// ETSI TS 119 102-2 XML.
    case etsi
}

/// Turns reports into the bytes a command answers with.
struct ReportPress: Sendable {
    let format: ReportFormat
    let language: Language
    let looks: Looks
    let isVerbose: Bool

    /// What stands between two reports.
    var separator: String { format == .text ? "\n" : "" }

    /// Whether all reports make one document, which is written at the end.
    var isOneDocument: Bool { format == .html || format == .etsi }

    /// The report on a file, in a format that makes one of each.
    func bytes(for report: Report) -> [UInt8] {
        format == .json
            ? JSONReport(language: language).line(for: report)
            : Array(text.text(for: report, everything: isVerbose).utf8)
    }

    /// One document on all files.
    func document(for reports: [Report]) -> String {
        format == .html
            ? HTMLReport(language: language).page(for: reports) : ETSIReport(language: language).document(for: reports)
    }

    /// The report on a certificate.
    func bytes(for report: CertificateReport, file: FileFacts, notes: [Finding]) -> [UInt8] {
        format == .json
            ? JSONReport(language: language).line(for: report, file: file, notes: notes)
            : Array(text.text(for: report, notes: notes, everything: isVerbose).utf8)
    }

    private var text: TextReport { TextReport(language: language, colour: looks.colour, width: looks.width) }
}

internal import ArgumentParser
internal import SandyqSignatures
internal import SandyqTerminal

/// `sandyq verify` as it is nearly always typed, read without the argument parser.
///
/// The parser looks its types up at run time, which takes half of a cold start, and copies the list of files for every
/// file. Whatever is not understood here at once — other forms, help, mistakes — is left to it.
struct DirectVerification {
    private var files: [String] = []
    private var values: [String: [String]] = [:]
    private var flags: Set<String> = []

    /// The command that the arguments ask for; nil: ask the argument parser.
    static func command(in arguments: [String]) -> VerifyCommand? {
        guard arguments.count > 2, arguments[1] == "verify", let read = DirectVerification(arguments[2...]) else {
            return nil
        }
        return read.command
    }

    private init?(_ arguments: ArraySlice<String>) {
        var words = arguments
        while let word = words.popFirst() {
            if word == "-" || !word.hasPrefix("-") {
                files.append(word)
            } else if Self.flags.contains(word) {
                flags.insert(word)
            } else if Self.single.contains(word) || Self.repeatable.contains(word) {
                guard let value = words.popFirst(), !value.hasPrefix("-"),
                    values[word] == nil || Self.repeatable.contains(word)
                else { return nil }
                values[word, default: []].append(value)
            } else {
                return nil
            }
        }
        guard !files.isEmpty else { return nil }
    }

    private static let flags: Set = ["--json", "--recursive", "--offline"]
    private static let single: Set = ["--at", "--policy", "--jobs", "--lang", "--report"]
    private static let repeatable: Set = ["--trust", "--certs", "--crl", "--ocsp", "--content"]

    /// Every property of the command, as the parser would have set it; nil where it would have complained.
    ///
    /// A property left out here ends the process at its first use: a new option needs a line, whichever way it is read.
    private var command: VerifyCommand? {
        let at = values["--at"]?.first
        let jobs = values["--jobs"]?.first
        let language = values["--lang"]?.first
        let format = values["--report"]?.first
        let moment = at.flatMap { Moment(argument: $0) }
        let number = jobs.flatMap { Int($0) }
        let chosenLanguage = language.flatMap { Language(rawValue: $0) }
        let chosenFormat = format.flatMap { ReportFormat(rawValue: $0) }
        guard (at == nil) == (moment == nil), (jobs == nil) == (number == nil),
            (language == nil) == (chosenLanguage == nil), (format == nil) == (chosenFormat == nil)
        else { return nil }
        var command = VerifyCommand()
        command.input = FileArguments()
        command.input.files = files
        command.input.recursive = flags.contains("--recursive")
        command.content = ContentArguments()
        command.content.files = values["--content"] ?? []
        command.content.digests = []
        command.evidence = EvidenceOptions()
        command.evidence.trust = values["--trust"] ?? []
        command.evidence.certificates = values["--certs"] ?? []
        command.evidence.revocationLists = values["--crl"] ?? []
        command.evidence.ocspResponses = values["--ocsp"] ?? []
        command.judgement = JudgementOptions()
        command.judgement.at = moment
        command.judgement.policy = values["--policy"]?.first ?? "kz"
        command.network = NetworkOptions()
        command.network.offline = flags.contains("--offline")
        command.network.online = false
        command.network.allowPrivateHosts = false
        command.report = ReportOptions()
        command.report.output = OutputOptions()
        command.report.output.json = flags.contains("--json")
        command.report.output.path = nil
        command.report.language = LanguageOptions()
        command.report.language.chosen = chosenLanguage
        command.report.verbose = false
        command.chosenFormat = chosenFormat
        command.jobs = number
        command.extractionFolder = nil
        return (try? command.validate()) == nil ? nil : command
    }
}

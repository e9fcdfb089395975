package import ArgumentParser
internal import SandyqFiles
package import SandyqSignatures

/// The language of explanations: what every command that explains something shares.
package struct LanguageOptions: ParsableArguments {
    package init() {}

    @Option(
        name: .customLong("lang"),
        help: ArgumentHelp("Language of explanations: kk, ru or en. Default: the locale's.", valueName: "language"),
        completion: .list(Language.allCases.map(\.rawValue)),
        transform: Self.language
    )
    package var chosen: Language?

    /// The language asked for, else the locale's, else English.
    package var language: Language { chosen ?? .ofLocale }

    private static func language(named name: String) throws -> Language {
        guard let language = Language(rawValue: name) else { throw ValidationError("'\(name)' is not kk, ru or en.") }
        return language
    }
}

extension Language {
    /// The locale's, else English.
    package static var ofLocale: Language {
        // POSIX: the first of these that is set decides, even when it names a language that is not ours.
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap(Ambient.variable).first
        return locale.flatMap { Language(locale: $0) } ?? .en
    }
}

/// Where the answer goes and whether a machine reads it: what every command shares.
package struct OutputOptions: ParsableArguments {
    package init() {}

    @Flag(help: "Answer in JSON, one line for each file.")
    package var json = false

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Write the answer to a file, which appears only when it is complete.", valueName: "file"),
        completion: .file()
    )
    package var path: String?

    /// Whether the answer is read as it comes.
    package var isOnTerminal: Bool { path == nil && StandardStream.output.isTerminal }
}

/// The looks of text for a person: colours only on a terminal, and never against the person's wish.
package struct Looks {
    package let colour: Bool
    package let width: Int

    /// Looks at standard output, unless the answer goes to a file.
    package init(toFile: Bool) {
        let isTerminal = !toFile && StandardStream.output.isTerminal
        colour = isTerminal && Ambient.variable("NO_COLOR") == nil && Ambient.variable("TERM") != "dumb"
        width = isTerminal ? StandardStream.output.columns ?? 80 : 80
    }
}

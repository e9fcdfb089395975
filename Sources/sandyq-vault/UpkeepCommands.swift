internal import ArgumentParser
internal import SandyqFiles
internal import SandyqSignatures
internal import SandyqTerminal
internal import SandyqVault

/// `sandyq fsck`: whether everything is there and what it was.
struct FsckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fsck",
        abstract: "Look at every byte of the vault; change nothing.",
        discussion: """
            Example: sandyq fsck --slice 1/30

            Exit status: 0 nothing is missing or changed; 10 something is.
            """
    )

    @OptionGroup var vault: VaultOptions
    @OptionGroup var language: LanguageOptions

    @Option(help: ArgumentHelp("Read one part of the blobs only; index and log are always read.", valueName: "n/m"))
    var slice = Slice.whole

    @Flag(help: "Change nothing. This is always so.")
    var readOnly = false

    func run() throws {
        let vault = try vault.openForReading(language.language)
        let wording = language.language.vaultWording
        var lines: [String] = []
        var isGrave = false
        var checked = 0
        try worded(language.language) {
            try vault.check(
                slice,
                found: { defect in
                    lines.append(wording.sentence(defect).text)
                    isGrave = isGrave || defect.isGrave
                },
                checked: { _ in checked += 1 }
            )
        }
        if lines.isEmpty { lines.append(wording.label(.noDefects)) }
        lines.append("\(wording.label(.checkedBlobs)): \(checked)")
        try StandardStream.output.write(lines.map { $0 + "\n" }.joined())
        if isGrave { throw ExitStatus.failed }
    }
}

/// `sandyq reindex`: makes the index anew.
struct ReindexCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reindex",
        abstract: "Make the index anew from the log and the blobs.",
        discussion: """
            Example: sandyq reindex

            The old index is kept beside the new one, as index.old.
            """
    )

    @OptionGroup var vault: VaultOptions

    func run() throws {
        var entries = 0
        try worded {
            try DocumentVault.rebuildIndex(
                at: vault.path,
                keys: try VaultKeys.given(),
                ambient: .process,
                progress: { entries += $0 }
            )
        }
        try StandardStream.output.write("\(entries)\n")
    }
}

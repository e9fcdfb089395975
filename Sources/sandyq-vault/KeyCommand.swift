internal import ArgumentParser
internal import SandyqFiles
internal import SandyqSignatures
internal import SandyqTerminal
internal import SandyqVault

/// `sandyq key`: the vault key.
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Change the vault key.",
        subcommands: [KeyRotate.self]
    )
}

/// `sandyq key rotate`: a new vault key.
struct KeyRotate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Put a new vault key in the place of the present one; interrupted, it goes on where it was.",
        discussion: """
            Example: sandyq key rotate

            Every key in the vault is wrapped anew; documents are not written again. Keep a copy of the new key. A key that \
            is kept outside the vault is made by you: give the new one, a comma and the old one in SANDYQ_VAULT_KEY, \
            rotate, and give the new one alone from then on.
            """
    )

    @OptionGroup var vault: VaultOptions
    @OptionGroup var language: LanguageOptions

    func run() throws {
        let wording = language.language.vaultWording
        let given = try worded(language.language) { try VaultKeys.given() }
        var blobs = 0
        try worded(language.language) {
            try DocumentVault.rotateKey(at: vault.path, keys: given, ambient: .process, progress: { blobs += $0 })
        }
        try StandardStream.output.write("\(wording.label(.checkedBlobs)): \(blobs)\n")
        Diagnostics.say(wording.label(given == nil ? .copyNewKey : .dropOldKey))
    }
}

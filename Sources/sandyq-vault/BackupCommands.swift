internal import ArgumentParser
internal import SandyqFiles
internal import SandyqSignatures
internal import SandyqTerminal
internal import SandyqVault

/// `sandyq backup`: a copy that can be made while the vault is in use.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy what is new into a backup; the vault may be in use.",
        discussion: """
            Example: sandyq backup /mnt/backup/sandyq

            Only documents that are not there yet are copied, each read back and verified; log and index are those of one \
            moment. Until everything is on the disk the backup of before counts. What the vault erased is erased from the \
            backup, too. The vault key is NOT copied unless --with-keys is given: keep it elsewhere, for without it \
            nothing can be restored. Exit status: 0 everything is copied; 10 something in the vault is missing or damaged.
            """
    )

    @OptionGroup var vault: VaultOptions
    @OptionGroup var language: LanguageOptions

    @Argument(help: "The backup's folder: empty, not there, or this vault's backup.", completion: .directory)
    var folder: String

    @Flag(help: "Copy the vault's key file, too, and of a vault without encryption the private keys of seal and log.")
    var withKeys = false

    @Flag(help: "Answer in JSON.")
    var json = false

    func run() throws {
        let vault = try vault.openForReading(language.language)
        let summary = try worded(language.language) { try vault.backUp(to: folder, withKeys: withKeys) }
        try StandardStream.output.write(BackupPage(language: language.language).text(summary, json: json))
        if !summary.hasKeys {
            let isEncrypted = vault.configuration.isEncrypted
            Diagnostics.say(
                isEncrypted
                    ? "the vault key is not in the backup; keep a copy of it elsewhere"
                    : "the private keys of seal and log are not in the backup; keep copies of keys/seal.key and keys/log.key elsewhere"
            )
        }
        if !summary.lost.isEmpty { throw ExitStatus.failed }
    }
}

/// `sandyq restore`: a vault out of a backup.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Make a vault of a backup, verifying every byte as it is copied.",
        discussion: """
            Example: SANDYQ_VAULT_KEY_COMMAND='pass sandyq' sandyq restore /mnt/backup/sandyq /var/lib/sandyq

            The folder must be empty or not there. A restoration that broke off leaves no vault: empty the folder and \
            begin again. Exit status: 0 everything is restored; 10 some documents are lost.
            """
    )

    @OptionGroup var language: LanguageOptions

    @Argument(help: "The backup.", completion: .directory)
    var backup: String

    @Argument(help: "The new vault's folder.", completion: .directory)
    var folder: String

    @Flag(help: "Answer in JSON.")
    var json = false

    func run() throws {
        let summary = try worded {
            try DocumentVault.restore(backup, to: folder, keys: try VaultKeys.given(), ambient: .process)
        }
        try StandardStream.output.write(BackupPage(language: language.language).text(summary, json: json))
        if !summary.hasKeys {
            Diagnostics.say("put keys/seal.key and keys/log.key back before you open the vault: the backup had none")
        }
        if !summary.lost.isEmpty { throw ExitStatus.failed }
    }
}

/// How a backup or a restoration is told.
struct BackupPage {
    let language: Language

    func text(_ summary: BackupSummary, json isJSON: Bool) -> String {
        guard isJSON else {
            let wording = language.backupWording
            let rows = [wording.copied(summary.copied, of: summary.needed), wording.log(summary.entries)]
            return (rows + summary.lost.map(wording.lost)).map { $0.text + "\n" }.joined()
        }
        var json = JSONWriter()
        json.object { json in
            json.member("schema", "sandyq.backup-summary/1")
            json.member("copied", summary.copied)
            json.member("octets", summary.octets)
            json.member("needed", summary.needed)
            json.member("entries", summary.entries)
            json.member("lost", summary.lost)
            json.member("keys", summary.hasKeys)
        }
        json.endLine()
        return String(decoding: json.bytes, as: UTF8.self)
    }
}

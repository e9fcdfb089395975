internal import ArgumentParser
internal import SandyqFiles
internal import SandyqTerminal
internal import SandyqVault

/// `sandyq init`: makes a vault.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a vault.",
        discussion: """
            Example: sandyq init /var/lib/sandyq --name vault.example.kz

            Blobs are encrypted. The key is written to keys/vault.key, readable by you alone, unless SANDYQ_VAULT_KEY or \
            SANDYQ_VAULT_KEY_COMMAND gives one. Keep a copy of it elsewhere: without it nothing can be read.
            """
    )

    @Argument(help: "A folder that is empty or not there.", completion: .directory)
    var folder: String

    @Option(help: "What checkpoints of the log and the seal call the vault.")
    var name = "sandyq"

    @Flag(help: "Keep blobs as plain files.")
    var noEncryption = false

    func validate() throws {
        // A key's name in a signed note: no spaces, no plus (C2SP signed-note).
        guard !name.isEmpty, name.utf8.count <= 64, name.allSatisfy({ !$0.isWhitespace && $0 != "+" }) else {
            throw ValidationError("--name: up to 64 octets, without spaces and without +.")
        }
    }

    func run() throws {
        let keys = noEncryption ? nil : try VaultKeys.given()
        try worded {
            try DocumentVault.create(
                at: folder,
                name: name,
                isEncrypted: !noEncryption,
                keys: keys,
                ambient: .process
            )
        }
        let vault = VaultFolder(path: folder)
        let configuration = try worded { try vault.readConfiguration() }
        try StandardStream.output.write("vault     \(configuration.id)\nlog key   \(configuration.logKey)\n")
        if noEncryption {
            Diagnostics.say("blobs are kept as plain files; protect the disk")
        } else if keys == nil {
            Diagnostics.say("keep a copy of \(vault.vaultKey) elsewhere: without it nothing can be read")
        }
    }
}

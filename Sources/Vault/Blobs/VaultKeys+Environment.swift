internal import SandyqFiles

extension VaultKeys {
    /// Keys that are kept outside the vault: those of `SANDYQ_VAULT_KEY`, else what `SANDYQ_VAULT_KEY_COMMAND` prints;
    /// nil: the vault's own key file has them.
    ///
    /// - Parameter variable: The environment.
    /// - Throws: That what is there is no key, or that the command failed.
    package init?(environment variable: (String) -> String?) throws(VaultError) {
        if let text = variable("SANDYQ_VAULT_KEY") {
            self = try Self.keys(in: text, "SANDYQ_VAULT_KEY")
        } else if let command = variable("SANDYQ_VAULT_KEY_COMMAND") {
            let output = try onFiles { () throws(FileError) in try Shell.output(of: command, atMost: 4_096) }
            self = try Self.keys(in: String(decoding: output, as: UTF8.self), "SANDYQ_VAULT_KEY_COMMAND")
        } else {
            return nil
        }
    }

    private static func keys(in text: String, _ source: String) throws(VaultError) -> VaultKeys {
        guard let keys = VaultKeys(text: text) else { throw .keyMissing(.malformed(source)) }
        return keys
    }
}

internal import ArgumentParser
internal import SandyqTerminal

/// The process that `sandyq` becomes for commands that need a vault.
@main
enum Main {
    static func main() {
        do {
            var command = try SandyqVaultCommand.parseAsRoot()
            try command.run()
        } catch {
            SandyqVaultCommand.end(with: error)
        }
    }
}

/// The root command; people know it as `sandyq`.
struct SandyqVaultCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandyq",
        abstract: "Keeps documents in a vault.",
        subcommands: [
            InitCommand.self, CabinetCommand.self, FileCommand.self, GetCommand.self, ReceiptCommand.self,
            ListCommand.self, SearchCommand.self, ShowCommand.self, SignificanceCommand.self, AuditCommand.self,
            UserCommand.self, CompanyCommand.self, ShareCommand.self, MessageCommand.self,
            RevisionCommand.self, HoldCommand.self, RetentionCommand.self, ExportCommand.self, FsckCommand.self,
            ReindexCommand.self, ReverifyCommand.self, BackupCommand.self, RestoreCommand.self, KeyCommand.self,
        ]
    )
}

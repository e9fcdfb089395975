internal import ArgumentParser
internal import SandyqFiles
internal import SandyqTerminal

/// The process: reads its arguments, runs one command, and ends with a status that `ExitStatus` lists.
@main
enum Program {
    static func main() {
        ProcessMemory.limit(to: 4 << 30)
        do {
            if let direct = DirectVerification.command(in: CommandLine.arguments) {
                try direct.run()
            } else if let name = CommandLine.arguments.dropFirst().first, VaultProgram.commands.contains(name) {
                throw VaultProgram.takeOver()
            } else if CommandLine.arguments.dropFirst().first == "serve" {
                throw VaultProgram.takeOver(by: "sandyq-serve")
            } else {
                var command = try Sandyq.parseAsRoot()
                try command.run()
            }
        } catch {
            Sandyq.end(with: error)
        }
    }
}

/// The program for everything that needs a vault: it carries a database, which would slow every start of this one.
///
/// The service has another one, for the same reason.
enum VaultProgram {
    /// Commands it knows.
    static let commands: Set = [
        "init", "cabinet", "file", "get", "receipt", "list", "search", "show", "significance", "audit", "fsck",
        "reindex", "user", "company", "share", "message", "revision", "hold",
        "retention", "export", "reverify", "backup", "restore", "key",
    ]

    /// Replaces this process by the program, which lies beside it; why it could not.
    static func takeOver(by name: String = "sandyq-vault") -> Complaint {
        let own = ProcessImage.path
        let path = "\(Folder.parent(of: own))/\(name)"
        let error = ProcessImage.replace(by: path, arguments: CommandLine.arguments)
        return Complaint("\(error.description); it belongs beside \(own)", status: .internalError)
    }
}

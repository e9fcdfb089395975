internal import ArgumentParser
internal import SandyqFiles
internal import SandyqTerminal

/// The process that `sandyq` becomes when asked to serve.
@main
enum Main {
    static func main() async {
        ProcessMemory.limit(to: 4 << 30)
        do {
            switch try ServeRoot.parseAsRoot() {
            case var command as any AsyncParsableCommand: try await command.run()
            case var command: try command.run()
            }
        } catch {
            ServeRoot.end(with: error)
        }
    }
}

/// The root command; people know it as `sandyq`.
struct ServeRoot: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandyq",
        abstract: "Serves the HTTP API.",
        subcommands: [ServeCommand.self]
    )
}

internal import ArgumentParser
internal import CoreMetrics
internal import Logging
internal import SandyqFiles
internal import SandyqServer
internal import SandyqTerminal
internal import ServiceLifecycle
internal import UnixSignals

/// `sandyq serve`: the HTTP API.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the HTTP API.",
        discussion: """
            Example: sandyq serve --listen 127.0.0.1:8080 --trust roots/

            What can be set is listed by --print-settings. A setting is taken from a flag, else from the environment as \
            SANDYQ_LISTEN, else from the file of --config, else it has its default. SIGHUP reads evidence, certificate \
            and key anew; SIGTERM and SIGINT end the service once it has answered what it accepted.
            """
    )

    @Option(help: ArgumentHelp("Where connections are taken. Default: 127.0.0.1:8080.", valueName: "host:port"))
    var listen: String?

    @Option(
        help: ArgumentHelp("A JSON5 file of settings. Default: SANDYQ_CONFIG, else none.", valueName: "file"),
        completion: .file()
    )
    var config: String?

    @Option(
        name: .customLong("ncanode"),
        defaultAsFlag: "/",
        help: ArgumentHelp("Answer as NCANode does, below a prefix. Default: not at all.", valueName: "prefix")
    )
    var ncanode: String?

    @Option(
        help: ArgumentHelp(
            "Trust anchors: a file or a folder. Repeatable. Default: the trust store.",
            valueName: "path"
        ),
        completion: .file()
    )
    var trust: [String] = []

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("Any setting, as checksPerMinute=10. Repeatable.", valueName: "name=value")
    )
    var assignments: [String] = []

    @Flag(help: "Check the settings and everything they name, and end.")
    var check = false

    @Flag(help: "Print every setting with where it comes from, and end.")
    var printSettings = false

    func run() async throws {
        let sources = try sources()
        let (settings, lines): (Settings, [String])
        do throws(SettingsError) { (settings, lines) = (try sources.settings(), try sources.lines()) } catch {
            throw Complaint(error.description, status: .usage)
        }
        guard !printSettings else { return try StandardStream.output.write(lines.joined(separator: "\n") + "\n") }
        let host = try ServiceHost(settings: settings)
        guard !check else { return try StandardStream.output.write("The settings can be used.\n") }
        try await host.run()
    }

    /// Gathers what flags, environment and file say.
    private func sources() throws -> SettingsSources {
        var sources = SettingsSources { Ambient.variable($0) }
        if let path = config ?? Ambient.variable("SANDYQ_CONFIG") {
            guard let bytes = try ReadableFile(path: path).bytes(atMost: 1 << 20) else {
                throw Complaint("\(path): more than 1 MiB is no configuration")
            }
            do throws(SettingsError) { try sources.read(file: bytes, named: path) } catch {
                throw Complaint(error.description, status: .usage)
            }
        }
        for assignment in assignments {
            guard let equals = assignment.firstIndex(of: "=") else {
                throw Complaint("--set \(assignment): not name=value", status: .usage)
            }
            sources.flags[String(assignment[..<equals])] = String(assignment[assignment.index(after: equals)...])
        }
        if let listen { sources.flags["listen"] = listen }
        if let ncanode { sources.flags["ncanode"] = ncanode }
        if !trust.isEmpty { sources.flags["trust"] = trust.joined(separator: ",") }
        return sources
    }
}

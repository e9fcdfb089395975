import Foundation
import Testing

/// The built executable, run as a person would run it.
struct Binary {
    /// Variables set for every run, beside the few a process needs.
    var environment: [String: String] = [:]
    /// The person's folder, the trust store in it; it lasts as long as this value.
    let home: TemporaryFolder

    init(environment: [String: String] = [:], home: TemporaryFolder? = nil) throws {
        self.environment = environment
        self.home = try home ?? TemporaryFolder()
    }

    /// The folder runs begin in: the test data.
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "testdata")

    /// Beside the test bundle, whichever configuration was built.
    static let path: URL = {
        if let given = ProcessInfo.processInfo.environment["SANDYQ_BIN"] { return URL(filePath: given) }
        return URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "sandyq")
    }()

    /// What came of one run.
    struct Outcome {
        let status: Int32
        /// Whether a signal ended it.
        let crashed: Bool
        let output: String
        let errors: String
    }

    /// Runs the executable to its end.
    ///
    /// - Parameters:
    ///   - arguments: Without the executable's name.
    ///   - input: What it reads from standard input.
    ///   - folder: Where it runs.
    /// - Returns: What came of it.
    /// - Throws: That it could not be run at all.
    func run(_ arguments: [String], input: Data = Data(), in folder: URL = Self.folder) throws -> Outcome {
        let work = try TemporaryFolder()
        let process = Process()
        process.executableURL = Self.path
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = [
            "PATH": "/usr/bin:/bin", "HOME": home.url.path, "LANG": "C.UTF-8",
            "SANDYQ_TRUST": home.url.appending(path: "trust").path,
        ].merging(environment) { $1 }
        // Files, not pipes: a pipe that nobody empties would stop a run with much to say.
        let output = work.url.appending(path: "output")
        let errors = work.url.appending(path: "errors")
        let source = work.url.appending(path: "input")
        for url in [output, errors] { try Data().write(to: url) }
        try input.write(to: source)
        process.standardInput = try FileHandle(forReadingFrom: source)
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus,
            crashed: process.terminationReason == .uncaughtSignal,
            output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self)
        )
    }
}

/// A folder that is gone when its owner is.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "sandyq-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Writes a file in it and gives its path.
    func file(_ name: String, _ contents: Data) throws -> String {
        let file = url.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try contents.write(to: file)
        return file.path
    }
}

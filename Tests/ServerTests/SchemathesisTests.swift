import Foundation
import Testing

/// Requests that Schemathesis makes up from the OpenAPI document: no failure of the service, and no answer it does not describe.
@Suite struct SchemathesisTests {
    private static let program = ServerProcess.testdata.deletingLastPathComponent()
        .appending(path: ".venv-peers/bin/schemathesis")
    private static let isThere: ConditionTrait = .enabled(
        if: FileManager.default.isExecutableFile(atPath: program.path),
        "Schemathesis is not installed: scripts/setup test"
    )

    @Test(isThere) func nothingItMakesUpFailsOrIsAnsweredOtherwiseThanDescribed() throws {
        let server = try ServerProcess(["--ncanode", "/ncanode", "--set", "logLevel=warning"])
        let output = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data().write(to: output)
        defer { try? FileManager.default.removeItem(at: output) }
        let process = Process()
        process.executableURL = Self.program
        process.arguments = [
            "run", "http://127.0.0.1:\(server.port)/openapi.json", "--checks", "all", "--max-examples", "10", "--seed",
            "1",
            "--no-color",
            // What is base64, PEM or a signed file at all, a schema cannot say.
            "--exclude-checks", "positive_data_acceptance,negative_data_rejection",
            // 501 is what these are for.
            "--exclude-path-regex", "/(sign|sign/add|encode|aliases|pkcs12/info)$",
        ]
        process.currentDirectoryURL = FileManager.default.temporaryDirectory
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        let text = try String(contentsOf: output, encoding: .utf8)
        #expect(process.terminationStatus == 0, "\(text.suffix(4_000))")
        let selected = try #require(text.firstMatch(of: /Tested: (\d+)/).flatMap { Int($0.1) }, "\(text.suffix(2_000))")
        #expect(selected > 12)
        #expect(server.isRunning)
    }
}

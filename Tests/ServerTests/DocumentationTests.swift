import Foundation
import SandyqServer
import Testing

/// What docs/service.md promises is so.
@Suite(.serialized) struct DocumentationTests {
    private static let text: String = {
        let url = ServerProcess.testdata.deletingLastPathComponent().appending(path: "docs/service.md")
        return (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    }()

    @Test func theTableOfSettingsIsWhole() throws {
        let sources = SettingsSources { _ in nil }
        let defaults = try sources.lines()
        let rows = Setting.all.map { setting in
            let line = defaults.first { $0.hasPrefix("\(setting.name) = ") } ?? ""
            let value = line.dropFirst(setting.name.count + 3).replacing(/\ {2}\(default\)$/, with: "")
            let variable = setting.variable.map { "`\($0)`" } ?? ""
            return "| `\(setting.name)` | \(variable) | \(value.isEmpty ? "" : "`\(value)`") | \(setting.meaning) |"
        }
        for row in rows { #expect(Self.text.contains(row + "\n"), "\(row)") }
        let described = Self.text.matches(of: /\n\| `(\w+)` \| (`SANDYQ_\w+`)? ?\|/).map { String($0.1) }
        #expect(described == Setting.all.map(\.name))
    }

    /// The commands of the examples, in order.
    private static let examples = text.matches(of: /```sh\n(.*?)```/.dotMatchesNewlines()).map { String($0.1) }

    @Test(arguments: [
        (0, #""indication":"TOTAL-PASSED""#), (1, #""intact":true"#), (2, #""intact":true"#),
        (3, #""code":"parameter-unknown","title":"Белгісіз параметр""#), (4, #""tspHashAlgorithm":"#),
    ])
    func everyExampleAnswersAsItSays(index: Int, answer: String) throws {
        try #require(Self.examples.count == 5)
        let curl = FileManager.default.isExecutableFile(atPath: "/usr/bin/curl")
        try #require(curl, "curl is not installed: scripts/setup test")
        let server = try ServerProcess(["--ncanode", "/ncanode", "--trust", "pki/root-gost512.cer"])
        let output = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data().write(to: output)
        defer { try? FileManager.default.removeItem(at: output) }
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-euo", "pipefail", "-c", Self.examples[index]]
        process.currentDirectoryURL = ServerProcess.testdata
        process.environment = ["PATH": "/usr/bin:/bin", "SANDYQ": "http://127.0.0.1:\(server.port)"]
        process.standardOutput = try FileHandle(forWritingTo: output)
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let text = try String(contentsOf: output, encoding: .utf8)
        #expect(text.contains(answer), "\(text.prefix(600))")
    }

    @Test func everyCodeIsListed() throws {
        let codes = [
            "not-found", "method-not-allowed", "request-malformed", "head-too-large", "body-too-large",
            "body-incomplete",
            "body-missing", "content-type-unsupported", "content-encoding-unsupported", "multipart-malformed",
            "part-missing", "part-unexpected", "parameter-unknown", "parameter-invalid", "json-malformed",
            "fields-invalid", "rate-limited", "busy", "signing-not-offered", "internal-error", "sign-in-required",
            "forbidden",
            "agreement_required", "cabinet-closed", "destroyed", "conflict", "header-invalid", "digest-mismatch",
            "range-unsatisfiable", "storage-unavailable",
        ]
        for code in codes { #expect(Self.text.contains("`\(code)`"), "\(code)") }
    }
}

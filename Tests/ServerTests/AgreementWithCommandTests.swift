import Foundation
import Testing

/// The service and the command line are two doors to one judgement: for every file of the test data they say the same,
/// octet for octet.
@Suite(.serialized) struct AgreementWithCommandTests {
    private static let evidence = [
        "--trust", "pki/root-rsa.cer", "--trust", "pki/root-ec.cer", "--trust", "pki/root-gost512.cer",
    ]
    private static let moment = "2026-03-16T12:00:00Z"

    /// One entry of a manifest.
    private struct Entry: Decodable {
        let file: String
        let content: [String]
    }

    private static func entries(in folder: String) throws -> [Entry] {
        let data = try Data(contentsOf: ServerProcess.testdata.appending(path: "\(folder)/manifest.json"))
        return try JSONDecoder().decode([Entry].self, from: data)
    }

    /// The lines of `sandyq verify --json`.
    private func lines(_ arguments: [String]) throws -> [String] {
        let process = Process()
        let output = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data().write(to: output)
        defer { try? FileManager.default.removeItem(at: output) }
        process.executableURL = ServerProcess.binary
        process.arguments = ["verify", "--json", "--lang", "en", "--at", Self.moment] + Self.evidence + arguments
        process.currentDirectoryURL = ServerProcess.testdata
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return try String(contentsOf: output, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    /// The verdicts of a report, the file's first.
    private static func verdicts(_ report: [String: Any]) throws -> [String] {
        let signatures = try #require(report["signatures"] as? [[String: Any]])
        return ([report] + signatures).map { "\($0["indication"] ?? "") \($0["subIndication"] ?? "")" }
    }

    private func target(_ file: String) throws -> String {
        let name = try #require(file.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
        return "/v1/check?at=\(Self.moment)&name=\(name)"
    }

    @Test(arguments: ["asic", "cms", "hostile", "ncazip", "pades", "showcase", "wsse", "xades", "xmldsig"])
    func everyFileIsJudgedAlike(folder: String) throws {
        let server = try ServerProcess(Array(Self.evidence))
        let files = try Self.entries(in: folder).filter(\.content.isEmpty).map(\.file)
        try #require(!files.isEmpty)
        let expected = try lines(files)
        try #require(expected.count == files.count)
        let connection = try server.connect()
        for (file, line) in zip(files, expected) {
            try connection.send("POST", try target(file), [:], try testFile(file))
            let answer = try connection.answer()
            guard !(try testFile(file).isEmpty) else {
                #expect(answer.status == 400)
                continue
            }
            #expect(answer.status == 200, "\(file)")
            guard line.contains("looked for: ") else {
                #expect(answer.text == line + "\n", "\(file)")
                continue
            }
            // Only the command looks for data beside the signature, and names what it looked for.
            let said = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            #expect(try Self.verdicts(try answer.json) == Self.verdicts(try #require(said)), "\(file)")
        }
    }

    @Test(arguments: ["cms", "er", "tsp", "xmldsig", "showcase"])
    func detachedDataComesAlong(folder: String) throws {
        let server = try ServerProcess(Array(Self.evidence))
        let entries = try Self.entries(in: folder).filter { !$0.content.isEmpty && !$0.content[0].contains("=") }
        try #require(!entries.isEmpty)
        for entry in entries {
            let arguments = entry.content.flatMap { ["--content", $0] } + [entry.file]
            let line = try #require(try lines(arguments).first)
            var form = Form()
            // The command names data by the last component of its path.
            for content in entry.content {
                form.add("content", URL(filePath: content).lastPathComponent, try testFile(content))
            }
            form.add("file", entry.file, try testFile(entry.file))
            let answer = try server.send("POST", try target(entry.file), ["Content-Type": form.type], form.body)
            #expect(answer.status == 200, "\(entry.file)")
            #expect(answer.text == line + "\n", "\(entry.file)")
        }
    }
}

/// A form as a browser sends it.
struct Form {
    private let boundary = "----sandyq-test-boundary"
    private var octets: [UInt8] = []

    var type: String { "multipart/form-data; boundary=\(boundary)" }
    var body: [UInt8] { octets + Array("--\(boundary)--\r\n".utf8) }

    mutating func add(_ field: String, _ name: String, _ data: [UInt8]) {
        let disposition = "Content-Disposition: form-data; name=\"\(field)\"; filename=\"\(name)\""
        octets += Array("--\(boundary)\r\n\(disposition)\r\nContent-Type: application/octet-stream\r\n\r\n".utf8)
        octets += data + Array("\r\n".utf8)
    }
}

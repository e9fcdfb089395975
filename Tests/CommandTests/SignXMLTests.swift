import Foundation
import Testing

/// The project's XML signatures through a third implementation: where the two differ, it is said why.
@Suite("XML signatures through signxml")
struct SignXMLTests {
    private static let project = Binary.folder.deletingLastPathComponent()
    private static let python = project.appending(path: ".venv-peers/bin/python").path

    private struct Line: Decodable {
        let file: String
        let holds: Bool
    }

    @Test(
        "are judged alike, or the difference is explained",
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: python),
            "signxml is not installed: scripts/setup test installs it"
        )
    )
    func comparison() throws {
        let files = XMLSecurityLibraryTests.files
        let lines = try opinions(on: files)
        #expect(lines.map(\.file) == files)
        // Otherwise nothing is compared.
        #expect(lines.count { $0.holds } > 5)
        for line in lines {
            let ours = try XMLSecurityLibraryTests.isCoreValid(line.file)
            if let reason = XMLDisagreements.signxml[line.file] {
                #expect(ours != line.holds, "\(line.file): explained (\(reason)), and no longer true")
            } else {
                #expect(ours == line.holds, "\(line.file): ours \(ours), signxml \(line.holds)")
            }
        }
    }

    @Test("leave no explanation without a file")
    func explanations() {
        #expect(Set(XMLDisagreements.signxml.keys).isSubset(of: XMLSecurityLibraryTests.files))
    }

    private func opinions(on files: [String]) throws -> [Line] {
        let work = try TemporaryFolder()
        let output = work.url.appending(path: "output")
        try Data().write(to: output)
        let process = Process()
        process.executableURL = URL(filePath: Self.python)
        process.arguments = [Self.project.appending(path: "scripts/peers/xml_opinion.py").path] + files
        process.currentDirectoryURL = Binary.folder
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return try Data(contentsOf: output).split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode(Line.self, from: $0)
        }
    }
}

import Foundation
import Testing

/// The loadable module, in OpenSSL's own program.
@Suite("The module for the openssl command")
struct ModuleTests {
    static let checkout = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

    /// Runs a program to its end.
    static func run(
        _ program: String,
        _ arguments: [String],
        in folder: URL,
        modules: URL,
        flags: String? = nil
    ) throws -> (Int32, String) {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ["PATH": "/usr/bin:/bin", "OPENSSL_MODULES": modules.path, "HOME": folder.path]
        process.environment?["CFLAGS"] = flags
        let output = Pipe()
        (process.standardOutput, process.standardError, process.standardInput) = (output, output, FileHandle.nullDevice)
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }

    /// The example in docs/provider.md: its only block marked as bash.
    static func example() throws -> String {
        let page = try String(contentsOf: checkout.appending(path: "docs/provider.md"), encoding: .utf8)
        let blocks = page.components(separatedBy: "```bash\n").dropFirst()
        return try #require(blocks.count == 1 ? blocks.first?.components(separatedBy: "```").first : nil)
    }

    /// Builds the module into a folder of its own, which is gone afterwards.
    static func withModule(flags: String? = nil, _ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sandyq-module-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let builder = checkout.appending(path: "scripts/build-provider").path
        let (status, output) = try run("/bin/bash", [builder, folder.path], in: folder, modules: folder, flags: flags)
        try #require(status == 0, "\(output)")
        try body(folder)
    }

    @Test("The documented example runs as it stands")
    func documented() throws {
        let script = "set -euo pipefail\n" + (try Self.example())
        try Self.withModule { folder in
            let (status, output) = try Self.run("/bin/bash", ["-c", script], in: folder, modules: folder)
            #expect(status == 0, "\(output)")
            #expect(output.contains("signer.crt: OK"))
            #expect(output.contains("Verified OK"))
            // Streebog-512 of the text, by gost-engine.
            #expect(output.contains("a9f49a4cd1b69bdfc493b4686827dc3c447f260aa40080665fe2a6629774113d"))
        }
    }

    @Test("The module in portable C computes the same digests as this program")
    func portable() throws {
        try Self.withModule(flags: "-O1 -DSANDYQ_PORTABLE") { folder in
            for length in [0, 1, 63, 64, 65, 1000] {
                let message = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 7) }
                try Data(message).write(to: folder.appending(path: "message"))
                for name in ["KZ-STREEBOG-512", "KZ-STREEBOG-256", "KZ-GOST34311"] {
                    let use = ["dgst", "-provider", "default", "-provider", "sandyq", "-r", "-\(name)", "message"]
                    let (status, output) = try Self.run("/usr/bin/openssl", use, in: folder, modules: folder)
                    #expect(status == 0, "\(output)")
                    #expect(try output.hasPrefix(digest(name, of: [message]).hex), "\(name), \(length) bytes")
                }
            }
        }
    }

    @Test(
        "Nothing that is private decides a branch or an address",
        .enabled(
            if: FileManager.default.fileExists(atPath: "/usr/include/valgrind/memcheck.h"),
            "valgrind is not installed"
        )
    )
    func constantTime() throws {
        let script = Self.checkout.appending(path: "scripts/check-constant-time").path
        let folder = FileManager.default.temporaryDirectory
        let (status, output) = try Self.run("/bin/bash", [script], in: folder, modules: folder)
        #expect(status == 0, "\(output)")
    }
}

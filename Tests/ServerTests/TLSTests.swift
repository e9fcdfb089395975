import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#endif

/// TLS without a proxy, seen by OpenSSL's own client.
@Suite(.serialized) struct TLSTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "sandyq-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try mint("first")
    }

    private func path(_ name: String) -> String { folder.appending(path: name).path }

    /// Makes a certificate and its key, in place of any that are there.
    private func mint(_ name: String) throws {
        _ = try OpenSSL.run([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=\(name)",
            "-keyout", path("key.pem"), "-out", path("cer.pem"),
        ])
    }

    private func server() throws -> ServerProcess {
        try ServerProcess(["--set", "tlsCertificate=\(path("cer.pem"))", "--set", "tlsKey=\(path("key.pem"))"])
    }

    /// What a client sees of the server's certificate and of an answer.
    private func exchange(_ server: ServerProcess, _ options: String = "") throws -> String {
        let command = """
            printf 'GET /healthz HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n\\r\\n' |
              timeout 20 openssl s_client -connect 127.0.0.1:\(server.port) -ign_eof \(options) 2>&1 || true
            """
        let process = Process()
        let output = folder.appending(path: UUID().uuidString)
        try Data().write(to: output)
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", command]
        process.standardOutput = try FileHandle(forWritingTo: output)
        try process.run()
        process.waitUntilExit()
        return String(decoding: try Data(contentsOf: output), as: UTF8.self)
    }

    @Test func aRenewedCertificateCountsWithoutARestart() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let server = try server()
        let first = try exchange(server)
        #expect(first.contains("CN = first") && first.contains(#"{"status":"ok"}"#), "\(first)")
        try mint("second")
        server.signal(SIGHUP)
        var second = ""
        for _ in 0..<50 where !second.contains("CN = second") {
            usleep(100_000)
            second = try exchange(server)
        }
        #expect(second.contains("CN = second") && second.contains(#"{"status":"ok"}"#), "\(second)")
        try Data("no certificate".utf8).write(to: folder.appending(path: "cer.pem"))
        server.signal(SIGHUP)
        usleep(500_000)
        #expect(try exchange(server).contains("CN = second"))
        #expect(server.isRunning)
    }

    @Test func oldProtocolsAreRefused() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let server = try server()
        let old = try exchange(server, "-tls1_1 -cipher DEFAULT@SECLEVEL=0")
        #expect(!old.contains(#"{"status":"ok"}"#))
        #expect(try exchange(server, "-tls1_2").contains(#"{"status":"ok"}"#))
        let plain = try server.connect()
        plain.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(plain.closes(within: 20))
    }

    @Test func aKeyOfAnotherCertificateIsNoticedAtTheStart() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.moveItem(atPath: path("key.pem"), toPath: path("other.pem"))
        try mint("another")
        #expect(throws: (any Error).self) {
            try ServerProcess(["--set", "tlsCertificate=\(path("cer.pem"))", "--set", "tlsKey=\(path("other.pem"))"])
        }
    }
}

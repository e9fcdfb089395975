import Foundation
import Testing

/// A time-stamping authority made for one test: OpenSSL's, behind a small web server on this machine.
final class StampServer {
    let folder: TemporaryFolder
    private var server: Process?
    private let port: Int

    /// How the server answers.
    enum Conduct: String {
        case honest
        /// The answer to its first question, whatever is asked.
        case replaying
        case refusing
        case garbling
    }

    init(_ conduct: Conduct = .honest) throws {
        folder = try TemporaryFolder()
        let free = try Tool.run([
            "python3", "-c", "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])",
        ])
        port = try #require(Int(free.output.filter(\.isNumber)))
        #expect(try Tool.run(["bash", "-ec", "cd '\(folder.url.path)'\n" + Self.minting]).status == 0)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-u", "-c", Self.serving, "\(port)", conduct.rawValue]
        process.currentDirectoryURL = folder.url
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        server = process
        for _ in 0..<200 {
            if FileManager.default.fileExists(atPath: folder.url.appending(path: "ready").path) { return }
            Thread.sleep(forTimeInterval: 0.05)
        }
        Issue.record("the time-stamping server does not start")
    }

    deinit { if let server { kill(server.processIdentifier, SIGKILL) } }

    var address: String { "http://127.0.0.1:\(port)/" }
    var certificate: String { folder.url.appending(path: "tsa.pem").path }

    private static let minting = """
        openssl ecparam -name prime256v1 -genkey -noout -out tsa.key
        openssl req -x509 -key tsa.key -subj /CN=tsa -days 3000 -out tsa.pem -config /dev/null \\
            -addext extendedKeyUsage=critical,timeStamping -addext keyUsage=critical,digitalSignature
        echo 01 > serial
        cat > tsa.cnf <<C
        [tsa]
        default_tsa = one
        [one]
        serial = serial
        signer_cert = tsa.pem
        signer_key = tsa.key
        signer_digest = sha256
        default_policy = 1.2.398.3.3.2.6.1
        digests = sha256
        ess_cert_id_alg = sha256
        C
        """

    private static let serving = """
        import http.server, subprocess, sys
        first = None
        class Server(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                global first
                body = self.rfile.read(int(self.headers["Content-Length"]))
                assert self.headers["Content-Type"] == "application/timestamp-query"
                open("question.tsq", "wb").write(body)
                subprocess.run(["openssl", "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "question.tsq",
                    "-out", "answer.tsr"], check=True)
                answer = open("answer.tsr", "rb").read()
                conduct = sys.argv[2]
                if conduct == "replaying": first = answer = first or answer
                if conduct == "refusing": answer = bytes.fromhex("30053003020102")
                if conduct == "garbling": answer = answer[:-3] + bytes([answer[-3] ^ 1]) + answer[-2:]
                self.send_response(200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)
        server = http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Server)
        open("ready", "w")
        server.serve_forever()
        """
}

/// Time-stamped checkpoints and packages, with a real responder.
@Suite struct StampTests {
    private func vault(_ folder: TemporaryFolder) throws -> Binary {
        let path = folder.url.appending(path: "vault").path
        let binary = try Binary(environment: ["SANDYQ_VAULT": path])
        #expect(try binary.run(["init", path, "--name", "test.kz", "--no-encryption"]).status == 0)
        #expect(try binary.run(["cabinet", "add", "000740000728", "JSC NIT"]).status == 0)
        return binary
    }

    @Test func aStampedCheckpointIsKeptVerifiedAndRebuilt() throws {
        let (folder, server) = (try TemporaryFolder(), try StampServer())
        let binary = try vault(folder)
        let note = folder.url.appending(path: "checkpoint.note").path
        let stamp = try binary.run(["audit", "checkpoint", "--tsa", server.address, "-o", note])
        #expect(stamp.status == 0, "\(stamp.errors)")
        let openssl = [
            "openssl", "ts", "-verify", "-token_in", "-in", note + ".tst", "-data", note, "-CAfile", server.certificate,
        ]
        #expect(try Tool.run(openssl).status == 0)
        for _ in 0..<2 {
            let plain = try binary.run(["audit", "verify", "--lang", "en"])
            #expect(plain.status == 0)
            #expect(plain.output.hasPrefix("The first 2 entries were there at "))
            let trusted = ["audit", "verify", "--lang", "en", "--trust", server.certificate]
            #expect(try binary.run(trusted).status == 0)
            let other = try StampServer()
            let stranger = try binary.run(["audit", "verify", "--lang", "en", "--trust", other.certificate])
            #expect(stranger.status == 10)
            #expect(stranger.output.contains("not trusted"))
            #expect(try binary.run(["fsck"]).status == 0)
            #expect(try binary.run(["reindex"]).status == 0)
        }
        // The row of the index altered: another token, or another note.
        let index = folder.url.appending(path: "vault/index.sqlite").path
        for (what, finding) in [("token", "does not hold"), ("checkpoint", "is of another log")] {
            let change = try Tool.run(["python3", "-c", Self.alteration, index, what])
            #expect(change.status == 0, "\(change.output)")
            let outcome = try binary.run(["audit", "verify", "--lang", "en"])
            #expect(outcome.status == 10)
            #expect(outcome.output.contains(finding), "\(what): \(outcome.output)")
            #expect(try binary.run(["reindex"]).status == 0)
            #expect(try binary.run(["audit", "verify"]).status == 0)
        }
    }

    @Test(arguments: [StampServer.Conduct.replaying, .refusing, .garbling])
    func anAnswerThatIsNoneIsNotKept(conduct: StampServer.Conduct) throws {
        let (folder, server) = (try TemporaryFolder(), try StampServer(conduct))
        let binary = try vault(folder)
        if conduct == .replaying {
            #expect(try binary.run(["audit", "checkpoint", "--tsa", server.address]).status == 0)
        }
        let before = try binary.run(["audit", "show"]).output
        let outcome = try binary.run(["audit", "checkpoint", "--tsa", server.address])
        #expect(outcome.status == 66)
        #expect(outcome.errors.contains("no token"))
        #expect(try binary.run(["audit", "show"]).output == before)
    }

    @Test func aStampedPackageOutlivesItsCertificates() throws {
        let (folder, server, authority) = (try TemporaryFolder(), try StampServer(), try AuthorityServers())
        let binary = try vault(folder)
        let evidence = [
            "--trust", authority.path("root.pem"), "--certs", authority.path("ca.pem"), "--crl",
            authority.path("www/ca.crl"), "--crl", authority.path("www/root.crl"),
        ]
        let file = ["file", authority.path("act.cms"), "--cabinet", "000740000728", "--kind", "other"]
        #expect(try binary.run(file + evidence).status == 0)
        let stamped = folder.url.appending(path: "stamped.asice").path
        let plain = folder.url.appending(path: "plain.asice").path
        let export = ["export", "--cabinet", "000740000728", "-o"]
        let outcome = try binary.run(export + [stamped, "--tsa", server.address])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try binary.run(export + [plain]).status == 0)
        let verify = [
            "verify", "--json", "--trust", folder.url.appending(path: "vault/keys/seal.pem").path, "--trust",
            authority.path("root.pem"), "--trust", server.certificate,
        ]
        let now = try JSON(Binary().run(verify + [stamped]).output)
        #expect(now["indication"].text == "TOTAL-PASSED")
        #expect(now["signatures", 0, "level"].text == "B-T")
        // A year later the signer's certificate has expired, and so have the lists.
        let later = Date(timeIntervalSinceNow: 400 * 86_400).formatted(.iso8601)
        let after = try Binary().run(verify + ["--at", later, stamped])
        #expect(after.status == 0, "\(after.output)")
        let json = try JSON(after.output)
        #expect(json["signatures"].items.allSatisfy { $0["bestSignatureTimeSource"].text == "timestamp" })
        let unstamped = try JSON(Binary().run(verify + ["--at", later, plain]).output)
        let inner = unstamped["signatures"].items.first { $0["container"].text?.hasSuffix("act.cms") == true }
        #expect(inner?["indication"].text == "INDETERMINATE")
        try expectOpenSSLAgrees(folder, stamped, server)
        #expect(try Binary().run(["audit", "verify", "--package", stamped]).status == 0)
        for name in ["log/checkpoint.tst", "META-INF/timestamp.tst", "META-INF/ASiCArchiveManifest.xml"] {
            let changed = folder.url.appending(path: "changed.asice").path
            #expect(try Tool.run(["python3", "-c", Self.change, stamped, changed, name]).status == 0)
            #expect(try Binary().run(verify + ["--at", later, changed]).status != 0, "\(name)")
            if name.hasPrefix("log/") {
                #expect(try Binary().run(["audit", "verify", "--package", changed]).status == 10)
            }
        }
    }

    private func expectOpenSSLAgrees(_ folder: TemporaryFolder, _ package: String, _ server: StampServer) throws {
        let target = folder.url.appending(path: "unpacked").path
        #expect(try Tool.run(["unzip", "-q", package, "-d", target]).status == 0)
        let pairs = [
            ("log/checkpoint", "log/checkpoint.tst"), ("META-INF/ASiCArchiveManifest.xml", "META-INF/timestamp.tst"),
        ]
        for (data, token) in pairs {
            let verify = [
                "openssl", "ts", "-verify", "-token_in", "-in", "\(target)/\(token)", "-data", "\(target)/\(data)",
                "-CAfile", server.certificate,
            ]
            #expect(try Tool.run(verify).status == 0, "\(data)")
        }
        let seal = [
            "openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in",
            target + "/META-INF/signature.p7s", "-content", target + "/META-INF/ASiCManifest.xml", "-CAfile",
            target + "/keys/seal.pem", "-purpose", "any", "-out", "/dev/null",
        ]
        #expect(try Tool.run(seal).status == 0)
    }

    private static let alteration = """
        import base64, json, sqlite3, sys
        base = sqlite3.connect(sys.argv[1])
        position, record = base.execute("SELECT position, record FROM stamp").fetchone()
        record = json.loads(record)
        if sys.argv[2] == "token":
            token = bytearray(base64.b64decode(record["token"]))
            token[-3] ^= 1
            record["token"] = base64.b64encode(bytes(token)).decode()
        else:
            record["checkpoint"] = record["checkpoint"].replace("test.kz", "test.kg")
        base.execute("UPDATE stamp SET record = ?", (json.dumps(record).encode(),))
        base.commit()
        """

    private static let change = """
        import sys, zipfile
        source, target, name = sys.argv[1:]
        with zipfile.ZipFile(source) as a, zipfile.ZipFile(target, "w") as b:
            for i in a.infolist():
                data = bytearray(a.read(i))
                if i.filename == name: data[-3 if name.endswith(".tst") else len(data) // 2] ^= 1
                b.writestr(i, bytes(data))
        """
}

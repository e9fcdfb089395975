import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// A certification authority made for one test, with its web server and its OCSP responder on this machine.
final class AuthorityServers {
    let folder: TemporaryFolder
    private var web: Process?
    private var responder: Process?
    private let webPort: Int
    private let responderPort: Int

    /// Mints root, authority, signer and responder, signs a file, and starts both servers.
    ///
    /// - Parameter revoked: Whether the signer's certificate is taken back.
    /// - Throws: That a program is missing or failed.
    init(revoked: Bool = false) throws {
        folder = try TemporaryFolder()
        webPort = try Self.freePort()
        responderPort = try Self.freePort()
        try run(["bash", "-ec", Self.minting], ["WEB": "\(webPort)", "OCSP": "\(responderPort)"])
        if revoked { try run(["bash", "-ec", Self.revoking]) }
        try startWeb()
        try startResponder()
    }

    deinit {
        stopWeb()
        stopResponder()
    }

    func path(_ name: String) -> String { folder.url.appending(path: name).path }

    /// What the web server was asked for.
    func requests() throws -> [String] {
        try String(contentsOf: folder.url.appending(path: "web.log"), encoding: .utf8)
            .split(separator: "\n").map(String.init).filter { $0.contains("GET") }
    }

    func startWeb() throws {
        web = try start(
            ["python3", "-u", "-m", "http.server", "\(webPort)", "--bind", "127.0.0.1", "--directory", "www"],
            log: "web.log"
        )
        try waitFor(port: webPort)
    }

    func startResponder() throws {
        responder = try start(
            [
                "openssl", "ocsp", "-port", "\(responderPort)", "-index", "index.txt", "-rsigner",
                "responder.pem",
                "-rkey", "responder.key", "-CA", "ca.pem",
            ],
            log: "ocsp.log"
        )
        // A probing connection would stop it: it says when it is ready.
        for _ in 0..<200 {
            let log = try String(contentsOf: folder.url.appending(path: "ocsp.log"), encoding: .utf8)
            if log.contains("waiting for OCSP client") { return }
            Thread.sleep(forTimeInterval: 0.05)
        }
        throw Trouble(what: "the responder does not start")
    }

    /// Answers every OCSP request with the answer to one of these servers' earlier ones.
    func startReplayer() throws {
        let request = [
            "-issuer", "ca.pem", "-cert", "leaf.pem", "-nonce", "-url", "http://127.0.0.1:\(responderPort)/",
        ]
        try run(["openssl", "ocsp", "-noverify", "-respout", "old.ors"] + request)
        stopResponder()
        responder = try start(["python3", "-u", "-c", Self.replayer, "\(responderPort)"], log: "ocsp.log")
        try waitFor(port: responderPort)
    }

    func stopWeb() { stop(&web) }

    func stopResponder() { stop(&responder) }

    private func stop(_ process: inout Process?) {
        guard let running = process else { return }
        // A thread of the test may block SIGTERM, and its children with it.
        kill(running.processIdentifier, SIGKILL)
        process = nil
    }

    private func start(_ words: [String], log: String) throws -> Process {
        let url = folder.url.appending(path: log)
        try Data().write(to: url)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = words
        process.currentDirectoryURL = folder.url
        process.standardOutput = try FileHandle(forWritingTo: url)
        process.standardError = process.standardOutput
        try process.run()
        return process
    }

    private func run(_ words: [String], _ environment: [String: String] = [:]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = words
        process.currentDirectoryURL = folder.url
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Trouble(what: words.joined(separator: " ")) }
    }

    struct Trouble: Error { let what: String }

    /// A port nobody listens on; the next one to ask may get the same only after thousands of others.
    private static func freePort() throws -> Int {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c", "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])",
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard let port = Int(text.filter(\.isNumber)) else { throw Trouble(what: "no free port") }
        return port
    }

    /// Waits until somebody listens.
    private func waitFor(port: Int) throws {
        let probe = """
            import socket, sys, time
            for _ in range(200):
                try: socket.create_connection(("127.0.0.1", \(port)), 1).close(); sys.exit(0)
                except OSError: time.sleep(0.05)
            sys.exit(1)
            """
        try run(["python3", "-c", probe])
    }

    private static let replayer = """
        import http.server, sys
        class Replayer(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(200); self.end_headers(); self.wfile.write(open("old.ors", "rb").read())
        http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Replayer).serve_forever()
        """

    private static let revoking = """
        openssl ca -config ca.cnf -keyfile ca.key -cert ca.pem -revoke leaf.pem
        openssl ca -config ca.cnf -gencrl -keyfile ca.key -cert ca.pem -out ca.crl.pem
        openssl crl -in ca.crl.pem -outform DER -out www/ca.crl
        """

    private static let minting = """
        cat > ca.cnf <<C
        [ca]
        default_ca = defaults
        [defaults]
        dir = .
        database = index.txt
        serial = serial
        crlnumber = crlnumber
        new_certs_dir = .
        default_md = sha256
        default_days = 300
        default_crl_days = 5
        policy = names
        unique_subject = no
        [names]
        commonName = supplied
        [authority]
        basicConstraints = critical,CA:TRUE
        keyUsage = critical,keyCertSign,cRLSign
        subjectKeyIdentifier = hash
        authorityInfoAccess = caIssuers;URI:http://127.0.0.1:$WEB/root.cer
        crlDistributionPoints = URI:http://127.0.0.1:$WEB/root.crl
        [signer]
        keyUsage = critical,digitalSignature,nonRepudiation
        authorityInfoAccess = OCSP;URI:http://127.0.0.1:$OCSP/,caIssuers;URI:http://127.0.0.1:$WEB/ca.cer
        crlDistributionPoints = URI:http://127.0.0.1:$WEB/ca.crl
        [responder]
        extendedKeyUsage = OCSPSigning
        1.3.6.1.5.5.7.48.1.5 = ASN1:NULL
        C
        mkdir www; : > index.txt; echo 10 > serial; echo 01 > crlnumber
        request() {
            openssl ecparam -name prime256v1 -genkey -noout -out $1.key
            openssl req -new -key $1.key -subj "/CN=$1" -out $1.csr -config /dev/null
        }
        issue() {
            request $1
            openssl ca -batch -notext -config ca.cnf -keyfile $3.key -cert $3.pem -extensions $2 -in $1.csr -out $1.pem
        }
        publish() {
            openssl ca -config ca.cnf -gencrl -keyfile $1.key -cert $1.pem -out $1.crl.pem
            openssl crl -in $1.crl.pem -outform DER -out www/$1.crl
            openssl x509 -in $1.pem -outform DER -out www/$1.cer
        }
        request root
        openssl req -x509 -key root.key -subj /CN=root -days 3000 -out root.pem -config /dev/null \\
            -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign
        issue ca authority root; publish root
        issue leaf signer ca; issue responder responder ca; publish ca
        echo content > act.txt
        openssl cms -sign -binary -nodetach -cades -in act.txt -signer leaf.pem -inkey leaf.key -outform DER -out act.cms
        """
}

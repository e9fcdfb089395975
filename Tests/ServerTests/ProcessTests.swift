import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#endif

/// The process: its start, its log, its figures, its end.
@Suite(.serialized) struct ProcessTests {
    @Test func whatItAcceptedItFinishes() throws {
        let server = try ServerProcess()
        let connection = try server.connect()
        let file = try testFile("showcase/contract.cms")
        connection.send("POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Length: \(file.count)\r\n\r\n")
        connection.send(Array(file.prefix(100)))
        usleep(300_000)
        server.signal(SIGTERM)
        usleep(500_000)
        #expect(server.isRunning)
        #expect(throws: (any Error).self) { try server.send("GET", "/healthz") }
        connection.send(Array(file.dropFirst(100)))
        #expect(try connection.answer().status == 200)
        #expect(server.wait() == 0)
        #expect(try server.log().last?["message"] as? String == "The service has ended")
    }

    @Test func aClientThatNeverEndsDoesNotKeepItFromEnding() throws {
        let server = try ServerProcess(["--set", "endSeconds=2"])
        let connection = try server.connect()
        connection.send("POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nx")
        usleep(300_000)
        server.signal(SIGTERM)
        let start = Date()
        _ = server.wait()
        #expect(Date().timeIntervalSince(start) < 20)
    }

    @Test func theLogTellsWhatWasAskedAndNotByWhomOrOfWhat() throws {
        let server = try ServerProcess()
        let secret = "IIN990101300123"
        let id = try server.send("POST", "/v1/check?name=\(secret)", ["User-Agent": secret], Array(secret.utf8))
            .headers["x-request-id"]
        _ = try server.send("GET", "/\(secret)", ["Cookie": secret])
        _ = try server.send(secret, "/healthz")
        server.signal(SIGTERM)
        #expect(server.wait() == 0)
        let lines = try server.log()
        let answered = lines.filter { $0["message"] as? String == "answered" }
        #expect(answered.count == 2)
        #expect(lines.contains { $0["code"] as? String == "request-malformed" })
        #expect(answered[0]["requestId"] as? String == id)
        #expect(answered[0]["route"] as? String == "/v1/check")
        #expect(answered[0]["status"] as? Int == 200)
        for line in lines {
            let text = String(decoding: try JSONSerialization.data(withJSONObject: line), as: UTF8.self)
            #expect(!text.contains(secret) && !text.contains("127.0.0.1\""), "\(text)")
        }
    }

    @Test func figuresAreForThoseNamed() throws {
        let server = try ServerProcess(["--set", "trustedProxies=127.0.0.1"])
        _ = try server.send("POST", "/v1/check", [:], try testFile("showcase/contract.cms"))
        let answer = try server.send("GET", "/metrics")
        #expect(answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
        let text = answer.text
        #expect(text.contains(#"sandyq_requests_total{method="POST",route="/v1/check",status="200"} 1"#), "\(text)")
        #expect(text.contains(#"sandyq_verifications_total{format="CAdES",indication="INDETERMINATE"} 1"#), "\(text)")
        #expect(text.contains("# TYPE sandyq_request_duration_seconds histogram"))
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            #expect(
                line.wholeMatch(of: /[a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? [0-9.e+-]+/) != nil,
                "\(line)"
            )
        }
        #expect(try server.send("GET", "/metrics", ["X-Forwarded-For": "203.0.113.5"]).status == 404)
    }

    @Test func onlyATrustedProxyIsBelieved() throws {
        let limit = ["SANDYQ_CHECKS_PER_MINUTE": "1"]
        let header = { (host: Int) in ["X-Forwarded-For": "198.51.100.\(host)", "X-Request-Id": "given-\(host)"] }
        let plain = try ServerProcess(environment: limit)
        let first = try plain.send("POST", "/v1/check", header(1), [1])
        #expect(first.status == 200 && first.headers["x-request-id"] != "given-1")
        #expect(try plain.send("POST", "/v1/check", header(2), [1]).status == 429)
        let behind = try ServerProcess(["--set", "trustedProxies=127.0.0.0/8"], environment: limit)
        for host in 1...3 {
            let answer = try behind.send("POST", "/v1/check", header(host), [1])
            #expect(answer.status == 200 && answer.headers["x-request-id"] == "given-\(host)")
        }
        let forged = ["X-Forwarded-For": "192.0.2.77, 198.51.100.1", "X-Request-Id": "a\"b"]
        let refused = try behind.send("POST", "/v1/check", forged, [1])
        #expect(refused.status == 429 && refused.headers["x-request-id"] != "a\"b")
    }

    @Test func settingsAreCheckedBeforeAnythingListens() throws {
        for arguments in [["--set", "a=b"], ["--listen", "nowhere"], ["--config", "pki/root-rsa.cer"]] {
            #expect(throws: (any Error).self) { try ServerProcess(arguments) }
        }
    }
}

import Foundation
import Testing

/// Clients that mean harm, or are broken: others notice nothing, and the service never fails.
@Suite(.serialized) struct HostileTests {
    /// Settings that make a test of patience short.
    private static let impatient = [
        "--set", "headSeconds=3", "--set", "idleSeconds=4", "--set", "answerSeconds=4",
    ]

    /// Makes ordinary requests, all of which must be answered; how soon is for a benchmark to say.
    private func expectAnswers(from server: ServerProcess) throws {
        let file = try testFile("showcase/contract.cms")
        for _ in 0..<20 { #expect(try server.send("POST", "/v1/check", [:], file).status == 200) }
    }

    @Test func oneOctetASecondFromTwentyFourSlowsNobodyAndEnds() throws {
        let server = try ServerProcess(Self.impatient)
        let heads = try (0..<12).map { _ in try server.connect() }
        let bodies = try (0..<12).map { _ in try server.connect() }
        for body in bodies { body.send("POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n") }
        let trickle = Array("GET /healthz HTTP/1.1\r\nHost: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n\r\n".utf8)
        for second in 0..<3 {
            for head in heads { head.send([trickle[second]]) }
            for body in bodies { body.send([0x30]) }
            try expectAnswers(from: server)
        }
        for head in heads { #expect(head.closes(within: 60)) }
        for body in bodies { #expect(body.closes(within: 60)) }
        #expect(try server.send("GET", "/healthz").status == 200)
    }

    @Test func halfOpenAndSilentConnectionsEnd() throws {
        let server = try ServerProcess(Self.impatient)
        let silent = try (0..<24).map { _ in try server.connect() }
        let halfOpen = try (0..<24).map { _ in try server.connect() }
        for connection in halfOpen {
            connection.send("POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc")
            connection.endSending()
        }
        try expectAnswers(from: server)
        for connection in halfOpen { #expect(connection.closes(within: 60)) }
        for connection in silent { #expect(connection.closes(within: 60)) }
    }

    @Test func answersNobodyReadsAreGivenUp() throws {
        let server = try ServerProcess(["--set", "answerSeconds=4"])
        let deaf = try (0..<24).map { _ in try server.connect() }
        // Answers of tens of megabytes, more than the buffers of both ends hold; sent from threads, since sending may stop.
        let request = Array(repeating: Array("GET /openapi.json HTTP/1.1\r\nHost: a\r\n\r\n".utf8), count: 2_000)
            .flatMap(\.self)
        for connection in deaf { Thread.detachNewThread { connection.send(request) } }
        let file = try testFile("showcase/contract.cms")
        let end = Date().addingTimeInterval(240)
        while !deaf.allSatisfy(\.isBroken), Date() < end {
            #expect(try server.send("POST", "/v1/check", [:], file).status == 200)
        }
        let left = deaf.count { !$0.isBroken }
        #expect(left == 0)
        try expectAnswers(from: server)
        #expect(try server.residentOctets() < 400 << 20)
    }

    @Test func aHeadThatIsTooLargeIsToldSo() throws {
        let server = try ServerProcess()
        for head in [
            "GET /healthz HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: 20_000))\r\n\r\n",
            "GET /healthz HTTP/1.1\r\nHost: a\r\n"
                + (0..<200).map { "X\($0): y\r\n" }.joined() + "\r\n",
        ] {
            let connection = try server.connect()
            connection.send(head)
            let answer = try connection.answer()
            #expect(answer.status == 431)
            #expect(try answer.json["code"] as? String == "head-too-large")
            #expect(connection.closes(within: 60))
        }
        let long = try server.connect()
        long.send("GET /\(String(repeating: "x", count: 1 << 20)) HTTP/1.1\r\n\r\n")
        #expect(long.closes(within: 60))
        #expect(try server.send("GET", "/healthz").status == 200)
    }

    @Test(arguments: [
        "\r\n\r\n\u{0}\u{1}\u{2}", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\nHost\r\n\r\n",
        "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}", "POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        "POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "POST /v1/check HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST /v1/check HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
    ])
    func whatIsNoRequestIsRefusedWithoutFailing(text: String) throws {
        let server = try ServerProcess(Self.impatient)
        let connection = try server.connect()
        connection.send(text)
        if let answer = try? connection.answer(seconds: 8) { #expect((400..<500).contains(answer.status)) }
        #expect(connection.closes(within: 60))
        #expect(try server.send("GET", "/healthz").status == 200)
    }

    @Test func aBodyThatIsTooLargeIsRefusedBeforeAndAfterItIsSent() throws {
        let server = try ServerProcess(["--set", "uploadBytes=100000", "--set", "jsonBytes=2000"])
        let told = try server.connect()
        told.send("POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999999\r\nExpect: 100-continue\r\n\r\n")
        let refused = try told.answer()
        #expect(refused.status == 413)
        #expect(try refused.json["code"] as? String == "body-too-large")
        #expect(told.closes(within: 60))
        let chunked = try server.connect()
        chunked.send("POST /v1/check HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        let chunk = Array("4000\r\n".utf8) + [UInt8](repeating: 0x30, count: 0x4000) + Array("\r\n".utf8)
        for _ in 0..<20 { chunked.send(chunk) }
        #expect(try chunked.answer().status == 413)
        var form = Form()
        form.add("file", "a", [UInt8](repeating: 0, count: 200_000))
        #expect(try server.send("POST", "/v1/check", ["Content-Type": form.type], form.body).status == 413)
        let json = Array(#"{"signature":"\#(String(repeating: "A", count: 3_000))"}"#.utf8)
        let answer = try server.send("POST", "/v1/check/digest", ["Content-Type": "application/json"], json)
        #expect(answer.status == 413)
    }

    @Test func aClientIsToldToGoOnWhenItAsks() throws {
        let server = try ServerProcess()
        let connection = try server.connect()
        let file = try testFile("showcase/contract.cms")
        connection.send(
            "POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Length: \(file.count)\r\nExpect: 100-continue\r\n\r\n"
        )
        #expect(try connection.answer().status == 100)
        connection.send(file)
        #expect(try connection.answer().status == 200)
    }

    @Test func requestsInOneGoAreAnsweredInOrder() throws {
        let server = try ServerProcess()
        let connection = try server.connect()
        let file = try testFile("showcase/contract.cms")
        var octets: [UInt8] = []
        for index in 0..<20 {
            octets += Array(
                "POST /v1/check?name=n\(index) HTTP/1.1\r\nHost: a\r\nContent-Length: \(file.count)\r\n\r\n".utf8
            )
            octets += file + Array("GET /nothing\(index) HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
        }
        connection.send(octets)
        for index in 0..<20 {
            #expect(try connection.answer().json["file"] as? String == "n\(index)")
            #expect(try connection.answer().status == 404)
        }
    }

    @Test(arguments: [
        ("text", "multipart-malformed"), ("boundary", "multipart-malformed"), ("no file", "part-missing"),
        ("two files", "part-unexpected"), ("another field", "part-unexpected"), ("cut off", "multipart-malformed"),
        ("mixed", "content-type-unsupported"), ("compressed", "content-encoding-unsupported"),
    ])
    func aFormThatIsWrongIsToldHow(kind: String, code: String) throws {
        let server = try ServerProcess()
        var form = Form()
        if kind != "no file" { form.add("file", "a.cms", [1, 2, 3]) } else { form.add("content", "a.txt", [1]) }
        if kind == "two files" { form.add("file", "b.cms", [4]) }
        if kind == "another field" { form.add("policy", "b", [4]) }
        var type = form.type
        var headers: [String: String] = [:]
        var body = form.body
        switch kind {
        case "text": body = Array("no form at all".utf8)
        case "boundary": type = "multipart/form-data"
        case "cut off": body.removeLast(10)
        case "mixed": type = type.replacingOccurrences(of: "form-data", with: "mixed")
        case "compressed": headers["Content-Encoding"] = "gzip"
        default: break
        }
        headers["Content-Type"] = type
        let answer = try server.send("POST", "/v1/check", headers, body)
        #expect((400..<500).contains(answer.status))
        #expect(try answer.json["code"] as? String == code)
    }

    @Test func largeFilesFromManyStayOutOfMemory() throws {
        let server = try ServerProcess(["--set", "spoolFolder=\(FileManager.default.temporaryDirectory.path)"])
        let size = 60 << 20
        let connections = try (0..<8).map { _ in try server.connect() }
        let piece = [UInt8](repeating: 0x41, count: 1 << 20)
        for connection in connections {
            connection.send("POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Length: \(size)\r\n\r\n")
        }
        for _ in 0..<(size / piece.count) { for connection in connections { connection.send(piece) } }
        for connection in connections { #expect(try connection.answer(seconds: 120).status == 200) }
        #expect(try server.residentOctets() < 400 << 20)
    }

    @Test func whenThereIsNoMoreRoomARequestIsPutOff() throws {
        let server = try ServerProcess(["--set", "spoolBytes=1048576", "--set", "memoryBytes=1048576"])
        let answer = try server.send("POST", "/v1/check", [:], [UInt8](repeating: 0x41, count: 3 << 20))
        #expect(answer.status == 503)
        #expect(answer.headers["retry-after"] != nil)
        #expect(try server.send("POST", "/v1/check", [:], [UInt8](repeating: 0x41, count: 1 << 19)).status == 200)
    }
}

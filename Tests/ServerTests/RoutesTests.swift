import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import SandyqServer
import SandyqSignatures
import Testing

/// Routes, by the router alone and by a server that listens.
@Suite struct RoutesTests {
    private func json(_ response: TestResponse) throws -> [String: Any] {
        let value = try JSONSerialization.jsonObject(with: Data(response.body.readableBytesView))
        return try #require(value as? [String: Any])
    }

    @Test(arguments: Depth.allCases) func healthIsTold(depth: Depth) async throws {
        try await depth.run { client in
            for path in ["/healthz", "/readyz"] {
                let response = try await client.executeRequest(uri: path, method: .get, headers: [:], body: nil)
                #expect(response.status == .ok)
                #expect(response.headers[HTTPField.Name("X-Request-Id")!]?.count == 32)
                #expect(response.headers[.contentSecurityPolicy] == "default-src 'none'; frame-ancestors 'none'")
            }
        }
    }

    @Test(arguments: Depth.allCases, ["kk", "ru", "en"])
    func aProblemHasACodeAndWordsInTheLanguageAskedFor(depth: Depth, language: String) async throws {
        try await depth.run { client in
            let headers: HTTPFields = [.acceptLanguage: "de, \(language)-KZ;q=0.8, *;q=0.1"]
            let response = try await client.executeRequest(uri: "/no", method: .get, headers: headers, body: nil)
            #expect(response.status == .notFound)
            #expect(response.headers[.contentType] == "application/problem+json")
            #expect(response.headers[.contentLanguage] == language)
            let problem = try json(response)
            #expect(problem["code"] as? String == "not-found")
            #expect(problem["type"] as? String == "urn:sandyq:problem:not-found")
            #expect(problem["status"] as? Int == 404)
            #expect(problem["requestId"] as? String == response.headers[HTTPField.Name("X-Request-Id")!])
            let titles = ["kk": "Мұнда ештеңе жоқ", "ru": "Здесь ничего нет", "en": "Nothing is there"]
            #expect(problem["title"] as? String == titles[language])
        }
    }

    @Test(arguments: Depth.allCases) func anotherMethodIsToldWhichThereAre(depth: Depth) async throws {
        try await depth.run { client in
            let response = try await client.executeRequest(uri: "/v1/check", method: .get, headers: [:], body: nil)
            #expect(response.status == .methodNotAllowed)
            #expect(response.headers[.allow] == "POST")
        }
    }

    @Test(arguments: Depth.allCases) func aFileIsJudged(depth: Depth) async throws {
        let anchor = try Certificate(der: try testFile("pki/root-gost512.cer")[...])
        let file = ByteBuffer(bytes: try testFile("showcase/contract.cms"))
        try await depth.run(trusting: [anchor]) { client in
            let uri = "/v1/check?at=2026-03-16T12:00:00Z&name=contract.cms"
            let response = try await client.executeRequest(uri: uri, method: .post, headers: [:], body: file)
            #expect(response.status == .ok)
            let report = try json(response)
            #expect(report["indication"] as? String == "TOTAL-PASSED")
            #expect(report["file"] as? String == "contract.cms")
            #expect(report["policy"] as? String == "kz")
            #expect(response.headers[HTTPField.Name("RateLimit-Limit")!] == "60")
            #expect(response.headers[HTTPField.Name("RateLimit-Remaining")!] == "59")
        }
    }

    @Test(arguments: [
        ("/v1/check?polciy=kz", "parameter-unknown"), ("/v1/check?policy=kz&policy=aes", "parameter-invalid"),
        ("/v1/check?policy=/etc/passwd", "parameter-invalid"), ("/v1/check?at=yesterday", "parameter-invalid"),
        ("/v1/check", "body-missing"), ("/v1/check/digest", "content-type-unsupported"),
    ])
    func aQuestionThatCannotBeTakenIsRefused(uri: String, code: String) async throws {
        try await Depth.router.run { client in
            let response = try await client.executeRequest(uri: uri, method: .post, headers: [:], body: nil)
            #expect([400, 415].contains(response.status.code))
            #expect(try json(response)["code"] as? String == code)
        }
    }

    @Test(arguments: Depth.allCases) func oneClientMayAskSoOften(depth: Depth) async throws {
        var settings = Settings()
        settings.bounds.checksPerMinute = 2
        try await depth.run(settings) { client in
            for _ in 0..<2 {
                let response = try await client.executeRequest(
                    uri: "/v1/check",
                    method: .post,
                    headers: [:],
                    body: ByteBuffer(string: "x")
                )
                #expect(response.status == .ok)
            }
            let refused = try await client.executeRequest(
                uri: "/v1/check",
                method: .post,
                headers: [:],
                body: ByteBuffer(string: "x")
            )
            #expect(refused.status == .tooManyRequests)
            let wait = try #require(refused.headers[.retryAfter].flatMap { Int($0) })
            #expect((1...30).contains(wait))
            #expect(refused.headers[HTTPField.Name("RateLimit-Remaining")!] == "0")
        }
    }

    @Test func digestsAreEnough() async throws {
        let signature = try testFile("cms/detached-rsa.cms")
        let content = try testFile("cms/content/act.txt")
        let digest = try DigestOf.sha256(content)
        for text in [
            Data(signature).base64EncodedString(),
            "data:application/pkcs7-signature;base64," + Data(signature).base64EncodedString(),
            "-----BEGIN CMS-----\n\(Data(signature).base64EncodedString(options: .lineLength64Characters))\n-----END CMS-----\n",
        ] {
            let body: [String: Any] = [
                "signature": text, "digests": [["name": "act.txt", "algorithm": "sha256", "value": digest]],
            ]
            let response = try await check(body)
            #expect(response.status == .ok)
            let signatures = try #require(try json(response)["signatures"] as? [[String: Any]])
            let integrity = try #require(signatures.first?["integrity"] as? [String: Any])
            #expect(integrity["signature"] as? String == "valid")
            let references = try #require(integrity["references"] as? [[String: Any]])
            #expect(references.first?["intact"] as? Bool == true)
        }
    }

    @Test(arguments: [
        (#"{"digests":[]}"#, ["/signature"]),
        (#"{"signature":"!","digests":[]}"#, ["/signature"]),
        (#"{"signature":"AAAA"}"#, ["/digests"]),
        (#"{"signature":"AAAA","digests":[{"algorithm":"sha256","value":"00"}]}"#, ["/digests/0/value"]),
        (#"{"signature":"AAAA","digests":[{"algorithm":"md7","value":"00"}]}"#, ["/digests/0/algorithm"]),
        (
            #"{"signature":"AAAA","digests":[{"value":1}],"a/b":1}"#,
            ["/digests/0/algorithm", "/digests/0/value", "/a~1b"]
        ),
        (#"{"signature":"AAAA","digests":7}"#, ["/digests"]),
    ])
    func everyFaultIsNamedByItsPointer(body: String, pointers: [String]) async throws {
        try await Depth.router.run { client in
            let response = try await client.executeRequest(
                uri: "/v1/check/digest",
                method: .post,
                headers: [.contentType: "application/json"],
                body: ByteBuffer(string: body)
            )
            #expect(response.status == .badRequest)
            let problem = try json(response)
            let errors = try #require(problem["errors"] as? [[String: Any]])
            #expect(Set(errors.compactMap { $0["pointer"] as? String }) == Set(pointers))
        }
    }

    @Test(arguments: ["", "[]", "{", #""text""#, "\u{FEFF}[", String(repeating: "[", count: 100_000)])
    func whatIsNoObjectIsRefused(body: String) async throws {
        try await Depth.router.run { client in
            let response = try await client.executeRequest(
                uri: "/v1/check/digest",
                method: .post,
                headers: [.contentType: "application/json; charset=utf-8"],
                body: ByteBuffer(string: body)
            )
            #expect(response.status == .badRequest)
        }
    }

    private func check(_ body: [String: Any]) async throws -> TestResponse {
        let data = try JSONSerialization.data(withJSONObject: body)
        let answer = Answers()
        try await Depth.router.run { client in
            let response = try await client.executeRequest(
                uri: "/v1/check/digest?policy=integrity",
                method: .post,
                headers: [.contentType: "application/json"],
                body: ByteBuffer(bytes: data)
            )
            await answer.keep(response)
        }
        return try #require(await answer.last)
    }
}

/// Carries an answer out of a closure.
private actor Answers {
    private(set) var last: TestResponse?
    func keep(_ response: TestResponse) { last = response }
}

/// Digests by a program of their own, not by ours.
enum DigestOf {
    static func sha256(_ bytes: [UInt8]) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/sha256sum")
        process.arguments = [file.path]
        process.standardOutput = output
        try process.run()
        process.waitUntilExit()
        return String(decoding: output.fileHandleForReading.readDataToEndOfFile().prefix(64), as: UTF8.self)
    }
}

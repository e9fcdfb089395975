import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import SandyqAgreement
import SandyqServer
import SandyqSignatures
import SandyqVault
import Testing

/// What the service does with a vault: filed, seen, given out, and by whom it is not.
@Suite struct VaultRoutesTests {
    private static let octets = [UInt8]((0..<2_500_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) })

    private func file(
        _ client: Client,
        _ office: Office,
        _ query: String = "",
        _ octets: [UInt8] = octets
    ) async throws
        -> String
    {
        let path = "/v1/cabinets/\(office.cabinet.id)/documents?name=act.bin&\(query)"
        let response = try await client.send(.post, path, [.contentType: "application/octet-stream"], octets)
        #expect(response.status == .created)
        let document = try #require(try response.object()["document"] as? String)
        #expect(response.headers[.location] == "/v1/documents/\(document)")
        return document
    }

    @Test(arguments: Depth.allCases) func whatIsFiledIsGivenOutOctetForOctet(depth: Depth) async throws {
        let office = try Office()
        try await depth.run(vault: office.vault) { http in
            let head = Client(http: http, token: office.head)
            let document = try await file(head, office, "kind=completion-act&title=%D0%90%D0%BA%D1%82&number=7")
            let shown = try await head.send(.get, "/v1/documents/\(document)").object()
            #expect(shown["title"] as? String == "\u{410}\u{43a}\u{442}")
            #expect(shown["kind"] as? String == "completion-act" && shown["number"] as? String == "7")
            #expect(shown["size"] as? Int == Self.octets.count)
            let whole = try await head.send(.get, "/v1/documents/\(document)/content")
            #expect(whole.status == .ok && whole.octets == Self.octets)
            let tag = try #require(whole.headers[.eTag])
            #expect(whole.headers[.contentDisposition]?.hasPrefix("attachment;") == true)
            #expect(whole.headers[.xContentTypeOptions] == "nosniff")
            let part = try await head.send(.get, "/v1/documents/\(document)/content", [.range: "bytes=1048570-1048580"])
            #expect(part.status == .partialContent && part.octets == Array(Self.octets[1_048_570...1_048_580]))
            #expect(part.headers[.contentRange] == "bytes 1048570-1048580/\(Self.octets.count)")
            let tail = try await head.send(.get, "/v1/documents/\(document)/content", [.range: "bytes=-3"])
            #expect(tail.octets == Array(Self.octets.suffix(3)))
            let beyond = try await head.send(.get, "/v1/documents/\(document)/content", [.range: "bytes=9000000-"])
            #expect(beyond.status == .rangeNotSatisfiable)
            let known = try await head.send(.get, "/v1/documents/\(document)/content", [.ifNoneMatch: tag])
            #expect(known.status == .notModified && known.octets.isEmpty)
            let next = try await file(head, office, "document=\(document)", Array(Self.octets.reversed()))
            #expect(next == document)
            let versions = try await head.send(.get, "/v1/documents/\(document)/versions").object()
            #expect((versions["items"] as? [[String: Any]])?.count == 2)
            let first = try await head.send(.get, "/v1/documents/\(document)/content?version=1")
            #expect(first.octets == Self.octets)
            let list = try await head.send(.get, "/v1/cabinets/\(office.cabinet.id)/documents?q=%D0%B0%D0%BA%D1%82")
                .object()
            #expect((list["items"] as? [[String: Any]])?.first?["document"] as? String == document)
        }
        #expect(try office.vault.defects().isEmpty)
    }

    @Test func nobodyIsToldOfWhatTheyMayNotSee() async throws {
        let office = try Office()
        try await Depth.router.run(vault: office.vault) { http in
            let head = Client(http: http, token: office.head)
            let contract = try await file(head, office, "kind=contract")
            let invoice = try await file(head, office, "kind=invoice")
            let nothing = "01923456-789a-7fff-bfff-ffffffffffff"
            let tails = ["", "/versions", "/significance", "/receipt", "/content"]
            for (token, document, isSeen) in [
                (office.head, contract, true), (office.accountant, contract, true), (office.clerk, invoice, true),
                (office.clerk, contract, false), (office.stranger, contract, false), (office.stranger, invoice, false),
                (office.head, nothing, false), (office.stranger, nothing, false),
            ] {
                let client = Client(http: http, token: token)
                for tail in tails {
                    let response = try await client.send(.get, "/v1/documents/\(document)\(tail)")
                    #expect(response.status == (isSeen ? .ok : .notFound), "\(tail)")
                    if !isSeen {
                        var problem = try response.object()
                        problem["requestId"] = nil
                        var absent = try await client.send(.get, "/v1/documents/\(nothing)\(tail)").object()
                        absent["requestId"] = nil
                        #expect(NSDictionary(dictionary: problem) == NSDictionary(dictionary: absent))
                    }
                }
            }
            for token in [nil, "", "x", office.head + "A", String(repeating: "a", count: 300)] {
                for path in ["/v1/cabinets", "/v1/documents/\(contract)/content", "/v1/session"] {
                    let response = try await Client(http: http, token: token).send(.get, path)
                    #expect(response.status == .unauthorized)
                    #expect(response.headers[.wwwAuthenticate] == "Bearer")
                }
            }
            let stranger = Client(http: http, token: office.stranger)
            let path = "/v1/cabinets/\(office.cabinet.id)"
            #expect(try await stranger.send(.get, path).status == .notFound)
            #expect(try await stranger.send(.post, path + "/documents?name=a", [:], [1]).status == .notFound)
            let clerk = Client(http: http, token: office.clerk)
            #expect(try await clerk.send(.post, path + "/documents?name=a", [:], [1]).status == .forbidden)
            let own = try await stranger.send(.get, "/v1/cabinets").object()["items"] as? [[String: Any]]
            #expect(own?.map { $0["id"] as? String } == [office.other.id.description])
            let listed = try await clerk.send(.get, path + "/documents").object()["items"] as? [[String: Any]]
            #expect(listed?.map { $0["document"] as? String } == [invoice])
        }
    }

    @Test func aSignatureFindsItsDocumentAndAReceiptVerifies() async throws {
        let office = try Office()
        try await Depth.live.run(vault: office.vault) { http in
            let head = Client(http: http, token: office.head)
            let act = try testFile("showcase/act.txt")
            let document = try await file(head, office, "kind=completion-act", act)
            let boundary = "------------------------d74496d66958873e"
            let signature = try testFile("showcase/act.txt.cms")
            var form = Array(
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"act.txt.cms\"\r\n\r\n".utf8
            )
            form += signature + Array("\r\n--\(boundary)--\r\n".utf8)
            let type: HTTPFields = [.contentType: "multipart/form-data; boundary=\(boundary)"]
            let path = "/v1/cabinets/\(office.cabinet.id)/documents"
            let response = try await head.send(.post, path, type, form)
            #expect(response.status == .created)
            #expect(try response.object()["signs"] as? String == document)
            let foreign = try await file(head, office, "kind=other", [1, 2, 3])
            let wrong = try await head.send(.post, "/v1/documents/\(foreign)/signatures?name=a.cms", [:], signature)
            #expect(wrong.status == .conflict)
            let receipt = try await head.send(.get, "/v1/documents/\(document)/receipt")
            let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            try Data(receipt.octets).write(to: folder.appending(path: "receipt.cms"))
            let text = try OpenSSL.run([
                "cms", "-verify", "-inform", "DER", "-in", folder.appending(path: "receipt.cms").path, "-CAfile",
                office.vault.folder.sealCertificate, "-purpose", "any",
            ])
            #expect(text.contains(document))
        }
    }

    @Test func aBodyThatIsNotWhatItsDigestSaysIsNotKept() async throws {
        let office = try Office()
        try await Depth.live.run(vault: office.vault) { http in
            let head = Client(http: http, token: office.head)
            let path = "/v1/cabinets/\(office.cabinet.id)/documents?name=a"
            let digest = try #require(HTTPField.Name("Content-Digest"))
            // SHA-256 of "abc" (FIPS 180-4).
            let right = "sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:"
            let refused = try await head.send(.post, path, [digest: right], Array("abd".utf8))
            #expect(refused.status == .badRequest)
            #expect(try refused.object()["code"] as? String == "digest-mismatch")
            let malformed = try await head.send(.post, path, [digest: "sha-256=ab"], Array("abc".utf8))
            #expect(try malformed.object()["code"] as? String == "header-invalid")
            let list = try await head.send(.get, "/v1/cabinets/\(office.cabinet.id)/documents").object()
            #expect((list["items"] as? [Any])?.isEmpty == true)
            #expect(try await head.send(.post, path, [digest: right], Array("abc".utf8)).status == .created)
        }
    }

    @Test func nothingIsTakenInFromWhoeverIsNotSignedIn() async throws {
        let office = try Office()
        var settings = Settings()
        settings.bounds.uploadBytes = 1_024
        // A body that is too large would be refused as such, had anybody looked at it.
        try await Depth.live.run(settings, vault: office.vault) { http in
            let path = "/v1/cabinets/\(office.cabinet.id)/documents?name=a"
            let octets = [UInt8](repeating: 1, count: 4_096)
            let unknown = try await Client(http: http, token: "x").send(.post, path, [:], octets)
            #expect(unknown.status == .unauthorized)
            let known = try await Client(http: http, token: office.head).send(.post, path, [:], octets)
            #expect(known.status == .contentTooLarge)
        }
    }

    @Test func aSessionThatIsEndedOpensNothing() async throws {
        let office = try Office()
        try await Depth.live.run(vault: office.vault) { http in
            let head = Client(http: http, token: office.head)
            let session = try await head.send(.get, "/v1/session").object()
            #expect(session["factors"] as? [String] == ["password", "sms"])
            #expect(try await head.send(.delete, "/v1/session").status == .noContent)
            #expect(try await head.send(.get, "/v1/session").status == .unauthorized)
            #expect(try await head.send(.get, "/v1/cabinets").status == .unauthorized)
        }
    }

    @Test func manyFilingsAtOnceAreAllKept() async throws {
        let office = try Office()
        try await Depth.router.run(vault: office.vault) { http in
            let head = Client(http: http, token: office.head)
            try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<40 {
                    group.addTask { try await file(head, office, "title=\(number)", [UInt8(number), 1, 2]) }
                }
                var documents: Set<String> = []
                for try await document in group { documents.insert(document) }
                #expect(documents.count == 40)
            }
        }
        #expect(try office.vault.index.documents(DocumentQuery(limit: 100)).count == 40)
        #expect(try office.vault.defects().isEmpty)
    }

    @Test func everyRouteOfTheVaultIsDescribedAndAnswersAsDescribed() async throws {
        let office = try Office()
        try await Depth.live.run(vault: office.vault) { http in
            let head = Client(http: http, token: office.head)
            let description = try await head.send(.get, "/openapi.json").object()
            let paths = try #require(description["paths"] as? [String: [String: Any]])
            let service = try Service(
                settings: Settings(),
                cores: 1,
                basis: Checker.Basis(evidence: Evidence()),
                vault: office.vault,
                ambient: SandyqServer.Ambient(moment: { Date() }, chance: { [UInt8](repeating: 0, count: $0) }),
                registry: MetricsRegistry(),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            )
            #expect(paths.mapValues { Set($0.keys.map { $0.uppercased() }) } == service.methods.mapValues { Set($0) })
            try await service.end()
            var schemas = Schemas(description)
            func check(
                _ method: HTTPRequest.Method,
                _ path: String,
                _ route: String,
                _ body: [UInt8] = [],
                _ headers: HTTPFields = [:]
            ) async throws {
                let response = try await head.send(method, path, headers, body)
                let answer = Connection.Answer(
                    status: response.status.code,
                    headers: ["content-type": response.headers[.contentType] ?? ""],
                    body: response.octets
                )
                let problems = try schemas.check(answer, to: method.rawValue.lowercased(), route)
                #expect(problems.isEmpty, "\(route): \(problems)")
            }
            let cabinet = office.cabinet.id
            let act = try testFile("showcase/act.txt")
            let document = try await file(head, office, "kind=completion-act", act)
            let route = "/v1/documents/{document}"
            let documents = "/v1/cabinets/{cabinet}/documents"
            try await check(.post, "/v1/cabinets/\(cabinet)/documents?name=b", documents, [7])
            let signature = try testFile("showcase/act.txt.cms")
            let place = "/v1/documents/\(document)"
            try await check(.post, place + "/signatures?name=a.cms", route + "/signatures", signature)
            try await check(.get, "/v1/session", "/v1/session")
            try await check(.get, "/v1/revisions", "/v1/revisions")
            try await check(.get, "/v1/cabinets/\(cabinet)/acceptances", "/v1/cabinets/{cabinet}/acceptances")
            let threads = "/v1/cabinets/{cabinet}/threads"
            let opening = Array(#"{"subject":"a","text":"b","attachments":["\#(document)"]}"#.utf8)
            try await check(.post, "/v1/cabinets/\(cabinet)/threads", threads, opening, Self.json)
            try await check(.get, "/v1/cabinets/\(cabinet)/threads", threads)
            let thread = try #require(try office.vault.index.threads(in: cabinet).first?.id)
            try await check(.get, "/v1/threads/\(thread)/messages", "/v1/threads/{thread}/messages")
            try await check(.get, "/v1/cabinets", "/v1/cabinets")
            try await check(.get, "/v1/cabinets/\(cabinet)", "/v1/cabinets/{cabinet}")
            try await check(.get, "/v1/cabinets/\(cabinet)/documents", documents)
            try await check(.get, "/v1/cabinets/\(cabinet)/documents?kind=zeal", documents)
            for tail in ["", "/versions", "/significance"] { try await check(.get, place + tail, route + tail) }
        }
    }

    private static let json: HTTPFields = [.contentType: "application/json"]

    @Test(arguments: Depth.allCases) func nothingGoesOnBeforeTheTermsAreAccepted(depth: Depth) async throws {
        let office = try Office()
        let today = CalendarDate(of: Date())
        let words = ["ru": Array("Соглашение".utf8), "kk": Array("Келісім".utf8)]
        let revision = try office.vault.publish(.agreement, words: words, effective: today).id
        try await depth.run(vault: office.vault) { http in
            let head = Client(http: http, token: office.head)
            let place = "/v1/cabinets/\(office.cabinet.id)"
            let refused = try await head.send(.get, place + "/documents")
            #expect(try refused.object()["code"] as? String == "agreement_required" && refused.status == .forbidden)
            let nobody = Client(http: http, token: nil)
            let listed =
                try await nobody.send(.get, "/v1/revisions?kind=agreement").object()["items"] as? [[String: Any]]
            #expect(listed?.first?["id"] as? String == revision.description)
            let shown = try await nobody.send(.get, "/v1/revisions/\(revision)/text?lang=kk")
            #expect(shown.octets == words["kk"])
            #expect(try await nobody.send(.get, "/v1/revisions/\(revision)/text?lang=en").status == .notFound)
            let body = Array(#"{"revision":"\#(revision)","language":"kk"}"#.utf8)
            let clerk = Client(http: http, token: office.clerk)
            // Only the main user accepts; for anybody else there is nothing to accept.
            #expect(try await clerk.send(.post, place + "/acceptances", Self.json, body).status == .notFound)
            let stranger = Client(http: http, token: office.stranger)
            #expect(try await stranger.send(.post, place + "/acceptances", Self.json, body).status == .notFound)
            let accepted = try await head.send(.post, place + "/acceptances", Self.json, body)
            #expect(accepted.status == .created)
            let texts = listed?.first?["texts"] as? [[String: String]]
            let digest = texts?.first { $0["language"] == "kk" }?["sha256"]
            #expect(try accepted.object()["sha256"] as? String == digest)
            #expect(try await head.send(.get, place + "/documents").status == .ok)
            for other in [stranger, clerk] {
                #expect(try await other.send(.get, place + "/acceptances").status == .notFound)
            }
            #expect(try await head.send(.get, place + "/acceptances").status == .ok)
        }
    }

    @Test(arguments: Depth.allCases) func aMessageIsDeliveredReadAndProven(depth: Depth) async throws {
        let office = try Office()
        try await depth.run(vault: office.vault) { http in
            let head = Client(http: http, token: office.head)
            let document = try await file(head, office, "kind=invoice", [1, 2, 3])
            let body = Array(#"{"subject":"Акт","text":"Подпишите","attachments":["\#(document)"]}"#.utf8)
            let place = "/v1/cabinets/\(office.cabinet.id)/threads"
            let sent = try await head.send(.post, place, Self.json, body)
            #expect(sent.status == .created)
            let message = try #require(try sent.object()["id"] as? String)
            let thread = try #require(try sent.object()["thread"] as? String)
            for token in [office.stranger, office.clerk] {
                let other = Client(http: http, token: token)
                for path in ["/v1/threads/\(thread)/messages", "/v1/messages/\(message)/receipt", place] {
                    #expect(try await other.send(.get, path).status != .ok)
                }
                let reply = try await other.send(
                    .post,
                    "/v1/threads/\(thread)/messages",
                    Self.json,
                    Array(#"{"text":"a"}"#.utf8)
                )
                #expect(reply.status != .created)
            }
            let accountant = Client(http: http, token: office.accountant)
            let read = try await accountant.send(.get, "/v1/threads/\(thread)/messages").object()
            let first = try #require((read["items"] as? [[String: Any]])?.first)
            #expect(first["text"] as? String == "Подпишите" && first["delivered"] is String)
            let note = "/v1/messages/\(message)/acknowledgement"
            #expect(try await head.send(.post, note).status == .forbidden)
            #expect(try await accountant.send(.post, note).status == .noContent)
            #expect(try await accountant.send(.post, note).status == .forbidden)
            let receipt = try await head.send(.get, "/v1/messages/\(message)/receipt")
            #expect(receipt.status == .ok && !receipt.octets.isEmpty)
            let malformed = try await head.send(.post, place, Self.json, Array(#"{"text":"","zeal":1}"#.utf8))
            #expect(try (malformed.object()["errors"] as? [[String: Any]])?.count == 3)
        }
        #expect(try office.vault.defects().isEmpty)
    }
}

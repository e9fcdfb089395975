import Foundation
import Logging
import SandyqServer
import SandyqSignatures
import Testing

/// The OpenAPI document says what is served, all of it and nothing else.
@Suite(.serialized) struct DescriptionTests {
    private static let evidence = [
        "--ncanode", "/ncanode", "--trust", "pki/root-rsa.cer", "--trust", "pki/root-ec.cer", "--trust",
        "pki/root-gost512.cer", "--set", "certificates=pki/ca-rsa.cer,pki/ca-ec.cer,pki/ca-gost512.cer",
        "--set", "revocationLists=pki/ca-rsa.crl,pki/root-rsa.crl",
    ]

    private func document(_ server: ServerProcess) throws -> [String: Any] {
        try server.send("GET", "/openapi.json").json
    }

    @Test(arguments: [nil, "/ncanode", "/"] as [String?]) func everyRouteIsDescribedAndEveryDescribedOneIsServed(
        prefix: String?
    ) throws {
        var settings = Settings()
        settings.ncanode = prefix
        let service = try Service(
            settings: settings,
            cores: 1,
            basis: Checker.Basis(evidence: Evidence()),
            ambient: Ambient(moment: { Date() }, chance: { [UInt8](repeating: 0, count: $0) }),
            registry: MetricsRegistry(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let server = try ServerProcess(prefix.map { ["--ncanode", $0] } ?? [])
        let paths = try #require(try document(server)["paths"] as? [String: [String: Any]])
        #expect(paths.mapValues { Set($0.keys.map { $0.uppercased() }) } == service.methods.mapValues { Set($0) })
        for (path, operations) in paths {
            for method in operations.keys {
                let answer = try server.send(method.uppercased(), path)
                #expect(answer.status != 404 && answer.status != 405, "\(method) \(path)")
            }
        }
    }

    /// One answer and the operation that gave it.
    private struct Exchange {
        let path: String
        let method: String
        let answer: Connection.Answer
    }

    /// Answers that between them have every member of every object.
    private func exchanges(_ server: ServerProcess) throws -> [Exchange] {
        var exchanges: [Exchange] = []
        let keep = { (method: String, path: String, query: String, headers: [String: String], body: [UInt8]) in
            let answer = try server.send(method, path + query, headers, body)
            exchanges.append(Exchange(path: path, method: method.lowercased(), answer: answer))
        }
        for path in ["/healthz", "/readyz", "/v1/trust"] { try keep("GET", path, "", [:], []) }
        for folder in ["showcase", "cms", "pades", "xades", "asic", "tsp", "hostile", "er"] {
            let names = try FileManager.default.contentsOfDirectory(atPath: ServerProcess.testdata.path + "/" + folder)
            for name in names.sorted() where !name.hasSuffix(".json") {
                guard let octets = try? testFile("\(folder)/\(name)"), !octets.isEmpty, octets.count < 1 << 20 else {
                    continue
                }
                try keep("POST", "/v1/check", "?at=2026-03-16T12:00:00Z", [:], octets)
            }
        }
        let json = ["Content-Type": "application/json"]
        let cms = Data(try testFile("cms/detached-rsa.cms")).base64EncodedString()
        let digest = #"{"name":"a","algorithm":"sha256","value":"\#(String(repeating: "0", count: 64))"}"#
        let body = #"{"signature":"\#(cms)","digests":[\#(digest)]}"#
        try keep("POST", "/v1/check/digest", "", json, Array(body.utf8))
        try keep("POST", "/v1/check/digest", "", json, Array("{}".utf8))
        for (path, fields) in try Self.questions() {
            let octets = [UInt8](try JSONSerialization.data(withJSONObject: fields))
            try keep("POST", "/ncanode" + path, "", json, octets)
            try keep("POST", "/ncanode" + path, "", json, Array(#"{"zeal":1}"#.utf8))
        }
        try keep("GET", "/ncanode/actuator/health", "", [:], [])
        return exchanges
    }

    /// A certificate whose subject has every attribute that NCANode names.
    private static func wordyCertificate() throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        defer { for name in ["key", "cer"] { try? FileManager.default.removeItem(atPath: "\(file).\(name)") } }
        let subject = "/C=KZ/ST=Almaty/L=Almaty/O=a/OU=BIN123456789021/CN=a/SN=a/GN=a/serialNumber=IIN990101300123"
        _ = try OpenSSL.run([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
            subject + "/emailAddress=a@example.kz", "-keyout", "\(file).key", "-out", "\(file).cer",
        ])
        return try String(contentsOfFile: "\(file).cer", encoding: .utf8)
    }

    private static func questions() throws -> [(String, [String: Any])] {
        let base64 = { (file: String) in Data(try testFile(file)).base64EncodedString() }
        let kinds = ["OCSP", "CRL"]
        return [
            ("/cms/verify", ["cms": try base64("showcase/contract.cms"), "revocationCheck": kinds]),
            ("/cms/verify", ["cms": try base64("cms/attached-rsa.cms"), "revocationCheck": kinds]),
            ("/cms/extract", ["cms": try base64("cms/attached-rsa.cms")]),
            ("/xml/verify", ["xml": String(decoding: try testFile("xades/b-b-rsa.xml"), as: UTF8.self)]),
            ("/wsse/verify", ["xml": String(decoding: try testFile("wsse/body-rsa.xml"), as: UTF8.self)]),
            ("/pdf/verify", ["pdf": try base64("pades/b-b-rsa.pdf"), "revocationCheck": kinds]),
            (
                "/x509/info",
                ["certs": [try base64("pki/ca-rsa.cer"), "AAAA", try wordyCertificate()], "revocationCheck": kinds]
            ),
            (
                "/x509/verify",
                [
                    "certificate": try base64("pki/ca-rsa.cer"), "signature": "AAAA", "data": "a",
                    "revocationCheck": kinds,
                ]
            ),
            ("/cms/sign", [:]),
        ]
    }

    @Test func everyMemberIsDescribedAndEveryDescribedOneComes() throws {
        let server = try ServerProcess(Self.evidence)
        var schemas = Schemas(try document(server))
        for exchange in try exchanges(server) {
            let problems = try schemas.check(exchange.answer, to: exchange.method, exchange.path)
            #expect(problems.isEmpty, "\(exchange.method) \(exchange.path): \(problems.prefix(5))")
        }
        #expect(schemas.unseen.isEmpty, "described, and never served: \(schemas.unseen.sorted())")
    }

    @Test func everyDescribedParameterAndFieldIsTaken() throws {
        let server = try ServerProcess(Self.evidence + ["--set", "ncanodeStrict=true"])
        let paths = try #require(try document(server)["paths"] as? [String: [String: [String: Any]]])
        for (path, operations) in paths {
            for (method, operation) in operations {
                let parameters = (operation["parameters"] as? [[String: Any]] ?? []).filter {
                    $0["in"] as? String == "query"
                }
                for parameter in parameters {
                    let name = try #require(parameter["name"] as? String)
                    let answer = try server.send(method.uppercased(), "\(path)?\(name)=", [:], [1])
                    #expect(try answer.json["code"] as? String != "parameter-unknown", "\(path) \(name)")
                }
                let unknown = try server.send(method.uppercased(), "\(path)?zeal=1", [:], [1])
                if method == "post", !path.hasPrefix("/ncanode") {
                    #expect(try unknown.json["code"] as? String == "parameter-unknown")
                }
                let bodies = (operation["requestBody"] as? [String: Any])?["content"] as? [String: [String: Any]]
                guard let schema = bodies?["application/json"]?["schema"] as? [String: Any],
                    let fields = schema["properties"] as? [String: Any]
                else { continue }
                // Null is no value for any of them but is known for each.
                let body = try JSONSerialization.data(withJSONObject: fields.mapValues { _ in NSNull() })
                let answer = try server.send("POST", path, ["Content-Type": "application/json"], [UInt8](body))
                let message = try answer.json["message"] as? String ?? ""
                #expect(!message.contains("It is not known here"), "\(path): \(message)")
            }
        }
    }

    @Test func thePageLoadsNothingFromElsewhereAndRunsNothing() throws {
        let server = try ServerProcess(["--ncanode"])
        let page = try server.send("GET", "/docs")
        #expect(page.status == 200)
        let policy = try #require(page.headers["content-security-policy"])
        #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe") && !policy.contains("script-src"))
        let text = page.text
        for word in ["<script", "http:", "https:", "//", "style=", "onclick", "onload"] {
            #expect(!text.contains(word), "\(word)")
        }
        for match in text.matches(of: /(?:href|src)="([^"]*)"/) {
            let target = String(match.1)
            if target.hasPrefix("#") {
                #expect(text.contains("id=\"\(target.dropFirst())\""), "\(target)")
            } else {
                #expect(try server.send("GET", target).status == 200, "\(target)")
            }
        }
        for path in ["/v1/check", "/cms/verify", "/healthz"] { #expect(text.contains(path)) }
        #expect(try server.send("GET", "/docs/style.css").headers["content-type"] == "text/css; charset=utf-8")
    }
}

/// As much of JSON Schema as the document uses; anything else in it is an error.
struct Schemas {
    private let document: [String: Any]
    private var seen: Set<String> = []

    init(_ document: [String: Any]) { self.document = document }

    private var all: [String: [String: Any]] {
        ((document["components"] as? [String: Any])?["schemas"] as? [String: [String: Any]]) ?? [:]
    }

    /// Members of described answers that no answer had.
    var unseen: Set<String> {
        var described: Set<String> = []
        for (name, schema) in all where name != "DigestCheck" && name != "NamedDigest" {
            for member in (schema["properties"] as? [String: Any] ?? [:]).keys { described.insert("\(name).\(member)") }
        }
        return described.subtracting(seen)
    }

    /// What is wrong with an answer.
    mutating func check(_ answer: Connection.Answer, to method: String, _ path: String) throws -> [String] {
        let paths = try #require(document["paths"] as? [String: [String: [String: Any]]])
        let responses = try #require(paths[path]?[method]?["responses"] as? [String: [String: Any]])
        let response = try #require(responses["\(answer.status)"] ?? responses["default"])
        let contents = try #require(response["content"] as? [String: [String: Any]])
        let type = try #require(answer.headers["content-type"]?.split(separator: ";").first.map(String.init))
        guard let schema = contents[type]?["schema"] as? [String: Any] else { return ["content type \(type)"] }
        return check(try JSONSerialization.jsonObject(with: Data(answer.body)), by: schema, at: "")
    }

    private mutating func check(
        _ value: Any,
        by schema: [String: Any],
        at place: String,
        named name: String = ""
    ) -> [String] {
        if let reference = schema["$ref"] as? String {
            let name = String(reference.split(separator: "/").last ?? "")
            guard let target = all[name] else { return ["\(place): no schema \(name)"] }
            return check(value, by: target, at: place, named: name)
        }
        if let choices = schema["oneOf"] as? [[String: Any]] {
            let problems = choices.map { check(value, by: $0, at: place) }
            return problems.contains(where: \.isEmpty) ? [] : problems.joined().map { $0 }
        }
        let known: Set = [
            "type", "description", "properties", "required", "additionalProperties", "items", "enum", "const", "format",
            "pattern", "maxItems",
        ]
        var problems = Set(schema.keys).subtracting(known).map { "\(place): schema says \($0)" }
        let types = schema["type"] as? [String] ?? [schema["type"] as? String ?? ""]
        if !types.contains(Self.type(of: value)) {
            problems.append("\(place): \(Self.type(of: value)) is not \(types)")
        }
        if let values = schema["enum"] as? [Any], !values.contains(where: { Self.equal($0, value) }) {
            problems.append("\(place): \(value) is not listed")
        }
        if let constant = schema["const"], !Self.equal(constant, value) { problems.append("\(place): not \(constant)") }
        if let pattern = schema["pattern"] as? String, let text = value as? String,
            text.range(of: pattern, options: .regularExpression) == nil
        {
            problems.append("\(place): \(text) does not match \(pattern)")
        }
        if schema["format"] as? String == "date-time", let text = value as? String,
            text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/) == nil
        {
            problems.append("\(place): \(text) is no time")
        }
        if let items = value as? [Any], let schema = schema["items"] as? [String: Any] {
            for (index, item) in items.enumerated() { problems += check(item, by: schema, at: "\(place)/\(index)") }
        }
        if let members = value as? [String: Any] { problems += check(members, by: schema, at: place, named: name) }
        return problems
    }

    private mutating func check(
        _ members: [String: Any],
        by schema: [String: Any],
        at place: String,
        named name: String
    ) -> [String] {
        let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
        guard schema["additionalProperties"] as? Bool == false else { return ["\(place): an open object"] }
        var problems = (schema["required"] as? [String] ?? []).filter { members[$0] == nil }.map {
            "\(place): no \($0)"
        }
        for (member, value) in members {
            guard let schema = properties[member] else {
                problems.append("\(place): \(member) is not described")
                continue
            }
            if !name.isEmpty { seen.insert("\(name).\(member)") }
            problems += check(value, by: schema, at: "\(place)/\(member)")
        }
        return problems
    }

    private static func type(of value: Any) -> String {
        switch value {
        case is NSNull: return "null"
        case is String: return "string"
        case is [Any]: return "array"
        case is [String: Any]: return "object"
        case let number as NSNumber:
            return unsafe String(cString: number.objCType) == "c" ? "boolean" : "integer"
        default: return "unknown"
        }
    }

    private static func equal(_ left: Any, _ right: Any) -> Bool { "\(left)" == "\(right)" }
}

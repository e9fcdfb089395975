import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import SandyqServer
import SandyqSignatures
import Testing

/// What clients written for NCANode 3 rely on, and where the answer is stricter than theirs.
@Suite(.serialized) struct NCANodeTests {
    private static let evidence = [
        "--ncanode", "/ncanode", "--trust", "pki/root-rsa.cer", "--trust", "pki/root-ec.cer", "--trust",
        "pki/root-gost512.cer", "--set", "certificates=pki/ca-rsa.cer,pki/ca-ec.cer,pki/ca-gost512.cer",
    ]

    private func post(
        _ server: ServerProcess,
        _ path: String,
        _ body: [String: Any],
        _ headers: [String: String] = [:]
    ) throws -> Connection.Answer {
        let octets = [UInt8](try JSONSerialization.data(withJSONObject: body))
        let type = ["Content-Type": "application/json"].merging(headers) { $1 }
        return try server.send("POST", "/ncanode" + path, type, octets)
    }

    private func base64(_ file: String) throws -> String { Data(try testFile(file)).base64EncodedString() }

    @Test func thereIsNothingUnlessAskedFor() throws {
        let server = try ServerProcess()
        for path in ["/cms/verify", "/ncanode/cms/verify", "/actuator/health"] {
            #expect(try server.send("POST", path, ["Content-Type": "application/json"], Array("{}".utf8)).status == 404)
        }
        let bare = try ServerProcess(["--ncanode"])
        #expect(try bare.send("GET", "/actuator/health").json["status"] as? String == "UP")
    }

    @Test(arguments: Depth.allCases) func aStampedContractComesBackWithEveryFieldOfTheirs(depth: Depth) async throws {
        var settings = Settings()
        settings.ncanode = "/ncanode"
        let anchor = try Certificate(der: try testFile("pki/root-gost512.cer")[...])
        // Their requests name no moment: the data of the file is fresh enough only on some days.
        let moment = try Date("2026-03-16T12:00:00Z", strategy: .iso8601)
        let body = Data(#"{"cms":"\#(try base64("showcase/contract.cms"))","checkCrl":true}"#.utf8)
        try await depth.run(settings, trusting: [anchor], at: moment) { client in
            let response = try await client.executeRequest(
                uri: "/ncanode/cms/verify",
                method: .post,
                headers: [.contentType: "application/json"],
                body: ByteBuffer(bytes: body)
            )
            #expect(response.status == .ok)
            let json = try JSONSerialization.jsonObject(with: Data(response.body.readableBytesView))
            try check(stampedContract: try #require(json as? [String: Any]))
        }
    }

    private func check(stampedContract json: [String: Any]) throws {
        #expect(json["status"] as? Int == 200 && json["message"] as? String == "OK")
        #expect(json["valid"] as? Bool == true)
        #expect(json["unknownFields"] as? [String] == [])
        #expect((json["report"] as? [String: Any])?["schema"] as? String == "sandyq.verification/1")
        let signer = try #require((json["signers"] as? [[String: Any]])?.first)
        let stamp = try #require(signer["tsp"] as? [String: Any])
        #expect(Set(stamp.keys) == ["serialNumber", "genTime", "policy", "tsa", "tspHashAlgorithm", "hash"])
        #expect(stamp["genTime"] as? String == "2025-10-10T09:05:00.000+00:00")
        let certificate = try #require((signer["certificates"] as? [[String: Any]])?.first)
        let theirs: Set = [
            "valid", "revocations", "notBefore", "notAfter", "keyUsage", "serialNumber", "signAlg", "keyUser",
            "publicKey",
            "signature", "subject", "issuer",
        ]
        #expect(Set(certificate.keys) == theirs.union(["policies"]))
        #expect(certificate["keyUsage"] as? String == "SIGN")
        #expect(certificate["signAlg"] as? String == "ECGOST3410-2015-512")
        #expect(certificate["keyUser"] as? [String] == ["ORGANIZATION", "CEO"])
        let subject = try #require(certificate["subject"] as? [String: Any])
        #expect(subject["iin"] as? String == "009999702316")
        #expect(subject["bin"] as? String == "009991482966")
        #expect(subject["country"] as? String == "KZ")
        let revocation = try #require((certificate["revocations"] as? [[String: Any]])?.first)
        #expect(Set(revocation.keys) == ["revoked", "by", "revocationTime", "reason"])
        #expect(revocation["revoked"] as? Bool == false && revocation["by"] as? String == "CRL")
    }

    @Test func whatOpenSSLSaysOfACertificateIsSaid() throws {
        let server = try ServerProcess(Self.evidence)
        for name in ["pki/ca-rsa.cer", "pki/root-ec.cer"] {
            let answer = try post(server, "/x509/info", ["certs": [try base64(name)]])
            let signer = try #require((try answer.json["signers"] as? [[String: Any]])?.first)
            let text = try OpenSSL.run([
                "x509", "-inform", "DER", "-in", name, "-noout", "-serial", "-pubkey", "-enddate",
            ])
            let serial = try #require(signer["serialNumber"] as? String)
            let padded = (serial.count.isMultiple(of: 2) ? "" : "0") + serial.uppercased()
            #expect(text.contains("serial=\(padded)"))
            let key = text.components(separatedBy: "-----")[2].filter { !$0.isWhitespace }
            #expect(signer["publicKey"] as? String == key)
        }
    }

    @Test func revocationNobodyCanTellIsNeverGood() throws {
        let server = try ServerProcess(Self.evidence)
        for fields in [["revocationCheck": ["CRL"]], ["checkCrl": true], ["verifyCrl": true]] as [[String: Any]] {
            let body = fields.merging(["cms": try base64("cms/attached-rsa.cms")]) { $1 }
            let json = try post(server, "/cms/verify", body).json
            #expect(json["valid"] as? Bool == false)
            #expect(json["indication"] as? String == "INDETERMINATE")
            #expect(json["unknownFields"] as? [String] == [])
            let signer = try #require((json["signers"] as? [[String: Any]])?.first)
            let certificate = try #require((signer["certificates"] as? [[String: Any]])?.first)
            let revocation = try #require((certificate["revocations"] as? [[String: Any]])?.first)
            #expect(revocation["revoked"] is NSNull && revocation["by"] as? String == "CRL")
        }
    }

    @Test func unknownFieldsAreNamedOrRefused() throws {
        let body: [String: Any] = ["cms": try base64("showcase/contract.cms"), "checkOCSP": true, "zeal": 1]
        let server = try ServerProcess(Self.evidence)
        #expect(try post(server, "/cms/verify", body).json["unknownFields"] as? [String] == ["checkOCSP", "zeal"])
        let strict = try ServerProcess(Self.evidence + ["--set", "ncanodeStrict=true"])
        let refused = try post(strict, "/cms/verify", body)
        #expect(refused.status == 400)
        #expect(try refused.json["status"] as? Int == 400)
        #expect((try refused.json["message"] as? String)?.contains("/checkOCSP") == true)
    }

    @Test func detachedDataCounts() throws {
        let server = try ServerProcess(Self.evidence)
        let signature = try base64("cms/detached-rsa.cms")
        let references = { (answer: Connection.Answer) -> [String: Any]? in
            let report = try answer.json["report"] as? [String: Any]
            let integrity = (report?["signatures"] as? [[String: Any]])?.first?["integrity"] as? [String: Any]
            return (integrity?["references"] as? [[String: Any]])?.first
        }
        let right = try post(server, "/cms/verify", ["cms": signature, "data": try base64("cms/content/act.txt")])
        #expect(try references(right)?["intact"] as? Bool == true)
        let wrong = try post(server, "/cms/verify", ["cms": signature, "data": "AAAA"])
        #expect(try references(wrong)?["intact"] as? Bool == false)
        #expect(try wrong.json["valid"] as? Bool == false)
        let none = try post(server, "/cms/verify", ["cms": signature])
        #expect(try references(none)?["found"] as? Bool == false)
        #expect(try post(server, "/cms/extract", ["cms": signature]).status == 400)
    }

    @Test func contentOfASoundSignatureComesOut() throws {
        let server = try ServerProcess(Self.evidence)
        let answer = try post(server, "/cms/extract", ["cms": try base64("cms/attached-rsa.cms")])
        #expect(answer.status == 200)
        let data = try #require(Data(base64Encoded: try answer.json["data"] as? String ?? ""))
        let expected = try OpenSSL.run(
            ["cms", "-verify", "-noverify", "-inform", "DER", "-in", "cms/attached-rsa.cms", "-binary"]
        )
        #expect(String(decoding: data, as: UTF8.self) == expected)
        var damaged = try testFile("cms/attached-rsa.cms")
        let place = try #require(damaged.firstRange(of: data.prefix(8)))
        damaged[place.lowerBound] ^= 1
        let refused = try post(server, "/cms/extract", ["cms": Data(damaged).base64EncodedString()])
        #expect(refused.status == 400)
    }

    @Test(arguments: [
        ("/xml/verify", "xmldsig", "xml"), ("/wsse/verify", "wsse", "xml"), ("/pdf/verify", "pades", "pdf"),
        ("/cms/verify", "cms", "cms"),
    ])
    func validMeansTotalPassed(path: String, folder: String, field: String) throws {
        let server = try ServerProcess(Self.evidence)
        let data = try Data(contentsOf: ServerProcess.testdata.appending(path: "\(folder)/manifest.json"))
        let entries = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
        var seen = 0
        for entry in entries.prefix(120) {
            guard let file = entry["file"] as? String, (entry["content"] as? [String])?.isEmpty == true else {
                continue
            }
            let octets = try testFile(file)
            let text = field == "xml" ? String(validating: octets, as: UTF8.self) : Data(octets).base64EncodedString()
            guard let text, !text.isEmpty else { continue }
            let answer = try post(server, path, [field: text])
            #expect([200, 400, 404].contains(answer.status), "\(file)")
            guard answer.status == 200 else { continue }
            seen += 1
            let json = try answer.json
            #expect((json["valid"] as? Bool) == (json["indication"] as? String == "TOTAL-PASSED"), "\(file)")
            let signers = try #require(json["signers"] as? [Any])
            let report = try #require(json["report"] as? [String: Any])
            #expect(signers.count == (report["signatures"] as? [Any])?.count, "\(file)")
        }
        #expect(seen > 5)
    }

    @Test func aPDFSignatureHasTheFieldsOfTheirs() throws {
        let server = try ServerProcess(Self.evidence)
        let json = try post(server, "/pdf/verify", ["pdf": try base64("pades/b-b-gost512.pdf")]).json
        let signer = try #require((json["signers"] as? [[String: Any]])?.first)
        let theirs: Set = [
            "valid", "reason", "location", "contactInfo", "signDate", "certificate", "signatureAlgorithm",
            "digestAlgorithm",
        ]
        #expect(Set(signer.keys) == theirs.union(["indication", "subIndication", "bestSignatureTime"]))
        #expect(signer["signatureAlgorithm"] as? String == "ETSI.CAdES.detached")
        #expect(signer["digestAlgorithm"] as? String == "1.2.398.3.10.1.3.3")
        let unsigned = try post(server, "/pdf/verify", ["pdf": try base64("showcase/act.txt")])
        #expect(unsigned.status == 404)
    }

    @Test func aFileOfAnotherKindIsNotAnsweredFor() throws {
        let server = try ServerProcess(Self.evidence)
        let cms = try base64("showcase/contract.cms")
        #expect(try post(server, "/pdf/verify", ["pdf": cms]).status == 404)
        #expect(try post(server, "/xml/verify", ["xml": cms]).status == 400)
        #expect(try post(server, "/wsse/verify", ["xml": cms]).status == 400)
    }

    @Test func aRawSignatureIsVerifiedByTheCertificatesAlgorithm() throws {
        let server = try ServerProcess(Self.evidence)
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let text = "Растау – құжат"
        try Data(text.utf8).write(to: folder.appending(path: "data"))
        let path = { (name: String) in folder.appending(path: name).path }
        _ = try OpenSSL.run([
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-sha256", "-subj", "/CN=a", "-keyout", path("key"),
            "-out",
            path("cer"),
        ])
        _ = try OpenSSL.run(["dgst", "-sha256", "-sign", path("key"), "-out", path("sig"), path("data")])
        let certificate = try String(contentsOfFile: path("cer"), encoding: .utf8)
        let signature = try Data(contentsOf: folder.appending(path: "sig")).base64EncodedString()
        let trusting = try ServerProcess(["--ncanode", "/ncanode", "--trust", path("cer"), "--set", "policy=integrity"])
        let body = ["certificate": certificate, "signature": signature, "data": text]
        for (server, valid) in [(trusting, true), (server, false)] {
            #expect(try post(server, "/x509/verify", body).json["valid"] as? Bool == valid)
        }
        let other = body.merging(["data": text + " "]) { $1 }
        #expect(try post(trusting, "/x509/verify", other).json["valid"] as? Bool == false)
    }

    @Test func aCertificateThatCannotBeReadIsNullAndNamed() throws {
        let server = try ServerProcess(Self.evidence)
        let json = try post(server, "/x509/info", ["certs": [try base64("pki/ca-rsa.cer"), "AAAA"]]).json
        #expect(json["valid"] as? Bool == false)
        #expect(json["message"] as? String == "[1]: Invalid certificate given.")
        #expect((json["signers"] as? [Any])?[1] is NSNull)
    }

    @Test(arguments: [
        "/cms/sign", "/cms/sign/add", "/xml/sign", "/wsse/sign", "/pdf/sign", "/jwt/encode", "/pkcs12/info",
        "/pkcs12/aliases",
    ])
    func signingIsRefusedWithAReason(path: String) throws {
        let server = try ServerProcess(Self.evidence)
        let answer = try post(server, path, ["data": "AAAA"], ["Accept-Language": "ru"])
        #expect(answer.status == 501)
        #expect(try answer.json["status"] as? Int == 501)
        #expect(try answer.json["code"] as? String == "signing-not-offered")
        #expect((try answer.json["message"] as? String)?.hasPrefix("Служба не хранит") == true)
    }

    @Test(arguments: [
        "{}", #"{"cms":7}"#, #"{"cms":"!!"}"#, #"{"cms":"AAAA","revocationCheck":["LDAP"]}"#, "[", #"{"cms":"AAAA"}"#,
    ])
    func whatCannotBeTakenIsTheirError(body: String) throws {
        let server = try ServerProcess(Self.evidence)
        let answer = try server.send(
            "POST",
            "/ncanode/cms/verify",
            ["Content-Type": "application/json"],
            Array(body.utf8)
        )
        #expect(answer.status == 400)
        #expect(try answer.json["status"] as? Int == 400)
        #expect(try answer.json["message"] as? String != "")
    }
}

/// OpenSSL's own program, as another opinion.
enum OpenSSL {
    static func run(_ arguments: [String]) throws -> String {
        let process = Process()
        let output = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data().write(to: output)
        defer { try? FileManager.default.removeItem(at: output) }
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = arguments
        process.currentDirectoryURL = ServerProcess.testdata
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "openssl \(arguments)")
        return String(decoding: try Data(contentsOf: output), as: UTF8.self)
    }
}

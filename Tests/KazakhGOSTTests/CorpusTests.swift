import COpenSSL
import Foundation
import Testing

/// Signatures made in Kazakhstan, outside the project: found through `SANDYQ_CORPUS`.
@Suite("Signatures of the corpus")
struct CorpusTests {
    static let folder = ProcessInfo.processInfo.environment["SANDYQ_CORPUS"].map { URL(filePath: "\($0)/kz") }
    static let isThere: ConditionTrait = .enabled(if: folder != nil, "SANDYQ_CORPUS does not name the corpus")

    struct Answers: Decodable {
        let hash: [Hash]
        let ec: [Signature]
    }

    struct Hash: Decodable {
        let message, gost34311, streebog256, streebog512: String

        enum CodingKeys: String, CodingKey {
            case message = "msg_hex"
            case gost34311 = "gost34311_95_kz"
            case streebog256, streebog512
        }
    }

    struct Signature: Decodable {
        let name, curve, digest, signature: String
        let point: String
        let layout: String
        let valid: Bool

        enum CodingKeys: String, CodingKey {
            case name, curve, digest, signature, valid
            case point = "pubkey_xy_le"
            case layout = "signature_layout"
        }

        var kind: String {
            if layout == "s_BE||r_BE" { return "TUMAR-GOST-2004" }
            return curve.contains("512") ? "KZ-GOST-2015-512" : "KZ-GOST-2004"
        }
    }

    static func answers() throws -> Answers {
        let folder = try #require(folder)
        return try JSONDecoder().decode(Answers.self, from: Data(contentsOf: folder.appending(path: "kat/kat.json")))
    }

    @Test("Known digests come out", isThere)
    func digests() throws {
        for answer in try Self.answers().hash {
            let message = [UInt8](hex: answer.message)
            #expect(try digest("KZ-GOST34311", of: [message]) == [UInt8](hex: answer.gost34311))
            #expect(try digest("KZ-STREEBOG-256", of: [message]) == [UInt8](hex: answer.streebog256))
            #expect(try digest("KZ-STREEBOG-512", of: [message]) == [UInt8](hex: answer.streebog512))
        }
    }

    @Test("Known signatures hold, and damaged ones do not", isThere)
    func signatures() throws {
        for answer in try Self.answers().ec {
            let key = try Key(kind: answer.kind, point: [UInt8](hex: answer.point))
            let (signature, digest) = ([UInt8](hex: answer.signature), [UInt8](hex: answer.digest))
            #expect(try key.verifies(signature, digest: digest) == answer.valid, "\(answer.name)")
        }
    }

    /// Certificates with GOST in their names, of the authorities and of others, or damaged ones.
    static func certificates(in folders: [String]) throws -> [(name: String, bytes: [UInt8])] {
        let root = try #require(folder)
        return try folders.flatMap { folder in
            try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)
                .filter { $0.contains("gost") && $0.hasSuffix(".cer") }
                .map { ($0, [UInt8](try Data(contentsOf: root.appending(path: "\(folder)/\($0)")))) }
        }
    }

    /// How many of the authorities' keys made each certificate's signature.
    static func issuers(of certificates: [(name: String, bytes: [UInt8])]) throws -> [(name: String, count: Int)] {
        try Library.load()
        let authorities = unsafe try Self.certificates(in: ["ca"]).map { entry in
            unsafe try decoding(entry.bytes) { unsafe d2i_X509(nil, $0, $1) }
        }
        defer { unsafe authorities.forEach { unsafe X509_free($0) } }
        return try certificates.map { entry in
            let certificate = unsafe try decoding(entry.bytes) { unsafe d2i_X509(nil, $0, $1) }
            defer {
                unsafe X509_free(certificate)
                ERR_clear_error()
            }
            let count = unsafe authorities.count { unsafe X509_verify(certificate, X509_get0_pubkey($0)) == 1 }
            return (entry.name, count)
        }
    }

    @Test("Every certificate is signed by one authority", isThere)
    func genuine() throws {
        let results = try Self.issuers(of: Self.certificates(in: ["ca", "certs"]))
        #expect(results.count > 80)
        for result in results { #expect(result.count == 1, "\(result.name)") }
    }

    @Test("No damaged certificate is signed by any", isThere)
    func damaged() throws {
        let results = try Self.issuers(of: Self.certificates(in: ["mutated/certs"]))
        #expect(results.count > 80)
        for result in results { #expect(result.count == 0, "\(result.name)") }
    }
}

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import SandyqOpenSSL
import SandyqValidation
import Testing

/// The folder of corpora kept outside the repository; tests that need it are skipped without it.
enum Corpus {
    static let folder = ProcessInfo.processInfo.environment["SANDYQ_CORPUS"]
    static let isMissing: Comment = "SANDYQ_CORPUS does not name the folder of corpora"
}

/// One file of Project Wycheproof, as far as it is used here.
private struct WycheproofFile: Decodable {
    let testGroups: [Group]

    struct Group: Decodable {
        let publicKeyDer: String
        let sha: String?
        let mgfSha: String?
        let sLen: Int?
        let tests: [Case]
    }

    struct Case: Decodable {
        let tcId: Int
        let comment: String
        let msg: String
        let sig: String
        let result: String
    }

    init(_ name: String) throws {
        let path = try #require(Corpus.folder) + "/eu/x509/wycheproof-\(name)-dev.json"
        self = try JSONDecoder().decode(Self.self, from: Data(contentsOf: URL(filePath: path)))
    }
}

@Suite("Project Wycheproof", .enabled(if: Corpus.folder != nil, Corpus.isMissing))
struct WycheproofTests {
    static let files = [
        "ecdsa_brainpoolP256r1_sha256_test", "ecdsa_secp256r1_sha256_test", "ed25519_test", "ed448_test",
        "rsa_pss_misc_params_test", "rsa_signature_2048_sha256_test", "rsa_signature_2048_sha3_256_test",
    ]

    @Test("Every signature is judged as its file says", arguments: files)
    func signatures(_ name: String) throws {
        var count = 0
        for group in try WycheproofFile(name).testGroups {
            let encoding = try #require([UInt8](hexadecimal: group.publicKeyDer))
            let key = try PublicKey(subjectPublicKeyInfo: encoding[...])
            let scheme = Self.scheme(of: name, group)
            for test in group.tests {
                let message = try #require([UInt8](hexadecimal: test.msg))
                let signature = try #require([UInt8](hexadecimal: test.sig))
                let expected: SignatureOutcome =
                    switch test.result {
                    case "valid": .valid
                    case "acceptable": .validWithoutNull
                    default: .invalid
                    }
                let outcome = key.verify(signature: signature[...], over: message[...], scheme: scheme)
                #expect(outcome == expected, "\(test.tcId): \(test.comment)")
                count += 1
            }
        }
        #expect(count > 0)
    }

    private static func scheme(of name: String, _ group: WycheproofFile.Group) -> SchemeParameters {
        let digest = openSSLName(group.sha)
        if name.hasPrefix("ecdsa") { return .ecdsa(digest: digest) }
        if name.hasPrefix("ed25519") { return .ed25519 }
        if name.hasPrefix("ed448") { return .ed448 }
        if name.hasPrefix("rsa_pss") {
            return .rsaPSS(digest: digest, maskDigest: openSSLName(group.mgfSha), saltLength: group.sLen ?? 0)
        }
        return .rsa(digest: digest)
    }

    private static func openSSLName(_ name: String?) -> String {
        guard let name, !name.hasPrefix("SHA3") else { return name ?? "" }
        return name.replacing("SHA-512/", with: "SHA2-512/").replacing("SHA-", with: "SHA")
    }
}

import COpenSSL
import Testing

@Suite("Digests")
struct DigestTests {
    struct Answer: Sendable, CustomTestStringConvertible {
        let name: String
        let message: [UInt8]
        let digest: String
        let note: String
        var testDescription: String { "\(name): \(note)" }

        init(_ name: String, _ note: String, _ message: [UInt8], _ digest: String) {
            (self.name, self.note, self.message, self.digest) = (name, note, message, digest)
        }
    }

    /// RFC 6986 clause 10.1: 63 digits.
    static let first = Array("012345678901234567890123456789012345678901234567890123456789012".utf8)
    /// RFC 6986 clause 10.2: a line of the Tale of Igor's Campaign, 72 bytes.
    static let second = [UInt8](
        hex: """
            d1e520e2e5f2f0e82c20d1f2f0e8e1eee6e820e2edf3f6e82c20e2e5fef2fa20f120eceef0ff
            20f1f2f0e5ebe0ece820ede020f5f0e0e1f0fbff20efebfaeafb20c8e3eef0e5e2fb
            """
    )
    static let counting = (0..<65).map { UInt8($0) }

    static let answers = [
        Answer(
            "KZ-STREEBOG-512",
            "RFC 6986 clause 10.1.1",
            first,
            """
            1b54d01a4af5b9d5cc3d86d68d285462b19abc2475222f35c085122be4ba1ffa
            00ad30f8767b3a82384c6574f024c311e2a481332b08ef7f41797891c1646f48
            """
        ),
        Answer(
            "KZ-STREEBOG-256",
            "RFC 6986 clause 10.1.2",
            first,
            "9d151eefd8590b89daa6ba6cb74af9275dd051026bb149a452fd84e5e57b5500"
        ),
        Answer(
            "KZ-STREEBOG-512",
            "RFC 6986 clause 10.2.1",
            second,
            """
            1e88e62226bfca6f9994f1f2d51569e0daf8475a3b0fe61a5300eee46d961376
            035fe83549ada2b8620fcd7c496ce5b33f0cb9dddc2b6460143b03dabac9fb28
            """
        ),
        Answer(
            "KZ-STREEBOG-256",
            "RFC 6986 clause 10.2.2",
            second,
            "9dd2fe4e90409e5da87f53976d7405b0c0cac628fc669a741d50063c557e8f50"
        ),
        // With the test parameter set, as the English Wikipedia's "GOST (hash function)" lists them.
        Answer("KZ-GOST34311", "nothing", [], "ce85b99cc46752fffee35cab9a7b0278abb4c2d2055cff685af4912c49490f8d"),
        Answer(
            "KZ-GOST34311",
            "a",
            Array("a".utf8),
            "d42c539e367c66e9c88a801f6649349c21871b4344c6a573f849fdce62f314dd"
        ),
        Answer(
            "KZ-GOST34311",
            "abc",
            Array("abc".utf8),
            "f3134348c44fb1b2a277729e2285ebb5cb5e0f29c975bc753b70497c06a4d51d"
        ),
        Answer(
            "KZ-GOST34311",
            "message digest",
            Array("message digest".utf8),
            "ad4434ecb18f2c99b60cbe59ec3d2469582b65273f48de72db2fde16a4889a4d"
        ),
        Answer(
            "KZ-GOST34311",
            "RFC 5831 clause 7.3.1",
            Array("This is message, length=32 bytes".utf8),
            "b1c466d37519b82e8319819ff32595e047a28cb6f83eff1c6916a815a637fffa"
        ),
        Answer(
            "KZ-GOST34311",
            "RFC 5831 clause 7.3.2",
            Array("Suppose the original message has length = 50 bytes".utf8),
            "471aba57a60a770d3a76130635c1fbea4ef14de51f78b4ae57dd893b62f55208"
        ),
    ]

    @Test("A known message has its known digest", arguments: answers)
    func known(_ answer: Answer) throws {
        let expected = [UInt8](hex: answer.digest)
        #expect(try digest(answer.name, of: [answer.message]) == expected)
        for cut in [1, 31, 32, 33, 63, 64] where cut < answer.message.count {
            let pieces = [Array(answer.message[..<cut]), [], Array(answer.message[cut...])]
            #expect(try digest(answer.name, of: pieces) == expected)
        }
    }

    @Test(
        "Every name of a digest computes the same",
        arguments: [
            ("KZ-STREEBOG-512", ["1.2.398.3.10.1.3.3", "md_gost12_512", "1.2.643.7.1.1.2.3", "streebog512"]),
            ("KZ-STREEBOG-256", ["1.2.398.3.10.1.3.2", "md_gost12_256", "1.2.643.7.1.1.2.2", "streebog256"]),
            (
                "KZ-GOST34311",
                [
                    "1.2.398.3.10.1.3.1", "KZ-GOST34311-PARAMS", "1.2.398.3.10.1.3.1.1.0", "TUMAR-GOST34311",
                    "1.3.6.1.4.1.6801.1.2.1",
                ]
            ),
        ]
    )
    func names(_ name: String, _ others: [String]) throws {
        let expected = try digest(name, of: [Self.counting])
        for other in others { #expect(try digest(other, of: [Self.counting]) == expected, "\(other)") }
    }

    @Test(
        "OpenSSL's older table knows each digest by its object identifier, and it works from there",
        arguments: [
            "1.2.398.3.10.1.3.1", "1.2.398.3.10.1.3.2", "1.2.398.3.10.1.3.3", "1.2.398.3.10.1.3.1.1.0",
            "1.3.6.1.4.1.6801.1.2.1", "1.2.643.7.1.1.2.2", "1.2.643.7.1.1.2.3",
        ]
    )
    func legacy(_ identifier: String) throws {
        try Library.load()
        let name = unsafe OBJ_nid2sn(OBJ_txt2nid(identifier))
        let algorithm = unsafe try made(EVP_get_digestbyname(name))
        let context = unsafe try made(EVP_MD_CTX_new())
        defer { unsafe EVP_MD_CTX_free(context) }
        unsafe try check(EVP_DigestInit_ex(context, algorithm, nil))
        unsafe try check(EVP_DigestUpdate(context, Self.counting, Self.counting.count))
        let copy = unsafe try made(EVP_MD_CTX_new())
        defer { unsafe EVP_MD_CTX_free(copy) }
        unsafe try check(EVP_MD_CTX_copy_ex(copy, context))
        #expect(try unsafe Self.finish(copy) == digest(identifier, of: [Self.counting]))
        #expect(try unsafe Self.finish(context) == digest(identifier, of: [Self.counting]))
    }

    static func finish(_ context: OpaquePointer) throws -> [UInt8] {
        var result = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        unsafe try check(EVP_DigestFinal_ex(context, &result, &count))
        return Array(result.prefix(Int(count)))
    }

    @Test("A carry runs through all words of the sums")
    func carries() throws {
        // Blocks of ones make every addition modulo 2^512 and 2^256 carry; answers by pygost.
        let ones = [UInt8](repeating: 0xff, count: 200)
        let streebog = """
            a32bc44c32d9f7fc60d133fbddd468fc49e43253bcce4d90befcdbe5d4899d46
            a54ca52f416ed90cd74c46a5e1d67932b5e8350370424e6918ab80a19ffc97c6
            """
        let gost34311 = "7aac8c31bd1a94f64c98c84b7a9ac9fc251178c570a6d80893e45a817062a2e5"
        #expect(try digest("KZ-STREEBOG-512", of: [ones]) == [UInt8](hex: streebog))
        #expect(try digest("KZ-GOST34311", of: [ones]) == [UInt8](hex: gost34311))
    }
}

import SandyqOpenSSL
import SandyqValidation
import Testing

@Suite("Message digests")
struct MessageDigestTests {
    /// FIPS 180-4 and 202, RFC 1321, the RIPEMD-160 paper, and GOST 34.311-95 with the test S-box.
    static let abc: [(String, String)] = [
        ("MD5", "900150983cd24fb0d6963f7d28e17f72"),
        ("RIPEMD160", "8eb208f7e05d987a9b044a8e98c6b087f15a0bfc"),
        ("SHA1", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        ("SHA224", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"),
        ("SHA256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "SHA384",
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"
        ),
        (
            "SHA512",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        ),
        ("SHA3-224", "e642824c3f8cf24ad09234ee7d3c766fc9a3a5168d0c94ad73b46fdf"),
        ("SHA3-256", "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532"),
        (
            "SHA3-384",
            "ec01498288516fc926459f58e2c6ad8df9b473cb0fc08c2596da7cf0e49be4b298d88cea927ac7f539f1edf228376d25"
        ),
        (
            "SHA3-512",
            "b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e"
                + "10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56592f8274eec53f0"
        ),
        ("1.2.398.3.10.1.3.1", "f3134348c44fb1b2a277729e2285ebb5cb5e0f29c975bc753b70497c06a4d51d"),
        ("1.2.398.3.10.1.3.1.1.0", "f3134348c44fb1b2a277729e2285ebb5cb5e0f29c975bc753b70497c06a4d51d"),
        (
            "SHAKE256",
            "483366601360a8771c6863080cc4114d8db44530f8f1e1ee4f94ea37e78b5739"
                + "d5a15bef186a5386c75744c0527e1faa9f8726e462a12a4feb06bd8801e751e4"
        ),
    ]

    @Test("The published digests of abc come out", arguments: abc)
    func publishedDigests(_ name: String, _ expected: String) throws {
        #expect(try MessageDigest.of(Array("abc".utf8)[...], by: name).hexadecimal == expected)
    }

    @Test("A message in pieces has the digest of the whole")
    func piecewise() throws {
        let message = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        var digest = try MessageDigest("SHA256")
        for start in stride(from: 0, to: message.count, by: 777) {
            digest.update(message[start..<min(start + 777, message.count)])
        }
        let pieces = digest.finish()
        #expect(pieces == MessageDigest.sha256(of: message[...]))
    }

    @Test("The empty message has a digest")
    func empty() {
        #expect(
            MessageDigest.sha256(of: []).hexadecimal
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        )
    }

    @Test("A digest nobody knows is an error with a reason", arguments: ["MD2", "SHA-257", "", "GOST\u{0}"])
    func unknown(_ name: String) {
        #expect(throws: OpenSSLError.self) { try MessageDigest.of([], by: name) }
    }

    @Test("Many threads may ask for algorithms at once")
    func concurrent() async {
        await withTaskGroup(of: Bool.self) { group in
            for index in 0..<64 {
                group.addTask {
                    let (name, expected) = Self.abc[index % Self.abc.count]
                    return (try? MessageDigest.of(Array("abc".utf8)[...], by: name).hexadecimal) == expected
                }
            }
            for await holds in group { #expect(holds) }
        }
    }
}

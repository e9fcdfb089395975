import COpenSSL
import Testing

@Suite("Signatures")
struct SignatureTests {
    /// Orders of the groups, big-endian: RFC 7836 appendix A and RFC 4357 clause 11.4.
    static let orders = [
        "KZ-GOST-2015-512":
            "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            + "27e69532f48d89116ff22b8d4e0560609b4b38abfad2b85dcacdb1411f10b275",
        "KZ-GOST-2015-256": "400000000000000000000000000000000fd8cddfc87b6635c115af556c360c67",
        "KZ-GOST-2004": "ffffffffffffffffffffffffffffffff6c611070995ad10045841b09b761b893",
    ]

    @Test("A signature made elsewhere holds, however often it is verified", arguments: Vector.all)
    func known(_ vector: Vector) throws {
        let key = try vector.key()
        for _ in 0..<4 { #expect(try key.verifies(vector.signature, digest: vector.digest)) }
    }

    @Test("A turned bit anywhere in r, s or the digest spoils a signature", arguments: Vector.all)
    func tampered(_ vector: Vector) throws {
        let key = try vector.key()
        for bit in stride(from: 0, to: 8 * vector.signature.count, by: 37) {
            #expect(
                try !key.verifies(vector.signature.flippingBit(bit), digest: vector.digest),
                "signature, bit \(bit)"
            )
        }
        for bit in stride(from: 0, to: 8 * vector.digest.count, by: 31) {
            #expect(try !key.verifies(vector.signature, digest: vector.digest.flippingBit(bit)), "digest, bit \(bit)")
        }
    }

    @Test("Another key's signature does not hold", arguments: Vector.all)
    func otherKey(_ vector: Vector) throws {
        let key = try Key(generating: vector.kind, group: vector.group)
        #expect(try !key.verifies(vector.signature, digest: vector.digest))
    }

    @Test("Only TumarCSP's object identifiers take both layouts", arguments: Vector.all)
    func layout(_ vector: Vector) throws {
        let key = try vector.key()
        let reversed = Array(vector.signature.reversed())
        let half = vector.signature.count / 2
        let swapped = Array(vector.signature[half...] + vector.signature[..<half])
        #expect(try key.verifies(reversed, digest: vector.digest) == (vector.kind == "TUMAR-GOST-2004"))
        #expect(try !key.verifies(swapped, digest: vector.digest))
    }

    @Test("Signatures and digests of any other length are refused", arguments: Vector.all)
    func lengths(_ vector: Vector) throws {
        let key = try vector.key()
        let longer = vector.signature + [0]
        for signature in [[], Array(vector.signature.dropLast()), Array(vector.signature.dropFirst()), longer] {
            #expect(try !key.verifies(signature, digest: vector.digest))
        }
        for digest in [[], Array(vector.digest.dropLast()), vector.digest + [0]] {
            #expect(try !key.verifies(vector.signature, digest: digest))
        }
    }

    @Test("r and s are neither zero nor q nor above it", arguments: Array(orders.keys))
    func range(_ kind: String) throws {
        let order = Array([UInt8](hex: Self.orders[kind] ?? "").reversed())
        let size = order.count
        let vector = try #require(Vector.all.first { $0.kind == kind })
        let key = try vector.key()
        let (r, s) = (Array(vector.signature[..<size]), Array(vector.signature[size...]))
        let zero = [UInt8](repeating: 0, count: size)
        let ones = [UInt8](repeating: 0xff, count: size)
        for bad in [zero, order, ones] {
            #expect(try !key.verifies(bad + s, digest: vector.digest))
            #expect(try !key.verifies(r + bad, digest: vector.digest))
            #expect(try !key.verifies(bad + bad, digest: vector.digest))
        }
    }

    @Test("A digest of zero, or of q, is taken for one", arguments: Array(orders.keys))
    func zeroDigest(_ kind: String) throws {
        let key = try Key(generating: kind)
        let order = Array([UInt8](hex: Self.orders[kind] ?? "").reversed())
        let zero = [UInt8](repeating: 0, count: order.count)
        let one = [1] + zero.dropLast()
        let signature = try key.signature(overDigest: zero)
        for digest in [zero, one, order] { #expect(try key.verifies(signature, digest: digest)) }
        #expect(try !key.verifies(signature, digest: [2] + zero.dropLast()))
    }

    @Test("Keys of little numbers verify, where additions meet equal points", arguments: Array(orders.keys))
    func littleKeys(_ kind: String) throws {
        let size = (Self.orders[kind] ?? "").count / 2
        let message = Array("equal points".utf8)
        for number in [1, 2, 3, 5, 15, 16, 31, 63, 64, 255] as [UInt8] {
            let key = try Key(kind: kind, secret: [number] + [UInt8](repeating: 0, count: size - 1))
            #expect(try key.isValid)
            let signature = try key.signature(over: message)
            for _ in 0..<3 { #expect(try key.verifies(signature, message: message), "d = \(number)") }
        }
    }

    @Test("Signing without randomness gives what a model in Python computes", arguments: Deterministic.all)
    func deterministic(_ vector: Deterministic) throws {
        let key = try Key(kind: vector.kind, secret: [UInt8](hex: vector.secret))
        let digest = [UInt8](hex: vector.digest)
        #expect(try key.number("pub") == [UInt8](hex: vector.point))
        #expect(try key.signature(overDigest: digest, deterministic: true) == [UInt8](hex: vector.signature))
        #expect(try key.verifies([UInt8](hex: vector.signature), digest: digest))
    }

    @Test("Signing twice gives two signatures, and both hold")
    func hedged() throws {
        let key = try Key(generating: "KZ-GOST-2015-512")
        let digest = [UInt8](repeating: 7, count: 64)
        let signatures = try [key.signature(overDigest: digest), key.signature(overDigest: digest)]
        #expect(signatures[0] != signatures[1])
        for signature in signatures { #expect(try key.verifies(signature, digest: digest)) }
    }

    static let streebog512 = ["KZ-STREEBOG-512", "1.2.398.3.10.1.3.3", "md_gost12_512", "1.2.643.7.1.1.2.3"]
    static let streebog256 = ["KZ-STREEBOG-256", "1.2.398.3.10.1.3.2", "md_gost12_256", "1.2.643.7.1.1.2.2"]
    static let gost34311 = [
        "KZ-GOST34311", "1.2.398.3.10.1.3.1", "KZ-GOST34311-PARAMS", "TUMAR-GOST34311", "1.3.6.1.4.1.6801.1.2.1",
    ]
    static let digests = [
        "KZ-GOST-2015-512": streebog512, "KZ-GOST-2015-256": streebog256, "KZ-GOST-2004": gost34311,
        "TUMAR-GOST-2004": gost34311, "gost2012_512": streebog512, "gost2012_256": streebog256,
    ]

    @Test("What a key signs it verifies, with its own digest under any name", arguments: digests.keys.sorted())
    func roundTrip(_ kind: String) throws {
        let key = try Key(generating: kind)
        #expect(try key.isValid)
        for length in [0, 1, 31, 32, 64, 1000] {
            let message = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
            let signature = try key.signature(over: message)
            #expect(try key.verifies(signature, message: message))
            #expect(try !key.verifies(signature, message: message + [0]))
            for name in Self.digests[kind] ?? [] {
                #expect(try key.verifies(signature, message: message, digest: name))
                #expect(try key.verifies(key.signature(over: message, digest: name), message: message))
            }
        }
    }

    @Test("A key refuses every digest but its own", arguments: digests.keys.sorted())
    func wrongDigest(_ kind: String) throws {
        let key = try Key(generating: kind)
        let signature = try key.signature(over: [1])
        let others = Set(Self.digests.values.joined()).subtracting(Self.digests[kind] ?? [])
        for name in others.union(["SHA256", "SHA512", "MD5", "nonsense"]) {
            #expect(throws: LibraryError.self, "\(name)") { try key.signature(over: [1], digest: name) }
            #expect(throws: LibraryError.self, "\(name)") { try key.verifies(signature, message: [1], digest: name) }
        }
    }

    @Test("Threads share a key")
    func threads() async throws {
        let vector = Vector.all[0]
        let key = try vector.key()
        let held = await withTaskGroup(of: Int.self) { group in
            for task in 0..<16 {
                group.addTask {
                    (0..<50).count { round in
                        let good = (task + round) % 2 == 0
                        let digest = good ? vector.digest : vector.digest.flippingBit(round)
                        return (try? key.verifies(vector.signature, digest: digest)) == good
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(held == 16 * 50)
    }
}

import SandyqOpenSSL
import SandyqValidation
import Testing

@Suite("Public keys")
struct PublicKeyTests {
    /// RFC 8032 clause 7.1, test 1.
    static let ed25519: [UInt8] =
        [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00]
        + ([UInt8](hexadecimal: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a") ?? [])
    static let ed25519Signature =
        [UInt8](
            hexadecimal:
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                + "d25bf5f0595bbe24655141438e7a100b"
        ) ?? []

    @Test("An Edwards signature holds over its message and no other")
    func edwards() throws {
        let key = try PublicKey(subjectPublicKeyInfo: Self.ed25519[...])
        #expect(key.kind == .ed25519)
        let signature = Self.ed25519Signature[...]
        #expect(key.verify(signature: signature, over: [], scheme: .ed25519) == .valid)
        #expect(key.verify(signature: signature, over: [0], scheme: .ed25519) == .invalid)
        #expect(key.verify(signature: signature.dropLast(), over: [], scheme: .ed25519) == .invalid)
        #expect(key.verify(signature: [], over: [], scheme: .ed25519) == .invalid)
    }

    @Test("A digest alone is not enough for a scheme that signs messages")
    func edwardsDigest() throws {
        let key = try PublicKey(subjectPublicKeyInfo: Self.ed25519[...])
        let outcome = key.verify(signature: Self.ed25519Signature[...], digest: [1, 2, 3], scheme: .ed25519)
        guard case .unsupported = outcome else {
            Issue.record("\(outcome)")
            return
        }
    }

    @Test(
        "A scheme that the key is not for never holds",
        arguments: [
            SchemeParameters.rsa(digest: "SHA256"), .ecdsa(digest: "SHA256"), .ed448, .gost(digest: "SHA256"),
            .dsa(digest: "SHA1"), .plainECDSA(digest: "SHA256"),
            .rsaPSS(digest: "SHA256", maskDigest: "SHA256", saltLength: 32),
        ]
    )
    func otherScheme(_ scheme: SchemeParameters) throws {
        let key = try PublicKey(subjectPublicKeyInfo: Self.ed25519[...])
        #expect(key.verify(signature: Self.ed25519Signature[...], over: [], scheme: scheme) == .invalid)
    }

    /// RFC 6979 appendix A.2.5, key and signature with SHA-256 over `sample`.
    static let point =
        "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb67903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"
    static let r = "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
    static let s = "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"
    static let p256 =
        [UInt8](hexadecimal: "3059301306072a8648ce3d020106082a8648ce3d030107034200" + point) ?? []

    @Test("ECDSA holds in its DER form and in the plain form, each under its own name only")
    func plainECDSA() throws {
        let key = try PublicKey(subjectPublicKeyInfo: Self.p256[...])
        let message = Array("sample".utf8)[...]
        let plain = try #require([UInt8](hexadecimal: Self.r + Self.s))
        let der = try #require([UInt8](hexadecimal: "3046022100" + Self.r + "022100" + Self.s))
        #expect(key.bits == 256)
        #expect(key.verify(signature: der[...], over: message, scheme: .ecdsa(digest: "SHA256")) == .valid)
        #expect(key.verify(signature: plain[...], over: message, scheme: .plainECDSA(digest: "SHA256")) == .valid)
        #expect(key.verify(signature: plain[...], over: message, scheme: .ecdsa(digest: "SHA256")) == .invalid)
        #expect(key.verify(signature: der[...], over: message, scheme: .plainECDSA(digest: "SHA256")) == .invalid)
        let digest = try MessageDigest.of(message, by: "SHA256")
        #expect(key.verify(signature: der[...], digest: digest, scheme: .ecdsa(digest: "SHA256")) == .valid)
        #expect(key.verify(signature: der[...], digest: [], scheme: .ecdsa(digest: "SHA256")) == .invalid)
    }

    @Test("An unknown digest is named, not taken for a bad signature")
    func unknownDigest() throws {
        let key = try PublicKey(subjectPublicKeyInfo: Self.p256[...])
        let der = try #require([UInt8](hexadecimal: "3046022100" + Self.r + "022100" + Self.s))
        #expect(
            key.verify(signature: der[...], over: [], scheme: .ecdsa(digest: "MD2")) == .unsupported("digest MD2")
        )
    }

    @Test("Points that are not on the curve are refused")
    func pointOffCurve() {
        var encoding = Self.p256
        encoding[encoding.count - 1] ^= 1
        #expect(throws: OpenSSLError.self) { try PublicKey(subjectPublicKeyInfo: encoding[...]) }
    }

    @Test("Every truncation and every changed octet of a key is refused or loaded, and nothing crashes")
    func hostileEncodings() {
        for encoding in [Self.p256, Self.ed25519] {
            for count in encoding.indices {
                #expect(throws: OpenSSLError.self) { try PublicKey(subjectPublicKeyInfo: encoding.prefix(count)) }
            }
            for index in encoding.indices {
                for bit in 0..<8 {
                    var changed = encoding
                    changed[index] ^= 1 << bit
                    if let key = try? PublicKey(subjectPublicKeyInfo: changed[...]) {
                        _ = key.verify(signature: Self.ed25519Signature[...], over: [], scheme: .ed25519)
                    }
                }
            }
        }
    }

    @Test("Threads share a key")
    func concurrent() async throws {
        let key = try PublicKey(subjectPublicKeyInfo: Self.p256[...])
        let der = try #require([UInt8](hexadecimal: "3046022100" + Self.r + "022100" + Self.s))
        await withTaskGroup(of: SignatureOutcome.self) { group in
            for _ in 0..<64 {
                group.addTask {
                    key.verify(
                        signature: der[...],
                        over: Array("sample".utf8)[...],
                        scheme: .ecdsa(digest: "SHA256")
                    )
                }
            }
            for await outcome in group { #expect(outcome == .valid) }
        }
    }
}

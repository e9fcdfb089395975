import COpenSSL
import Foundation
import SandyqOpenSSL

/// Keys: the product's own loading, OpenSSL's decoders with the national provider among them, and verification.
enum KeyTarget {
    /// A SubjectPublicKeyInfo; octets after it are taken for a signature.
    static let publicKey = Target(name: "public-key", maximumLength: 2_048, isEncoding: true) { input in
        Provider.load()
        defer { ERR_clear_error() }
        var rest = input[...]
        guard let info = Self.element(takenFrom: &rest) else { return }
        check(info, signature: rest)
        let key = info.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            return d2i_PUBKEY(nil, &cursor, buffer.count)
        }
        guard let key else { return }
        defer { EVP_PKEY_free(key) }
        verifyNothing(with: key, signature: rest)
    }

    /// A PrivateKeyInfo: what can be loaded must sign what it then verifies.
    static let privateKey = Target(name: "private-key", maximumLength: 2_048, isEncoding: true) { input in
        Provider.load()
        defer { ERR_clear_error() }
        let key = input.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            return d2i_AutoPrivateKey(nil, &cursor, buffer.count)
        }
        guard let key else { return }
        defer { EVP_PKEY_free(key) }
        // OpenSSL's own keys may be inconsistent, which is none of our business.
        guard let name = EVP_PKEY_get0_type_name(key).map({ String(cString: $0) }),
            ["KZ-", "TUMAR-", "gost"].contains(where: name.hasPrefix)
        else { return }
        guard let signature = sign(with: key) else { fatalError("a \(name) key is loaded and does not sign") }
        require(verify(signature, with: key), "a \(name) key does not verify its own signature")
    }

    private static let message = Array("What nobody signs".utf8)

    private static func check(_ info: [UInt8], signature: ArraySlice<UInt8>) {
        guard let key = try? PublicKey(subjectPublicKeyInfo: info[...]) else { return }
        let schemes: [SchemeParameters] =
            switch key.kind {
            case .rsa: [.rsa(digest: "SHA256"), .rsaPSS(digest: "SHA256", maskDigest: "SHA256", saltLength: 32)]
            case .rsaPSSOnly: [.rsaPSS(digest: "SHA256", maskDigest: "SHA256", saltLength: 32)]
            case .dsa: [.dsa(digest: "SHA256")]
            case .ellipticCurve: [.ecdsa(digest: "SHA256"), .plainECDSA(digest: "SHA256")]
            case .ed25519: [.ed25519]
            case .ed448: [.ed448]
            case .gost:
                ["KZ-STREEBOG-512", "KZ-STREEBOG-256", "KZ-GOST34311", "TUMAR-GOST34311"].map { .gost(digest: $0) }
            }
        for scheme in schemes {
            let outcome = key.verify(signature: signature, over: message[...], scheme: scheme)
            require(outcome != .valid && outcome != .validWithoutNull, "a signature nobody made is valid: \(scheme)")
        }
    }

    private static func verifyNothing(with key: OpaquePointer, signature: ArraySlice<UInt8>) {
        require(!verify(Array(signature), with: key), "a signature nobody made is valid")
    }

    private static func verify(_ signature: [UInt8], with key: OpaquePointer) -> Bool {
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        guard EVP_DigestVerifyInit_ex(context, nil, nil, nil, nil, key, nil) == 1 else { return false }
        return EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }

    private static func sign(with key: OpaquePointer) -> [UInt8]? {
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        var count = 0
        guard EVP_DigestSignInit_ex(context, nil, nil, nil, nil, key, nil) == 1,
            EVP_DigestSign(context, nil, &count, message, message.count) == 1
        else { return nil }
        var signature = [UInt8](repeating: 0, count: count)
        guard EVP_DigestSign(context, &signature, &count, message, message.count) == 1 else { return nil }
        return Array(signature.prefix(count))
    }

    private static func element(takenFrom input: inout ArraySlice<UInt8>) -> [UInt8]? {
        var length = input.withUnsafeBufferPointer { buffer -> Int in
            var cursor = buffer.baseAddress
            var (size, tag, tagClass) = (0, CInt(0), CInt(0))
            let result = ASN1_get_object(&cursor, &size, &tag, &tagClass, buffer.count)
            guard result & 0x80 == 0, let cursor, let base = buffer.baseAddress else { return 0 }
            return cursor - base + size
        }
        ERR_clear_error()
        length = min(length, input.count)
        guard length > 0 else { return nil }
        defer { input = input.dropFirst(length) }
        return Array(input.prefix(length))
    }
}

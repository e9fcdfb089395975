import COpenSSL
import SandyqOpenSSL
import SandyqSignatures
import SandyqValidation

/// An Ed25519 key made from a number: the same in every run, and good for nothing else.
@safe final class TestKey: Sendable {
    private nonisolated(unsafe) let pointer: OpaquePointer
    let subjectPublicKeyInfo: [UInt8]

    static let algorithm = DER.sequence(DER.oid("1.3.101.112"))

    init(_ number: UInt8) {
        let seed = [UInt8](repeating: number, count: 32)
        guard let key = unsafe EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, 32) else {
            preconditionFailure("OpenSSL makes no Ed25519 key")
        }
        unsafe pointer = key
        var raw = [UInt8](repeating: 0, count: 32)
        var length = 32
        _ = unsafe EVP_PKEY_get_raw_public_key(key, &raw, &length)
        subjectPublicKeyInfo = DER.sequence(Self.algorithm, DER.bits(raw))
    }

    deinit { unsafe EVP_PKEY_free(pointer) }

    /// The octets of the BIT STRING.
    var octets: [UInt8] { Array(subjectPublicKeyInfo.suffix(32)) }

    /// What is signed, the algorithm and the signature.
    func signed(_ message: [UInt8]) -> [UInt8] {
        DER.sequence(message, Self.algorithm, DER.bits(signature(of: message)))
    }

    func signature(of message: [UInt8]) -> [UInt8] {
        let context = unsafe EVP_MD_CTX_new()
        defer { unsafe EVP_MD_CTX_free(context) }
        var signature = [UInt8](repeating: 0, count: 64)
        var length = 64
        _ = unsafe EVP_DigestSignInit(context, nil, nil, nil, pointer)
        _ = unsafe EVP_DigestSign(context, &signature, &length, message, message.count)
        return signature
    }
}

/// A certificate to be made, with what most tests leave as it is.
struct CertificateDraft {
    var version = 2
    var serialNumber = DER.integer(0x1234)
    var issuer = DER.name("Issuer")
    var subject = DER.name("Subject")
    var notBefore = DER.utcTime("200101000000Z")
    var notAfter = DER.utcTime("400101000000Z")
    var key = TestKey(1).subjectPublicKeyInfo
    var extensions: [[UInt8]] = []
    var innerAlgorithm = TestKey.algorithm

    func encoded(signedBy key: TestKey = TestKey(1)) -> [UInt8] {
        key.signed(
            DER.sequence(
                version == 0 ? [] : DER.explicit(0, DER.integer(version)),
                serialNumber,
                innerAlgorithm,
                issuer,
                DER.sequence(notBefore, notAfter),
                subject,
                self.key,
                extensions.isEmpty ? [] : DER.explicit(3, DER.sequence(of: extensions))
            )
        )
    }

    func certificate(signedBy key: TestKey = TestKey(1)) throws -> Certificate {
        try Certificate(der: encoded(signedBy: key)[...])
    }

    /// What a certificate with one extension says of it.
    static func facts(_ id: OID, critical: Bool = false, _ value: [UInt8]) throws -> CertificateFacts {
        var draft = CertificateDraft()
        draft.extensions = [DER.extension(id, critical: critical, value)]
        return try draft.certificate().facts
    }
}

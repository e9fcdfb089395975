internal import COpenSSL

/// An Ed25519 key that signs notes (RFC 8032).
@safe package final class NoteKey: Sendable {
    /// Never changed after `init`.
    nonisolated(unsafe) private let key: OpaquePointer
    /// 32 octets.
    package let publicKey: [UInt8]

    /// Derives the key from its seed of 32 octets.
    package init(seed: [UInt8]) throws(OpenSSLError) {
        guard let key = unsafe EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count) else {
            throw OpenSSLError.takingQueue()
        }
        unsafe self.key = key
        var size = 32
        publicKey = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = unsafe EVP_PKEY_get_raw_public_key(key, buffer.baseAddress, &size) == 1 ? size : 0
        }
    }

    deinit { unsafe EVP_PKEY_free(key) }

    /// The signature over a message: 64 octets.
    package func sign(_ message: [UInt8]) throws(OpenSSLError) -> [UInt8] {
        let context = try unsafe Owned(EVP_MD_CTX_new(), free: { unsafe EVP_MD_CTX_free($0) })
        var size = 64
        var isDone = false
        let signature = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            isDone = unsafe EVP_DigestSignInit_ex(context.pointer, nil, nil, nil, nil, key, nil) == 1
            if isDone {
                isDone = unsafe EVP_DigestSign(context.pointer, buffer.baseAddress, &size, message, message.count) == 1
            }
            count = isDone ? size : 0
        }
        guard isDone else { throw OpenSSLError.takingQueue() }
        return signature
    }

    /// Whether a signature over a message was made by the key with this public half.
    package static func verify(_ signature: [UInt8], over message: [UInt8], by publicKey: [UInt8]) -> Bool {
        guard publicKey.count == 32,
            let key = unsafe EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, publicKey, publicKey.count),
            let context = unsafe EVP_MD_CTX_new()
        else { return false }
        defer {
            unsafe EVP_MD_CTX_free(context)
            unsafe EVP_PKEY_free(key)
            OpenSSLError.discardQueue()
        }
        guard unsafe EVP_DigestVerifyInit_ex(context, nil, nil, nil, nil, key, nil) == 1 else { return false }
        return unsafe EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }
}

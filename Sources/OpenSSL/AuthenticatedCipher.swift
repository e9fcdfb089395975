internal import COpenSSL

/// AES-256-GCM (NIST SP 800-38D) with one key; for one thread at a time.
@safe package struct AuthenticatedCipher: ~Copyable {
    private let context: Owned

    /// Octets of the key, of the nonce and of the tag.
    package static let (keySize, nonceSize, tagSize) = (32, 12, 16)

    /// Takes the key.
    ///
    /// - Throws: That this OpenSSL has no AES-256-GCM, or that the key is none.
    package init(key: [UInt8]) throws(OpenSSLError) {
        guard key.count == Self.keySize else { throw OpenSSLError(description: "a key has 32 octets") }
        let context = try unsafe Owned(EVP_CIPHER_CTX_new(), free: { unsafe EVP_CIPHER_CTX_free($0) })
        let cipher = try unsafe Owned(
            EVP_CIPHER_fetch(nil, "AES-256-GCM", nil),
            free: { unsafe EVP_CIPHER_free($0) }
        )
        guard unsafe EVP_CipherInit_ex2(context.pointer, cipher.pointer, key, nil, 1, nil) == 1 else {
            throw OpenSSLError.takingQueue()
        }
        self.context = context
    }

    /// Encrypts: the ciphertext and the tag behind it.
    ///
    /// A nonce is used once with one key.
    package borrowing func seal(
        _ plaintext: Span<UInt8>,
        nonce: [UInt8],
        authenticating additional: [UInt8] = []
    ) throws(OpenSSLError) -> [UInt8] {
        var isDone = false
        let size = plaintext.count
        try begin(nonce, additional, encrypting: 1)
        let sealed = unsafe [UInt8](unsafeUninitializedCapacity: size + Self.tagSize) { output, filled in
            guard let start = output.baseAddress else { return }
            var (count, rest): (Int32, Int32) = (0, 0)
            isDone = unsafe plaintext.withUnsafeBufferPointer { input in
                unsafe EVP_CipherUpdate(context.pointer, start, &count, input.baseAddress, Int32(input.count)) == 1
                    && Int(count) == size && EVP_CipherFinal_ex(context.pointer, start + size, &rest) == 1
                    && EVP_CIPHER_CTX_ctrl(context.pointer, EVP_CTRL_AEAD_GET_TAG, Int32(Self.tagSize), start + size)
                        == 1
            }
            filled = isDone ? size + Self.tagSize : 0
        }
        guard isDone else { throw OpenSSLError.takingQueue() }
        return sealed
    }

    /// Decrypts what ``seal(_:nonce:authenticating:)`` made; nil when it is not that, octet for octet.
    package borrowing func open(
        _ sealed: Span<UInt8>,
        nonce: [UInt8],
        authenticating additional: [UInt8] = []
    ) throws(OpenSSLError) -> [UInt8]? {
        guard sealed.count >= Self.tagSize else { return nil }
        let size = sealed.count - Self.tagSize
        try begin(nonce, additional, encrypting: 0)
        var tag = [UInt8](copying: sealed.extracting(size...))
        guard unsafe EVP_CIPHER_CTX_ctrl(context.pointer, EVP_CTRL_AEAD_SET_TAG, Int32(Self.tagSize), &tag) == 1
        else { throw OpenSSLError.takingQueue() }
        var isAuthentic = false
        // One octet more than needed: an empty result has an address too.
        let plaintext = unsafe [UInt8](unsafeUninitializedCapacity: size + 1) { output, filled in
            guard let start = output.baseAddress else { return }
            var (count, rest): (Int32, Int32) = (0, 0)
            isAuthentic = unsafe sealed.withUnsafeBufferPointer { input in
                unsafe EVP_CipherUpdate(context.pointer, start, &count, input.baseAddress, Int32(size)) == 1
                    && Int(count) == size && EVP_CipherFinal_ex(context.pointer, start + size, &rest) == 1
            }
            filled = isAuthentic ? size : 0
        }
        OpenSSLError.discardQueue()
        return isAuthentic ? plaintext : nil
    }

    private func begin(_ nonce: [UInt8], _ additional: [UInt8], encrypting: Int32) throws(OpenSSLError) {
        var count: Int32 = 0
        guard nonce.count == Self.nonceSize,
            unsafe EVP_CipherInit_ex2(context.pointer, nil, nil, nonce, encrypting, nil) == 1
        else { throw OpenSSLError.takingQueue() }
        guard !additional.isEmpty else { return }
        guard unsafe EVP_CipherUpdate(context.pointer, nil, &count, additional, Int32(additional.count)) == 1 else {
            throw OpenSSLError.takingQueue()
        }
    }
}

extension [UInt8] {
    /// The bytes of a span.
    package init(copying span: Span<UInt8>) {
        self = unsafe span.withUnsafeBufferPointer { unsafe Array($0) }
    }
}

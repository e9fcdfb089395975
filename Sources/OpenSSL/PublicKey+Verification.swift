internal import COpenSSL
internal import Synchronization

extension PublicKey {
    /// Verifies a signature over a message.
    package func verify(
        signature: ArraySlice<UInt8>,
        over message: Span<UInt8>,
        scheme: SchemeParameters
    ) -> SignatureOutcome {
        guard fits(scheme) else { return .invalid }
        guard let digest = scheme.digest else { return verifyMessage(signature: signature, over: message) }
        do {
            return verify(signature: signature, digest: try MessageDigest.of(message, by: digest), scheme: scheme)
        } catch {
            return .unsupported("digest \(digest)")
        }
    }

    /// Verifies a signature over a message.
    package func verify(
        signature: ArraySlice<UInt8>,
        over message: ArraySlice<UInt8>,
        scheme: SchemeParameters
    ) -> SignatureOutcome {
        verify(signature: signature, over: message.span, scheme: scheme)
    }

    /// Verifies a signature over a message whose digest is at hand.
    package func verify(
        signature: ArraySlice<UInt8>,
        digest: [UInt8],
        scheme: SchemeParameters
    ) -> SignatureOutcome {
        guard fits(scheme) else { return .invalid }
        switch scheme {
        case .ed25519, .ed448: return .unsupported("a scheme that signs messages, not digests")
        case .plainECDSA, .plainDSA:
            guard let sequence = Self.sequence(fromPlain: signature) else { return .invalid }
            return verifyDigest(signature: sequence[...], digest: digest, scheme: scheme)
        case .rsa(let name):
            let outcome = verifyDigest(signature: signature, digest: digest, scheme: scheme)
            guard outcome == .invalid, holdsWithoutNull(signature: signature, digest: digest, name: name) else {
                return outcome
            }
            return .validWithoutNull
        case .rsaPSS, .dsa, .ecdsa, .gost:
            return verifyDigest(signature: signature, digest: digest, scheme: scheme)
        }
    }

    /// A signature by a scheme that the key is not for cannot be valid.
    private func fits(_ scheme: SchemeParameters) -> Bool {
        switch (scheme, kind) {
        case (.rsa, .rsa), (.rsaPSS, .rsa), (.rsaPSS, .rsaPSSOnly), (.dsa, .dsa), (.plainDSA, .dsa),
            (.ecdsa, .ellipticCurve),
            (.plainECDSA, .ellipticCurve), (.ed25519, .ed25519), (.ed448, .ed448), (.gost, .gost):
            true
        default: false
        }
    }

    private func verifyMessage(signature: ArraySlice<UInt8>, over message: Span<UInt8>) -> SignatureOutcome {
        defer { OpenSSLError.discardQueue() }
        guard let context = try? unsafe Owned(EVP_MD_CTX_new(), free: { unsafe EVP_MD_CTX_free($0) }) else {
            return .unsupported("out of memory")
        }
        guard unsafe EVP_DigestVerifyInit_ex(context.pointer, nil, nil, nil, nil, pointer, nil) == 1 else {
            return .unsupported("the key cannot verify")
        }
        let result = unsafe signature.withUnsafeBufferPointer { signature in
            unsafe message.withUnsafeBufferPointer { message in
                unsafe EVP_DigestVerify(
                    context.pointer,
                    signature.baseAddress,
                    signature.count,
                    message.baseAddress,
                    message.count
                )
            }
        }
        return result == 1 ? .valid : .invalid
    }

    private func verifyDigest(
        signature: ArraySlice<UInt8>,
        digest: [UInt8],
        scheme: SchemeParameters
    ) -> SignatureOutcome {
        defer { OpenSSLError.discardQueue() }
        do throws(OpenSSLError) {
            guard let context = try context(for: scheme) else {
                return kind == .rsaPSSOnly ? .invalid : .unsupported("parameters of the signature algorithm")
            }
            defer { verification.withLock { $0.keep(context, for: scheme) } }
            let result = unsafe signature.withUnsafeBufferPointer { signature in
                unsafe digest.withUnsafeBufferPointer { digest in
                    unsafe EVP_PKEY_verify(
                        context.pointer,
                        signature.baseAddress,
                        signature.count,
                        digest.baseAddress,
                        digest.count
                    )
                }
            }
            return result == 1 ? .valid : .invalid
        } catch {
            return .unsupported(error.description)
        }
    }

    /// A fresh operation with this key.
    private func operation() throws(OpenSSLError) -> KeyContext {
        try unsafe KeyContext(EVP_PKEY_CTX_new_from_pkey(nil, pointer, nil))
    }

    /// A context ready to verify; nil when OpenSSL refuses the scheme's parameters for this key.
    private func context(for scheme: SchemeParameters) throws(OpenSSLError) -> KeyContext? {
        if let ready = verification.withLock({ $0.take(for: scheme) }) { return ready }
        let context = try operation()
        guard unsafe EVP_PKEY_verify_init(context.pointer) == 1 else { throw OpenSSLError.takingQueue() }
        return try Self.prepare(context, for: scheme) ? context : nil
    }

    /// What is kept between one verification and the next.
    struct Verification: ~Copyable {
        private var uses = 0
        private var idle: (scheme: SchemeParameters, context: KeyContext)?

        /// Takes the context kept, if it is for this scheme.
        mutating func take(for scheme: SchemeParameters) -> KeyContext? {
            guard let kept = idle, kept.scheme == scheme else { return nil }
            idle = nil
            return kept.context
        }

        /// Keeps a context of a key that is used again and again, as an issuer's is and a signer's is not.
        mutating func keep(_ context: KeyContext, for scheme: SchemeParameters) {
            uses = min(uses + 1, 2)
            if uses > 1 { idle = (scheme, context) }
        }
    }

    /// Sets padding and digests; false when OpenSSL refuses them for this key.
    private static func prepare(_ context: KeyContext, for scheme: SchemeParameters) throws(OpenSSLError) -> Bool {
        switch scheme {
        case .rsa(let name):
            let digest = try FetchedDigest.named(name)
            return unsafe EVP_PKEY_CTX_set_rsa_padding(context.pointer, RSA_PKCS1_PADDING) == 1
                && EVP_PKEY_CTX_set_signature_md(context.pointer, digest.pointer) == 1
        case .rsaPSS(let name, let maskName, let saltLength):
            let digest = try FetchedDigest.named(name)
            let mask = try FetchedDigest.named(maskName)
            return unsafe EVP_PKEY_CTX_set_rsa_padding(context.pointer, RSA_PKCS1_PSS_PADDING) == 1
                && EVP_PKEY_CTX_set_signature_md(context.pointer, digest.pointer) == 1
                && EVP_PKEY_CTX_set_rsa_mgf1_md(context.pointer, mask.pointer) == 1
                && EVP_PKEY_CTX_set_rsa_pss_saltlen(context.pointer, Int32(clamping: saltLength)) == 1
        default: return true
        }
    }

    /// Whether the signature's DigestInfo is the right one but for its missing NULL, octet for octet.
    private func holdsWithoutNull(signature: ArraySlice<UInt8>, digest: [UInt8], name: String) -> Bool {
        defer { OpenSSLError.discardQueue() }
        guard let algorithm = try? FetchedDigest.named(name), let identifier = algorithm.identifier else {
            return false
        }
        guard let recovered = recovered(from: signature) else { return false }
        let (oid, value) = (UInt8(identifier.count), UInt8(digest.count))
        let head: [UInt8] = [0x30, oid + value + 6, 0x30, oid + 2, 0x06, oid]
        return recovered == head + identifier + [0x04, value] + digest
    }

    /// What stands behind the PKCS#1 version 1.5 padding.
    private func recovered(from signature: ArraySlice<UInt8>) -> [UInt8]? {
        guard let context = try? operation(), unsafe EVP_PKEY_verify_recover_init(context.pointer) == 1,
            unsafe EVP_PKEY_CTX_set_rsa_padding(context.pointer, RSA_PKCS1_PADDING) == 1
        else { return nil }
        var output = [UInt8](repeating: 0, count: bits / 8 + 1)
        var length = output.count
        let result = unsafe signature.withUnsafeBufferPointer { signature in
            unsafe EVP_PKEY_verify_recover(
                context.pointer,
                &output,
                &length,
                signature.baseAddress,
                signature.count
            )
        }
        return result == 1 ? Array(output.prefix(length)) : nil
    }

    /// Makes the SEQUENCE of r and s that OpenSSL wants from r‖s.
    private static func sequence(fromPlain signature: ArraySlice<UInt8>) -> [UInt8]? {
        let size = signature.count / 2
        guard signature.count.isMultiple(of: 2), (1...72).contains(size) else { return nil }
        let contents = integer(signature.prefix(size)) + integer(signature.suffix(size))
        let length: [UInt8] = contents.count < 0x80 ? [UInt8(contents.count)] : [0x81, UInt8(contents.count)]
        return [0x30] + length + contents
    }

    private static func integer(_ magnitude: ArraySlice<UInt8>) -> [UInt8] {
        var digits = Array(magnitude.drop { $0 == 0 })
        if digits.first ?? 0x80 >= 0x80 { digits.insert(0, at: 0) }
        return [0x02, UInt8(digits.count)] + digits
    }
}

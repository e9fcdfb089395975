internal import COpenSSL
internal import Synchronization

/// A public key, ready to verify with; safe to use from many threads at once.
@safe package final class PublicKey: Sendable {
    /// Never changed after `init`: OpenSSL's verification only reads a key, and locks its own caches.
    nonisolated(unsafe) let pointer: OpaquePointer
    /// What the key can verify.
    package let kind: Kind
    /// Bits of the modulus or of the field.
    package let bits: Int
    /// A context ready to verify, while nobody verifies with it.
    let verification = Mutex(Verification())
    /// The key's encoding: another key may inherit its parameters.
    private let encoding: KeyEncoding

    /// What a key can verify.
    package enum Kind: Hashable, Sendable {
        case rsa
        /// An RSA key that must not be used for anything but RSASSA-PSS (RFC 4055 clause 1.2).
        case rsaPSSOnly
        case dsa
        case ellipticCurve
        case ed25519
        case ed448
        case gost
    }

    /// Loads the key of a SubjectPublicKeyInfo in DER.
    ///
    /// - Throws: The reason why the encoding is not a key, or not one of a known algorithm or curve.
    package init(subjectPublicKeyInfo: ArraySlice<UInt8>) throws(OpenSSLError) {
        Provider.load()
        let encoding = try KeyEncoding(subjectPublicKeyInfo)
        let kind = try Self.kind(of: encoding.algorithm)
        let pointer =
            switch kind {
            case .rsa: try unsafe KeyLoader.rsa(encoding)
            case .ellipticCurve: try unsafe KeyLoader.ellipticCurve(encoding)
            case .ed25519: try unsafe KeyLoader.edwards("ED25519", encoding)
            case .ed448: try unsafe KeyLoader.edwards("ED448", encoding)
            case .rsaPSSOnly: try unsafe KeyLoader.rsaPSSOnly(encoding, subjectPublicKeyInfo)
            case .dsa, .gost: try unsafe KeyLoader.any(subjectPublicKeyInfo)
            }
        unsafe self.pointer = pointer
        self.kind = kind
        self.encoding = encoding
        bits = unsafe Int(EVP_PKEY_get_bits(pointer))
    }

    deinit { unsafe EVP_PKEY_free(pointer) }

    /// Whether both are one key, however they were encoded.
    package func isSame(as other: PublicKey) -> Bool {
        defer { OpenSSLError.discardQueue() }
        return unsafe EVP_PKEY_eq(pointer, other.pointer) == 1
    }

    /// Loads a DSA key whose parameters are those of its issuer's key (RFC 3279 clause 2.3.2).
    ///
    /// - Throws: The reason why the two do not go together.
    package convenience init(
        subjectPublicKeyInfo: ArraySlice<UInt8>,
        parametersOf issuer: PublicKey
    ) throws(OpenSSLError) {
        let own = try KeyEncoding(subjectPublicKeyInfo)
        guard issuer.kind == .dsa, own.algorithm == issuer.encoding.algorithm else {
            throw OpenSSLError(description: "the issuer's key has no parameters for this one")
        }
        let identifier = Self.element(0x06, own.algorithm) + issuer.encoding.parameters
        let info = Self.element(0x30, identifier[...]) + Self.element(0x03, [0] + own.key)
        try self.init(subjectPublicKeyInfo: Self.element(0x30, info[...])[...])
    }

    private static func element(_ tag: UInt8, _ contents: ArraySlice<UInt8>) -> [UInt8] {
        let count = contents.count
        let length: [UInt8] =
            count < 0x80
            ? [UInt8(count)] : [0x82, UInt8(truncatingIfNeeded: count >> 8), UInt8(truncatingIfNeeded: count)]
        return [tag] + length + contents
    }

    /// Tells the kind by the contents of the algorithm's object identifier.
    private static func kind(of algorithm: ArraySlice<UInt8>) throws(OpenSSLError) -> Kind {
        for (identifier, kind) in kinds where algorithm.elementsEqual(identifier) { return kind }
        // 1.2.398.3.10.1.1, and 1.3.6.1.4.1.6801 before it.
        let national: [UInt8] = [0x2a, 0x83, 0x0e, 0x03, 0x0a, 0x01, 0x01]
        let older: [UInt8] = [0x2b, 0x06, 0x01, 0x04, 0x01, 0xb5, 0x11]
        if algorithm.starts(with: national) || algorithm.starts(with: older) { return .gost }
        throw OpenSSLError(description: "the public key's algorithm is unknown")
    }

    private static let kinds: [([UInt8], Kind)] = [
        ([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01], .rsa),
        ([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01], .ellipticCurve),
        ([0x2b, 0x65, 0x70], .ed25519),
        ([0x2b, 0x65, 0x71], .ed448),
        ([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a], .rsaPSSOnly),
        ([0x2a, 0x86, 0x48, 0xce, 0x38, 0x04, 0x01], .dsa),
    ]
}

/// Gives OpenSSL keys by their numbers; each function's result is the caller's to free.
private enum KeyLoader {
    static func rsa(_ encoding: KeyEncoding) throws(OpenSSLError) -> OpaquePointer {
        var (modulus, exponent) = try encoding.modulusAndExponent()
        let (modulusSize, exponentSize) = (modulus.count, exponent.count)
        return try unsafe modulus.withUnsafeMutableBufferPointer { modulus throws(OpenSSLError) in
            try unsafe exponent.withUnsafeMutableBufferPointer { exponent throws(OpenSSLError) in
                try unsafe key(
                    "RSA",
                    [
                        OSSL_PARAM_construct_BN(name("n"), modulus.baseAddress, modulusSize),
                        OSSL_PARAM_construct_BN(name("e"), exponent.baseAddress, exponentSize),
                        OSSL_PARAM_construct_end(),
                    ]
                )
            }
        }
    }

    /// The parameters that restrict the key are OpenSSL's to read.
    static func rsaPSSOnly(
        _ encoding: KeyEncoding,
        _ subjectPublicKeyInfo: ArraySlice<UInt8>
    ) throws(OpenSSLError) -> OpaquePointer {
        _ = try encoding.modulusAndExponent()
        return try unsafe any(subjectPublicKeyInfo)
    }

    static func ellipticCurve(_ encoding: KeyEncoding) throws(OpenSSLError) -> OpaquePointer {
        // Explicit parameters are not allowed in certificates (RFC 5480 clause 2.1.1).
        guard let curve = encoding.curveName() else { throw OpenSSLError(description: "the curve is unknown") }
        var point = [UInt8](encoding.key)
        var group = [CChar](curve.utf8CString)
        let pointSize = point.count
        return try unsafe group.withUnsafeMutableBufferPointer { group throws(OpenSSLError) in
            try unsafe point.withUnsafeMutableBufferPointer { point throws(OpenSSLError) in
                try unsafe key(
                    "EC",
                    [
                        OSSL_PARAM_construct_utf8_string(name("group"), group.baseAddress, 0),
                        OSSL_PARAM_construct_octet_string(name("pub"), point.baseAddress, pointSize),
                        OSSL_PARAM_construct_end(),
                    ]
                )
            }
        }
    }

    static func edwards(_ type: String, _ encoding: KeyEncoding) throws(OpenSSLError) -> OpaquePointer {
        var point = [UInt8](encoding.key)
        let size = point.count
        return try unsafe point.withUnsafeMutableBufferPointer { point throws(OpenSSLError) in
            try unsafe key(
                type,
                [
                    OSSL_PARAM_construct_octet_string(name("pub"), point.baseAddress, size),
                    OSSL_PARAM_construct_end(),
                ]
            )
        }
    }

    /// Lets OpenSSL find out itself.
    static func any(_ encoding: ArraySlice<UInt8>) throws(OpenSSLError) -> OpaquePointer {
        let key = unsafe encoding.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            return unsafe d2i_PUBKEY(nil, &cursor, buffer.count)
        }
        guard let key = unsafe key else { throw OpenSSLError.takingQueue() }
        return unsafe key
    }

    /// A parameter's name; OpenSSL keeps the pointer, so a Swift string, which lives for one call, will not do.
    private static func name(_ text: StaticString) -> UnsafePointer<CChar> {
        unsafe UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
    }

    /// Contexts that nobody loads a key with just now, by type of key.
    private static let idle = Mutex<[String: [KeyContext]]>([:])

    /// `EVP_PKEY_PUBLIC_KEY`, a macro of macros: domain parameters, other parameters and the public key.
    private static let publicKeySelection: Int32 = 0x04 | 0x80 | 0x02

    private static func key(_ type: String, _ parameters: [OSSL_PARAM]) throws(OpenSSLError) -> OpaquePointer {
        let ready = idle.withLock { $0[type]?.popLast() }
        let context = if let ready { ready } else { try unsafe KeyContext(EVP_PKEY_CTX_new_from_name(nil, type, nil)) }
        defer { idle.withLock { $0[type, default: []].append(context) } }
        var parameters = unsafe parameters
        var key: OpaquePointer?
        guard unsafe EVP_PKEY_fromdata_init(context.pointer) == 1,
            unsafe EVP_PKEY_fromdata(context.pointer, &key, publicKeySelection, &parameters) == 1,
            let key = unsafe key
        else { throw OpenSSLError.takingQueue() }
        return unsafe key
    }
}

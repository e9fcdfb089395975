import CKazakhGOST
import COpenSSL

/// Owns an EVP_PKEY, which OpenSSL lets threads share.
@safe final class Key: @unchecked Sendable {
    let pointer: OpaquePointer

    private init(_ pointer: OpaquePointer) { unsafe self.pointer = unsafe pointer }

    deinit { unsafe EVP_PKEY_free(pointer) }

    /// Reads SubjectPublicKeyInfo.
    convenience init(publicKey bytes: [UInt8]) throws {
        try Library.load()
        unsafe self.init(try decoding(bytes) { unsafe d2i_PUBKEY(nil, $0, $1) })
    }

    /// Reads SubjectPublicKeyInfo past OpenSSL's decoders.
    convenience init(directly bytes: [UInt8]) throws {
        try Library.load()
        unsafe self.init(try made(sandyq_gost_read_public_key(nil, bytes, bytes.count)))
    }

    /// Reads PrivateKeyInfo.
    convenience init(privateKey bytes: [UInt8]) throws {
        try Library.load()
        unsafe self.init(try decoding(bytes) { unsafe d2i_AutoPrivateKey(nil, $0, $1) })
    }

    /// Makes a key of the kind named, on the parameter set named if it is not the kind's first.
    convenience init(generating kind: String, group: String? = nil) throws {
        try Library.load()
        let context = unsafe try made(EVP_PKEY_CTX_new_from_name(nil, kind, nil))
        defer { unsafe EVP_PKEY_CTX_free(context) }
        unsafe try check(EVP_PKEY_keygen_init(context))
        if let group { unsafe try check(EVP_PKEY_CTX_set_group_name(context, group)) }
        var key: OpaquePointer?
        unsafe try check(EVP_PKEY_generate(context, &key))
        unsafe self.init(try made(key))
    }

    /// Makes a key from its numbers, little-endian: `x || y` and `d`.
    convenience init(kind: String, group: String? = nil, point: [UInt8]? = nil, secret: [UInt8]? = nil) throws {
        try Library.load()
        // OpenSSL's builder keeps pointers to what it is given, so that must stay in place until the key is made.
        let parameters = Parameters()
        if let group { parameters.add("group", UInt32(OSSL_PARAM_UTF8_STRING), Array(group.utf8)) }
        if let point { parameters.add("pub", UInt32(OSSL_PARAM_OCTET_STRING), point) }
        if let secret { parameters.add("priv", UInt32(OSSL_PARAM_OCTET_STRING), secret) }
        let context = unsafe try made(EVP_PKEY_CTX_new_from_name(nil, kind, nil))
        defer { unsafe EVP_PKEY_CTX_free(context) }
        unsafe try check(EVP_PKEY_fromdata_init(context))
        var key: OpaquePointer?
        let selection = OSSL_KEYMGMT_SELECT_ALL_PARAMETERS | OSSL_KEYMGMT_SELECT_KEYPAIR
        unsafe try parameters.use { unsafe try check(EVP_PKEY_fromdata(context, &key, selection, $0)) }
        unsafe self.init(try made(key))
    }

    var publicEncoding: [UInt8] {
        get throws { unsafe try encoding { unsafe i2d_PUBKEY(pointer, $0) } }
    }

    var privateEncoding: [UInt8] {
        get throws { unsafe try encoding { unsafe i2d_PrivateKey(pointer, $0) } }
    }

    func isA(_ kind: String) -> Bool { unsafe EVP_PKEY_is_a(pointer, kind) == 1 }

    func equals(_ other: Key) -> Bool { unsafe EVP_PKEY_eq(pointer, other.pointer) == 1 }

    func number(_ name: String) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 256)
        var count = 0
        unsafe try check(EVP_PKEY_get_octet_string_param(pointer, name, &bytes, bytes.count, &count))
        return Array(bytes.prefix(count))
    }

    /// Whether OpenSSL's full checks of both halves pass.
    var isValid: Bool {
        get throws {
            let context = unsafe try made(EVP_PKEY_CTX_new(pointer, nil))
            defer {
                unsafe EVP_PKEY_CTX_free(context)
                ERR_clear_error()
            }
            return unsafe EVP_PKEY_check(context) == 1
        }
    }

    /// Verifies over a digest that has been computed already.
    func verifies(_ signature: [UInt8], digest: [UInt8]) throws -> Bool {
        let context = unsafe try made(EVP_PKEY_CTX_new(pointer, nil))
        defer {
            unsafe EVP_PKEY_CTX_free(context)
            ERR_clear_error()
        }
        unsafe try check(EVP_PKEY_verify_init(context))
        return unsafe EVP_PKEY_verify(context, signature, signature.count, digest, digest.count) == 1
    }

    /// Verifies over a message, with the digest named or the key's own.
    func verifies(_ signature: [UInt8], message: [UInt8], digest: String? = nil) throws -> Bool {
        let context = unsafe try made(EVP_MD_CTX_new())
        defer {
            unsafe EVP_MD_CTX_free(context)
            ERR_clear_error()
        }
        unsafe try check(EVP_DigestVerifyInit_ex(context, nil, digest, nil, nil, pointer, nil), "verify init")
        return unsafe EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }

    /// Signs a message, with the digest named or the key's own.
    func signature(over message: [UInt8], digest: String? = nil) throws -> [UInt8] {
        let context = unsafe try made(EVP_MD_CTX_new())
        defer { unsafe EVP_MD_CTX_free(context) }
        unsafe try check(EVP_DigestSignInit_ex(context, nil, digest, nil, nil, pointer, nil), "sign init")
        var count = 0
        unsafe try check(EVP_DigestSign(context, nil, &count, message, message.count))
        var signature = [UInt8](repeating: 0, count: count)
        unsafe try check(EVP_DigestSign(context, &signature, &count, message, message.count))
        return Array(signature.prefix(count))
    }

    /// Signs a digest that has been computed already.
    func signature(overDigest digest: [UInt8], deterministic: Bool = false) throws -> [UInt8] {
        let context = unsafe try made(EVP_PKEY_CTX_new(pointer, nil))
        defer { unsafe EVP_PKEY_CTX_free(context) }
        unsafe try check(EVP_PKEY_sign_init(context))
        let parameters = Parameters()
        parameters.add("nonce-type", UInt32(OSSL_PARAM_UNSIGNED_INTEGER), [deterministic ? 1 : 0, 0, 0, 0])
        unsafe try parameters.use { unsafe try check(EVP_PKEY_CTX_set_params(context, $0)) }
        var signature = [UInt8](repeating: 0, count: 256)
        var count = signature.count
        unsafe try check(EVP_PKEY_sign(context, &signature, &count, digest, digest.count))
        return Array(signature.prefix(count))
    }
}

/// An array of OSSL_PARAM with the memory it points to.
@safe final class Parameters {
    private var entries: [OSSL_PARAM] = unsafe []
    private var memory: [UnsafeMutableRawPointer] = unsafe []

    deinit { unsafe memory.forEach { unsafe $0.deallocate() } }

    func add(_ name: StaticString, _ type: UInt32, _ bytes: [UInt8]) {
        let copy = UnsafeMutableRawPointer.allocate(byteCount: bytes.count + 1, alignment: 1)
        unsafe copy.initializeMemory(as: UInt8.self, repeating: 0, count: bytes.count + 1)
        unsafe copy.copyMemory(from: bytes, byteCount: bytes.count)
        unsafe memory.append(copy)
        let key = unsafe UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
        unsafe entries.append(OSSL_PARAM(key: key, data_type: type, data: copy, data_size: bytes.count, return_size: 0))
    }

    func use(_ body: (UnsafeMutablePointer<OSSL_PARAM>?) throws -> Void) rethrows {
        var array = unsafe entries + [OSSL_PARAM_construct_end()]
        unsafe try body(&array)
    }
}

/// A digest by the name of its algorithm.
func digest(_ name: String, of pieces: [[UInt8]]) throws -> [UInt8] {
    try Library.load()
    let algorithm = unsafe try made(EVP_MD_fetch(nil, name, nil), name)
    defer { unsafe EVP_MD_free(algorithm) }
    let context = unsafe try made(EVP_MD_CTX_new())
    defer { unsafe EVP_MD_CTX_free(context) }
    unsafe try check(EVP_DigestInit_ex2(context, algorithm, nil))
    for piece in pieces { unsafe try check(EVP_DigestUpdate(context, piece, piece.count)) }
    var result = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var count: UInt32 = 0
    unsafe try check(EVP_DigestFinal_ex(context, &result, &count))
    return Array(result.prefix(Int(count)))
}

internal import COpenSSL

/// A private key of the vault's own with its certificate: signs CMS messages that anybody's OpenSSL verifies.
@safe package final class SealKey: Sendable {
    /// Never changed after `init`; OpenSSL locks what signing shares.
    nonisolated(unsafe) private let key: OpaquePointer
    nonisolated(unsafe) private let certificate: OpaquePointer

    /// Takes a key and its certificate, both in PEM.
    ///
    /// - Throws: What cannot be read, or that the two do not belong together.
    package init(key: [UInt8], certificate: [UInt8]) throws(OpenSSLError) {
        Provider.load()
        let keySource = try unsafe Self.source(key)
        defer { unsafe BIO_free_all(keySource) }
        guard let key = unsafe PEM_read_bio_PrivateKey(keySource, nil, nil, nil) else {
            throw OpenSSLError.takingQueue()
        }
        unsafe self.key = key
        let source: OpaquePointer
        do throws(OpenSSLError) { unsafe source = try Self.source(certificate) } catch {
            unsafe EVP_PKEY_free(key)
            throw error
        }
        defer { unsafe BIO_free_all(source) }
        guard let certificate = unsafe PEM_read_bio_X509(source, nil, nil, nil) else {
            unsafe EVP_PKEY_free(key)
            throw OpenSSLError.takingQueue()
        }
        unsafe self.certificate = certificate
        guard unsafe X509_check_private_key(certificate, key) == 1 else { throw OpenSSLError.takingQueue() }
    }

    deinit {
        unsafe EVP_PKEY_free(key)
        unsafe X509_free(certificate)
    }

    /// Signs a message: CMS with the signing certificate named by hash (CAdES baseline B-B).
    ///
    /// - Parameters:
    ///   - message: What is signed, octet for octet.
    ///   - seconds: The signing time, since 1970.
    ///   - isDetached: Whether the message stays outside; else it is carried inside.
    /// - Returns: The ContentInfo in DER.
    /// - Throws: What OpenSSL said.
    package func sign(
        _ message: [UInt8],
        at seconds: Int,
        isDetached: Bool = false
    ) throws(OpenSSLError) -> [UInt8] {
        let flags = UInt32(CMS_BINARY | CMS_NOSMIMECAP | CMS_PARTIAL | (isDetached ? CMS_DETACHED : 0))
        let data = try unsafe Owned(Self.source(message), free: { unsafe BIO_free_all($0) })
        let cms = try unsafe Owned(
            CMS_sign(nil, nil, nil, data.pointer, flags),
            free: { unsafe CMS_ContentInfo_free($0) }
        )
        let signerFlags = flags | UInt32(CMS_CADES)
        guard let signer = unsafe CMS_add1_signer(cms.pointer, certificate, key, EVP_sha256(), signerFlags) else {
            throw OpenSSLError.takingQueue()
        }
        let time = try unsafe Owned(
            ASN1_TIME_set(nil, seconds).map { OpaquePointer($0) },
            free: { unsafe ASN1_TIME_free(UnsafeMutablePointer($0)) }
        )
        guard
            unsafe CMS_signed_add1_attr_by_NID(
                signer,
                NID_pkcs9_signingTime,
                ASN1_STRING_type(UnsafePointer(time.pointer)),
                UnsafeRawPointer(time.pointer),
                -1
            ) == 1,
            unsafe CMS_final(cms.pointer, data.pointer, nil, flags & ~UInt32(CMS_PARTIAL)) == 1
        else { throw OpenSSLError.takingQueue() }
        return try unsafe Self.encoded { output in unsafe i2d_CMS_ContentInfo(cms.pointer, output) }
    }

    /// A new P-256 key and a certificate it issues to itself.
    package struct Pair: Sendable {
        /// PKCS #8 in PEM.
        package let key: [UInt8]
        /// In PEM.
        package let certificate: [UInt8]
    }

    /// Makes a key and its certificate.
    ///
    /// - Parameters:
    ///   - name: The subject's common name.
    ///   - serial: Octets of the serial number.
    ///   - seconds: The first second of its validity, since 1970.
    ///   - years: How long it is valid.
    /// - Returns: Both, in PEM.
    /// - Throws: What OpenSSL said.
    package static func generate(
        name: String,
        serial: [UInt8],
        from seconds: Int,
        years: Int
    ) throws(OpenSSLError) -> Pair {
        Provider.load()
        let key = try unsafe Owned(newKey(), free: { unsafe EVP_PKEY_free($0) })
        let certificate = try unsafe Owned(X509_new(), free: { unsafe X509_free($0) })
        let pointer = unsafe certificate.pointer
        let number = try unsafe Owned(
            BN_bin2bn(serial, Int32(serial.count), nil),
            free: { unsafe BN_free($0) }
        )
        let (start, end) = (seconds, seconds + years * 31_557_600)
        guard unsafe X509_set_version(pointer, 2) == 1,
            unsafe BN_to_ASN1_INTEGER(number.pointer, X509_get_serialNumber(pointer)) != nil,
            unsafe ASN1_TIME_set(X509_getm_notBefore(pointer), start) != nil,
            unsafe ASN1_TIME_set(X509_getm_notAfter(pointer), end) != nil,
            let subject = unsafe X509_get_subject_name(pointer),
            unsafe X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_FLAG | 1, name, -1, -1, 0) == 1,
            unsafe X509_set_issuer_name(pointer, subject) == 1,
            unsafe X509_set_pubkey(pointer, key.pointer) == 1
        else { throw OpenSSLError.takingQueue() }
        try unsafe add(NID_basic_constraints, "critical,CA:FALSE", to: pointer)
        try unsafe add(NID_key_usage, "critical,digitalSignature,nonRepudiation", to: pointer)
        try unsafe add(NID_subject_key_identifier, "hash", to: pointer)
        guard unsafe X509_sign(pointer, key.pointer, EVP_sha256()) > 0 else { throw OpenSSLError.takingQueue() }
        return try unsafe Pair(
            key: written { unsafe PEM_write_bio_PKCS8PrivateKey($0, key.pointer, nil, nil, 0, nil, nil) },
            certificate: written { unsafe PEM_write_bio_X509($0, pointer) }
        )
    }

    private static func newKey() throws(OpenSSLError) -> OpaquePointer? {
        let context = try unsafe Owned(
            EVP_PKEY_CTX_new_from_name(nil, "EC", nil),
            free: { unsafe EVP_PKEY_CTX_free($0) }
        )
        var key: OpaquePointer?
        guard unsafe EVP_PKEY_keygen_init(context.pointer) == 1,
            unsafe EVP_PKEY_CTX_set_group_name(context.pointer, "P-256") == 1,
            unsafe EVP_PKEY_generate(context.pointer, &key) == 1
        else { throw OpenSSLError.takingQueue() }
        return unsafe key
    }

    private static func add(_ type: Int32, _ value: String, to certificate: OpaquePointer) throws(OpenSSLError) {
        var context = unsafe X509V3_CTX()
        unsafe X509V3_set_ctx(&context, certificate, certificate, nil, nil, 0)
        guard let entry = unsafe X509V3_EXT_conf_nid(nil, &context, type, value) else {
            throw OpenSSLError.takingQueue()
        }
        defer { unsafe X509_EXTENSION_free(entry) }
        guard unsafe X509_add_ext(certificate, entry, -1) == 1 else { throw OpenSSLError.takingQueue() }
    }

    /// A stream that reads a copy of bytes; the caller frees it.
    private static func source(_ bytes: [UInt8]) throws(OpenSSLError) -> OpaquePointer {
        guard let stream = unsafe BIO_new(BIO_s_mem()),
            unsafe BIO_write(stream, bytes, Int32(clamping: bytes.count)) == Int32(clamping: bytes.count)
                || bytes.isEmpty
        else { throw OpenSSLError.takingQueue() }
        return unsafe stream
    }

    /// What OpenSSL writes to a stream.
    private static func written(_ write: (OpaquePointer) -> Int32) throws(OpenSSLError) -> [UInt8] {
        let stream = try unsafe Owned(BIO_new(BIO_s_mem()), free: { unsafe BIO_free_all($0) })
        guard unsafe write(stream.pointer) == 1 else { throw OpenSSLError.takingQueue() }
        let size = unsafe Int(BIO_ctrl_pending(stream.pointer))
        return unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = unsafe Int(max(0, BIO_read(stream.pointer, buffer.baseAddress, Int32(size))))
        }
    }

    private static func encoded(
        _ encode: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32
    ) throws(OpenSSLError) -> [UInt8] {
        let size = Int(encode(nil))
        guard size > 0 else { throw OpenSSLError.takingQueue() }
        return unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            var cursor = buffer.baseAddress
            count = unsafe Int(max(0, encode(&cursor)))
        }
    }
}

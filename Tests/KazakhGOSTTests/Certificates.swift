import COpenSSL

/// Certificates that never expire in a test, since every check names this moment: the first second of 2026.
let moment = 1_767_225_600

/// Owns an X509.
@safe final class Certificate {
    let pointer: OpaquePointer
    let key: Key

    private init(_ pointer: OpaquePointer, _ key: Key) {
        unsafe self.pointer = unsafe pointer
        self.key = key
    }

    deinit { unsafe X509_free(pointer) }

    /// Issues a certificate, by another or by itself; `usage` is an extended key usage in OpenSSL's words.
    static func issue(
        _ name: String,
        for key: Key,
        by issuer: Certificate? = nil,
        usage: String? = nil
    ) throws -> Certificate {
        let certificate = unsafe Certificate(try made(X509_new()), key)
        let pointer = unsafe certificate.pointer
        unsafe try check(X509_set_version(pointer, 2))
        unsafe try check(ASN1_INTEGER_set(X509_get_serialNumber(pointer), name.count))
        unsafe try check(X509_set_pubkey(pointer, key.pointer))
        let subject = unsafe try made(X509_get_subject_name(pointer))
        let text = Array(name.utf8)
        unsafe try check(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, text, Int32(text.count), -1, 0))
        unsafe try check(
            X509_set_issuer_name(pointer, issuer.map { unsafe X509_get_subject_name($0.pointer) } ?? subject)
        )
        unsafe try set(X509_getm_notBefore(pointer), to: moment - 1000)
        unsafe try set(X509_getm_notAfter(pointer), to: moment + 1000)
        try certificate.add(NID_basic_constraints, issuer == nil ? "critical,CA:TRUE" : "critical,CA:FALSE")
        if let usage { try certificate.add(NID_ext_key_usage, usage) }
        unsafe try check(X509_sign(pointer, (issuer?.key ?? key).pointer, nil))
        return certificate
    }

    private static func set(_ time: UnsafeMutablePointer<ASN1_TIME>?, to seconds: Int) throws {
        _ = unsafe try made(ASN1_TIME_set(time, seconds))
    }

    private func add(_ identifier: Int32, _ value: String) throws {
        let made = unsafe try made(X509V3_EXT_conf_nid(nil, nil, identifier, value))
        defer { unsafe X509_EXTENSION_free(made) }
        unsafe try check(X509_add_ext(pointer, made, -1))
    }

    var encoding: [UInt8] {
        get throws { unsafe try KazakhGOSTTests.encoding { unsafe i2d_X509(pointer, $0) } }
    }

    /// Whether the issuer's key made this certificate's signature.
    func isSigned(by issuer: Key) -> Bool {
        defer { ERR_clear_error() }
        return unsafe X509_verify(pointer, issuer.pointer) == 1
    }
}

/// Owns an X509_STORE that trusts one certificate and judges at `moment`.
@safe final class Store {
    let pointer: OpaquePointer

    init(trusting certificate: Certificate) throws {
        unsafe pointer = unsafe try made(X509_STORE_new())
        unsafe try check(X509_STORE_add_cert(pointer, certificate.pointer))
        let parameters = unsafe X509_STORE_get0_param(pointer)
        unsafe X509_VERIFY_PARAM_set_time(parameters, moment)
    }

    deinit { unsafe X509_STORE_free(pointer) }

    /// OpenSSL's verdict on a certificate's path: X509_V_OK, or what is wrong.
    func verdict(on certificate: Certificate) throws -> Int32 {
        let context = unsafe try made(X509_STORE_CTX_new())
        defer {
            unsafe X509_STORE_CTX_free(context)
            ERR_clear_error()
        }
        unsafe try check(X509_STORE_CTX_init(context, pointer, certificate.pointer, nil))
        return unsafe X509_verify_cert(context) == 1 ? X509_V_OK : X509_STORE_CTX_get_error(context)
    }
}

internal import COpenSSL

/// OpenSSL's own opinion of a CMS message: something to compare with, never a verdict.
///
/// It sorts no attributes, compares no digest algorithms and knows neither RFC 6211 nor repeated attributes.
package enum CMSMessage {
    /// Whether OpenSSL verifies every signature of a message, without asking for a chain; nil when it cannot read it.
    ///
    /// - Parameters:
    ///   - encoding: A ContentInfo.
    ///   - content: The data of a detached signature.
    /// - Returns: Its opinion.
    package static func verifies(_ encoding: [UInt8], content: [UInt8]? = nil) -> Bool? {
        Provider.load()
        defer { OpenSSLError.discardQueue() }
        return unsafe encoding.withUnsafeBufferPointer { buffer -> Bool? in
            var cursor = buffer.baseAddress
            guard let message = unsafe d2i_CMS_ContentInfo(nil, &cursor, buffer.count) else { return nil }
            defer { unsafe CMS_ContentInfo_free(message) }
            let source = unsafe content.flatMap { content in
                unsafe content.withUnsafeBufferPointer { bytes -> OpaquePointer? in
                    guard let memory = unsafe BIO_new(BIO_s_mem()) else { return nil }
                    unsafe BIO_write(memory, bytes.baseAddress, Int32(clamping: bytes.count))
                    return unsafe memory
                }
            }
            defer { unsafe BIO_free(source) }
            let flags = UInt32(CMS_NO_SIGNER_CERT_VERIFY | CMS_BINARY)
            return unsafe CMS_verify(message, nil, nil, source, nil, flags) == 1
        }
    }

    /// The value of a message's one signature.
    ///
    /// - Throws: What OpenSSL said, or that there is not exactly one.
    package static func signatureValue(of encoding: [UInt8]) throws(OpenSSLError) -> [UInt8] {
        let message = try read(encoding)
        let value = try unsafe CMS_SignerInfo_get0_signature(signer(of: message))
        guard let value = unsafe value, let octets = unsafe ASN1_STRING_get0_data(value) else {
            throw OpenSSLError.takingQueue()
        }
        return unsafe [UInt8](UnsafeBufferPointer(start: octets, count: Int(ASN1_STRING_length(value))))
    }

    /// A message with a time-stamp over its one signature (CAdES baseline B-T, EN 319 122-1 clause 5.3).
    ///
    /// - Throws: What OpenSSL said, or that there is not exactly one signature.
    package static func adding(timestamp token: [UInt8], to encoding: [UInt8]) throws(OpenSSLError) -> [UInt8] {
        let message = try read(encoding)
        let added = try unsafe CMS_unsigned_add1_attr_by_NID(
            signer(of: message),
            NID_id_smime_aa_timeStampToken,
            V_ASN1_SEQUENCE,
            token,
            Int32(clamping: token.count)
        )
        guard added == 1 else { throw OpenSSLError.takingQueue() }
        var start: UnsafeMutablePointer<UInt8>?
        let size = unsafe i2d_CMS_ContentInfo(message.pointer, &start)
        guard size > 0, let octets = unsafe start else { throw OpenSSLError.takingQueue() }
        defer { unsafe CRYPTO_free(octets, #file, #line) }
        return unsafe [UInt8](UnsafeBufferPointer(start: octets, count: Int(size)))
    }

    private static func read(_ encoding: [UInt8]) throws(OpenSSLError) -> Owned {
        Provider.load()
        let message = unsafe encoding.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            return unsafe d2i_CMS_ContentInfo(nil, &cursor, buffer.count)
        }
        return try unsafe Owned(message, free: { unsafe CMS_ContentInfo_free($0) })
    }

    private static func signer(of message: borrowing Owned) throws(OpenSSLError) -> OpaquePointer {
        let signers = unsafe CMS_get0_SignerInfos(message.pointer)
        guard unsafe OPENSSL_sk_num(signers) == 1, let signer = unsafe OPENSSL_sk_value(signers, 0) else {
            throw OpenSSLError(description: "not exactly one signature")
        }
        return OpaquePointer(signer)
    }
}

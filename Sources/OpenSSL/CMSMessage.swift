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
}

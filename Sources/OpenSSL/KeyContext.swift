internal import COpenSSL

/// Sole owner of an `EVP_PKEY_CTX`, which can be kept: making one costs OpenSSL as much as loading a key with it.
///
/// One thread uses it at a time.
@safe final class KeyContext: Sendable {
    nonisolated(unsafe) let pointer: OpaquePointer

    /// Takes ownership of `pointer`, which OpenSSL returns as `nil` when it fails.
    init(_ pointer: OpaquePointer?) throws(OpenSSLError) {
        guard let pointer = unsafe pointer else { throw OpenSSLError.takingQueue() }
        unsafe self.pointer = pointer
    }

    deinit { unsafe EVP_PKEY_CTX_free(pointer) }
}

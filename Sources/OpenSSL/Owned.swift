internal import COpenSSL

/// Sole owner of one OpenSSL object; frees it when it goes out of scope.
@safe package struct Owned: ~Copyable {
    let pointer: OpaquePointer
    private let free: (OpaquePointer) -> Void

    /// Takes ownership of `pointer`, which OpenSSL returns as `nil` when it fails.
    init(_ pointer: OpaquePointer?, free: @escaping (OpaquePointer) -> Void) throws(OpenSSLError) {
        guard let pointer = unsafe pointer else { throw OpenSSLError.takingQueue() }
        unsafe self.pointer = pointer
        unsafe self.free = free
    }

    deinit { unsafe free(pointer) }
}

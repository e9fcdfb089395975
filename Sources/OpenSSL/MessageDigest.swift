internal import COpenSSL
internal import Synchronization

/// A message digest being computed.
package struct MessageDigest: ~Copyable {
    private let context: Owned
    private let algorithm: FetchedDigest

    /// Starts a digest by the name OpenSSL or a provider knows it by.
    package init(_ name: String) throws(OpenSSLError) { try self.init(FetchedDigest.named(name)) }

    private init(_ algorithm: FetchedDigest) throws(OpenSSLError) {
        let context = try unsafe Owned(EVP_MD_CTX_new(), free: { unsafe EVP_MD_CTX_free($0) })
        guard unsafe EVP_DigestInit_ex2(context.pointer, algorithm.pointer, nil) == 1 else {
            throw OpenSSLError.takingQueue()
        }
        self.context = context
        self.algorithm = algorithm
    }

    /// Adds bytes to the message.
    package mutating func update(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            _ = unsafe EVP_DigestUpdate(context.pointer, buffer.baseAddress, buffer.count)
        }
    }

    /// Adds bytes to the message.
    package mutating func update(_ bytes: [UInt8]) { update(bytes.span) }

    /// Adds bytes to the message.
    package mutating func update(_ bytes: ArraySlice<UInt8>) { update(bytes.span) }

    /// Ends the message and gives its digest.
    package consuming func finish() -> [UInt8] {
        let size = algorithm.size
        let extends = algorithm.isExtendable
        return unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            if extends {
                count = unsafe EVP_DigestFinalXOF(context.pointer, buffer.baseAddress, size) == 1 ? size : 0
            } else {
                var length: UInt32 = 0
                _ = unsafe EVP_DigestFinal_ex(context.pointer, buffer.baseAddress, &length)
                count = Int(length)
            }
        }
    }

    /// The digest of one message that is at hand as a whole.
    package static func of(_ message: Span<UInt8>, by name: String) throws(OpenSSLError) -> [UInt8] {
        var digest = try MessageDigest(name)
        digest.update(message)
        return digest.finish()
    }

    /// The digest of one message that is at hand as a whole.
    package static func of(_ message: ArraySlice<UInt8>, by name: String) throws(OpenSSLError) -> [UInt8] {
        try of(message.span, by: name)
    }

    /// SHA-256, which every OpenSSL has.
    package static func sha256(of message: ArraySlice<UInt8>) -> [UInt8] {
        guard let algorithm = FetchedDigest.sha256, var digest = try? MessageDigest(algorithm) else { return [] }
        digest.update(message)
        return digest.finish()
    }
}

/// An algorithm OpenSSL has looked up; looking it up again would cost more than digesting a short message.
@safe final class FetchedDigest: Sendable {
    /// Never changed and never freed: OpenSSL's own reference to a fetched algorithm is thread-safe.
    nonisolated(unsafe) let pointer: OpaquePointer
    /// Octets of the result.
    let size: Int
    let isExtendable: Bool

    private init(_ name: String) throws(OpenSSLError) {
        Provider.load()
        guard let pointer = unsafe EVP_MD_fetch(nil, name, nil) else { throw OpenSSLError.takingQueue() }
        unsafe self.pointer = pointer
        isExtendable = unsafe EVP_MD_get_flags(pointer) & UInt(EVP_MD_FLAG_XOF) != 0
        // SHAKE256 with 64 octets and SHAKE128 with 32 are what CMS uses (RFC 8702, RFC 8419).
        let usual = unsafe Int(EVP_MD_get_size(pointer))
        size = isExtendable ? (name.hasSuffix("256") ? 64 : 32) : usual
    }

    /// Contents of the algorithm's OBJECT IDENTIFIER, if OpenSSL knows one.
    var identifier: [UInt8]? {
        let number = unsafe EVP_MD_get_type(pointer)
        guard number != NID_undef, let object = unsafe OBJ_nid2obj(number),
            let octets = unsafe OBJ_get0_data(object)
        else { return nil }
        return unsafe Array(UnsafeBufferPointer(start: octets, count: OBJ_length(object)))
    }

    /// Names everything, and is not looked up for each.
    static let sha256 = try? named("SHA256")

    private static let known = Mutex<[String: FetchedDigest]>([:])

    /// The algorithm of this name, looked up at its first use.
    static func named(_ name: String) throws(OpenSSLError) -> FetchedDigest {
        if let found = known.withLock({ $0[name] }) { return found }
        let fetched = try FetchedDigest(name)
        return known.withLock { names in
            if let earlier = names[name] { return earlier }
            names[name] = fetched
            return fetched
        }
    }
}

internal import COpenSSL

/// The key derivation scrypt (RFC 7914).
@safe package struct Scrypt: Hashable, Sendable {
    /// CPU and memory cost, a power of two.
    package let cost: Int
    package let blockSize: Int
    package let parallelism: Int

    /// Takes parameters; nil when they are none, or cost more than 128 MiB.
    package init?(cost: Int, blockSize: Int, parallelism: Int) {
        guard (2...1 << 20).contains(cost), cost & (cost - 1) == 0, (1...32).contains(blockSize),
            (1...16).contains(parallelism), cost * blockSize <= 1 << 20
        else { return nil }
        self.cost = cost
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// Derives so many octets from a password.
    package func derive(_ count: Int, from password: String, salt: [UInt8]) throws(OpenSSLError) -> [UInt8] {
        let octets = Array(password.utf8)
        var isDone = false
        let derived = unsafe [UInt8](unsafeUninitializedCapacity: count) { output, filled in
            isDone = unsafe octets.withUnsafeBytes { octets in
                unsafe EVP_PBE_scrypt(
                    octets.baseAddress?.assumingMemoryBound(to: CChar.self),
                    octets.count,
                    salt,
                    salt.count,
                    UInt64(cost),
                    UInt64(blockSize),
                    UInt64(parallelism),
                    256 << 20,
                    output.baseAddress,
                    count
                ) == 1
            }
            filled = isDone ? count : 0
        }
        guard isDone else { throw OpenSSLError.takingQueue() }
        return derived
    }
}

/// Comparing secrets.
@safe package enum ConstantTime {
    /// Whether octets are equal, in a time that depends on their number alone.
    package static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return unsafe CRYPTO_memcmp(left, right, left.count) == 0
    }
}

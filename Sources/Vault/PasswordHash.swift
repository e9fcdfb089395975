internal import SandyqOpenSSL
internal import SandyqValidation

/// A password as it is kept: scrypt with its parameters and salt.
package struct PasswordHash: Hashable, Sendable {
    private let parameters: Scrypt
    private let salt: [UInt8]
    private let hash: [UInt8]

    /// Octets of a salt, and of what is derived.
    static let (saltSize, hashSize) = (16, 32)
    /// 32 MiB and some 80 ms: OWASP's advice where logins are few.
    private static let present = Scrypt(cost: 1 << 15, blockSize: 8, parallelism: 1)

    /// Hashes a password.
    init(of password: String, ambient: Ambient) throws(VaultError) {
        guard let present = Self.present else { throw .recordDamaged("the parameters of scrypt") }
        let salt = ambient.chance(Self.saltSize)
        parameters = present
        self.salt = salt
        hash = try withOpenSSL { () throws(OpenSSLError) in
            try present.derive(Self.hashSize, from: password, salt: salt)
        }
    }

    /// Whether this is the password; takes as long when it is not.
    func matches(_ password: String) throws(VaultError) -> Bool {
        let other = try withOpenSSL { () throws(OpenSSLError) in
            try parameters.derive(Self.hashSize, from: password, salt: salt)
        }
        return ConstantTime.areEqual(hash, other)
    }
}

extension PasswordHash: LosslessStringConvertible {
    /// `scrypt:32768:8:1:salt:hash`, salt and hash in hexadecimal.
    package var description: String {
        let (cost, blockSize, parallelism) = (parameters.cost, parameters.blockSize, parameters.parallelism)
        return "scrypt:\(cost):\(blockSize):\(parallelism):\(salt.hexadecimal):\(hash.hexadecimal)"
    }

    /// Reads ``description``; nil for anything else.
    package init?(_ text: String) {
        let fields = text.split(separator: ":", omittingEmptySubsequences: false)
        guard fields.count == 6, fields[0] == "scrypt", let cost = Int(fields[1]), let blockSize = Int(fields[2]),
            let parallelism = Int(fields[3]),
            let parameters = Scrypt(cost: cost, blockSize: blockSize, parallelism: parallelism),
            let salt = [UInt8](hexadecimal: String(fields[4])), let hash = [UInt8](hexadecimal: String(fields[5])),
            hash.count == Self.hashSize
        else { return nil }
        (self.parameters, self.salt, self.hash) = (parameters, salt, hash)
    }
}

extension PasswordHash: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let hash = PasswordHash(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a hash of scrypt")
        }
        self = hash
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

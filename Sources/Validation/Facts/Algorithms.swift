/// A message digest by its common name; raw values are what reports print.
public enum DigestAlgorithm: String, Hashable, Sendable, Codable, CaseIterable {
    case md2 = "MD2"
    case md5 = "MD5"
    case ripemd160 = "RIPEMD-160"
    case sha1 = "SHA-1"
    case sha224 = "SHA-224"
    case sha256 = "SHA-256"
    case sha384 = "SHA-384"
    case sha512 = "SHA-512"
    case sha3_224 = "SHA3-224"
    case sha3_256 = "SHA3-256"
    case sha3_384 = "SHA3-384"
    case sha3_512 = "SHA3-512"
    /// SHAKE256 with 512 bits of output, as Ed448 uses it.
    case shake256 = "SHAKE256-512"
    /// GOST 34.311-95 with the test S-box.
    case gost94 = "GOST 34.311-95"
    case streebog256 = "GOST R 34.11-2015-256"
    case streebog512 = "GOST R 34.11-2015-512"
}

/// A signature scheme; raw values are what reports print.
public enum SignatureScheme: String, Hashable, Sendable, Codable, CaseIterable {
    case rsa = "RSA"
    case rsaPSS = "RSA-PSS"
    case dsa = "DSA"
    case ecdsa = "ECDSA"
    /// ECDSA with the plain r‖s form of BSI TR-03111.
    case plainECDSA = "ECDSA (plain)"
    case ed25519 = "Ed25519"
    case ed448 = "Ed448"
    case gost2015_512 = "GOST R 34.10-2015-512"
    case gost2015_256 = "GOST R 34.10-2015-256"
    case gost2004 = "GOST 34.310-2004"
}

/// The algorithm of one signature value, as its object identifiers and its key say it.
public struct SignatureAlgorithm: Hashable, Sendable, Codable {
    /// The identifier as it stands in the object.
    public let oid: OID
    /// Nil when the identifier is unknown.
    public let scheme: SignatureScheme?
    /// Nil when the identifier is unknown or names no digest.
    public let digest: DigestAlgorithm?
    /// Bits of the key's modulus or field; nil when the key was not found or is of an unknown kind.
    public let keyBits: Int?

    /// Takes what was read.
    public init(oid: OID, scheme: SignatureScheme?, digest: DigestAlgorithm?, keyBits: Int?) {
        self.oid = oid
        self.scheme = scheme
        self.digest = digest
        self.keyBits = keyBits
    }

    /// What a person calls it: `RSA-PSS`, or the identifier when it is unknown.
    public var name: String { scheme?.rawValue ?? oid.rawValue }
}

/// What arithmetic says of one signature value.
public enum SignatureValue: Hashable, Sendable, Codable {
    case valid
    case invalid
    /// The algorithm, the curve or a parameter is unknown to this build: nothing can be said.
    case unsupported(String)
    /// The key was not found, or the object could not be read far enough.
    case notChecked
}

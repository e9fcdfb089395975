package import SandyqValidation

extension DigestAlgorithm {
    /// The algorithm an object identifier names; nil when it is unknown.
    package init?(oid: OID) {
        guard let found = Self.identifiers[oid] else { return nil }
        self = found
    }

    /// The name OpenSSL or the national provider knows the algorithm by.
    package var openSSLName: String {
        switch self {
        case .md2: "MD2"
        case .md5: "MD5"
        case .ripemd160: "RIPEMD160"
        case .sha1: "SHA1"
        case .sha224: "SHA224"
        case .sha256: "SHA256"
        case .sha384: "SHA384"
        case .sha512: "SHA512"
        case .sha3_224: "SHA3-224"
        case .sha3_256: "SHA3-256"
        case .sha3_384: "SHA3-384"
        case .sha3_512: "SHA3-512"
        case .shake256: "SHAKE256"
        case .gost94: "1.2.398.3.10.1.3.1"
        case .streebog256: "1.2.398.3.10.1.3.2"
        case .streebog512: "1.2.398.3.10.1.3.3"
        }
    }

    /// Octets of the result.
    package var size: Int {
        switch self {
        case .md2, .md5: 16
        case .ripemd160, .sha1: 20
        case .sha224, .sha3_224: 28
        case .sha256, .sha3_256, .gost94, .streebog256: 32
        case .sha384, .sha3_384: 48
        case .sha512, .sha3_512, .shake256, .streebog512: 64
        }
    }

    /// Whether it is one of Kazakhstan's, which go with GOST keys alone.
    package var isGOST: Bool { self == .gost94 || self == .streebog256 || self == .streebog512 }

    private static let identifiers: [OID: DigestAlgorithm] = [
        "1.2.840.113549.2.2": .md2,
        "1.2.840.113549.2.5": .md5,
        "1.3.36.3.2.1": .ripemd160,
        "1.3.14.3.2.26": .sha1,
        "2.16.840.1.101.3.4.2.4": .sha224,
        "2.16.840.1.101.3.4.2.1": .sha256,
        "2.16.840.1.101.3.4.2.2": .sha384,
        "2.16.840.1.101.3.4.2.3": .sha512,
        "2.16.840.1.101.3.4.2.7": .sha3_224,
        "2.16.840.1.101.3.4.2.8": .sha3_256,
        "2.16.840.1.101.3.4.2.9": .sha3_384,
        "2.16.840.1.101.3.4.2.10": .sha3_512,
        // RFC 8702: 512 bits in CMS.
        "2.16.840.1.101.3.4.2.12": .shake256,
        "2.16.840.1.101.3.4.2.18": .shake256,
        "1.2.398.3.10.1.3.1": .gost94,
        // The parameter set's identifier, which TumarCSP writes where the algorithm's belongs.
        "1.2.398.3.10.1.3.1.1.0": .gost94,
        "1.3.6.1.4.1.6801.1.2.1": .gost94,
        "1.2.398.3.10.1.3.2": .streebog256,
        "1.2.398.3.10.1.3.3": .streebog512,
        // The same functions under Russia's identifiers; 1.2.643.2.2.9 has another S-box than gost94 and stays unknown.
        "1.2.643.7.1.1.2.2": .streebog256,
        "1.2.643.7.1.1.2.3": .streebog512,
    ]
}

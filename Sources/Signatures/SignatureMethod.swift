package import SandyqOpenSSL
package import SandyqValidation

/// How a signature is to be verified, as its AlgorithmIdentifier says it.
package struct SignatureMethod: Hashable, Sendable {
    package let oid: OID
    /// Nil when the identifier is unknown.
    package let scheme: SignatureScheme?
    /// The digest the identifier or its parameters name, or the one stated beside them where they name none.
    package let digest: DigestAlgorithm?
    /// Whether the digest comes from the identifier itself.
    package let namesDigest: Bool
    /// What the arithmetic needs; nil with `obstacle` saying why.
    package let parameters: SchemeParameters?
    /// What is unknown to this build, named; nil when nothing is.
    package let obstacle: String?

    /// Understands an identifier.
    ///
    /// - Parameters:
    ///   - identifier: The algorithm as it stands; software writes the key's identifier here too, which names no digest.
    ///   - statedDigest: The digest named elsewhere, as `digestAlgorithm` of a CMS SignerInfo is.
    package init(_ identifier: AlgorithmIdentifier, statedDigest: DigestAlgorithm? = nil) {
        oid = identifier.oid
        guard let (scheme, named) = Self.identifiers[identifier.oid] else {
            (scheme, digest, namesDigest, parameters) = (nil, nil, false, nil)
            obstacle = "signature algorithm \(identifier.oid)"
            return
        }
        self.scheme = scheme
        if scheme == .rsaPSS {
            switch PSSParameters.reading(identifier.parameters) {
            case .success(let read):
                digest = read.digest
                namesDigest = true
                parameters = .rsaPSS(
                    digest: read.digest.openSSLName,
                    maskDigest: read.maskDigest.openSSLName,
                    saltLength: read.saltLength
                )
                obstacle = nil
            case .failure(let error):
                (digest, namesDigest, parameters, obstacle) = (nil, false, nil, error.reason)
            }
            return
        }
        digest = named ?? statedDigest
        namesDigest = named != nil
        parameters = Self.parameters(of: scheme, with: digest)
        obstacle = parameters == nil ? "digest of \(identifier.oid)" : nil
    }

    /// The method of a scheme and a digest that XML names by one URI.
    package init(scheme: SignatureScheme, digest: DigestAlgorithm?, oid: OID) {
        self.oid = oid
        self.scheme = scheme
        self.digest = digest
        namesDigest = digest != nil
        if scheme == .ecdsa || scheme == .dsa, let digest {
            // XML Signature clauses 6.4.1 and 6.4.3: r‖s without ASN.1.
            let name = digest.openSSLName
            parameters = scheme == .ecdsa ? .plainECDSA(digest: name) : .plainDSA(digest: name)
        } else if scheme == .rsaPSS, let digest {
            // RFC 9231 clause 2.3.10: the mask uses the same digest, the salt has its size.
            parameters = .rsaPSS(
                digest: digest.openSSLName,
                maskDigest: digest.openSSLName,
                saltLength: digest.size
            )
        } else {
            parameters = Self.parameters(of: scheme, with: digest)
        }
        obstacle = parameters == nil ? "digest of \(oid)" : nil
    }

    /// RSASSA-PSS with parameters that XML states in elements.
    init(rsaPSS parameters: SchemeParameters, digest: DigestAlgorithm) {
        oid = "1.2.840.113549.1.1.10"
        scheme = .rsaPSS
        self.digest = digest
        namesDigest = true
        self.parameters = parameters
        obstacle = nil
    }

    /// A method that this build does not know, by whatever names it.
    init(unknown name: String) {
        oid = OID(rawValue: name)
        (scheme, digest, namesDigest, parameters) = (nil, nil, false, nil)
        obstacle = "signature algorithm \(name)"
    }

    /// As facts have it.
    package func algorithm(keyBits: Int?) -> SignatureAlgorithm {
        SignatureAlgorithm(oid: oid, scheme: scheme, digest: digest, keyBits: keyBits)
    }

    /// What arithmetic says of a signature over a message; a DigestInfo without NULL counts as valid.
    package func value(
        of signature: ArraySlice<UInt8>,
        over message: ArraySlice<UInt8>,
        by key: PublicKey
    ) -> SignatureValue {
        guard let parameters else { return .unsupported(obstacle ?? oid.rawValue) }
        return switch key.verify(signature: signature, over: message, scheme: parameters) {
        case .valid, .validWithoutNull: .valid
        case .invalid: .invalid
        case .unsupported(let reason): .unsupported(reason)
        }
    }

    private static func parameters(of scheme: SignatureScheme, with digest: DigestAlgorithm?) -> SchemeParameters? {
        switch scheme {
        case .ed25519: return .ed25519
        case .ed448: return .ed448
        default: break
        }
        guard let name = digest?.openSSLName else { return nil }
        return switch scheme {
        case .rsa: .rsa(digest: name)
        case .dsa: .dsa(digest: name)
        case .ecdsa: .ecdsa(digest: name)
        case .plainECDSA: .plainECDSA(digest: name)
        case .gost2015_512, .gost2015_256, .gost2004: .gost(digest: name)
        case .rsaPSS, .ed25519, .ed448: nil
        }
    }

    /// Every identifier known, with the digest it names; the key's identifiers name none.
    private static let identifiers: [OID: (SignatureScheme, DigestAlgorithm?)] = [
        "1.2.840.113549.1.1.1": (.rsa, nil),
        "1.2.840.113549.1.1.2": (.rsa, .md2),
        "1.2.840.113549.1.1.4": (.rsa, .md5),
        "1.2.840.113549.1.1.5": (.rsa, .sha1),
        "1.3.14.3.2.29": (.rsa, .sha1),
        "1.2.840.113549.1.1.14": (.rsa, .sha224),
        "1.2.840.113549.1.1.11": (.rsa, .sha256),
        "1.2.840.113549.1.1.12": (.rsa, .sha384),
        "1.2.840.113549.1.1.13": (.rsa, .sha512),
        "1.3.36.3.3.1.2": (.rsa, .ripemd160),
        "2.16.840.1.101.3.4.3.13": (.rsa, .sha3_224),
        "2.16.840.1.101.3.4.3.14": (.rsa, .sha3_256),
        "2.16.840.1.101.3.4.3.15": (.rsa, .sha3_384),
        "2.16.840.1.101.3.4.3.16": (.rsa, .sha3_512),
        "1.2.840.113549.1.1.10": (.rsaPSS, nil),
        "1.2.840.10040.4.1": (.dsa, nil),
        "1.2.840.10040.4.3": (.dsa, .sha1),
        "1.3.14.3.2.27": (.dsa, .sha1),
        "2.16.840.1.101.3.4.3.1": (.dsa, .sha224),
        "2.16.840.1.101.3.4.3.2": (.dsa, .sha256),
        "2.16.840.1.101.3.4.3.3": (.dsa, .sha384),
        "2.16.840.1.101.3.4.3.4": (.dsa, .sha512),
        "2.16.840.1.101.3.4.3.5": (.dsa, .sha3_224),
        "2.16.840.1.101.3.4.3.6": (.dsa, .sha3_256),
        "2.16.840.1.101.3.4.3.7": (.dsa, .sha3_384),
        "2.16.840.1.101.3.4.3.8": (.dsa, .sha3_512),
        "1.2.840.10045.2.1": (.ecdsa, nil),
        "1.2.840.10045.4.1": (.ecdsa, .sha1),
        "1.2.840.10045.4.3.1": (.ecdsa, .sha224),
        "1.2.840.10045.4.3.2": (.ecdsa, .sha256),
        "1.2.840.10045.4.3.3": (.ecdsa, .sha384),
        "1.2.840.10045.4.3.4": (.ecdsa, .sha512),
        "2.16.840.1.101.3.4.3.9": (.ecdsa, .sha3_224),
        "2.16.840.1.101.3.4.3.10": (.ecdsa, .sha3_256),
        "2.16.840.1.101.3.4.3.11": (.ecdsa, .sha3_384),
        "2.16.840.1.101.3.4.3.12": (.ecdsa, .sha3_512),
        "0.4.0.127.0.7.1.1.4.1.1": (.plainECDSA, .sha1),
        "0.4.0.127.0.7.1.1.4.1.2": (.plainECDSA, .sha224),
        "0.4.0.127.0.7.1.1.4.1.3": (.plainECDSA, .sha256),
        "0.4.0.127.0.7.1.1.4.1.4": (.plainECDSA, .sha384),
        "0.4.0.127.0.7.1.1.4.1.5": (.plainECDSA, .sha512),
        "0.4.0.127.0.7.1.1.4.1.6": (.plainECDSA, .ripemd160),
        "0.4.0.127.0.7.1.1.4.1.8": (.plainECDSA, .sha3_224),
        "0.4.0.127.0.7.1.1.4.1.9": (.plainECDSA, .sha3_256),
        "0.4.0.127.0.7.1.1.4.1.10": (.plainECDSA, .sha3_384),
        "0.4.0.127.0.7.1.1.4.1.11": (.plainECDSA, .sha3_512),
        "1.3.101.112": (.ed25519, nil),
        "1.3.101.113": (.ed448, nil),
        "1.2.398.3.10.1.1.2.3.2": (.gost2015_512, .streebog512),
        "1.2.398.3.10.1.1.2.2": (.gost2015_512, nil),
        "1.2.398.3.10.1.1.2.3.1": (.gost2015_256, .streebog256),
        "1.2.398.3.10.1.1.2.1": (.gost2015_256, nil),
        "1.2.398.3.10.1.1.1.2": (.gost2004, .gost94),
        "1.2.398.3.10.1.1.1.1": (.gost2004, nil),
        "1.3.6.1.4.1.6801.1.2.2": (.gost2004, .gost94),
        "1.3.6.1.4.1.6801.1.5.8": (.gost2004, nil),
    ]
}

/// RSASSA-PSS-params (RFC 4055 clause 3.1).
struct PSSParameters: Hashable {
    var digest = DigestAlgorithm.sha1
    var maskDigest = DigestAlgorithm.sha1
    var saltLength = 20

    /// Reads the parameters; each one absent has its default, but in a signature the whole must be there.
    static func reading(_ encoding: ArraySlice<UInt8>?) -> Result<PSSParameters, FormatError> {
        guard let encoding else { return .failure(FormatError("RSASSA-PSS without parameters")) }
        return Result { () throws(FormatError) in
            var fields = try ASN1Node(reading: encoding, what).fields(what)
            var read = PSSParameters()
            if let hash = fields.optional(tagged: 0) {
                read.digest = try Self.digest(AlgorithmIdentifier(hash.explicit(what), what))
            }
            if let mask = fields.optional(tagged: 1) {
                let function = try AlgorithmIdentifier(mask.explicit(what), what)
                guard function.oid == "1.2.840.113549.1.1.8", let parameters = function.parameters else {
                    throw FormatError("mask generation function \(function.oid)")
                }
                read.maskDigest = try Self.digest(AlgorithmIdentifier(reading: parameters, what))
            }
            if let salt = fields.optional(tagged: 2) { read.saltLength = try salt.explicit(what).smallInteger(what) }
            let trailer = try fields.optional(tagged: 3)?.explicit(what).smallInteger(what) ?? 1
            try fields.end()
            guard trailer == 1, (0...4096).contains(read.saltLength) else {
                throw FormatError("RSASSA-PSS salt length or trailer field")
            }
            return read
        }
    }

    private static func digest(_ identifier: AlgorithmIdentifier) throws(FormatError) -> DigestAlgorithm {
        guard let digest = DigestAlgorithm(oid: identifier.oid) else {
            throw FormatError("RSASSA-PSS with digest \(identifier.oid)")
        }
        return digest
    }

    private static let what = "RSASSA-PSS parameters"
}

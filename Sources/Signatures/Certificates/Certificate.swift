package import SandyqOpenSSL
public import SandyqValidation
internal import Synchronization

/// An X.509 certificate (RFC 5280 clause 4), read once and shared.
public final class Certificate: Sendable {
    /// The encoding, exactly as it came.
    public let der: [UInt8]
    /// What it says.
    public let facts: CertificateFacts
    /// The signed part, with tag and length.
    package let signedPart: ArraySlice<UInt8>
    /// The signature value.
    package let signature: ArraySlice<UInt8>
    /// How the issuer signed.
    package let signatureMethod: SignatureMethod
    /// The whole SubjectPublicKeyInfo.
    package let subjectPublicKeyInfo: ArraySlice<UInt8>
    /// The contents of its BIT STRING, which OCSP hashes (RFC 6960 clause 4.1.1).
    package let keyOctets: ArraySlice<UInt8>
    /// The issuer's name, encoded.
    package let issuerName: ArraySlice<UInt8>
    /// The subject's name, encoded.
    package let subjectName: ArraySlice<UInt8>
    /// The serial number's octets without padding, as lists and responses are searched for it.
    package let serialOctets: ArraySlice<UInt8>

    private let loadedKey = Mutex<Result<PublicKey, OpenSSLError>?>(nil)
    private let computedKeyHash = Mutex<[UInt8]?>(nil)

    /// Reads one certificate and nothing after it.
    ///
    /// - Throws: Why it cannot be read. What RFC 5280 forbids but can be passed over is in `facts.defects` instead.
    public init(der: ArraySlice<UInt8>) throws(FormatError) {
        let bytes = [UInt8](der)
        var reader = CertificateReader()
        try reader.read(bytes)
        self.der = bytes
        facts = try reader.facts(of: bytes)
        signedPart = reader.signedPart
        signature = reader.signature
        signatureMethod = reader.signatureMethod
        subjectPublicKeyInfo = reader.key.encoding
        keyOctets = reader.key.octets
        issuerName = reader.issuerName
        subjectName = reader.subjectName
        serialOctets = Self.minimal(reader.serialOctets)
    }

    /// The SHA-256 of the encoding.
    package var fingerprint: Fingerprint { facts.fingerprint }

    /// A digest of the encoding; nil when this build has not the algorithm.
    func digest(by algorithm: DigestAlgorithm) -> [UInt8]? {
        if algorithm == .sha256 { return fingerprint.bytes }
        return try? MessageDigest.of(der[...], by: algorithm.openSSLName)
    }

    /// Whether the subject's DSA key has the parameters of its issuer's (RFC 3279 clause 2.3.2).
    var inheritsParameters: Bool { facts.key.scheme == .dsa && facts.key.bits == nil }

    /// The subject's key, loaded at its first use.
    ///
    /// - Throws: Why it cannot be used; `OpenSSLError.description` names the algorithm or curve that is unknown.
    package func publicKey() throws(OpenSSLError) -> PublicKey {
        let result = loadedKey.withLock { loaded in
            if let loaded { return loaded }
            let fresh = Result { () throws(OpenSSLError) in
                try PublicKey(subjectPublicKeyInfo: subjectPublicKeyInfo)
            }
            loaded = fresh
            return fresh
        }
        return try result.get()
    }

    /// The SHA-1 of `keyOctets`, computed at its first use; only responders are looked for by it.
    var keyHash: [UInt8] {
        computedKeyHash.withLock { computed in
            if let computed { return computed }
            let hash = (try? MessageDigest.of(keyOctets, by: "SHA1")) ?? []
            computed = hash
            return hash
        }
    }

    /// An INTEGER's octets without octets that say nothing.
    package static func minimal(_ octets: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var octets = octets
        while let first = octets.first, let second = octets.dropFirst().first,
            first == 0 && second < 0x80 || first == 0xff && second >= 0x80
        {
            octets = octets.dropFirst()
        }
        return octets
    }
}

extension Certificate: Hashable {
    /// Equal encodings have equal fingerprints.
    public static func == (left: Certificate, right: Certificate) -> Bool { left.fingerprint == right.fingerprint }

    /// Hashes the fingerprint.
    public func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}

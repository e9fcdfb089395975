internal import SandyqOpenSSL
internal import SandyqValidation

/// A SubjectPublicKeyInfo taken apart (RFC 5280 clause 4.1.2.7), without loading the key.
struct KeyInfo {
    var encoding: ArraySlice<UInt8> = []
    /// The contents of the BIT STRING.
    var octets: ArraySlice<UInt8> = []
    private var algorithm = AlgorithmIdentifier(oid: "")

    init() {}

    init(_ node: ASN1Node) throws(FormatError) {
        let what = "subjectPublicKeyInfo"
        var fields = try node.fields(what)
        algorithm = try AlgorithmIdentifier(fields.required("algorithm"), what)
        octets = try fields.required("subjectPublicKey").wholeOctets(what)
        try fields.end()
        encoding = node.encodedBytes
    }

    /// What facts say of the key; `fallback` stands in for a SHA-256 that cannot be had.
    func facts(fallback: Fingerprint) -> PublicKeyFacts {
        let (scheme, curve, bits) = description
        return PublicKeyFacts(
            algorithm: algorithm.oid,
            scheme: scheme,
            curve: curve,
            bits: bits,
            fingerprint: Fingerprint(MessageDigest.sha256(of: encoding)) ?? fallback
        )
    }

    private var description: (SignatureScheme?, OID?, Int?) {
        switch algorithm.oid {
        case "1.2.840.113549.1.1.1": return (.rsa, nil, modulusBits)
        case "1.2.840.113549.1.1.10": return (.rsaPSS, nil, modulusBits)
        case "1.2.840.10040.4.1": return (.dsa, nil, primeBits)
        case "1.2.840.10045.2.1":
            guard let curve else { return (nil, nil, nil) }
            guard let bits = Self.fieldBits[curve] ?? loadedBits else { return (nil, curve, nil) }
            return (.ecdsa, curve, bits)
        case "1.3.101.112": return (.ed25519, nil, 255)
        case "1.3.101.113": return (.ed448, nil, 448)
        case "1.2.398.3.10.1.1.2.2": return (.gost2015_512, curve, 512)
        case "1.2.398.3.10.1.1.2.1": return (.gost2015_256, curve, 256)
        case "1.2.398.3.10.1.1.1.1", "1.3.6.1.4.1.6801.1.5.8": return (.gost2004, curve, 256)
        default: return (nil, nil, nil)
        }
    }

    /// The named curve, or the first identifier of a GOST key's parameters.
    private var curve: OID? {
        guard let parameters = algorithm.parameters,
            let node = try? ASN1Node(reading: parameters, "parameters")
        else { return nil }
        return try? (node.identifier == .sequence ? node.elements.first ?? node : node).oid("curve")
    }

    private var modulusBits: Int? {
        var outer = ElementCursor(octets)
        guard var pair = (try? outer.next("key", tag: 0x30)).map({ ElementCursor($0.contents) }),
            let modulus = try? pair.next("modulus", tag: 0x02)
        else { return nil }
        return Self.bits(of: modulus.contents)
    }

    private var primeBits: Int? {
        guard let parameters = algorithm.parameters else { return nil }
        var outer = ElementCursor(parameters)
        guard var numbers = (try? outer.next("parameters", tag: 0x30)).map({ ElementCursor($0.contents) }),
            let prime = try? numbers.next("p", tag: 0x02)
        else { return nil }
        return Self.bits(of: prime.contents)
    }

    /// For curves that are not in the table, OpenSSL is asked.
    private var loadedBits: Int? { (try? PublicKey(subjectPublicKeyInfo: encoding))?.bits }

    private static func bits(of integer: ArraySlice<UInt8>) -> Int {
        let digits = integer.drop { $0 == 0 }
        return digits.count * 8 - (digits.first?.leadingZeroBitCount ?? 0)
    }

    private static let fieldBits: [OID: Int] = [
        "1.2.840.10045.3.1.1": 192, "1.3.132.0.33": 224, "1.2.840.10045.3.1.7": 256, "1.3.132.0.34": 384,
        "1.3.132.0.35": 521, "1.3.132.0.10": 256,
        "1.3.36.3.3.2.8.1.1.1": 160, "1.3.36.3.3.2.8.1.1.3": 192, "1.3.36.3.3.2.8.1.1.5": 224,
        "1.3.36.3.3.2.8.1.1.7": 256, "1.3.36.3.3.2.8.1.1.8": 256, "1.3.36.3.3.2.8.1.1.9": 320,
        "1.3.36.3.3.2.8.1.1.11": 384, "1.3.36.3.3.2.8.1.1.12": 384, "1.3.36.3.3.2.8.1.1.13": 512,
    ]
}

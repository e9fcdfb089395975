internal import SandyqLibXML
internal import SandyqOpenSSL
internal import SandyqValidation

extension DigestAlgorithm {
    /// The algorithm a URI names (XML Signature clause 6.2, RFC 9231 clause 2.1, Kazakhstan's list); nil when it is unknown.
    init?(uri: String) {
        guard let found = Self.uris[uri] else { return nil }
        self = found
    }

    private static let uris: [String: DigestAlgorithm] = [
        "http://www.w3.org/2000/09/xmldsig#sha1": .sha1,
        // Never registered; the national library writes it.
        "http://www.w3.org/2001/04/xmldsig-more#sha1": .sha1,
        "http://www.w3.org/2001/04/xmldsig-more#md5": .md5,
        "http://www.w3.org/2001/04/xmlenc#ripemd160": .ripemd160,
        "http://www.w3.org/2001/04/xmldsig-more#sha224": .sha224,
        "http://www.w3.org/2001/04/xmlenc#sha256": .sha256,
        "http://www.w3.org/2001/04/xmldsig-more#sha384": .sha384,
        "http://www.w3.org/2001/04/xmlenc#sha384": .sha384,
        "http://www.w3.org/2001/04/xmlenc#sha512": .sha512,
        "http://www.w3.org/2007/05/xmldsig-more#sha3-224": .sha3_224,
        "http://www.w3.org/2007/05/xmldsig-more#sha3-256": .sha3_256,
        "http://www.w3.org/2007/05/xmldsig-more#sha3-384": .sha3_384,
        "http://www.w3.org/2007/05/xmldsig-more#sha3-512": .sha3_512,
        "http://www.w3.org/2001/04/xmldsig-more#gost34311": .gost94,
        "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gost34311": .gost94,
        "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34112015-256": .streebog256,
        "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34112015-512": .streebog512,
        "urn:ietf:params:xml:ns:cpxmlsec:algorithms:gostr34112012-256": .streebog256,
        "urn:ietf:params:xml:ns:cpxmlsec:algorithms:gostr34112012-512": .streebog512,
    ]
}

extension SignatureMethod {
    /// Understands a ds:SignatureMethod (XML Signature clause 6.4, RFC 9231 clause 2.3, Kazakhstan's list).
    init(_ element: XMLElement) {
        let uri = element.attribute("Algorithm") ?? ""
        if uri == "http://www.w3.org/2007/05/xmldsig-more#rsa-pss" {
            self = Self.rsaPSS(element)
        } else if let (scheme, digest, oid) = Self.uris[uri] {
            self.init(scheme: scheme, digest: digest, oid: oid)
        } else {
            self.init(unknown: uri)
        }
    }

    /// RFC 9231 clause 2.3.9: parameters in an element, each with a default.
    private static func rsaPSS(_ element: XMLElement) -> SignatureMethod {
        let space = XMLNamespaces.evenMoreSignature
        let parameters = element.child("RSAPSSParams", in: space)
        let named = parameters?.child("DigestMethod", in: XMLNamespaces.signature)?.attribute("Algorithm")
        let mask = parameters?.child("MaskGenerationFunction", in: space)
        let maskDigest = mask?.child("DigestMethod", in: XMLNamespaces.signature)?.attribute("Algorithm")
        let saltText = parameters?.child("SaltLength", in: space)?.text
        let trailer = parameters?.child("TrailerField", in: space)?.text ?? "1"
        guard let digest = named.map({ DigestAlgorithm(uri: $0) }) ?? .sha256,
            let maskDigest = maskDigest.map({ DigestAlgorithm(uri: $0) }) ?? digest,
            mask?.attribute("Algorithm").map({ $0.hasSuffix("#MGF1") }) ?? true,
            let salt = saltText.map({ Int($0) }) ?? digest.size, (0...4_096).contains(salt), trailer == "1"
        else { return SignatureMethod(unknown: "RSASSA-PSS parameters") }
        return SignatureMethod(
            rsaPSS: .rsaPSS(digest: digest.openSSLName, maskDigest: maskDigest.openSSLName, saltLength: salt),
            digest: digest
        )
    }

    /// DSA and ECDSA values stand as r‖s in XML (XML Signature clauses 6.4.1 and 6.4.3).
    private static let uris: [String: (SignatureScheme, DigestAlgorithm?, OID)] = [
        "http://www.w3.org/2000/09/xmldsig#rsa-sha1": (.rsa, .sha1, "1.2.840.113549.1.1.5"),
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha1": (.rsa, .sha1, "1.2.840.113549.1.1.5"),
        "http://www.w3.org/2001/04/xmldsig-more#rsa-md5": (.rsa, .md5, "1.2.840.113549.1.1.4"),
        "http://www.w3.org/2001/04/xmldsig-more#rsa-ripemd160": (.rsa, .ripemd160, "1.3.36.3.3.1.2"),
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha224": (.rsa, .sha224, "1.2.840.113549.1.1.14"),
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256": (.rsa, .sha256, "1.2.840.113549.1.1.11"),
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384": (.rsa, .sha384, "1.2.840.113549.1.1.12"),
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512": (.rsa, .sha512, "1.2.840.113549.1.1.13"),
        "http://www.w3.org/2007/05/xmldsig-more#sha1-rsa-MGF1": (.rsaPSS, .sha1, "1.2.840.113549.1.1.10"),
        "http://www.w3.org/2007/05/xmldsig-more#sha224-rsa-MGF1": (.rsaPSS, .sha224, "1.2.840.113549.1.1.10"),
        "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1": (.rsaPSS, .sha256, "1.2.840.113549.1.1.10"),
        "http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1": (.rsaPSS, .sha384, "1.2.840.113549.1.1.10"),
        "http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1": (.rsaPSS, .sha512, "1.2.840.113549.1.1.10"),
        "http://www.w3.org/2007/05/xmldsig-more#sha3-224-rsa-MGF1": (.rsaPSS, .sha3_224, "1.2.840.113549.1.1.10"),
        "http://www.w3.org/2007/05/xmldsig-more#sha3-256-rsa-MGF1": (.rsaPSS, .sha3_256, "1.2.840.113549.1.1.10"),
        "http://www.w3.org/2007/05/xmldsig-more#sha3-384-rsa-MGF1": (.rsaPSS, .sha3_384, "1.2.840.113549.1.1.10"),
        "http://www.w3.org/2007/05/xmldsig-more#sha3-512-rsa-MGF1": (.rsaPSS, .sha3_512, "1.2.840.113549.1.1.10"),
        "http://www.w3.org/2000/09/xmldsig#dsa-sha1": (.dsa, .sha1, "1.2.840.10040.4.3"),
        "http://www.w3.org/2009/xmldsig11#dsa-sha256": (.dsa, .sha256, "2.16.840.1.101.3.4.3.2"),
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1": (.ecdsa, .sha1, "1.2.840.10045.4.1"),
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha224": (.ecdsa, .sha224, "1.2.840.10045.4.3.1"),
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256": (.ecdsa, .sha256, "1.2.840.10045.4.3.2"),
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384": (.ecdsa, .sha384, "1.2.840.10045.4.3.3"),
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512": (.ecdsa, .sha512, "1.2.840.10045.4.3.4"),
        "http://www.w3.org/2007/05/xmldsig-more#ecdsa-ripemd160": (.ecdsa, .ripemd160, "0.4.0.127.0.7.1.1.4.1.6"),
        "http://www.w3.org/2021/04/xmldsig-more#ecdsa-sha3-224": (.ecdsa, .sha3_224, "2.16.840.1.101.3.4.3.9"),
        "http://www.w3.org/2021/04/xmldsig-more#ecdsa-sha3-256": (.ecdsa, .sha3_256, "2.16.840.1.101.3.4.3.10"),
        "http://www.w3.org/2021/04/xmldsig-more#ecdsa-sha3-384": (.ecdsa, .sha3_384, "2.16.840.1.101.3.4.3.11"),
        "http://www.w3.org/2021/04/xmldsig-more#ecdsa-sha3-512": (.ecdsa, .sha3_512, "2.16.840.1.101.3.4.3.12"),
        "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519": (.ed25519, nil, "1.3.101.112"),
        "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed448": (.ed448, nil, "1.3.101.113"),
        "http://www.w3.org/2001/04/xmldsig-more#gost34310-gost34311": (.gost2004, .gost94, "1.2.398.3.10.1.1.1.2"),
        "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gost34310-gost34311":
            (.gost2004, .gost94, "1.2.398.3.10.1.1.1.2"),
        "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34102015-gostr34112015-256":
            (.gost2015_256, .streebog256, "1.2.398.3.10.1.1.2.3.1"),
        "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34102015-gostr34112015-512":
            (.gost2015_512, .streebog512, "1.2.398.3.10.1.1.2.3.2"),
    ]
}

extension CanonicalForm {
    /// The form that an element with an `Algorithm` names (XML Signature clause 6.5); nil when it names none.
    init?(_ element: XMLElement) {
        guard let uri = element.attribute("Algorithm"), let (method, keepsComments) = Self.uris[uri] else { return nil }
        let list = element.child("InclusiveNamespaces", in: XMLNamespaces.exclusive)?.attribute("PrefixList") ?? ""
        let prefixes = method == .exclusive ? list.split(whereSeparator: \.isWhitespace).map(String.init) : []
        self.init(method, keepsComments: keepsComments, inclusivePrefixes: prefixes)
    }

    /// What nodes are turned into octets by when nothing else is said (XML Signature clause 4.4.3.2).
    static let standard = CanonicalForm(.inclusive)

    private static let uris: [String: (Method, keepsComments: Bool)] = [
        "http://www.w3.org/TR/2001/REC-xml-c14n-20010315": (.inclusive, false),
        "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments": (.inclusive, true),
        "http://www.w3.org/2006/12/xml-c14n11": (.inclusive11, false),
        "http://www.w3.org/2006/12/xml-c14n11#WithComments": (.inclusive11, true),
        "http://www.w3.org/2001/10/xml-exc-c14n#": (.exclusive, false),
        "http://www.w3.org/2001/10/xml-exc-c14n#WithComments": (.exclusive, true),
    ]
}

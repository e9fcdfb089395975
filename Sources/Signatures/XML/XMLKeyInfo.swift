internal import SandyqLibXML
internal import SandyqOpenSSL
internal import SandyqValidation

/// What a ds:KeyInfo says of the signer's key (XML Signature clause 4.5, WS-Security X.509 Token Profile clause 3.2).
struct XMLKeyInfo {
    /// Encodings of certificates in document order.
    private(set) var certificates: [[UInt8]] = []
    private(set) var revocationLists: [[UInt8]] = []
    /// Everything that names the certificate without being it.
    private(set) var identifiers: [SignerFacts.Identifier] = []
    private(set) var subjects: [DistinguishedName] = []
    /// SubjectPublicKeyInfo made from key values.
    private(set) var keys: [[UInt8]] = []
    /// A key value that cannot be read, or a retrieval method that would lead elsewhere.
    private(set) var obstacles: [String] = []

    /// Reads it; what is of an unknown kind is passed over.
    init(_ element: XMLElement?, identifiers: XMLIdentifiers) throws(FormatError) {
        guard let element else { return }
        for child in element.children { try read(child, identifiers: identifiers, depth: 0) }
    }

    private mutating func read(_ element: XMLElement, identifiers: XMLIdentifiers, depth: Int) throws(FormatError) {
        guard depth < 4 else { throw FormatError("KeyInfo: references in a circle") }
        switch (element.name, element.namespace) {
        case ("X509Data", XMLNamespaces.signature): try readX509Data(element)
        case ("KeyValue", XMLNamespaces.signature): try readKeyValue(element)
        case ("DEREncodedKeyValue", XMLNamespaces.signature11):
            keys.append(try Self.octets(of: element))
        case ("RetrievalMethod", XMLNamespaces.signature), ("KeyInfoReference", XMLNamespaces.signature11):
            try retrieve(element, identifiers: identifiers, depth: depth)
        case ("SecurityTokenReference", XMLNamespaces.security):
            for child in element.children { try readToken(child, identifiers: identifiers, depth: depth + 1) }
        case ("BinarySecurityToken", XMLNamespaces.security): certificates.append(try Self.octets(of: element))
        default: break
        }
    }

    private mutating func readX509Data(_ data: XMLElement) throws(FormatError) {
        for element in data.children {
            switch (element.name, element.namespace) {
            case ("X509Certificate", XMLNamespaces.signature): certificates.append(try Self.octets(of: element))
            case ("X509CRL", XMLNamespaces.signature): revocationLists.append(try Self.octets(of: element))
            case ("X509SKI", XMLNamespaces.signature):
                identifiers.append(.subjectKeyIdentifier(try Self.octets(of: element)))
            case ("X509IssuerSerial", XMLNamespaces.signature):
                let name = element.child("X509IssuerName", in: XMLNamespaces.signature)?.text ?? ""
                let number = element.child("X509SerialNumber", in: XMLNamespaces.signature)?.text ?? ""
                guard let issuer = DistinguishedName(text: name), let serialNumber = DecimalNumber(number)?.hexadecimal
                else {
                    throw FormatError("X509IssuerSerial: cannot be read")
                }
                identifiers.append(.issuerAndSerialNumber(issuer, serialNumber))
            case ("X509SubjectName", XMLNamespaces.signature):
                if let name = DistinguishedName(text: element.text) { subjects.append(name) }
            default: break
            }
        }
    }

    /// WS-Security SOAP Message Security clause 7.
    private mutating func readToken(
        _ element: XMLElement,
        identifiers: XMLIdentifiers,
        depth: Int
    ) throws(FormatError) {
        switch (element.name, element.namespace) {
        case ("KeyIdentifier", XMLNamespaces.security):
            let type = element.attribute("ValueType") ?? ""
            if type.hasSuffix("#X509SubjectKeyIdentifier") {
                self.identifiers.append(.subjectKeyIdentifier(try Self.octets(of: element)))
            } else if type.hasSuffix("#X509v3") || type.hasSuffix("#X509") || type.isEmpty {
                certificates.append(try Self.octets(of: element))
            }
        case ("Reference", XMLNamespaces.security):
            guard let token = identifiers.element(at: element.attribute("URI")) else {
                throw FormatError("SecurityTokenReference: what it refers to is not there, or twice")
            }
            try read(token, identifiers: identifiers, depth: depth + 1)
        default: try read(element, identifiers: identifiers, depth: depth)
        }
    }

    /// What is in the same document and needs no transform is read; nothing is ever fetched.
    private mutating func retrieve(
        _ element: XMLElement,
        identifiers: XMLIdentifiers,
        depth: Int
    ) throws(FormatError) {
        guard element.child("Transforms", in: XMLNamespaces.signature) == nil,
            let target = identifiers.element(at: element.attribute("URI"))
        else {
            obstacles.append("RetrievalMethod")
            return
        }
        if target.isNamed("KeyInfo", in: XMLNamespaces.signature) {
            for child in target.children { try read(child, identifiers: identifiers, depth: depth + 1) }
        } else {
            try read(target, identifiers: identifiers, depth: depth + 1)
        }
    }

    private mutating func readKeyValue(_ element: XMLElement) throws(FormatError) {
        for value in element.children {
            switch (value.name, value.namespace) {
            case ("RSAKeyValue", XMLNamespaces.signature): keys.append(try XMLKeyValue.rsa(value))
            case ("DSAKeyValue", XMLNamespaces.signature):
                if let key = try XMLKeyValue.dsa(value) { keys.append(key) } else { obstacles.append("DSAKeyValue") }
            case ("ECKeyValue", XMLNamespaces.signature11):
                if let key = try XMLKeyValue.ellipticCurve(value) {
                    keys.append(key)
                } else {
                    obstacles.append("ECKeyValue")
                }
            case ("ECDSAKeyValue", XMLNamespaces.moreSignature):
                if let key = XMLKeyValue.olderEllipticCurve(value) {
                    keys.append(key)
                } else {
                    obstacles.append("ECDSAKeyValue")
                }
            default: obstacles.append(value.name)
            }
        }
    }

    private static func octets(of element: XMLElement) throws(FormatError) -> [UInt8] {
        guard let text = Base64Text(element.textBytes[...]), !text.bytes.isEmpty else {
            throw FormatError("\(element.name): not base64")
        }
        return text.bytes
    }
}

/// Key values as SubjectPublicKeyInfo (RFC 5280 clause 4.1.2.7).
enum XMLKeyValue {
    /// XML Signature clause 4.5.2.2.
    static func rsa(_ element: XMLElement) throws(FormatError) -> [UInt8] {
        let key = BEREncoding.element(0x30, try number("Modulus", in: element) + number("Exponent", in: element))
        // rsaEncryption with NULL.
        return info([0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00], key)
    }

    /// XML Signature clause 4.5.2.1; nil when the key's parameters are left out.
    static func dsa(_ element: XMLElement) throws(FormatError) -> [UInt8]? {
        guard element.child("P", in: XMLNamespaces.signature) != nil else { return nil }
        let numbers = try number("P", in: element) + number("Q", in: element) + number("G", in: element)
        let algorithm: [UInt8] = [0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x38, 0x04, 0x01]
        return info(
            BEREncoding.element(0x30, algorithm + BEREncoding.element(0x30, numbers)),
            try number("Y", in: element)
        )
    }

    /// XML Signature clause 4.5.2.3; nil unless the curve is named.
    static func ellipticCurve(_ element: XMLElement) throws(FormatError) -> [UInt8]? {
        guard let curve = element.child("NamedCurve", in: XMLNamespaces.signature11)?.attribute("URI"),
            curve.hasPrefix("urn:oid:"), let identifier = OID(rawValue: String(curve.dropFirst(8))).encoding,
            let point = element.child("PublicKey", in: XMLNamespaces.signature11)
        else { return nil }
        guard let octets = Base64Text(point.textBytes[...]) else { throw FormatError("PublicKey: not base64") }
        return key(onCurve: identifier, at: octets.bytes)
    }

    /// RFC 4050 clause 3.3: the coordinates in decimal; nil unless the curve is named and known.
    static func olderEllipticCurve(_ element: XMLElement) -> [UInt8]? {
        let space = XMLNamespaces.moreSignature
        let parameters = element.child("DomainParameters", in: space)
        let point = element.child("PublicKey", in: space)
        guard let curve = parameters?.child("NamedCurve", in: space)?.attribute("URN"), curve.hasPrefix("urn:oid:"),
            let size = coordinateSizes[String(curve.dropFirst(8))],
            let identifier = OID(rawValue: String(curve.dropFirst(8))).encoding,
            let x = point?.child("X", in: space)?.attribute("Value").flatMap({ DecimalNumber($0) }),
            let y = point?.child("Y", in: space)?.attribute("Value").flatMap({ DecimalNumber($0) }),
            x.octets.count <= size, y.octets.count <= size
        else { return nil }
        let coordinates = [x, y].flatMap { [UInt8](repeating: 0, count: size - $0.octets.count) + $0.octets }
        return key(onCurve: identifier, at: [4] + coordinates)
    }

    private static let coordinateSizes = [
        "1.2.840.10045.3.1.1": 24, "1.3.132.0.33": 28, "1.2.840.10045.3.1.7": 32, "1.3.132.0.34": 48,
        "1.3.132.0.35": 66,
    ]

    private static func key(onCurve curve: [UInt8], at point: [UInt8]) -> [UInt8] {
        let algorithm: [UInt8] = [0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01]
        return info(BEREncoding.element(0x30, algorithm + curve), point)
    }

    private static func info(_ algorithm: [UInt8], _ key: [UInt8]) -> [UInt8] {
        BEREncoding.element(0x30, algorithm + BEREncoding.element(0x03, [0] + key))
    }

    /// A ds:CryptoBinary as an INTEGER.
    private static func number(_ name: String, in element: XMLElement) throws(FormatError) -> [UInt8] {
        guard let text = element.child(name, in: XMLNamespaces.signature),
            let octets = Base64Text(text.textBytes[...])?.bytes
        else { throw FormatError("\(element.name): without \(name)") }
        let digits = octets.drop { $0 == 0 }
        return BEREncoding.element(0x02, (digits.first ?? 0x80) >= 0x80 ? [0] + digits : Array(digits))
    }
}

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import SandyqLibXML
internal import SandyqOpenSSL
internal import SandyqValidation

/// The qualifying properties of a signature as they stand (EN 319 132-1 clause 4.3).
struct XAdESProperties {
    /// The ds:Object they are in.
    let object: XMLElement
    /// SignedProperties.
    let signed: XMLElement?
    /// UnsignedSignatureProperties in document order.
    let unsigned: [XMLElement]
    /// SignedDataObjectProperties.
    let dataObjectProperties: [XMLElement]
    private let signatureProperties: [XMLElement]

    /// Finds the properties in the objects of a signature; nil when there are none.
    init?(of signature: XMLSignature) throws(FormatError) {
        let found = signature.objects.flatMap(\.children).filter {
            $0.name == "QualifyingProperties" && XMLNamespaces.properties.contains($0.namespace)
        }
        guard let properties = found.first, let object = properties.parent else { return nil }
        guard found.count == 1 else { throw FormatError("Object: more than one QualifyingProperties") }
        let space = properties.namespace
        let signed = properties.children("SignedProperties", in: space)
        guard signed.count <= 1 else { throw FormatError("QualifyingProperties: more than one SignedProperties") }
        self.object = object
        self.signed = signed.first
        signatureProperties = signed.first?.child("SignedSignatureProperties", in: space)?.children ?? []
        dataObjectProperties = signed.first?.child("SignedDataObjectProperties", in: space)?.children ?? []
        let around = properties.child("UnsignedProperties", in: space)
        unsigned = around?.child("UnsignedSignatureProperties", in: space)?.children ?? []
    }

    private func property(_ name: String) -> XMLElement? { signatureProperties.first { $0.name == name } }

    /// What the signer says of the time.
    var signingTime: Date? { property("SigningTime").flatMap { Date(xmlText: $0.text) } }

    /// The identifier of an explicit signature policy (clause 5.2.9).
    var policy: OID? {
        guard let text = policyName else { return nil }
        let dotted = text.lowercased().hasPrefix("urn:oid:") ? String(text.dropFirst(8)) : text
        return dotted.first?.isNumber ?? false ? OID(rawValue: dotted) : nil
    }

    /// The same as it stands: a URI, or an object identifier as one.
    var policyName: String? {
        let descendants = property("SignaturePolicyIdentifier")?.withDescendants
        return descendants?.first { $0.name == "Identifier" }?.text.filter { !$0.isWhitespace }
    }

    /// What the signer claims to be (SignerRole and SignerRoleV2, clause 5.2.6); certified roles and assertions are not read.
    var claimedRoles: [String] {
        let properties = ["SignerRole", "SignerRoleV2"].compactMap(property)
        let lists = properties.flatMap(\.children).filter { $0.name == "ClaimedRoles" }
        return Array(
            lists.flatMap(\.children).filter { $0.name == "ClaimedRole" }.map(\.text).prefix(SignerAttributes.most)
        )
    }

    /// Properties that must be single and are not (clause 5.1).
    var repetitions: [String] {
        var seen: Set<String> = []
        var repeated: [String] = []
        for property in signatureProperties where !seen.insert(property.name).inserted {
            if Self.single.contains(property.name), !repeated.contains(property.name) { repeated.append(property.name) }
        }
        return repeated
    }

    private static let single: Set<String> = [
        "SigningTime", "SigningCertificate", "SigningCertificateV2", "SignaturePolicyIdentifier", "SignerRole",
        "SignerRoleV2", "SignatureProductionPlace", "SignatureProductionPlaceV2",
    ]

    var hasCertificateValues: Bool { unsigned.contains { $0.name == "CertificateValues" } }

    var hasRevocationValues: Bool { unsigned.contains { $0.name == "RevocationValues" } }

    /// Everything kept with the signature for its validation, tokens included.
    var evidence: [CarriedEvidence] { unsigned.flatMap(Self.evidence) }

    /// What a property holds: CertificateValues, RevocationValues, their likes for attributes and time-stamps
    /// (clauses 5.4 and 5.5), and tokens.
    ///
    /// A counter-signature's are its own.
    static func evidence(in property: XMLElement) -> [CarriedEvidence] {
        guard property.name != "CounterSignature" else { return [] }
        return property.withDescendants.compactMap { element in
            switch element.name {
            case "EncapsulatedX509Certificate": Base64Text(element.textBytes[...]).map { .certificate($0.bytes[...]) }
            case "EncapsulatedCRLValue": Base64Text(element.textBytes[...]).map { .revocationList($0.bytes[...]) }
            case "EncapsulatedOCSPValue": Base64Text(element.textBytes[...]).map { .ocspResponse($0.bytes[...]) }
            case "EncapsulatedTimeStamp": Base64Text(element.textBytes[...]).map { .timestampToken($0.bytes[...]) }
            default: nil
            }
        }
    }
}

extension XAdESProperties {
    /// Whether the signed properties name the signer's certificate.
    var hasSigningCertificate: Bool { !certificateReferences.isEmpty }

    /// What SigningCertificate and SigningCertificateV2 say of a certificate (clauses 5.2.2 and TS 101 903 clause 7.2.2).
    ///
    /// Each must have a reference to it; what else they list are authorities.
    func binding(to certificate: Certificate?) -> SignerFacts.Binding {
        guard hasSigningCertificate else { return .absent }
        guard let certificate else { return .unreadable }
        var bound: DigestAlgorithm?
        for property in signatureProperties where Self.isCertificateProperty(property) {
            var isKnown = true
            var found: (DigestAlgorithm, XMLElement)?
            for reference in property.children {
                guard let digest = Self.digest(in: reference) else {
                    isKnown = false
                    continue
                }
                guard let actual = try? MessageDigest.of(certificate.der[...], by: digest.algorithm.openSSLName) else {
                    isKnown = false
                    continue
                }
                if actual == digest.value { found = found ?? (digest.algorithm, reference) }
            }
            guard let (algorithm, reference) = found else { return isKnown ? .differs : .unreadable }
            guard Self.names(certificate, reference) else { return .differs }
            bound = bound ?? algorithm
        }
        return bound.map { .matches($0) } ?? .unreadable
    }

    private var certificateReferences: [XMLElement] { signatureProperties.filter(Self.isCertificateProperty) }

    private static func isCertificateProperty(_ property: XMLElement) -> Bool {
        property.name == "SigningCertificate" || property.name == "SigningCertificateV2"
    }

    /// The CertDigest of a Cert; nil when it cannot be read, or its algorithm is unknown.
    private static func digest(in reference: XMLElement) -> (algorithm: DigestAlgorithm, value: [UInt8])? {
        let parts = reference.children.first { $0.name == "CertDigest" }?.children ?? []
        guard let uri = parts.first(where: { $0.name == "DigestMethod" })?.attribute("Algorithm"),
            let algorithm = DigestAlgorithm(uri: uri), let text = parts.first(where: { $0.name == "DigestValue" }),
            let value = Base64Text(text.textBytes[...])
        else { return nil }
        return (algorithm, value.bytes)
    }

    /// Whether the serial number, where given, is the certificate's; the issuer's name is written in many ways.
    private static func names(_ certificate: Certificate, _ reference: XMLElement) -> Bool {
        for element in reference.children {
            if element.name == "IssuerSerial" {
                guard let text = element.child("X509SerialNumber", in: XMLNamespaces.signature)?.text,
                    DecimalNumber(text)?.hexadecimal == certificate.facts.serialNumber
                else { return false }
            } else if element.name == "IssuerSerialV2", let text = Base64Text(element.textBytes[...]) {
                // IssuerSerial (RFC 5035 clause 5).
                guard let node = try? ASN1Node(reading: text.bytes[...], "IssuerSerialV2"),
                    let number = node.children.last.flatMap({ try? $0.integer("serialNumber") }),
                    number == certificate.facts.serialNumber
                else { return false }
            }
        }
        return true
    }
}

extension Date {
    /// Reads an xsd:dateTime, one without a zone as UTC; nil when it is none.
    fileprivate init?(xmlText text: String) {
        let halves = text.filter { !$0.isWhitespace }.split(separator: "T")
        guard halves.count == 2 else { return nil }
        let clock = halves[1].filter { $0 != ":" }
        let hasZone = clock.contains { "Z+-".contains($0) }
        let digits = halves[0].filter { $0 != "-" } + clock + (hasZone ? "" : "Z")
        guard let date = try? Date(timeDigits: Array(digits.utf8)[...], yearDigits: 4, "SigningTime") else {
            return nil
        }
        self = date
    }
}

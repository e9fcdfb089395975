#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import SandyqOpenSSL
internal import SandyqValidation

/// Takes a certificate apart (RFC 5280 clause 4.1).
struct CertificateReader {
    var signedPart: ArraySlice<UInt8> = []
    var signature: ArraySlice<UInt8> = []
    var signatureMethod = SignatureMethod(AlgorithmIdentifier(oid: ""))
    var key = KeyInfo()
    var issuerName: ArraySlice<UInt8> = []
    var subjectName: ArraySlice<UInt8> = []
    var serialOctets: ArraySlice<UInt8> = []

    private var version = 1
    private var serialNumber = ""
    private var issuer = DistinguishedName(relativeNames: [])
    private var subject = DistinguishedName(relativeNames: [])
    private var notBefore = Date(timeIntervalSince1970: 0)
    private var notAfter = Date(timeIntervalSince1970: 0)
    private var extensions = CertificateExtensions()
    private var defects: [CertificateFacts.Defect] = []

    /// Reads the three parts of the outer SEQUENCE.
    mutating func read(_ bytes: [UInt8]) throws(FormatError) {
        let what = "certificate"
        let certificate = try ASN1Node(reading: bytes[...], what)
        if !certificate.hasDistinguishedLengths { defects.append(.notDER) }
        var fields = try certificate.fields(what)
        let signed = try fields.required("tbsCertificate")
        let algorithm = try AlgorithmIdentifier(fields.required("signatureAlgorithm"), what)
        signature = try fields.required("signatureValue").wholeOctets("signatureValue")
        try fields.end()
        signedPart = signed.encodedBytes
        signatureMethod = SignatureMethod(algorithm)
        try read(signed, outerAlgorithm: algorithm)
    }

    private mutating func read(_ signed: ASN1Node, outerAlgorithm: AlgorithmIdentifier) throws(FormatError) {
        let what = "tbsCertificate"
        var fields = try signed.fields(what)
        if let tagged = fields.optional(tagged: 0) {
            version = try tagged.explicit("version").smallInteger("version")
            guard (0...2).contains(version) else { throw FormatError("version: not 1, 2 or 3") }
            version += 1
        }
        try readSerialNumber(fields.required("serialNumber"))
        if try !AlgorithmIdentifier(fields.required("signature"), what).isSame(as: outerAlgorithm) {
            defects.append(.signatureAlgorithmsDiffer)
        }
        let issuerNode = try fields.required("issuer")
        issuerName = issuerNode.encodedBytes
        issuer = try DistinguishedName(ofIssuer: issuerNode, "issuer")
        var validity = try fields.required("validity").fields("validity")
        notBefore = try validity.required("notBefore").time("notBefore")
        notAfter = try validity.required("notAfter").time("notAfter")
        try validity.end()
        let subjectNode = try fields.required("subject")
        subjectName = subjectNode.encodedBytes
        subject = subjectName == issuerName ? issuer : try DistinguishedName(subjectNode, "subject")
        key = try KeyInfo(fields.required("subjectPublicKeyInfo"))
        // Unique identifiers say nothing (clause 4.1.2.8).
        _ = fields.optional(tagged: 1)
        _ = fields.optional(tagged: 2)
        if let tagged = fields.optional(tagged: 3) {
            if version < 3 { defects.append(.extensionsBeforeVersion3) }
            var reader = ExtensionReader(issuer: issuer)
            try reader.read(tagged.explicit("extensions"))
            extensions = reader.extensions
            defects += reader.defects
        }
        try fields.end()
    }

    private mutating func readSerialNumber(_ node: ASN1Node) throws(FormatError) {
        let what = "serialNumber"
        serialOctets = try node.primitive(what, as: .integer)
        serialNumber = try ASN1Node.hexadecimalInteger(serialOctets, what)
        if serialOctets.count > 20 || serialNumber == "0" || serialNumber.utf8.first == UInt8(ascii: "-") {
            defects.append(.serialNumberOutOfRange)
        }
    }

    /// What was read, with the fingerprints.
    func facts(of bytes: [UInt8]) throws(FormatError) -> CertificateFacts {
        guard let fingerprint = Fingerprint(MessageDigest.sha256(of: bytes[...])) else {
            throw FormatError("SHA-256 is not to be had")
        }
        return CertificateFacts(
            fingerprint: fingerprint,
            version: version,
            serialNumber: serialNumber,
            issuer: issuer,
            subject: subject,
            notBefore: notBefore,
            notAfter: notAfter,
            key: key.facts(fallback: fingerprint),
            signatureAlgorithm: signatureMethod.algorithm(keyBits: nil),
            extensions: extensions,
            defects: defects
        )
    }
}

internal import SandyqOpenSSL

/// The question put to an OCSP responder about one certificate (RFC 6960 clause 4.1.1).
struct OCSPRequest {
    /// The encoding.
    let der: [UInt8]

    /// Asks about a certificate.
    ///
    /// SHA-1 only names the issuer here, and is the one digest every responder knows (RFC 5019 clause 2.1.1).
    ///
    /// - Parameters:
    ///   - certificate: The certificate in question.
    ///   - issuer: Its issuer.
    ///   - nonce: Octets that tell the answer from an earlier one (RFC 8954).
    /// - Throws: That OpenSSL has no SHA-1.
    init(about certificate: Certificate, issuedBy issuer: Certificate, nonce: [UInt8]) throws(OpenSSLError) {
        let algorithm = Self.element(0x30, [0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a, 0x05, 0x00])
        let name = Self.element(0x04, try MessageDigest.of(certificate.issuerName, by: "SHA1"))
        let key = Self.element(0x04, try MessageDigest.of(issuer.keyOctets, by: "SHA1"))
        let identifier = algorithm + name + key + Self.element(0x02, Array(certificate.serialOctets))
        let request = Self.element(0x30, Self.element(0x30, Self.element(0x30, identifier)))
        // id-pkix-ocsp-nonce.
        let kind: [UInt8] = [0x06, 0x09, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x02]
        let value = Self.element(0x04, Self.element(0x04, nonce))
        let extensions = Self.element(0xa2, Self.element(0x30, Self.element(0x30, kind + value)))
        der = Self.element(0x30, Self.element(0x30, request + extensions))
    }

    /// Tag, length and contents.
    private static func element(_ tag: UInt8, _ contents: [UInt8]) -> [UInt8] {
        switch contents.count {
        case ..<0x80: [tag, UInt8(contents.count)] + contents
        case ..<0x100: [tag, 0x81, UInt8(contents.count)] + contents
        default: [tag, 0x82, UInt8(contents.count >> 8 & 0xff), UInt8(contents.count & 0xff)] + contents
        }
    }
}

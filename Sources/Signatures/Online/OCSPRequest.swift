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
        let algorithm = DEREncoding.element(0x30, [0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a, 0x05, 0x00])
        let name = DEREncoding.element(0x04, try MessageDigest.of(certificate.issuerName, by: "SHA1"))
        let key = DEREncoding.element(0x04, try MessageDigest.of(issuer.keyOctets, by: "SHA1"))
        let identifier = algorithm + name + key + DEREncoding.element(0x02, Array(certificate.serialOctets))
        let request = DEREncoding.element(0x30, DEREncoding.element(0x30, DEREncoding.element(0x30, identifier)))
        // id-pkix-ocsp-nonce.
        let kind: [UInt8] = [0x06, 0x09, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x02]
        let value = DEREncoding.element(0x04, DEREncoding.element(0x04, nonce))
        let extensions = DEREncoding.element(0xa2, DEREncoding.element(0x30, DEREncoding.element(0x30, kind + value)))
        der = DEREncoding.element(0x30, DEREncoding.element(0x30, request + extensions))
    }
}

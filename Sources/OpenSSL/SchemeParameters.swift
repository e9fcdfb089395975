/// Everything a verification needs to know beside key, signature and message; digests by OpenSSL's names.
package enum SchemeParameters: Hashable, Sendable {
    /// PKCS#1 version 1.5 (RFC 8017 clause 8.2).
    case rsa(digest: String)
    /// RFC 8017 clause 8.1, with nothing left to default.
    case rsaPSS(digest: String, maskDigest: String, saltLength: Int)
    case dsa(digest: String)
    /// r‖s, each half of the value (XML Signature clause 6.4.1).
    case plainDSA(digest: String)
    /// A SEQUENCE of r and s.
    case ecdsa(digest: String)
    /// r‖s, each as long as the curve's order (BSI TR-03111 clause 5.2.1).
    case plainECDSA(digest: String)
    case ed25519
    case ed448
    /// Kazakhstan's GOST schemes; curve and layout are the key's.
    case gost(digest: String)

    /// The digest of the message that is signed; nil where the message itself is.
    package var digest: String? {
        switch self {
        case .rsa(let digest), .rsaPSS(let digest, _, _), .dsa(let digest), .plainDSA(let digest),
            .ecdsa(let digest),
            .plainECDSA(let digest), .gost(let digest):
            digest
        case .ed25519, .ed448: nil
        }
    }
}

/// What arithmetic says of a signature.
package enum SignatureOutcome: Hashable, Sendable {
    case valid
    /// Valid but for the NULL that RFC 8017 clause 9.2 wants in the DigestInfo and old software leaves out.
    case validWithoutNull
    case invalid
    /// Nothing can be said; the text names what is unknown.
    case unsupported(String)
}

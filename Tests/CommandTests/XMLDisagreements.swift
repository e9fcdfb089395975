/// Files on which signxml's opinion differs from ours, each with the reason; an entry that no longer applies fails.
enum XMLDisagreements {
    /// signxml, asked whether the first signature verifies with the certificate in it.
    static let signxml = table([
        "It takes a signature out of its document before it is brought into canonical form, and so loses xml:lang and xml:space of the elements around SignedInfo (Canonical XML 1.0 clause 2.4).":
            [
                "xades/b-b-aes.xml",
                "xades/b-b-ec.xml",
                "xades/b-b-rsa.xml",
                "xades/b-lt-without-lists.xml",
                "xades/b-lt.xml",
                "xades/b-lta-1.3.2.xml",
                "xades/b-lta-property-changed.xml",
                "xades/b-lta.xml",
                "xades/b-t-default.xml",
                "xades/b-t-exclusive.xml",
                "xades/b-t-inclusive.xml",
                "xades/b-t-over-other-value.xml",
                "xades/claimed-role-not-signed.xml",
                "xades/claimed-role-v2.xml",
                "xades/claimed-role.xml",
                "xades/content-stamp-all-wrong.xml",
                "xades/content-stamp-all.xml",
                "xades/content-stamp-individual-wrong.xml",
                "xades/content-stamp-individual.xml",
                "xades/counter-signature-on-another-value.xml",
                "xades/counter-signature-on-other-data.xml",
                "xades/counter-signature.xml",
                "xades/properties-not-signed.xml",
                "xades/properties-without-type.xml",
                "xades/signing-certificate-among-others.xml",
                "xades/signing-certificate-of-another.xml",
                "xades/signing-certificate-v1-other-serial.xml",
                "xades/signing-certificate-v1.xml",
                "xades/x-refs-only.xml",
                "xades/x-sig-and-refs.xml",
                "xmldsig/by-root-identifier.xml",
                "xmldsig/byte-order-mark.xml",
                "xmldsig/canonical-1.1.xml",
                "xmldsig/comment-injected.xml",
                "xmldsig/digest-in-lines.xml",
                "xmldsig/enveloped-aes.xml",
                "xmldsig/enveloped-ec.xml",
                "xmldsig/enveloped-rsa-pss.xml",
                "xmldsig/enveloped-rsa.xml",
                "xmldsig/key-value-and-certificate.xml",
                "xmldsig/key-value.xml",
                "xmldsig/parallel.xml",
                "xmldsig/part.xml",
                "xmldsig/same-canonical-form.xml",
                "xmldsig/stacked.xml",
                "xmldsig/utf-16.xml",
                "xmldsig/windows-1251.xml",
                "xmldsig/with-comments.xml",
                "xmldsig/xpath-filter-2.xml",
                "xmldsig/xpath-leaves-out-sum.xml",
                "xmldsig/xpath.xml",
            ],
        "It has none of Kazakhstan's algorithms.": [
            "wsse/body-gost2004.xml",
            "wsse/body-gost512.xml",
            "xades/b-b-gost2004.xml",
            "xades/b-b-gost512.xml",
            "xmldsig/enveloped-gost2004.xml",
            "xmldsig/enveloped-gost256.xml",
            "xmldsig/enveloped-gost512.xml",
        ],
        "It has no EdDSA (RFC 9231 clause 2.3.12).": [
            "xmldsig/enveloped-ed25519.xml"
        ],
        "It does not read security tokens.": [
            "wsse/binary-security-token.xml",
            "wsse/body-rsa.xml",
            "wsse/other-header.xml",
            "wsse/soap-1.2.xml",
        ],
        "It follows the identifier wherever the signed element was moved; its callers are to look at what it says was signed.":
            [
                "xmldsig/wrapped-object.xml"
            ],
    ])

    private static func table(_ reasons: [String: [String]]) -> [String: String] {
        var table: [String: String] = [:]
        for (reason, files) in reasons { for file in files { table[file] = reason } }
        return table
    }
}

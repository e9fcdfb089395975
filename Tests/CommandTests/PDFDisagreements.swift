/// Files on which another reader's opinion differs from ours, each with the reason; an entry that no longer applies fails.
enum PDFDisagreements {
    /// poppler's `pdfsig`, asked about the arithmetic alone: it does not look at later revisions.
    static let pdfsig = table([
        "EdDSA in CMS is unknown to it (RFC 8419).": [
            "b-b-ed25519.pdf"
        ],
        "It has no bound on the rows of a cross-reference section, or mends the file when it meets one.": [
            "bomb-rows-after-signature.pdf"
        ],
        "Kazakhstan's algorithms are unknown to it.": [
            "b-b-gost2004.pdf",
            "b-b-gost256.pdf",
            "b-b-gost512.pdf",
            "pkcs7-detached-gost512.pdf",
        ],
        "It looks at the arithmetic alone, not at what ByteRange leaves out (ISO 32000-2 clause 12.8.1).": [
            "byte-range-brackets-covered.pdf",
            "byte-range-end-of-file-mark-uncovered.pdf",
            "byte-range-hole-before-contents.pdf",
            "byte-range-hole-behind-contents.pdf",
            "byte-range-not-from-start.pdf",
            "byte-range-one-range.pdf",
            "byte-range-tail-uncovered.pdf",
            "byte-range-three-ranges.pdf",
            "dss-siwa.pdf",
            "pyhanko-tail-uncovered.pdf",
            "pyhanko-weird-byterange.pdf",
        ],
        "It verifies no document time-stamp.": [
            "document-stamp-alone.pdf"
        ],
        "It reads DER alone; the structure is BER.": [
            "dss-BadEncodedCMS.pdf"
        ],
        "The field is its own signature dictionary, encrypted but for its Contents, which it decrypts all the same.": [
            "dss-encrypted.pdf"
        ],
        "It does not ask whether a detached signature holds content of its own (ISO 32000-2 clause 12.8.3.3.1).": [
            "dss-pades-enveloping-empty-bytes-cms.pdf",
            "empty-content-inside.pdf",
            "pyhanko-pdf-sig-with-econtent.pdf",
        ],
        "It looks at the first of several signers (ISO 32000-2 clause 12.8.3.3.1 wants one).": [
            "dss-pdf-double-signer-info.pdf",
            "two-signers.pdf",
        ],
        "It reads the newest revision alone, whose form names no signature.": [
            "later-another-root.pdf",
            "later-signature-removed.pdf",
        ],
        "It does not know adbe.pkcs7.sha1, or not as ISO 32000-1 clause 12.8.3.3.1 has it.": [
            "pkcs7-sha1.pdf"
        ],
        "It cannot read the certificate of the second signature.": [
            "pyhanko-extensions-indirect-not-all-paths.pdf"
        ],
        "It finds no certificate by subjectKeyIdentifier (RFC 5652 clause 5.3).": [
            "pyhanko-sig-with-ski-sid.pdf"
        ],
    ])

    /// pyHanko, asked about arithmetic, coverage and later revisions.
    static let pyHanko = table([
        "It stops at the last end-of-file mark; what stands behind is not looked at.": [
            "appended-comment-line.pdf",
            "appended-objects.pdf",
            "derived-appended-comment.pdf",
        ],
        "Kazakhstan's algorithms are unknown to it.": [
            "b-b-gost2004.pdf",
            "b-b-gost256.pdf",
            "b-b-gost512.pdf",
            "pkcs7-detached-gost512.pdf",
        ],
        "It permits no annotation at any level of DocMDP (ISO 32000-2 table 257 has level 3).": [
            "certified-3-commented.pdf"
        ],
        "It verifies no document time-stamp.": [
            "document-stamp-alone.pdf"
        ],
        "It gives up on a time-stamp that is over something else; the signature beside it holds.": [
            "document-stamp-over-other-octets.pdf"
        ],
        "It reads DER alone; the structure is BER.": [
            "dss-BadEncodedCMS.pdf"
        ],
        "It flags an appearance stream rewritten in its place, though a form field's own and the field was filled in.":
            [
                "dss-DSS1376-rev_n.pdf"
            ],
        "It flags a second signer's field that shows nothing and has resources (DR) of its own.": [
            "dss-AD-RB.pdf"
        ],
        "It does not know adbe.pkcs7.sha1, or not as ISO 32000-1 clause 12.8.3.3.1 has it.": [
            "dss-pkcs7_sha1.pdf",
            "pkcs7-sha1.pdf",
        ],
        "It lets a field be hidden as part of filling it in.": [
            "form-hidden.pdf"
        ],
        "It does not look at a field's Lock without FieldMDP in the signature (ISO 32000-2 clause 12.7.5.5).": [
            "form-locked-by-field.pdf"
        ],
        "It lets NeedAppearances be set, after which every reader paints every field anew.": [
            "form-need-appearances.pdf"
        ],
        "It lets an appearance become another while the value stays.": [
            "form-push-button.pdf",
            "shadow-field-overlay.pdf",
        ],
        "It lets read-only fields be filled in (ISO 32000-2 table 227).": [
            "form-read-only.pdf"
        ],
        "It lets a signature field be added that shows something and that nobody signed.": [
            "form-unsigned-signature-shown.pdf"
        ],
        "It counts offsets from the beginning of the file, not from the header.": [
            "junk-before-header.pdf"
        ],
        "It permits no newer Version in the catalogue (ISO 32000-2 clause 7.5.6).": [
            "metadata-later.pdf"
        ],
    ])

    private static func table(_ reasons: [String: [String]]) -> [String: String] {
        Dictionary(reasons.flatMap { reason, files in files.map { ($0, reason) } }) { first, _ in first }
    }
}

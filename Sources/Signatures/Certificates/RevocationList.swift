#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif
internal import SandyqOpenSSL
public import SandyqValidation

/// A certificate revocation list (RFC 5280 clause 5), whose entries are looked into only when their serial number is asked for.
public final class RevocationList: Sendable {
    /// The encoding, exactly as it came.
    public let der: [UInt8]
    /// The SHA-256 of the encoding.
    public let fingerprint: Fingerprint
    /// Who issued the list.
    public let issuer: DistinguishedName
    /// When it was issued.
    public let thisUpdate: Date
    /// When the next one is due.
    public let nextUpdate: Date?
    /// How many certificates it revokes.
    public var entryCount: Int { entries.count }

    /// The signed part, with tag and length.
    package let signedPart: ArraySlice<UInt8>
    /// The signature value.
    package let signature: ArraySlice<UInt8>
    /// How the issuer signed.
    package let signatureMethod: SignatureMethod
    /// What the list's extensions say.
    package let extensions: RevocationListExtensions
    private let entries: RevocationEntries

    /// Reads one list and nothing after it.
    ///
    /// - Throws: Why it cannot be read.
    public init(der: ArraySlice<UInt8>) throws(FormatError) {
        let bytes = [UInt8](der)
        var outer = ElementCursor(bytes[...])
        var fields = ElementCursor(try outer.next("certificateList", tag: 0x30).contents)
        let signed = try fields.next("tbsCertList", tag: 0x30)
        let algorithm = try AlgorithmIdentifier(
            reading: fields.next("signatureAlgorithm", tag: 0x30).encoding,
            "signatureAlgorithm"
        )
        let signature = try fields.next("signatureValue", tag: 0x03).contents
        guard outer.isAtEnd, fields.isAtEnd, signature.first == 0 else {
            throw FormatError("certificateList: not what RFC 5280 has")
        }
        guard let fingerprint = Fingerprint(MessageDigest.sha256(of: bytes[...])) else {
            throw FormatError("SHA-256 is not to be had")
        }
        let parts = try SignedParts(signed.contents, outerAlgorithm: algorithm)
        self.fingerprint = fingerprint
        signedPart = signed.encoding
        self.signature = signature.dropFirst()
        signatureMethod = SignatureMethod(algorithm)
        issuer = parts.issuer
        thisUpdate = parts.thisUpdate
        nextUpdate = parts.nextUpdate
        extensions = parts.extensions
        entries = try RevocationEntries(
            parts.entries,
            isIndirect: parts.extensions.issuingDistributionPoint?.isIndirect ?? false
        )
        self.der = bytes
    }

    /// The entries for these serial numbers, in list order.
    package func entries(for serialNumbers: some Sequence<ArraySlice<UInt8>>) -> [RevocationListFacts.Entry] {
        entries.entries(for: serialNumbers)
    }

    /// Every entry, in list order.
    package var allEntries: some Sequence<RevocationListFacts.Entry> { entries.all }

    /// What the list says of certificates with these serial numbers.
    package func facts(
        origin: EvidenceOrigin,
        signers: [Fingerprint],
        serialNumbers: some Sequence<ArraySlice<UInt8>>
    ) -> RevocationListFacts {
        RevocationListFacts(
            fingerprint: fingerprint,
            origin: origin,
            issuer: issuer,
            authorityKeyIdentifier: extensions.authorityKeyIdentifier,
            thisUpdate: thisUpdate,
            nextUpdate: nextUpdate,
            number: extensions.number,
            deltaBase: extensions.deltaBase,
            issuingDistributionPoint: extensions.issuingDistributionPoint,
            keepsExpiredSince: extensions.keepsExpiredSince,
            unknownCritical: extensions.unknownCritical,
            signatureAlgorithm: signatureMethod.algorithm(keyBits: nil),
            signers: signers,
            entries: entries(for: serialNumbers),
            entryCount: entryCount
        )
    }
}

/// The fields of TBSCertList (clause 5.1.2).
private struct SignedParts {
    let issuer: DistinguishedName
    let thisUpdate: Date
    let nextUpdate: Date?
    let entries: ArraySlice<UInt8>
    let extensions: RevocationListExtensions

    init(_ contents: ArraySlice<UInt8>, outerAlgorithm: AlgorithmIdentifier) throws(FormatError) {
        var fields = ElementCursor(contents)
        _ = try fields.optional("version", tag: 0x02)
        // Nothing would say which of two algorithms was meant (clause 5.1.1.2).
        let inner = try AlgorithmIdentifier(reading: fields.next("signature", tag: 0x30).encoding, "signature")
        guard inner.isSame(as: outerAlgorithm) else {
            throw FormatError("tbsCertList: two signature algorithms")
        }
        issuer = try DistinguishedName(reading: fields.next("issuer", tag: 0x30).encoding, "issuer")
        thisUpdate = try Self.time(fields.next("thisUpdate"), "thisUpdate")
        nextUpdate =
            if let tag = fields.nextTag, tag == 0x17 || tag == 0x18 {
                try Self.time(fields.next("nextUpdate"), "nextUpdate")
            } else {
                nil
            }
        entries = try fields.optional("revokedCertificates", tag: 0x30)?.contents ?? []
        let tagged = try fields.optional("crlExtensions", tag: 0xa0)
        guard fields.isAtEnd else { throw FormatError("tbsCertList: an element too many") }
        var read = RevocationListExtensions()
        if let tagged { try read.read(ASN1Node(reading: tagged.contents, "crlExtensions"), issuer: issuer) }
        extensions = read
    }

    private static func time(_ element: ElementCursor.Element, _ what: String) throws(FormatError) -> Date {
        guard element.tag == 0x17 || element.tag == 0x18 else { throw FormatError("\(what): not a time") }
        return try Date(timeDigits: element.contents, yearDigits: element.tag == 0x17 ? 2 : 4, what)
    }
}

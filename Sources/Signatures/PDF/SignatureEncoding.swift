internal import SandyqContainers
internal import SandyqValidation

/// What a signature's Contents hold, by its SubFilter (ISO 32000-2 table 260, EN 319 142-1 clause 5.4).
enum SignatureEncoding {
    /// A CMS signature of the covered octets.
    case detached(SignedData)
    /// A CMS signature of the SHA-1 digest that it carries.
    case digest(SignedData, [UInt8])
    /// A time-stamp token over the covered octets.
    case timestamp(TimestampToken, ArraySlice<UInt8>)
    case defect(FormatDefect)

    /// Opens what a signature holds.
    init(_ signature: PDFSignature, limits: Limits) {
        guard let contents = signature.coverage?.contents else {
            self = .defect(.malformed(signature.defect ?? "ByteRange"))
            return
        }
        do throws(FormatError) {
            switch signature.encoding {
            case "adbe.pkcs7.detached", "ETSI.CAdES.detached", "PBAD.PAdES":
                let message = try SignedData(contentInfo: try Self.structure(in: contents, limits: limits))
                try Self.requireOneSigner(message)
                // EN 319 142-1 clause 4.1 and ISO 32000-2 clause 12.8.3.3.1: no data shall be encapsulated.
                guard message.content == nil else { throw FormatError("Contents: a detached signature holds content") }
                self = .detached(message)
            case "adbe.pkcs7.sha1":
                let message = try SignedData(contentInfo: try Self.structure(in: contents, limits: limits))
                try Self.requireOneSigner(message)
                guard let pieces = message.content else { throw FormatError("Contents: no digest of the document") }
                self = .digest(message, Array(pieces.joined()))
            case let name? where PDFSignature.timestampEncodings.contains(name):
                let node = try Self.structure(in: contents, limits: limits)
                self = .timestamp(try TimestampToken(node), node.encodedBytes)
            default: self = .defect(.unsupportedEncoding(signature.encoding ?? "?"))
            }
        } catch {
            let isDeep = EncodedHeader.isNested(deeperThan: limits.depth, in: contents[...])
            self = .defect(isDeep ? .limit("depth", limits.depth) : .malformed(error.reason))
        }
    }

    /// One structure; behind it is room that was kept for it.
    private static func structure(in contents: [UInt8], limits: Limits) throws(FormatError) -> ASN1Node {
        guard case .ends(let end) = EncodedHeader.extent(of: contents[...], depth: limits.depth) else {
            throw FormatError("Contents: the structure breaks off")
        }
        return try ASN1Node(reading: contents[..<end], "Contents")
    }

    /// EN 319 142-1 clause 4.1, ISO 32000-2 clause 12.8.3.3.1.
    private static func requireOneSigner(_ message: SignedData) throws(FormatError) {
        guard message.signers.count == 1 else { throw FormatError("Contents: not signed by exactly one") }
    }

    /// Octets behind a structure that are no padding, which is zeros (ISO 32000-2 clause 12.8.3.3.1); nobody signed them.
    static func octetsBehindStructure(in contents: [UInt8], limits: Limits) -> Int {
        guard case .ends(let end) = EncodedHeader.extent(of: contents[...], depth: limits.depth) else { return 0 }
        return contents[end...].lastIndex { $0 != 0 }.map { $0 + 1 - end } ?? 0
    }

    /// The structure that is signed.
    var message: SignedData? {
        switch self {
        case .detached(let message), .digest(let message, _): message
        case .timestamp(let token, _): token.message
        case .defect: nil
        }
    }
}

extension PDFSignature {
    /// Whether it says that it is a PAdES signature (EN 319 142-1 clause 5.4.1).
    var isPAdES: Bool { encoding == "ETSI.CAdES.detached" || encoding == "PBAD.PAdES" }
}

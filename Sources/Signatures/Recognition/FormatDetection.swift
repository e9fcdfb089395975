internal import SandyqFiles
internal import SandyqValidation

/// Tells what a file is by its content, never by its name.
struct FormatDetection {
    let limits: Limits

    /// A signed structure found in a file.
    struct Part {
        let kind: Kind
        /// Exactly its octets.
        let encoding: ArraySlice<UInt8>
    }

    /// The structures that are read.
    enum Kind {
        /// ContentInfo with SignedData (RFC 5652 clause 3).
        case signedData
        /// SignedData without the ContentInfo around it.
        case bareSignedData
        /// TimeStampResp (RFC 3161 clause 2.4.2).
        case timestampResponse
        /// TimeStampedData (RFC 5544).
        case timestampedData
        /// EvidenceRecord (RFC 4998).
        case evidenceRecord

        /// What a file of this kind is called as long as no signature says it better.
        var format: SignatureFormat {
            switch self {
            case .signedData, .bareSignedData: .cms
            case .timestampResponse, .timestampedData: .timestampToken
            case .evidenceRecord: .evidenceRecord
            }
        }
    }

    /// What a file is.
    enum Outcome {
        case signed([Part], notes: [Finding])
        /// A document with signatures in its form, or with none.
        case pdf
        /// A ZIP archive, which may hold signatures.
        case container
        /// XML: whether there is a signature in it, parsing tells.
        case xml([UInt8])
        case broken(SignatureFormat, FormatDefect)
        case nothing
    }

    /// Looks at a whole file; one that may be larger than memory is told by its beginning, and stays where it is.
    func outcome(for file: FileBytes) throws(FileError) -> Outcome {
        let head = try file.head(Self.headSize)
        if Self.isPDF(head) { return .pdf }
        if head.starts(with: "PK\u{3}\u{4}".utf8) || head.starts(with: "PK\u{5}\u{6}".utf8) { return .container }
        let isXML = Self.isXML(head)
        if !isXML, head.first != 0x30, try Self.endsAsArchive(file) { return .container }
        guard file.count <= limits.signatureBytes else {
            return .broken(.none, .limit("signatureBytes", limits.signatureBytes))
        }
        let bytes = try file.all()
        if isXML { return .xml(bytes) }
        return bytes.first == 0x30 ? binary(bytes[...]) : text(bytes)
    }

    /// Octets that tell a format.
    private static let headSize = 4_096

    /// Reads one BER value and notes what follows it.
    private func binary(_ bytes: ArraySlice<UInt8>) -> Outcome {
        guard let kind = Self.kind(of: bytes) else { return .nothing }
        let format = kind.format
        switch EncodedHeader.extent(of: bytes, depth: limits.depth) {
        case .breaksOff: return .broken(format, .malformed("the outermost structure breaks off"))
        case .tooDeep: return .broken(format, .limit("depth", limits.depth))
        case .ends(let end):
            let trailing = bytes.endIndex - end
            let part = Part(kind: kind, encoding: bytes[..<end])
            return .signed([part], notes: trailing == 0 ? [] : [.trailingBytes(trailing)])
        }
    }

    /// Reads PEM blocks, a data URL or plain base64.
    private func text(_ bytes: [UInt8]) -> Outcome {
        let text = Self.withoutByteOrderMark(bytes).drop { Self.isSpace($0) }
        guard !text.isEmpty, !text.prefix(512).contains(0) else { return .nothing }
        if let document = PEMText(text) { return blocks(of: document) }
        var digits = text
        if text.starts(with: "data:".utf8) {
            guard let comma = text.prefix(256).firstIndex(of: UInt8(ascii: ",")),
                text[..<comma].suffix(7).elementsEqual(";base64".utf8)
            else { return .nothing }
            digits = text[(comma + 1)...]
        }
        // The first octet of every structure looked for is 0x30, and so the first digit an M.
        guard digits.first(where: { !Self.isSpace($0) }) == UInt8(ascii: "M"), let decoded = Base64Text(digits) else {
            return .nothing
        }
        return outcome(for: decoded)
    }

    private func outcome(for decoded: Base64Text) -> Outcome {
        guard case .signed(let parts, let notes) = binary(decoded.bytes[...]) else { return binary(decoded.bytes[...]) }
        return .signed(parts, notes: decoded.isWeak ? notes + [.weakBase64] : notes)
    }

    /// Keeps the blocks that hold something signed, whatever their label says.
    private func blocks(of document: PEMText) -> Outcome {
        var parts: [Part] = []
        var notes: [Finding] = []
        for block in document.blocks {
            guard let body = block.body else {
                guard Self.signedLabels.contains(block.label) else { continue }
                return .broken(.cms, .malformed("a PEM block holds something else than base64"))
            }
            switch outcome(for: body) {
            case .signed(let found, let findings):
                guard let end = block.endLabel else { return .broken(.cms, .malformed("a PEM block has no end line")) }
                guard end == block.label else {
                    return .broken(.cms, .malformed("a PEM block ends under another label than it begins"))
                }
                parts += found
                notes += findings
            case .broken(let format, let defect): return .broken(format, defect)
            case .pdf, .xml, .container, .nothing: continue
            }
        }
        return parts.isEmpty ? .nothing : .signed(parts, notes: notes)
    }

    private static let signedLabels: Set<String> = ["CMS", "PKCS7", "PKCS #7 SIGNED DATA"]
}

extension FormatDetection {
    /// What the first octets announce.
    static func kind(of bytes: ArraySlice<UInt8>) -> Kind? {
        guard let outer = EncodedHeader(bytes) else { return isDamagedHeader(bytes) ? .signedData : nil }
        guard outer.tag == 0x30 else { return nil }
        let content = bytes[outer.contentStart..<min(outer.contentEnd ?? bytes.endIndex, bytes.endIndex)]
        if content.starts(with: signedDataType) { return .signedData }
        if content.starts(with: timestampedDataType) { return .timestampedData }
        guard let first = EncodedHeader(content) else { return nil }
        guard let firstEnd = first.contentEnd, firstEnd <= content.endIndex else { return nil }
        let next = content[firstEnd...]
        if first.tag == 0x02 {
            if isEvidenceRecord(after: next) { return .evidenceRecord }
            return isBareSignedData(after: next, version: content[first.contentStart..<firstEnd])
                ? .bareSignedData : nil
        }
        guard first.tag == 0x30, isStatus(content[first.contentStart..<firstEnd]) else { return nil }
        if next.isEmpty || outer.contentEnd == nil && next.first == 0 { return .timestampResponse }
        guard let second = EncodedHeader(next), second.tag == 0x30 else { return nil }
        return content[second.contentStart...].starts(with: signedDataType) ? .timestampResponse : nil
    }

    /// Whether SignedData follows a length that cannot be read: recognised, and then refused.
    private static func isDamagedHeader(_ bytes: ArraySlice<UInt8>) -> Bool {
        // The longest length there is has 127 octets.
        let head = bytes.prefix(130 + signedDataType.count)
        return head.first == 0x30 && head.indices.contains { head[$0...].starts(with: signedDataType) }
    }

    /// Whether version, digest algorithms and a content type follow each other (RFC 5652 clause 5.1).
    private static func isBareSignedData(after next: ArraySlice<UInt8>, version: ArraySlice<UInt8>) -> Bool {
        guard version.count == 1, let number = version.first, (1...5).contains(number) else { return false }
        guard let digests = EncodedHeader(next), digests.tag == 0x31, let end = digests.contentEnd, end < next.endIndex,
            let content = EncodedHeader(next[end...]), content.tag == 0x30
        else { return false }
        return next[content.contentStart...].starts(with: [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01])
    }

    /// Whether a list of digest algorithms and a list of lists that hold more than numbers follow each other
    /// (RFC 4998 clause 3.1); a request for a time-stamp begins like it, and has an imprint in the list.
    private static func isEvidenceRecord(after next: ArraySlice<UInt8>) -> Bool {
        guard let digests = EncodedHeader(next), digests.tag == 0x30, let end = digests.contentEnd, end < next.endIndex
        else { return false }
        var algorithms = ElementCursor(next[digests.contentStart..<end])
        repeat {
            guard let algorithm = try? algorithms.next("digestAlgorithm", tag: 0x30), algorithm.contents.first == 0x06
            else { return false }
        } while !algorithms.isAtEnd
        return [0x30, 0xa0, 0xa1].contains(next[end])
    }

    /// Whether this is the content of a PKIStatusInfo: a status from 0 to 5, then at most a text and a bit string.
    private static func isStatus(_ content: ArraySlice<UInt8>) -> Bool {
        guard content.count >= 3, content.starts(with: [0x02, 0x01]), content[content.startIndex + 2] <= 5 else {
            return false
        }
        let after = content.dropFirst(3)
        return after.isEmpty || after.first == 0x30 || after.first == 0x03
    }

    /// OBJECT IDENTIFIER 1.2.840.113549.1.7.2.
    private static let signedDataType: [UInt8] = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02]
    /// OBJECT IDENTIFIER 1.2.840.113549.1.9.16.1.31.
    private static let timestampedDataType: [UInt8] = [
        0x06, 0x0b, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x1f,
    ]

    /// Whether a file that begins as something else ends as a ZIP archive without a comment.
    private static func endsAsArchive(_ file: FileBytes) throws(FileError) -> Bool {
        guard file.count > 22 else { return false }
        return try file.bytes(in: file.count - 22..<file.count).starts(with: "PK\u{5}\u{6}".utf8)
    }

    /// Whether a PDF's header is there; other things may stand before it (ISO 32000-1 annex H.3, note 13).
    private static func isPDF(_ head: ArraySlice<UInt8>) -> Bool {
        let first = head.prefix(1_024)
        guard first.first != 0x30, !first.starts(with: "PK".utf8) else { return false }
        return first.indices.contains { first[$0...].starts(with: "%PDF-".utf8) }
    }

    /// Whether markup is the first thing that is not white space, in UTF-8 or UTF-16.
    private static func isXML(_ head: ArraySlice<UInt8>) -> Bool {
        let start = Array(head.prefix(64))
        let isWide = start.starts(with: [0x3c, 0x00]) || start.starts(with: [0x00, 0x3c])
        let text = isWide ? start.filter { $0 != 0 }[...] : withoutByteOrderMark(start).drop { isSpace($0) }
        guard text.first == UInt8(ascii: "<"), let second = text.dropFirst().first else { return false }
        return second >= 0x80 || "?!_:".utf8.contains(second) || (0x41...0x5a).contains(second & 0xdf)
    }

    /// Text without the mark that some editors put first; UTF-16 loses its zero octets, since all that matters here is ASCII.
    private static func withoutByteOrderMark(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { return bytes[3...] }
        guard bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) else { return bytes[...] }
        return bytes.dropFirst(2).filter { $0 != 0 }[...]
    }

    private static func isSpace(_ character: UInt8) -> Bool { character == 0x20 || (0x09...0x0d).contains(character) }
}

/// The encapsulated blocks of a text file (RFC 7468), read leniently: labels are not trusted, and text around blocks is passed over.
struct PEMText {
    /// One block, as it stands.
    struct Block {
        let label: String
        /// Nil when what stands between the lines is not base64.
        let body: Base64Text?
        /// The label of the END line, which must be the same (RFC 7468 clause 2); nil when there is no such line.
        let endLabel: String?
    }

    let blocks: [Block]

    /// Finds every block; nil when there is none.
    init?(_ text: ArraySlice<UInt8>) {
        var blocks: [Block] = []
        var rest = text
        while let begin = Self.find("-----BEGIN ", in: rest) {
            let afterBegin = rest[(begin + 11)...]
            guard let labelEnd = Self.find("-----", in: afterBegin) else { break }
            let label = String(decoding: afterBegin[..<labelEnd], as: UTF8.self)
            let content = text[(labelEnd + 5)...]
            let end = Self.find("-----END ", in: content)
            let body = Self.withoutHeaders(content[..<(end ?? content.endIndex)])
            let after = end.map { text[($0 + 9)...] }
            let endLabel = after.flatMap { after in
                Self.find("-----", in: after.prefix(256)).map { String(decoding: after[..<$0], as: UTF8.self) }
            }
            blocks.append(Block(label: label, body: Base64Text(body), endLabel: endLabel))
            guard let after else { break }
            rest = after
        }
        guard !blocks.isEmpty else { return nil }
        self.blocks = blocks
    }

    /// Drops the `Name: value` lines of RFC 1421 that may precede the base64 text; base64 has no colon.
    private static func withoutHeaders(_ body: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let colon = body.prefix(4_096).lastIndex(of: UInt8(ascii: ":")) else { return body }
        guard let lineEnd = body[colon...].firstIndex(of: UInt8(ascii: "\n")) else { return body }
        return body[lineEnd...]
    }

    /// Where a short text begins.
    private static func find(_ needle: StaticString, in text: ArraySlice<UInt8>) -> Int? {
        let needle = Array(needle.description.utf8)
        var rest = text
        while let start = rest.firstIndex(of: needle[0]) {
            if rest[start...].starts(with: needle) { return start }
            rest = rest[(start + 1)...]
        }
        return nil
    }
}

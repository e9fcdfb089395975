/// The encoding of a document's text, as far as it must be known before parsing (XML 1.0 appendix F).
enum XMLEncoding {
    /// Text that libxml2 parses without guessing.
    struct Text {
        let bytes: ArraySlice<UInt8>
        /// The encoding, where the document's own declaration no longer tells it.
        let encoding: String?
    }

    /// Turns UTF-16 into UTF-8, drops a byte order mark, and lets 8-bit encodings be.
    ///
    /// Everything given out keeps ASCII's octets for ASCII's characters, so that markup can be found in it.
    static func parseable(_ bytes: ArraySlice<UInt8>) throws(XMLError) -> Text {
        if let isBigEndian = utf16Order(of: bytes) {
            guard bytes.count.isMultiple(of: 2) else { throw .malformed("half a UTF-16 character at the end") }
            return Text(bytes: try utf8(fromUTF16: bytes, isBigEndian: isBigEndian)[...], encoding: "UTF-8")
        }
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { return Text(bytes: bytes.dropFirst(3), encoding: "UTF-8") }
        if let name = declaredEncoding(of: bytes), !isExtendedASCII(name) {
            throw .malformed("an encoding that is not read")
        }
        return Text(bytes: bytes, encoding: nil)
    }

    /// Whether the text is UTF-16, and in which order; nil when it is not.
    static func utf16Order(of bytes: ArraySlice<UInt8>) -> Bool? {
        let head = Array(bytes.prefix(4))
        guard head.count == 4 else { return nil }
        switch (head[0], head[1]) {
        case (0xfe, 0xff): return true
        case (0xff, 0xfe): return head[2] == 0 && head[3] == 0 ? nil : false
        case (0x00, 0x3c): return head[2] == 0 ? true : nil
        case (0x3c, 0x00): return head[3] == 0 && head[2] != 0 ? false : nil
        default: return nil
        }
    }

    private static func utf8(fromUTF16 bytes: ArraySlice<UInt8>, isBigEndian: Bool) throws(XMLError) -> [UInt8] {
        var units = [UInt16](repeating: 0, count: bytes.count / 2)
        for index in units.indices {
            let (first, second) = (
                UInt16(bytes[bytes.startIndex + 2 * index]), UInt16(bytes[bytes.startIndex + 2 * index + 1])
            )
            units[index] = isBigEndian ? first << 8 | second : second << 8 | first
        }
        if units.first == 0xfeff { units.removeFirst() }
        guard let text = String(validating: units, as: UTF16.self) else { throw .malformed("not UTF-16") }
        return Array(text.utf8)
    }

    /// The name in the XML declaration, lower case.
    private static func declaredEncoding(of bytes: ArraySlice<UInt8>) -> String? {
        guard bytes.starts(with: "<?xml".utf8),
            let end = bytes.prefix(512).firstIndex(of: UInt8(ascii: ">"))
        else { return nil }
        let declaration = String(decoding: bytes[..<end], as: UTF8.self)
        guard let name = declaration.firstRange(of: "encoding") else { return nil }
        let value = declaration[name.upperBound...].drop { $0 == " " || $0 == "=" || $0.isNewline || $0 == "\t" }
        guard let quote = value.first, quote == "\"" || quote == "'" else { return nil }
        return value.dropFirst().prefix { $0 != quote }.lowercased()
    }

    /// Encodings in which an octet below 128 is always the ASCII character, whatever comes before it.
    private static func isExtendedASCII(_ name: String) -> Bool {
        name == "utf-8" || name == "utf8" || name == "us-ascii" || name == "ascii" || name.hasPrefix("koi8-")
            || name.hasPrefix("iso-8859-") || name.hasPrefix("iso8859-") || name.hasPrefix("windows-125")
            || name.hasPrefix("cp125") || name == "cp866" || name == "ibm866"
    }

    /// The bound, when an element has more attributes; libxml2 compares each with every other.
    ///
    /// Counts the equals signs of a tag outside its values. What only looks like a tag, in a comment, is counted too.
    static func attributesOfOneElement(in bytes: ArraySlice<UInt8>, upTo bound: Int) -> Int? {
        // Short documents cannot hold enough attributes to take long.
        guard bytes.count > 64 << 10 else { return nil }
        var (isInTag, quote, count) = (false, UInt8(0), 0)
        for octet in bytes {
            if !isInTag {
                guard octet == UInt8(ascii: "<") else { continue }
                (isInTag, count) = (true, 0)
            } else if quote != 0 {
                if octet == quote { quote = 0 }
            } else if octet == UInt8(ascii: "\"") || octet == UInt8(ascii: "'") {
                quote = octet
            } else if octet == UInt8(ascii: ">") {
                isInTag = false
            } else if octet == UInt8(ascii: "=") {
                count += 1
                if count > bound { return bound }
            }
        }
        return nil
    }
}

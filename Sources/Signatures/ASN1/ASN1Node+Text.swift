extension ASN1Node {
    /// The text of any string type; nil when the element is no string or its octets cannot be one.
    package var text: String? {
        guard !isConstructed, identifier.tagClass == .universal else { return nil }
        let bytes = contents
        switch identifier {
        case .bmpString: return Self.text(ofBMPString: bytes)
        case .universalString: return Self.text(ofUniversalString: bytes)
        // In practice T61String holds Latin-1, as every other reader takes it.
        case .teletexString: return Self.latin1(bytes)
        case .utf8String, .printableString, .ia5String, .numericString, .visibleString, .generalString,
            .graphicString, .videotexString:
            return Self.text(ofOctets: bytes)
        default: return nil
        }
    }

    /// UTF-8, or Latin-1 where the octets are not UTF-8: nothing is repaired, so that different octets stay different.
    package static func text(ofOctets bytes: ArraySlice<UInt8>) -> String {
        String(validating: bytes, as: UTF8.self) ?? latin1(bytes)
    }

    private static func latin1(_ bytes: ArraySlice<UInt8>) -> String {
        var text = String.UnicodeScalarView()
        for byte in bytes { text.append(Unicode.Scalar(byte)) }
        return String(text)
    }

    /// Big-endian UTF-16; surrogate pairs are not in X.680's BMPString, but in real names.
    private static func text(ofBMPString bytes: ArraySlice<UInt8>) -> String? {
        guard bytes.count.isMultiple(of: 2) else { return nil }
        let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: 2).map {
            UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
        }
        return String(validating: units, as: UTF16.self)
    }

    private static func text(ofUniversalString bytes: ArraySlice<UInt8>) -> String? {
        guard bytes.count.isMultiple(of: 4) else { return nil }
        let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: 4).map { start in
            bytes[start..<start + 4].reduce(0) { $0 << 8 | UInt32($1) }
        }
        return String(validating: units, as: UTF32.self)
    }
}

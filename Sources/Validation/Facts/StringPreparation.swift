extension String {
    /// The string preparation of RFC 4518 that RFC 5280 clause 7.1 compares names by, for caseIgnoreMatch.
    ///
    /// Steps 2.2 (map, fold case) and 2.6.1 (insignificant spaces). Step 2.3 is left to Swift's comparison of strings, which
    /// knows canonical equivalence; compatibility forms (full-width letters, ligatures) stay apart.
    var preparedForComparison: String {
        utf8Prepared ?? scalarsPrepared
    }

    /// The short way for ASCII, which nearly every name is; nil for anything else.
    private var utf8Prepared: String? {
        var text: [UInt8] = []
        text.reserveCapacity(utf8.count)
        var owesSpace = false
        for byte in utf8 {
            switch byte {
            case 0x80...: return nil
            case 0x20, 0x09...0x0D: owesSpace = !text.isEmpty
            case 0..<0x20, 0x7F: continue
            default:
                if owesSpace { text.append(0x20) }
                owesSpace = false
                text.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private var scalarsPrepared: String {
        var text = ""
        var owesSpace = false
        for scalar in unicodeScalars {
            switch scalar.preparation {
            case .space: owesSpace = !text.isEmpty
            case .nothing: continue
            case .itself:
                if owesSpace { text.append(" ") }
                owesSpace = false
                text.append(scalar.caseFolded)
            }
        }
        return text
    }
}

extension Unicode.Scalar {
    fileprivate enum Preparation {
        case itself
        case space
        case nothing
    }

    /// What RFC 4518 clause 2.2 maps a character to.
    fileprivate var preparation: Preparation {
        switch value {
        case 0x09...0x0D, 0x85: .space
        case 0xFFFC, 0x34F, 0x180B...0x180D, 0xFE00...0xFE0F: .nothing
        default:
            switch properties.generalCategory {
            case .spaceSeparator, .lineSeparator, .paragraphSeparator: .space
            case .control, .format: .nothing
            default: .itself
            }
        }
    }

    /// The case folding of RFC 3454 table B.2: upper case, then lower case, which joins what lower case alone keeps apart.
    fileprivate var caseFolded: String {
        // The dotless i is a letter of its own, though its capital is that of i.
        if value == 0x131 { return String(self) }
        return properties.uppercaseMapping.lowercased()
    }
}

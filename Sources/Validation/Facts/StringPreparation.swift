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
        var text = String.UnicodeScalarView()
        var owesSpace = false
        for scalar in unicodeScalars {
            if let letter = scalar.foldedLetter {
                if owesSpace { text.append(" ") }
                owesSpace = false
                text.append(letter)
                continue
            }
            switch scalar.preparation {
            case .space: owesSpace = !text.isEmpty
            case .nothing: continue
            case .itself:
                if owesSpace { text.append(" ") }
                owesSpace = false
                text.append(contentsOf: scalar.caseFolded.unicodeScalars)
            }
        }
        return String(text)
    }
}

extension Unicode.Scalar {
    fileprivate enum Preparation {
        case itself
        case space
        case nothing
    }

    /// Case folding for the characters names in Kazakhstan are made of, without looking up properties; nil for others.
    fileprivate var foldedLetter: Unicode.Scalar? {
        switch value {
        case 0x41...0x5A, 0x410...0x42F: Unicode.Scalar(value + 0x20)
        case 0x400...0x40F: Unicode.Scalar(value + 0x50)
        // Here a capital has an even number, and its small letter the next.
        case 0x48A...0x4BF, 0x4D0...0x52F: Unicode.Scalar(value | 1)
        case 0x21...0x7E, 0x430...0x45F: self
        default: nil
        }
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

extension StringProtocol {
    /// This text as a person may be shown it: the one gate between names from files and a terminal, a page or a sentence.
    ///
    /// Control characters, which could move the cursor or hide text, and characters that turn the direction of writing
    /// are replaced by `⟨U+202E⟩`, so that their presence is seen; runs of white space become one space; what is longer
    /// than the limit ends in an ellipsis.
    package func displayable(limit: Int = 120) -> String {
        if isPlain && utf8.count <= limit { return String(self) }
        var shown = String.UnicodeScalarView()
        var count = 0
        var spaceIsDue = false
        for scalar in unicodeScalars {
            if scalar.isBlank {
                spaceIsDue = !shown.isEmpty
                continue
            }
            guard count < limit else {
                shown.append("…")
                break
            }
            if spaceIsDue { shown.append(" ") }
            count += spaceIsDue ? 2 : 1
            spaceIsDue = false
            if scalar.isDeceptive {
                shown.append(contentsOf: "⟨U+\(scalar.paddedHexadecimal)⟩".unicodeScalars)
            } else {
                shown.append(scalar)
            }
        }
        return String(shown)
    }

    /// Whether every character is a letter, a digit or a sign of Latin or Cyrillic writing, with single spaces between.
    private var isPlain: Bool {
        var previous: UInt8 = 0x20
        for byte in utf8 {
            switch byte {
            case 0x20: if previous == 0x20 { return false }
            // ASCII, continuations, and the leads of U+00C0 to U+02FF and of Cyrillic.
            case 0x21...0x7E, 0x80...0xBF, 0xC3...0xCB, 0xD0...0xD3: break
            default: return false
            }
            previous = byte
        }
        return previous != 0x20
    }
}

extension Unicode.Scalar {
    /// Whether showing it can do anything but draw a character.
    var isDeceptive: Bool {
        switch value {
        case 0x20...0x7E: false
        // Line ends and tabs are white space like any other.
        case 0x09...0x0D: false
        case 0..<0x20, 0x7F...0x9F: true
        // Soft hyphen, Arabic letter mark, Mongolian vowel separator, fillers.
        case 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x3164, 0xFFA0: true
        // Zero widths, direction marks and overrides, separators, isolates, annotations, tags, variation selectors.
        case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F, 0xFEFF, 0xFFF0...0xFFFB: true
        case 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0FFF: true
        // Private use, and what is no character.
        case 0xE000...0xF8FF, 0xF0000...0x10FFFF: true
        default: value & 0xFFFE == 0xFFFE
        }
    }

    /// White space that a plain space can stand for.
    fileprivate var isBlank: Bool {
        switch value {
        case 0x09...0x0D, 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }

    fileprivate var paddedHexadecimal: String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

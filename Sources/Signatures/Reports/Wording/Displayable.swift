extension StringProtocol {
    /// This text as a person may be shown it: the one gate between names from files and a terminal, a page or a sentence.
    ///
    /// Control characters, which could move the cursor or hide text, and characters that turn the direction of writing
    /// are replaced by `⟨U+202E⟩`, so that their presence is seen; runs of white space become one space; what is longer
    /// than the limit ends in an ellipsis.
    package func displayable(limit: Int = 120) -> String {
        var shown = String.UnicodeScalarView()
        var count = 0
        var spaceIsDue = false
        for scalar in unicodeScalars {
            if scalar.properties.isWhitespace && !scalar.isDeceptive {
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
        default: properties.generalCategory == .privateUse || value & 0xFFFE == 0xFFFE
        }
    }

    fileprivate var paddedHexadecimal: String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

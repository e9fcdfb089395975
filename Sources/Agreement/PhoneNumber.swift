/// A telephone number as E.164 writes it: `+77011234567`.
package struct PhoneNumber: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// Takes a plus sign and 8 to 15 digits, the first no zero; spaces, brackets and hyphens between them do not count.
    package init?(_ text: some StringProtocol) {
        let kept = String(text.filter { !" ()-\u{A0}".contains($0) })
        let digits = kept.dropFirst()
        guard kept.first == "+", (8...15).contains(digits.utf8.count), digits.first != "0",
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        description = kept
    }
}

extension PhoneNumber: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let number = PhoneNumber(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a number of E.164")
        }
        self = number
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

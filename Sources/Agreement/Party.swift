/// A person or an organisation by the number the state gave it: IIN or BIN, twelve digits.
///
/// Whether the control digit is right is a question for those who type numbers in, not for those who compare them.
package struct PartyNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Twelve digits.
    package let description: String

    /// Takes twelve digits; nil for anything else.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == 12, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        description = String(text)
    }

    package static func < (left: PartyNumber, right: PartyNumber) -> Bool { left.description < right.description }
}

extension PartyNumber: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let number = PartyNumber(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not twelve digits")
        }
        self = number
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// Who a cabinet's documents speak for.
package struct Party: Hashable, Sendable, Codable {
    package let number: PartyNumber
    /// Whether the number is a person's IIN.
    package let isIndividual: Bool

    package init(number: PartyNumber, isIndividual: Bool) {
        self.number = number
        self.isIndividual = isIndividual
    }
}

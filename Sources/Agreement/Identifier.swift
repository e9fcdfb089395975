/// The name of anything the vault keeps: random, and sorted by the time it was made.
package struct Identifier: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Sixteen octets as a UUID is written, in lower case (RFC 9562).
    package let description: String

    /// Takes a UUID in lower or upper case; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        guard groups.map(\.utf8.count) == [8, 4, 4, 4, 12], text.utf8.allSatisfy({ $0 == 0x2D || Self.isDigit($0) })
        else { return nil }
        description = text.lowercased()
    }

    /// Makes a version 7 UUID (RFC 9562 clause 5.7).
    ///
    /// - Parameters:
    ///   - milliseconds: Since 1970.
    ///   - chance: Ten octets nobody can guess.
    package init(milliseconds: UInt64, chance: [UInt8]) {
        var octets = (0..<6).map { UInt8(truncatingIfNeeded: milliseconds >> UInt64(40 - 8 * $0)) } + chance.prefix(10)
        octets += [UInt8](repeating: 0, count: 16 - octets.count)
        octets[6] = octets[6] & 0x0F | 0x70
        octets[8] = octets[8] & 0x3F | 0x80
        var text = ""
        for (index, octet) in octets.enumerated() {
            if [4, 6, 8, 10].contains(index) { text += "-" }
            text += (octet < 16 ? "0" : "") + String(octet, radix: 16)
        }
        description = text
    }

    package static func < (left: Identifier, right: Identifier) -> Bool { left.description < right.description }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) || (0x41...0x46).contains(byte)
    }
}

extension Identifier: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let identifier = Identifier(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a UUID")
        }
        self = identifier
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

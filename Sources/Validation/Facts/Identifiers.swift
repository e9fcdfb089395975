/// An object identifier in dotted decimal form, as `1.2.840.113549.1.7.2`.
public struct OID: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The dotted form.
    public let rawValue: String

    /// Takes the dotted form as it is.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Takes the dotted form as it is.
    public init(stringLiteral value: String) { rawValue = value }

    /// The dotted form.
    public var description: String { rawValue }

    /// Whether this identifier lies under `arc`, or is it.
    public func isUnder(_ arc: OID) -> Bool {
        rawValue == arc.rawValue || rawValue.hasPrefix(arc.rawValue + ".")
    }
}

/// The SHA-256 of an object's bytes: what a report names its evidence by.
public struct Fingerprint: Hashable, Sendable, Comparable, CustomStringConvertible {
    private let words: [4 of UInt64]

    /// Takes the 32 bytes of a SHA-256; nil when there are not exactly 32.
    public init?(_ bytes: some Collection<UInt8>) {
        self.init(Array(bytes))
    }

    /// Takes the 32 bytes of a SHA-256; nil when there are not exactly 32.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        var words: [4 of UInt64] = [0, 0, 0, 0]
        for index in 0..<32 { words[index / 8] = words[index / 8] << 8 | UInt64(bytes[index]) }
        self.words = words
    }

    /// 32 zero bytes, which no object has: stands where a digest could not be computed.
    public static let nothing = Fingerprint(words: [0, 0, 0, 0])

    private init(words: [4 of UInt64]) { self.words = words }

    /// Reads 64 hexadecimal digits; nil for anything else.
    public init?(hexadecimal text: some StringProtocol) {
        guard let bytes = [UInt8](hexadecimal: text) else { return nil }
        self.init(bytes)
    }

    /// The 32 bytes.
    public var bytes: [UInt8] { (0..<32).map { self[$0] } }

    /// One of the 32 bytes.
    package subscript(index: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: words[index / 8] >> UInt64(56 - index % 8 * 8))
    }

    /// 64 lower-case hexadecimal digits.
    public var description: String { bytes.hexadecimal }

    /// Compares all 32 bytes.
    public static func == (left: Fingerprint, right: Fingerprint) -> Bool {
        left.words[0] == right.words[0] && left.words[1] == right.words[1]
            && left.words[2] == right.words[2] && left.words[3] == right.words[3]
    }

    /// Orders as the bytes are ordered.
    public static func < (left: Fingerprint, right: Fingerprint) -> Bool {
        for index in 0..<4 where left.words[index] != right.words[index] {
            return left.words[index] < right.words[index]
        }
        return false
    }

    /// Hashes the first bytes: they are random enough.
    public func hash(into hasher: inout Hasher) { hasher.combine(words[0]) }
}

extension Fingerprint: Codable {
    /// Reads 64 hexadecimal digits.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Fingerprint(hexadecimal: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not 64 hexadecimal digits")
        }
        self = value
    }

    /// Writes 64 hexadecimal digits.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Sequence<UInt8> {
    /// Lower-case hexadecimal, two digits a byte.
    public var hexadecimal: String {
        let digits: [UInt8] = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in self {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension [UInt8] {
    /// Reads pairs of hexadecimal digits; nil when a character is none or one is left over.
    public init?(hexadecimal text: some StringProtocol) {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        self.init()
        reserveCapacity(digits.count / 2)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = Self.value(of: digits[index]), let low = Self.value(of: digits[index + 1]) else {
                return nil
            }
            append(high << 4 | low)
        }
    }

    private static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x41 + 10
        case 0x61...0x66: digit - 0x61 + 10
        default: nil
        }
    }
}

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Which algorithms are acceptable, and until when (after ETSI TS 119 312 and the national rules).
public struct AlgorithmTable: Hashable, Sendable, Codable {
    /// By report name; a digest that is not listed was never acceptable.
    public let digests: [String: Term]
    /// By report name; for each scheme, the key sizes from which on it is acceptable, and until when.
    public let signatures: [String: [KeyTerm]]

    /// Until when an algorithm is acceptable.
    public struct Term: Hashable, Sendable, Codable {
        /// The last acceptable day; nil: no known end.
        public let until: Day?
    }

    /// Until when keys of a size are acceptable.
    public struct KeyTerm: Hashable, Sendable, Codable {
        /// Keys of at least so many bits.
        public let bits: Int
        /// The last acceptable day; nil: no known end.
        public let until: Day?
    }

    /// Why an algorithm is not acceptable at a time.
    struct Weakness: Hashable {
        let finding: Finding
        /// Whether there was a time at which it was acceptable: then proof of existence could help.
        let wasAcceptable: Bool
    }

    /// Why a digest is not acceptable at a moment; nil when it is.
    func weakness(of digest: DigestAlgorithm, at moment: Date) -> Weakness? {
        guard let term = digests[digest.rawValue] else {
            return Weakness(finding: .algorithmTooWeak(digest.rawValue, since: nil, at: moment), wasAcceptable: false)
        }
        guard let until = term.until, moment >= until.end else { return nil }
        return Weakness(finding: .algorithmTooWeak(digest.rawValue, since: until.end, at: moment), wasAcceptable: true)
    }

    /// Why a scheme with a key of so many bits is not acceptable at a moment; nil when it is.
    func weakness(of scheme: SignatureScheme, keyBits: Int, at moment: Date) -> Weakness? {
        guard let terms = signatures[scheme.rawValue] else {
            return Weakness(finding: .algorithmTooWeak(scheme.rawValue, since: nil, at: moment), wasAcceptable: false)
        }
        let fitting = terms.filter { $0.bits <= keyBits }
        let isAcceptable = fitting.contains { term in term.until.map { moment < $0.end } ?? true }
        if isAcceptable { return nil }
        let least = terms.filter { term in term.until.map { moment < $0.end } ?? true }.map(\.bits).min()
        guard let least else {
            let end = fitting.compactMap(\.until?.end).max()
            return Weakness(
                finding: .algorithmTooWeak(scheme.rawValue, since: end, at: moment),
                wasAcceptable: !fitting.isEmpty
            )
        }
        return Weakness(
            finding: .keyTooShort(scheme, bits: keyBits, least: least, at: moment),
            wasAcceptable: !fitting.isEmpty
        )
    }

    /// The first of an algorithm's parts that is not acceptable at a moment.
    func weakness(of algorithm: SignatureAlgorithm, keyBits: Int?, at moment: Date) -> Weakness? {
        if let digest = algorithm.digest, let weakness = weakness(of: digest, at: moment) { return weakness }
        guard let scheme = algorithm.scheme, let keyBits = keyBits ?? algorithm.keyBits else { return nil }
        return weakness(of: scheme, keyBits: keyBits, at: moment)
    }
}

/// A calendar day in UTC, written `2016-12-31`.
public struct Day: Hashable, Sendable, Codable {
    /// The first instant after the day.
    public let end: Date
    private let text: String

    /// Reads a day, refusing what is none.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        text = try container.decode(String.self)
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard text.utf8.count == 10, parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
            (1...12).contains(month), (1...31).contains(day)
        else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "not a day such as 2016-12-31: \(text)"
            )
        }
        end = Date(timeIntervalSince1970: Double(Self.daysSince1970(year, month, day) + 1) * 86_400)
    }

    /// Writes the day as it was read.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// Days from 1970-01-01 in the proleptic Gregorian calendar.
    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

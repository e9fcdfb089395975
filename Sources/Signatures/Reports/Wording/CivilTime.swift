#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// A moment taken apart by the Gregorian calendar in UTC, without the weight of a date formatter.
struct CivilTime: Hashable {
    let year: Int
    let month: Int
    let day: Int
    let hour: Int
    let minute: Int
    let second: Int
    let microsecond: Int

    /// Takes a moment apart; moments before year 1 or after year 9999, which no signature format can write, become the nearest that is not.
    init(_ moment: Date) {
        let limit = moment.timeIntervalSince1970
        let seconds = limit.isNaN ? 0 : min(max(limit, -62_135_596_800), 253_402_300_799)
        var whole = Int(seconds.rounded(.down))
        var fraction = Int(((seconds - seconds.rounded(.down)) * 1e6).rounded())
        if fraction == 1_000_000 {
            whole += 1
            fraction = 0
        }
        let days = Int((Double(whole) / 86_400).rounded(.down))
        let rest = whole - days * 86_400
        (year, month, day) = Self.date(ofDay: days)
        hour = rest / 3_600
        minute = rest / 60 % 60
        second = rest % 60
        microsecond = fraction
    }

    /// The date of a day counted from 1970-01-01, by eras of 400 years that begin in March.
    private static func date(ofDay number: Int) -> (Int, Int, Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// `2025-05-01T10:00:00Z`, with a fraction of a second only where there is one (RFC 3339).
    var rfc3339: String {
        var text: [UInt8] = []
        append(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Writes the same to the end of other text.
    func append(to text: inout [UInt8]) {
        appendDate(to: &text)
        text.append(UInt8(ascii: "T"))
        appendTime(to: &text)
        if microsecond > 0 {
            text.append(UInt8(ascii: "."))
            Self.append(microsecond, digits: 6, to: &text)
            while text.last == UInt8(ascii: "0") { text.removeLast() }
        }
        text.append(UInt8(ascii: "Z"))
    }

    /// `10:00:00`, whole seconds.
    var clock: String {
        var text: [UInt8] = []
        appendTime(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    private func appendDate(to text: inout [UInt8]) {
        Self.append(year, digits: 4, to: &text)
        text.append(UInt8(ascii: "-"))
        Self.append(month, digits: 2, to: &text)
        text.append(UInt8(ascii: "-"))
        Self.append(day, digits: 2, to: &text)
    }

    private func appendTime(to text: inout [UInt8]) {
        Self.append(hour, digits: 2, to: &text)
        text.append(UInt8(ascii: ":"))
        Self.append(minute, digits: 2, to: &text)
        text.append(UInt8(ascii: ":"))
        Self.append(second, digits: 2, to: &text)
    }

    private static func append(_ number: Int, digits: Int, to text: inout [UInt8]) {
        var divisor = 1
        for _ in 1..<digits { divisor *= 10 }
        while divisor > 0 {
            text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
    }
}

extension Date {
    /// `2025-05-01T10:00:00Z`, with a fraction of a second only where there is one (RFC 3339).
    package var rfc3339: String { CivilTime(self).rfc3339 }
}

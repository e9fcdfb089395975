#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// A time as people and programs write it for others to read (RFC 3339 clause 5.6).
package struct Moment: Hashable, Sendable {
    package let date: Date

    /// Reads `2025-05-01T10:00:00Z` or `2025-05-01T15:00:00.5+05:00`; nil for anything else.
    package init?(rfc3339 text: String) {
        var rest = Substring(text)
        guard let year = Self.number(4, &rest), Self.take("-", &rest), let month = Self.number(2, &rest),
            Self.take("-", &rest), let day = Self.number(2, &rest), Self.take("Tt ", &rest),
            let hour = Self.number(2, &rest), Self.take(":", &rest), let minute = Self.number(2, &rest),
            Self.take(":", &rest), let second = Self.number(2, &rest)
        else { return nil }
        guard (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day), hour < 24, minute < 60,
            second < 61
        else { return nil }
        guard let fraction = Self.fraction(&rest), let offset = Self.offset(&rest), rest.isEmpty else { return nil }
        let days = Self.daysSince1970(year: year, month: month, day: day)
        let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second - offset
        date = Date(timeIntervalSince1970: Double(seconds) + fraction)
    }

    private static func number(_ digits: Int, _ text: inout Substring) -> Int? {
        let head = text.prefix(digits)
        guard head.count == digits, head.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        text = text.dropFirst(digits)
        return Int(head)
    }

    private static func take(_ any: String, _ text: inout Substring) -> Bool {
        guard let first = text.first, any.contains(first) else { return false }
        text = text.dropFirst()
        return true
    }

    /// Nothing, or a point and digits.
    private static func fraction(_ text: inout Substring) -> Double? {
        guard take(".", &text) else { return 0 }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        text = text.dropFirst(digits.count)
        return digits.isEmpty ? nil : Double("0.\(digits)")
    }

    /// Seconds east of UTC.
    private static func offset(_ text: inout Substring) -> Int? {
        if take("Zz", &text) { return 0 }
        let isEast = text.first == "+"
        guard take("+-", &text), let hours = number(2, &text), take(":", &text), let minutes = number(2, &text),
            hours < 24, minutes < 60
        else { return nil }
        return (hours * 3_600 + minutes * 60) * (isEast ? 1 : -1)
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Counts days by years that begin in March, so that the leap day comes last.
    private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    }
}

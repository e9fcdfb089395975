#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// A day of the calendar as it is kept in Almaty, by which the agreement counts.
package struct CalendarDate: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    private let number: Int

    private init(number: Int) { self.number = number }

    /// The day a moment falls on in Almaty.
    package init(of moment: Date) {
        let local = moment.timeIntervalSince1970 + Self.offset(at: moment)
        number = Int((local / Self.day).rounded(.down))
    }

    /// A day by its parts; nil when the calendar has no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day),
            let midnight = Self.calendar.date(from: DateComponents(year: year, month: month, day: day))
        else { return nil }
        number = Int((midnight.timeIntervalSince1970 / Self.day).rounded())
        guard parts == (year, month, day) else { return nil }
    }

    /// Reads `2026-07-12`; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let fields = text.split(separator: "-", omittingEmptySubsequences: false)
        guard fields.map(\.utf8.count) == [4, 2, 2],
            fields.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let year = Int(fields[0]), let month = Int(fields[1]), let day = Int(fields[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The first moment of the day.
    package var start: Date {
        let midnight = Double(number) * Self.day
        let early = Date(timeIntervalSince1970: midnight - Self.offsetBefore)
        return early < Self.change ? early : Date(timeIntervalSince1970: midnight - Self.offsetSince)
    }

    /// 24:00, the first moment that is no longer of the day.
    package var end: Date { adding(days: 1).start }

    /// The day so many days later; the day itself is not counted.
    package func adding(days: Int) -> CalendarDate { CalendarDate(number: number + days) }

    /// The same day so many years later, 1 March where 29 February is missing: a term is never cut short.
    package func adding(years: Int) -> CalendarDate {
        let (year, month, day) = parts
        return CalendarDate(year: year + years, month: month, day: day)
            ?? CalendarDate(year: year + years, month: 3, day: 1) ?? self
    }

    package var year: Int { parts.year }

    private var parts: (year: Int, month: Int, day: Int) {
        let moment = Date(timeIntervalSince1970: Double(number) * Self.day)
        let parts = Self.calendar.dateComponents([.year, .month, .day], from: moment)
        return (parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
    }

    package static func < (left: CalendarDate, right: CalendarDate) -> Bool { left.number < right.number }

    private static let day = 86_400.0
    /// The clocks went from UTC+6 to UTC+5 at 2024-03-01 00:00 of the old time, so that an hour came twice.
    private static let change = Date(timeIntervalSince1970: 1_709_229_600)
    private static let offsetBefore = 6 * 3_600.0
    private static let offsetSince = 5 * 3_600.0

    private static func offset(at moment: Date) -> Double { moment < change ? offsetBefore : offsetSince }

    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        if let zone = TimeZone(secondsFromGMT: 0) { calendar.timeZone = zone }
        return calendar
    }()
}

extension CalendarDate: CustomStringConvertible, Codable {
    /// `2026-07-12`.
    package var description: String {
        let (year, month, day) = parts
        let digits = String(year)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            + (month < 10 ? "-0\(month)" : "-\(month)") + (day < 10 ? "-0\(day)" : "-\(day)")
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let date = CalendarDate(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a date as 2026-07-12")
        }
        self = date
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

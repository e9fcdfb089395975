import Foundation
import SandyqAgreement
import Testing

@Suite struct CalendarDateTests {
    @Test(arguments: [
        ("2024-02-29T17:59:59Z", "2024-02-29"), ("2024-02-29T18:30:00Z", "2024-02-29"),
        ("2024-02-29T18:59:59Z", "2024-02-29"), ("2024-02-29T19:00:00Z", "2024-03-01"),
        ("2024-02-28T17:59:59Z", "2024-02-28"), ("2024-02-28T18:00:00Z", "2024-02-29"),
        ("2026-05-04T18:59:59Z", "2026-05-04"), ("2026-05-04T19:00:00Z", "2026-05-05"),
        ("1969-12-31T17:59:59Z", "1969-12-31"), ("1969-12-31T18:00:00Z", "1970-01-01"),
    ])
    func aMomentFallsOnTheDayOfAlmaty(moment: String, day: String) {
        #expect(CalendarDate(of: Cast.date(moment)).description == day)
    }

    @Test(arguments: [
        ("2024-02-29", "2024-02-28T18:00:00Z", "2024-02-29T19:00:00Z"),
        ("2024-03-01", "2024-02-29T19:00:00Z", "2024-03-01T19:00:00Z"),
        ("2026-12-31", "2026-12-30T19:00:00Z", "2026-12-31T19:00:00Z"),
    ])
    func aDayBeginsAndEndsByTheClocksOfAlmaty(day: String, start: String, end: String) {
        #expect(Cast.day(day).start == Cast.date(start))
        #expect(Cast.day(day).end == Cast.date(end))
    }

    @Test func everyMomentLiesWithinItsOwnDay() {
        let change = Cast.date("2024-02-29T18:00:00Z")
        for step in -2_000...2_000 {
            let moment = change.addingTimeInterval(Double(step) * 1_234.5)
            let day = CalendarDate(of: moment)
            #expect(day.start <= moment && moment < day.end)
        }
    }

    @Test(arguments: ["2026-02-29", "2026-13-01", "2026-00-10", "26-01-01", "2026-1-1", "", "2026-01-32", "+026-01-01"])
    func whatIsNoDayIsRefused(text: String) { #expect(CalendarDate(text) == nil) }

    @Test func yearsAreNeverCutShort() {
        #expect(Cast.day("2024-02-29").adding(years: 5).description == "2029-03-01")
        #expect(Cast.day("2024-02-29").adding(years: 4).description == "2028-02-29")
        #expect(Cast.day("2024-12-31").adding(days: 10).description == "2025-01-10")
    }
}

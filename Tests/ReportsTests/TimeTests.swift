#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import SandyqSignatures
import SandyqValidation
import Testing

@Suite("Times")
struct TimeTests {
    private func written(_ seconds: Double) throws -> String? {
        let report = Sample.report(validationTime: Date(timeIntervalSince1970: seconds))
        return try JSONValue(Array(JSONReport(language: .en).line(for: report).dropLast()))["validationTime"]?.text
    }

    @Test(
        "are written by RFC 3339",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
            (4_107_542_399, "2100-02-28T23:59:59Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
            (253_402_300_799, "9999-12-31T23:59:59Z"), (1e300, "9999-12-31T23:59:59Z"),
            (-1e300, "0001-01-01T00:00:00Z"),
            (.infinity, "9999-12-31T23:59:59Z"), (.nan, "1970-01-01T00:00:00Z"), (1.5, "1970-01-01T00:00:01.5Z"),
            (1_746_093_600.25, "2025-05-01T10:00:00.25Z"), (1_746_093_600.000001, "2025-05-01T10:00:00.000001Z"),
            (0.9999999, "1970-01-01T00:00:01Z"), (-0.5, "1969-12-31T23:59:59.5Z"),
            (-62_135_596_800, "0001-01-01T00:00:00Z"),
        ] as [(Double, String)]
    )
    func rfc3339(seconds: Double, text: String) throws {
        #expect(try written(seconds) == text)
    }

    @Test("agree with the calendar of the system on every day of four centuries")
    func everyDay() throws {
        var expected = (year: 1600, month: 1, day: 1)
        let form = JSONReport(language: .en)
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        for day in stride(from: -135_140, to: 10_957, by: 1) {
            defer {
                let isLeap = expected.year % 4 == 0 && (expected.year % 100 != 0 || expected.year % 400 == 0)
                let length = expected.month == 2 && isLeap ? 29 : lengths[expected.month - 1]
                expected.day += 1
                if expected.day > length { (expected.day, expected.month) = (1, expected.month + 1) }
                if expected.month > 12 { (expected.month, expected.year) = (1, expected.year + 1) }
            }
            guard day % 7 == 0 || expected.day <= 1 || expected.day >= 28 else { continue }
            let report = Sample.report([], validationTime: Date(timeIntervalSince1970: Double(day) * 86_400))
            let line = String(decoding: form.line(for: report), as: UTF8.self)
            let date = [expected.year, expected.month, expected.day].map { ($0 < 10 ? "0" : "") + String($0) }
            #expect(line.contains("\"\(date.joined(separator: "-"))T00:00:00Z\""))
        }
    }
}

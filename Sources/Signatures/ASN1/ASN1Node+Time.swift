#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

extension ASN1Node {
    /// The moment a UTCTime or GeneralizedTime names.
    ///
    /// Seconds must be there, and a zone (RFC 5280 clause 4.1.2.5, RFC 3161 clause 2.4.2); fractions of a second and
    /// zones other than Z, which old certificates have, are read. A date that the calendar does not have is an error.
    package func time(_ what: String) throws(FormatError) -> Date {
        switch identifier {
        case .utcTime:
            return try Date(timeDigits: try primitive(what, as: .utcTime), yearDigits: 2, what)
        case .generalizedTime:
            return try Date(timeDigits: try primitive(what, as: .generalizedTime), yearDigits: 4, what)
        default: throw FormatError("\(what): not a time")
        }
    }

    /// Whether this is a UTCTime or a GeneralizedTime.
    package var isTime: Bool { identifier == .utcTime || identifier == .generalizedTime }
}

extension Date {
    /// Reads the contents of a UTCTime (two digits of year) or GeneralizedTime (four).
    package init(timeDigits contents: ArraySlice<UInt8>, yearDigits: Int, _ what: String) throws(FormatError) {
        guard let date = Self.read(contents.span, yearDigits: yearDigits) else {
            throw FormatError("\(what): not a valid time")
        }
        self = date
    }

    /// Reads the contents of a UTCTime or GeneralizedTime; nil when they are none.
    static func read(_ text: Span<UInt8>, yearDigits: Int) -> Date? {
        var place = 0
        guard var year = digits(yearDigits, of: text, at: &place), let month = digits(2, of: text, at: &place),
            let day = digits(2, of: text, at: &place), let hour = digits(2, of: text, at: &place),
            let minute = digits(2, of: text, at: &place), let second = digits(2, of: text, at: &place)
        else { return nil }
        // RFC 5280 clause 4.1.2.5.1.
        if yearDigits == 2 { year += year < 50 ? 2000 : 1900 }
        guard (1...12).contains(month), (1...days(in: month, of: year)).contains(day), hour < 24, minute < 60,
            second < 60
        else { return nil }
        var fraction = 0.0
        if yearDigits == 4, place < text.count, text[place] == UInt8(ascii: ".") || text[place] == UInt8(ascii: ",") {
            place += 1
            guard let read = Self.fraction(of: text, at: &place) else { return nil }
            fraction = read
        }
        guard let offset = zone(of: text, at: &place), place == text.count else { return nil }
        let seconds = ((dayNumber(year, month, day) * 24 + hour) * 60 + minute) * 60 + second - offset
        return Date(timeIntervalSince1970: Double(seconds) + fraction)
    }

    private static func digits(_ count: Int, of text: Span<UInt8>, at place: inout Int) -> Int? {
        guard text.count - place >= count else { return nil }
        var number = 0
        for index in place..<place + count {
            guard (0x30...0x39).contains(text[index]) else { return nil }
            number = number * 10 + Int(text[index] - 0x30)
        }
        place += count
        return number
    }

    private static func fraction(of text: Span<UInt8>, at place: inout Int) -> Double? {
        let start = place
        var (value, weight) = (0.0, 0.1)
        while place < text.count, (0x30...0x39).contains(text[place]), place - start < 20 {
            value += Double(text[place] - 0x30) * weight
            weight /= 10
            place += 1
        }
        return place > start ? value : nil
    }

    /// Seconds that the zone is ahead of UTC.
    private static func zone(of text: Span<UInt8>, at place: inout Int) -> Int? {
        guard place < text.count else { return nil }
        let sign = text[place]
        place += 1
        switch sign {
        case UInt8(ascii: "Z"): return 0
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            guard let hours = digits(2, of: text, at: &place), let minutes = digits(2, of: text, at: &place),
                hours < 24, minutes < 60
            else { return nil }
            return (hours * 60 + minutes) * (sign == UInt8(ascii: "+") ? 60 : -60)
        default: return nil
        }
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970-01-01 in the Gregorian calendar, counted from 1 March so that leap days end a year.
    private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let marchYear = month > 2 ? year : year - 1
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

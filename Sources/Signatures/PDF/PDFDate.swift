#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import SandyqContainers

extension PDFSignature {
    /// What the signature dictionary says of its time: a claim, like CMS's signing-time (EN 319 142-1 clause 5.3).
    var claimedTime: Date? { dictionary["M"]?.text.flatMap { Date(pdf: $0) } }
}

extension Date {
    /// Reads `D:YYYYMMDDHHmmSSOHH'mm'` (ISO 32000-2 clause 7.9.4); parts may be left out from the end.
    init?(pdf text: String) {
        let date = text.hasPrefix("D:") ? text.dropFirst(2) : text[...]
        var digits = Array(date.prefix { $0.isASCII && $0.isNumber }.utf8)
        let zone = date.utf8.dropFirst(digits.count).filter { $0 != UInt8(ascii: "'") }
        guard digits.count >= 4 else { return nil }
        // The first day of a year and the first second of a day stand for what is not said.
        digits += Array("00000101000000".utf8).dropFirst(digits.count)
        // Some write the zone Z with an offset of nothing behind it.
        digits += zone.first == UInt8(ascii: "+") || zone.first == UInt8(ascii: "-") ? zone : Array("Z".utf8)
        guard let read = Date.read(digits.span, yearDigits: 4) else { return nil }
        self = read
    }
}

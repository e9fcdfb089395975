#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
package import SandyqValidation

/// Writes JSON in one pass, members in the order they are given and absent values as `null`.
///
/// Whatever could do harm on a terminal — control characters, turns of direction — leaves as `\uXXXX`, so that a line
/// may be looked at raw and still be read back exactly.
package struct JSONWriter {
    package private(set) var bytes: [UInt8] = []
    private var commaIsDue = false

    /// Starts with nothing written, and room for so many octets.
    package init(capacity: Int = 4_096) { bytes.reserveCapacity(capacity) }

    /// Ends the line.
    package mutating func endLine() {
        bytes.append(UInt8(ascii: "\n"))
        commaIsDue = false
    }

    /// Writes an object whose members the body writes.
    package mutating func object(_ body: (inout JSONWriter) -> Void) {
        beginValue()
        bytes.append(UInt8(ascii: "{"))
        commaIsDue = false
        body(&self)
        bytes.append(UInt8(ascii: "}"))
        commaIsDue = true
    }

    /// Writes an array with a value for each item, which the body writes.
    package mutating func array<Items: Sequence>(_ items: Items, _ body: (inout JSONWriter, Items.Element) -> Void) {
        beginValue()
        bytes.append(UInt8(ascii: "["))
        commaIsDue = false
        for item in items { body(&self, item) }
        bytes.append(UInt8(ascii: "]"))
        commaIsDue = true
    }

    /// Writes a member's name; the next value is the member's.
    package mutating func key(_ name: String) {
        let utf8 = name.utf8.span
        let comma = commaIsDue
        bytes.append(addingCapacity: utf8.count + 4) { output in
            if comma { output.append(UInt8(ascii: ",")) }
            output.append(UInt8(ascii: "\""))
            for index in utf8.indices { output.append(utf8[index]) }
            output.append(UInt8(ascii: "\""))
            output.append(UInt8(ascii: ":"))
        }
        commaIsDue = false
    }

    package mutating func value(_ text: String?) {
        guard let text else { return null() }
        beginValue()
        bytes.append(UInt8(ascii: "\""))
        appendEscaped(text)
        bytes.append(UInt8(ascii: "\""))
    }

    package mutating func value(_ number: Int?) {
        guard let number else { return null() }
        beginValue()
        bytes.append(contentsOf: String(number).utf8)
    }

    package mutating func value(_ truth: Bool?) {
        guard let truth else { return null() }
        beginValue()
        bytes.append(contentsOf: (truth ? "true" : "false").utf8)
    }

    /// Writes octets in lower-case hexadecimal.
    package mutating func value(hexadecimal octets: [UInt8]?) {
        guard let octets else { return null() }
        appendHexadecimal(count: octets.count) { octets[$0] }
    }

    /// Writes a fingerprint in lower-case hexadecimal.
    package mutating func value(_ fingerprint: Fingerprint?) {
        guard let fingerprint else { return null() }
        appendHexadecimal(count: 32) { fingerprint[$0] }
    }

    private mutating func appendHexadecimal(count: Int, octet: (Int) -> UInt8) {
        beginValue()
        bytes.append(addingCapacity: count * 2 + 2) { output in
            output.append(UInt8(ascii: "\""))
            for index in 0..<count {
                let octet = octet(index)
                output.append(Self.digit(octet >> 4))
                output.append(Self.digit(octet & 15))
            }
            output.append(UInt8(ascii: "\""))
        }
    }

    /// Writes a moment by RFC 3339.
    package mutating func value(_ moment: Date?) {
        guard let moment else { return null() }
        beginValue()
        bytes.append(UInt8(ascii: "\""))
        CivilTime(moment).append(to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes a value that is JSON already.
    package mutating func value(written json: some Sequence<UInt8>) {
        beginValue()
        bytes += json
    }

    package mutating func null() {
        beginValue()
        bytes.append(contentsOf: "null".utf8)
    }

    package mutating func member(_ name: String, _ text: String?) {
        key(name)
        value(text)
    }

    package mutating func member(_ name: String, _ number: Int?) {
        key(name)
        value(number)
    }

    package mutating func member(_ name: String, _ truth: Bool?) {
        key(name)
        value(truth)
    }

    package mutating func member(_ name: String, _ moment: Date?) {
        key(name)
        value(moment)
    }

    package mutating func member(_ name: String, _ fingerprint: Fingerprint?) {
        key(name)
        value(fingerprint)
    }

    package mutating func member(_ name: String, hexadecimal octets: [UInt8]?) {
        key(name)
        value(hexadecimal: octets)
    }

    package mutating func member(_ name: String, _ fingerprints: [Fingerprint]) {
        member(name, each: fingerprints) { $0.value($1) }
    }

    package mutating func member(_ name: String, _ texts: [String]) {
        member(name, each: texts) { $0.value($1) }
    }

    package mutating func member<Items: Sequence>(
        _ name: String,
        each items: Items,
        _ body: (inout JSONWriter, Items.Element) -> Void
    ) {
        key(name)
        array(items, body)
    }

    package mutating func member(_ name: String, object body: (inout JSONWriter) -> Void) {
        key(name)
        object(body)
    }

    private mutating func beginValue() {
        if commaIsDue { bytes.append(UInt8(ascii: ",")) }
        commaIsDue = true
    }

    /// Most text is plain: it is copied as a whole, and taken back from the first octet that may not be.
    private mutating func appendEscaped(_ text: String) {
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        guard let special = indexOfSpecial(from: start) else { return }
        bytes.removeLast(bytes.count - special)
        let utf8 = text.utf8.span
        var index = special - start
        while index < utf8.count {
            appendCharacter(of: utf8, at: &index)
            bytes.append(addingCapacity: utf8.count - index) { output in
                while index < utf8.count, Self.isPlain(utf8[index]) {
                    output.append(utf8[index])
                    index += 1
                }
            }
        }
    }

    /// The place of the first octet from a place on that may begin something to escape.
    private func indexOfSpecial(from start: Int) -> Int? {
        let written = bytes.span
        for index in start..<written.count where !Self.isPlain(written[index]) { return index }
        return nil
    }

    /// Writes one character that may have to be escaped.
    private mutating func appendCharacter(of utf8: Span<UInt8>, at index: inout Int) {
        let byte = utf8[index]
        var length = 1
        var scalar = UInt32(byte)
        if byte >= 0xC0 {
            length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
            scalar = UInt32(byte) & (0xFF >> UInt32(length + 1))
            for offset in 1..<length { scalar = scalar << 6 | UInt32(utf8[index + offset]) & 0x3F }
        }
        if Self.mustEscape(scalar) {
            appendEscape(of: scalar)
        } else {
            for offset in 0..<length { bytes.append(utf8[index + offset]) }
        }
        index += length
    }

    /// Bytes that never begin a character to escape: most of ASCII, continuations, and the leads of Latin, Greek and Cyrillic letters.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x22, 0x5C: false
        case 0x20...0x7E, 0x80...0xBF, 0xC3...0xCB, 0xCE...0xD7: true
        default: false
        }
    }

    private static func mustEscape(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x22, 0x5C, 0..<0x20: true
        default: Unicode.Scalar(scalar)?.isDeceptive ?? true
        }
    }

    private mutating func appendEscape(of scalar: UInt32) {
        bytes.append(UInt8(ascii: "\\"))
        switch scalar {
        case 0x22, 0x5C: bytes.append(UInt8(truncatingIfNeeded: scalar))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0...0xFFFF: appendUnit(scalar)
        default:
            appendUnit(0xD800 + (scalar - 0x10000) >> 10)
            bytes.append(UInt8(ascii: "\\"))
            appendUnit(0xDC00 + scalar & 0x3FF)
        }
    }

    /// Writes `uXXXX`.
    private mutating func appendUnit(_ unit: UInt32) {
        bytes.append(UInt8(ascii: "u"))
        for shift in [12, 8, 4, 0] as [UInt32] {
            bytes.append(Self.digit(UInt8(truncatingIfNeeded: unit >> shift & 15)))
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
    }
}

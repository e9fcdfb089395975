#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import SandyqSignatures
import SandyqValidation
import Testing

@Suite("Reading BER")
struct ASN1NodeTests {
    private func node(_ bytes: [UInt8]) throws -> ASN1Node { try ASN1Node(reading: bytes[...], "test") }

    @Test(
        "An INTEGER is read as hexadecimal",
        arguments: [
            ([0x00], "0"), ([0x01], "1"), ([0x7f], "7f"), ([0x00, 0x80], "80"), ([0xff], "-1"), ([0x80], "-80"),
            ([0xff, 0x7f], "-81"), ([0x00, 0x00, 0x0a], "a"), ([0x01, 0x00], "100"), ([0xff, 0x00], "-100"),
            ([0x80, 0x00], "-8000"), ([0xff, 0xff], "-1"),
        ] as [([UInt8], String)]
    )
    func integers(_ contents: [UInt8], _ expected: String) throws {
        #expect(try node(DER.element(2, contents)).integer("test") == expected)
    }

    @Test("An INTEGER without contents, or too long for a number, is refused")
    func badIntegers() {
        #expect(throws: FormatError.self) { try node([2, 0]).integer("test") }
        #expect(throws: FormatError.self) { try node([2, 0]).smallInteger("test") }
        #expect(throws: FormatError.self) {
            try node(DER.element(2, [1, 0, 0, 0, 0, 0, 0, 0, 0])).smallInteger("test")
        }
    }

    @Test("Small numbers keep their sign", arguments: [0, 1, -1, 127, 128, -128, -129, 65_536, .max, .min])
    func smallIntegers(_ number: Int) throws {
        #expect(try node(DER.integer(number)).smallInteger("test") == number)
    }

    @Test(
        "An OBJECT IDENTIFIER is read in dotted form",
        arguments: [
            "1.2.840.113549.1.7.2", "2.5.4.3", "0.9.2342.19200300.100.1.25", "1.2.398.3.10.1.1.2.3.2", "2.999.1",
            "2.16.840.1.101.3.4.2.1", "0.0", "1.39", "2.25.18446744073709551615",
        ] as [OID]
    )
    func identifiers(_ oid: OID) throws {
        #expect(try node(DER.oid(oid)).oid("test") == oid)
    }

    @Test("An identifier of 128 bits is read, a longer one or a broken one refused")
    func longIdentifiers() throws {
        let long: [UInt8] = [0x69] + [0x83] + [UInt8](repeating: 0xff, count: 17) + [0x7f]
        #expect(try node(DER.element(6, long)).oid("test") == "2.25.340282366920938463463374607431768211455")
        for contents: [UInt8] in [[], [0x2a, 0x86], [0x2a] + [UInt8](repeating: 0xff, count: 19) + [0x7f]] {
            #expect(throws: FormatError.self) { try node(DER.element(6, contents)).oid("test") }
        }
    }

    @Test("The pieces of a constructed OCTET STRING are joined, at any depth")
    func constructedOctets() throws {
        let inner: [UInt8] = [0x24, 0x80, 0x04, 0x01, 0x03, 0x00, 0x00]
        let bytes: [UInt8] = [0x24, 0x80, 0x04, 0x02, 0x01, 0x02] + inner + [0x04, 0x00, 0x00, 0x00]
        #expect(try node(bytes).octets("test") == [1, 2, 3])
        #expect(throws: FormatError.self) { try node([0x24, 0x03, 0x02, 0x01, 0x05]).octets("test") }
    }

    @Test("A BIT STRING's named bits count from the highest place, and unused ones are none")
    func bits() throws {
        #expect(try node(DER.bits([0x80])).bits("test").flags == 1)
        #expect(try node(DER.bits([0x00, 0x80], unused: 7)).bits("test").flags == 1 << 8)
        #expect(try node(DER.bits([0xff], unused: 6)).bits("test").flags == 0b11)
        #expect(try node(DER.bits([])).bits("test").flags == 0)
        for contents: [UInt8] in [[], [8, 0], [1]] {
            #expect(throws: FormatError.self) { try node(DER.element(3, contents)).bits("test") }
        }
        #expect(throws: FormatError.self) { try node(DER.bits([0xff], unused: 1)).wholeOctets("test") }
    }

    @Test("Text of every string type is read")
    func text() throws {
        let kazakh = "ҚҰЖАТ"
        #expect(try node(DER.utf8(kazakh)).text == kazakh)
        #expect(
            try node(DER.element(0x1e, kazakh.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] })).text == kazakh
        )
        let wide = kazakh.unicodeScalars.flatMap { scalar in
            (0..<4).reversed().map { UInt8(truncatingIfNeeded: scalar.value >> ($0 * 8)) }
        }
        #expect(try node(DER.element(0x1c, wide)).text == kazakh)
        #expect(try node(DER.element(0x14, [0x4d, 0xfc, 0x6c])).text == "Mül")
        for tag: UInt8 in [0x12, 0x13, 0x15, 0x16, 0x19, 0x1a, 0x1b] {
            #expect(try node(DER.element(tag, [0x41, 0x42])).text == "AB")
        }
        #expect(try node(DER.element(0x1e, [0xd8, 0x3d, 0xde, 0x00])).text == "😀")
    }

    @Test("Octets that are no text stay apart from others, and are never repaired")
    func badText() throws {
        #expect(try node(DER.element(0x0c, [0x41, 0xff])).text == "A\u{ff}")
        #expect(try node(DER.element(0x1e, [0x00])).text == nil)
        #expect(try node(DER.element(0x1e, [0xd8, 0x3d])).text == nil)
        #expect(try node(DER.element(0x1c, [0x00, 0x11, 0x00, 0x00])).text == nil)
        #expect(try node(DER.octets([0x41])).text == nil)
        #expect(try node(DER.utf8("")).text == "")
    }

    @Test(
        "A valid time is read",
        arguments: [
            (0x17, "700101000000Z", 0), (0x17, "491231235959Z", 2_524_607_999), (0x17, "500101000000Z", -631_152_000),
            (0x18, "20240229120000Z", 1_709_208_000), (0x18, "20240101000000.25Z", 1_704_067_200.25),
            (0x18, "20240101000000,5Z", 1_704_067_200.5), (0x17, "240101060000+0600", 1_704_067_200),
            (0x18, "20231231190000-0500", 1_704_067_200), (0x18, "00010101000000Z", -62_135_596_800),
            (0x18, "99991231235959Z", 253_402_300_799),
        ] as [(UInt8, String, Double)]
    )
    func times(_ tag: UInt8, _ text: String, _ expected: Double) throws {
        let time = try node(DER.element(tag, Array(text.utf8))).time("test")
        #expect(time.timeIntervalSince1970 == expected)
    }

    @Test(
        "A time that is not one is refused",
        arguments: [
            (0x17, ""), (0x17, "2401010000Z"), (0x17, "240101000000"), (0x17, "240230000000Z"), (0x17, "230229000000Z"),
            (0x17, "241301000000Z"), (0x17, "240001000000Z"), (0x17, "240100000000Z"), (0x17, "240101240000Z"),
            (0x17, "240101006000Z"), (0x17, "240101000060Z"), (0x17, "240101000000ZZ"), (0x17, "24010100000 Z"),
            (0x18, "20240101000000"), (0x18, "20240101000000.Z"), (0x18, "2024010100Z"), (0x18, "21000229000000Z"),
            (0x18, "20240101000000+2400"), (0x17, "240101000000.5Z"), (0x18, "-0240101000000Z"),
            (0x0c, "240101000000Z"),
        ] as [(UInt8, String)]
    )
    func badTimes(_ tag: UInt8, _ text: String) {
        #expect(throws: FormatError.self) { try node(DER.element(tag, Array(text.utf8))).time("test") }
    }

    @Test("Nesting has a bound, whatever form the lengths have", arguments: [51, 2_000, 20_000])
    func depth(_ count: Int) {
        let indefinite = [UInt8]((0..<count).flatMap { _ in [0x30, 0x80] as [UInt8] })
        #expect(throws: FormatError.self) { try node(indefinite) }
        #expect(throws: FormatError.self) { try node(indefinite + [UInt8](repeating: 0, count: count * 2)) }
        var definite: [UInt8] = []
        for _ in 0..<min(count, 2_000) { definite = DER.element(0x30, definite) }
        #expect(throws: FormatError.self) { try node(definite) }
    }

    @Test(
        "Lengths beyond the input are refused",
        arguments: [
            [0x30, 0x84, 0x80, 0x00, 0x00, 0x00], [0x04, 0x84, 0x7f, 0xff, 0xff, 0xff],
            [0x04, 0x88, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            [0x04, 0x88, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            [0x04, 0x89, 0x01, 0, 0, 0, 0, 0, 0, 0, 0], [0x04, 0xff], [0x30, 0x80], [0x30, 0x80, 0x00], [0x30], [],
            [0x04, 0x80, 0x00, 0x00], [0x00, 0x00], [0x1f, 0x81], [0x05, 0x00, 0x00],
        ] as [[UInt8]]
    )
    func lengths(_ bytes: [UInt8]) {
        #expect(throws: FormatError.self) { try node(bytes) }
    }

    @Test("A file of nothing but tiny elements is refused before it fills the memory")
    func manyElements() {
        // Two zeros are an element of type 0 without contents.
        let bytes = DER.element(0x30, [UInt8](repeating: 0, count: 4_000_000))
        #expect(throws: FormatError("test: more than 2,000,000 elements")) { try node(bytes) }
    }

    @Test("An element too many or too few in a SEQUENCE is an error with its place")
    func fields() throws {
        var fields = try node(DER.sequence(DER.integer(1), DER.null)).fields("list")
        _ = try fields.required("number")
        #expect(throws: FormatError("list: an element too many")) { try fields.end() }
        _ = fields.next()
        try fields.end()
        #expect(throws: FormatError("list: name is missing")) { try fields.required("name") }
        #expect(throws: FormatError.self) { try node(DER.null).fields("list") }
        #expect(throws: FormatError.self) { try node(DER.explicit(0, DER.null + DER.null)).explicit("tag") }
    }
}

import SandyqValidation
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// RFC 5280 clause 7.1 with the string preparation of RFC 4518.
@Suite("A distinguished name")
struct DistinguishedNameTests {
    private func name(_ value: String) -> DistinguishedName {
        DistinguishedName(relativeNames: [[.init(type: "2.5.4.3", value: value)]])
    }

    @Test(
        "is the same in another dress",
        arguments: [
            ("Good CA", "good ca"), ("Good CA", "  Good   CA "), ("Good CA", "Good\tCA"), ("Good CA", "Good\r\nCA"),
            ("ТОО Қазақ", "тоо қазақ"), ("ӘІҢҒҮҰҚӨҺ", "әіңғүұқөһ"), ("Straße", "STRASSE"), ("ΣΟΦΟΣ", "σοφος"),
            ("ΣΟΦΟΣ", "σοφος".replacing("ς", with: "σ")), ("é", "e\u{301}"), ("Й", "и\u{306}"),
            ("Good\u{A0}CA", "Good CA"),
            ("Go\u{AD}od", "good"), ("Good\u{200B}", "good"), ("Go\u{0}od", "good"), ("", "  "), ("қ\u{3000} б", "Қ б"),
        ]
    )
    func same(left: String, right: String) {
        #expect(name(left) == name(right))
        #expect(name(left).hashValue == name(right).hashValue)
    }

    @Test("folds every Latin and Cyrillic letter as Unicode does")
    func folding() {
        for value: UInt32 in 0x21...0x52F {
            guard let scalar = Unicode.Scalar(value), scalar.properties.isAlphabetic, value != 0x131 else { continue }
            let folded = scalar.properties.uppercaseMapping.lowercased()
            // Ӂ stands outside the short way, and takes the letters beside it along the long one.
            for neighbour in ["Ӂ", "ӂ"] {
                #expect(name(neighbour + String(scalar)).comparable == ["2.5.4.3=ӂ\(folded)"])
            }
        }
    }

    @Test(
        "differs where a letter, a word or a space does",
        arguments: [
            ("Good CA", "GoodCA"), ("Good CA", "Good CB"), ("Қазақ", "Казак"), ("ı", "i"), ("A", "А"), ("é", "e"),
            ("a b", "b a"),
        ]
    )
    func different(left: String, right: String) {
        #expect(name(left) != name(right))
    }

    @Test("keeps the order of relative names, not of the attributes in one")
    func order() {
        #expect(("C=KZ, O=A" as DistinguishedName) != "O=A, C=KZ")
        #expect(("C=KZ, O=A+CN=B" as DistinguishedName) == "C=KZ, CN=b+O=a")
        #expect(("O=A+CN=B" as DistinguishedName) != "O=A, CN=B")
        #expect(("O=A" as DistinguishedName) != "CN=A")
    }

    @Test("does not take one attribute that looks like two for two", arguments: ["+", "\u{1F}"])
    func disguise(separator: String) {
        let two = DistinguishedName(relativeNames: [
            [.init(type: "2.5.4.3", value: "a"), .init(type: "2.5.4.4", value: "b")]
        ])
        #expect(two != name("a\(separator)2.5.4.4=b"))
    }

    @Test("is folded again when it is decoded")
    func decoding() throws {
        let json = #"{"relativeNames":[[{"type":"2.5.4.3","value":"Good  CA"}]],"comparable":["2.5.4.3=forged"]}"#
        let decoded = try JSONDecoder().decode(DistinguishedName.self, from: Data(json.utf8))
        #expect(decoded == name("good ca"))
        #expect(try JSONDecoder().decode(DistinguishedName.self, from: JSONEncoder().encode(decoded)) == decoded)
    }
}

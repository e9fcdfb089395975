import SandyqLibXML
import Testing

/// What is parsed and, above all, what is not.
struct ParsingTests {
    @Test(
        "A document type is refused before anything it says takes effect",
        arguments: [
            "<!DOCTYPE a><a/>",
            "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
            "<!DOCTYPE a PUBLIC \"-//x\" \"http://127.0.0.1:9/a.dtd\"><a/>",
            "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
            "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>",
            "<!DOCTYPE a [<!ATTLIST a x ID #IMPLIED>]><a x=\"1\"/>",
            "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><l>&c;</l>",
        ]
    )
    func documentTypes(_ text: String) {
        #expect(throws: XMLError.documentType) { try XMLDocument(parsing: text) }
    }

    @Test(
        "What is not well-formed is refused",
        arguments: [
            "", "text", "<a>", "<a></b>", "<a/><b/>", "<a x='1' x='2'/>", "<a>&undefined;</a>", "<p:a/>",
            "<a p:x='1'/>",
            "<a xmlns:p='urn:1' xmlns:q='urn:1' p:x='1' q:x='2'/>", "<a>\u{1}</a>", "<a><![CDATA[x</a>", "<a/>trailing",
            "<?xml version=\"1.0\" encoding=\"UTF-7\"?><a/>",
        ]
    )
    func malformed(_ text: String) {
        #expect {
            try XMLDocument(parsing: text)
        } throws: { error in
            if case .malformed? = error as? XMLError { true } else { false }
        }
    }

    @Test("The same text is read from UTF-8, UTF-16 of either order, with a mark and without, and from 8-bit encodings")
    func encodings() throws {
        let text = "<a>Қазақстан 😀</a>"
        let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        let little = text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        let declared = "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + text
        let declaredBig = declared.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        for bytes in [
            Array(text.utf8), [0xef, 0xbb, 0xbf] + Array(text.utf8), [0xfe, 0xff] + big, [0xff, 0xfe] + little, big,
            little,
            [0xfe, 0xff] + declaredBig,
        ] {
            let document = try XMLDocument(parsing: bytes[...], within: XMLBounds())
            #expect(try document.canonical(CanonicalForm(.inclusive)) == text)
        }
        let cyrillic: [UInt8] =
            Array("<?xml version=\"1.0\" encoding=\"windows-1251\"?><a>".utf8) + [0xc0, 0xea, 0xf2] + Array("</a>".utf8)
        let document = try XMLDocument(parsing: cyrillic[...], within: XMLBounds())
        #expect(document.root?.text == "Акт")
    }

    @Test("Half a surrogate pair and an odd octet are not UTF-16")
    func brokenUTF16() {
        #expect(throws: XMLError.self) {
            try XMLDocument(
                parsing: [0xfe, 0xff, 0, 0x3c, 0, 0x61, 0, 0x2f, 0, 0x3e, 0xd8, 0][...],
                within: XMLBounds()
            )
        }
        #expect(throws: XMLError.self) {
            try XMLDocument(parsing: [0xfe, 0xff, 0, 0x3c, 0, 0x61, 0, 0x2f, 0, 0x3e, 0][...], within: XMLBounds())
        }
    }

    @Test("Depth, size, elements, attributes and namespaces are bounded, and the bound is named")
    func bounds() throws {
        var bounds = XMLBounds()
        bounds.depth = 4
        bounds.elements = 10
        bounds.octets = 200_000
        bounds.attributes = 20
        bounds.namespaceLookups = 1_000
        let kept = bounds
        #expect(throws: Never.self) { try XMLDocument(parsing: "<a><a><a><a/></a></a></a>", within: kept) }
        #expect(throws: XMLError.limit("depth", 4)) {
            try XMLDocument(parsing: "<a><a><a><a><a/></a></a></a></a>", within: kept)
        }
        #expect(throws: XMLError.limit("elements", 10)) {
            try XMLDocument(parsing: "<a>" + String(repeating: "<b/>", count: 10) + "</a>", within: kept)
        }
        #expect(throws: XMLError.limit("octets", 200_000)) {
            try XMLDocument(parsing: "<a>" + String(repeating: " ", count: 200_000) + "</a>", within: kept)
        }
        let attributes = (0..<21).map { "a\($0)='<= x=y >'" }.joined(separator: " ")
        #expect(throws: XMLError.limit("attributes", 20)) {
            try XMLDocument(
                parsing: "<a \(attributes)>" + String(repeating: "x=y ", count: 20_000) + "</a>",
                within: kept
            )
        }
        #expect(throws: Never.self) {
            try XMLDocument(parsing: "<a>" + String(repeating: "x=y ", count: 20_000) + "</a>", within: kept)
        }
        let spaces = (0..<12).map { "xmlns:n\($0)='urn:\($0)'" }.joined(separator: " ")
        #expect(throws: XMLError.limit("namespaces", 1_000)) {
            try XMLDocument(parsing: "<a \(spaces)>" + String(repeating: "<b/>", count: 9) + "</a>", within: kept)
        }
    }

    @Test("A bomb of a hundred thousand attributes is refused before libxml2 compares each with all others")
    func attributeBomb() {
        let attributes = (0..<100_000).map { "a\($0)=''" }.joined(separator: " ")
        #expect(throws: XMLError.limit("attributes", XMLBounds().attributes)) {
            try XMLDocument(parsing: "<a \(attributes)/>")
        }
    }

    @Test("Elements are walked in document order, and names compare with their namespaces")
    func walking() throws {
        let document = try XMLDocument(
            parsing: "<a xmlns='urn:1' xmlns:p='urn:2'><b p:Id='x' Id='y'>t</b><!-- --><p:b><c/></p:b></a>"
        )
        #expect(document.elements.map(\.name) == ["a", "b", "b", "c"])
        let root = try #require(document.root)
        #expect(root.children("b", in: "urn:1").count == 1)
        #expect(root.child("b", in: "urn:2")?.child("c", in: "urn:1") != nil)
        #expect(root.child("c", in: "urn:1") == nil)
        let first = try #require(root.child("b", in: "urn:1"))
        #expect(first.attribute("Id") == "y")
        #expect(first.attribute("Id", in: "urn:2") == "x")
        #expect(first.attribute("id") == nil)
        #expect(first.namespace(ofPrefix: "p") == "urn:2")
        #expect(first.namespace(ofPrefix: "q") == nil)
        #expect(first.isInside(root) && !root.isInside(first))
    }
}

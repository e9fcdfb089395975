import SandyqLibXML
import Testing

/// The transforms that choose nodes by XPath.
struct FilterTests {
    private let text = "<a xmlns:p='urn:p' q='1'><p:sig Id='s'><here/></p:sig><b><p:sig/>two</b><c r='2'/></a>"

    @Test("An XPath filter keeps the nodes for which it is true, attributes and namespaces among them")
    func xpath() throws {
        let document = try XMLDocument(parsing: text)
        let root = try #require(document.root)
        var steps = 1_000_000
        var selection = NodeSelection(document, hasComments: false)
        try selection.filter(by: "not(ancestor-or-self::p:sig)", in: root, spending: &steps)
        #expect(
            try selection.octets(CanonicalForm(.inclusive)).text
                == "<a xmlns:p=\"urn:p\" q=\"1\"><b>two</b><c r=\"2\"></c></a>"
        )
        var bare = NodeSelection(document, hasComments: false)
        try bare.filter(by: "self::text() or self::b", in: root, spending: &steps)
        #expect(try bare.octets(CanonicalForm(.inclusive)).text == "<b>two</b>")
    }

    @Test("here() is the element the expression stands in")
    func here() throws {
        let document = try XMLDocument(parsing: text)
        let here = try #require(document.elements.first { $0.name == "here" })
        var selection = NodeSelection(document, hasComments: false)
        let enveloped =
            "count(ancestor-or-self::p:sig | here()/ancestor::p:sig[1]) > count(ancestor-or-self::p:sig)"
        var steps = 1_000_000
        try selection.filter(by: enveloped, in: here, spending: &steps)
        #expect(
            try selection.octets(CanonicalForm(.inclusive)).text
                == "<a xmlns:p=\"urn:p\" q=\"1\"><b><p:sig></p:sig>two</b><c r=\"2\"></c></a>"
        )
    }

    @Test("XPath Filter 2.0: intersect, subtract and union in their order")
    func steps() throws {
        let document = try XMLDocument(parsing: text)
        let root = try #require(document.root)
        var selection = NodeSelection(document, hasComments: false)
        var left = 1_000_000
        try selection.filter(
            by: [(.intersect, "//b", root), (.subtract, "//p:sig", root), (.union, "//c", root)],
            spending: &left
        )
        #expect(
            try selection.octets(CanonicalForm(.inclusive)).text
                == "<b xmlns:p=\"urn:p\">two</b><c xmlns:p=\"urn:p\" r=\"2\"></c>"
        )
    }

    @Test("An expression that cannot be read, or takes too long, is no filter")
    func hostile() throws {
        let document = try XMLDocument(parsing: "<a>" + String(repeating: "<b><c/></b>", count: 300) + "</a>")
        let root = try #require(document.root)
        for expression in ["(", "unknown()", "x:y", "document('http://127.0.0.1:9/')", "$v"] {
            #expect(throws: XMLError.self) { try root.filtered(by: expression, steps: 1_000_000) }
        }
        let slow = "count(//*[count(//*) > count(.//*)]) > 1"
        #expect(throws: XMLError.limit("pathSteps", 0)) { try root.filtered(by: slow, steps: 100_000) }
        #expect(throws: XMLError.limit("pathSteps", 0)) { try root.filtered(by: "true()", steps: 100) }
    }
}

extension XMLElement {
    fileprivate func filtered(by expression: String, steps: Int) throws(XMLError) {
        var steps = steps
        var selection = NodeSelection(document, hasComments: false)
        try selection.filter(by: expression, in: self, spending: &steps)
    }
}

extension [UInt8] {
    fileprivate var text: String { String(decoding: self, as: UTF8.self) }
}

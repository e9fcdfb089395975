import SandyqLibXML
import Testing

/// The examples of the recommendations themselves, and what the two forms make of parts of a document.
struct CanonicalFormTests {
    @Test("Canonical XML 1.0, 3.1: PIs and comments outside the document element")
    func outsideTheDocumentElement() throws {
        let document = try XMLDocument(
            parsing:
                "<?xml version=\"1.0\"?>\n\n<?xml-stylesheet   href=\"doc.xsl\"\n   type=\"text/xsl\"   ?>\n\n<doc>Hello, world!<!-- Comment 1 --></doc>\n\n<?pi-without-data     ?>\n\n<!-- Comment 2 -->\n\n<!-- Comment 3 -->"
        )
        let head = "<?xml-stylesheet href=\"doc.xsl\"\n   type=\"text/xsl\"   ?>\n"
        #expect(
            try document.canonical(CanonicalForm(.inclusive))
                == head + "<doc>Hello, world!</doc>\n<?pi-without-data?>"
        )
        #expect(
            try document.canonical(CanonicalForm(.inclusive, keepsComments: true))
                == head
                + "<doc>Hello, world!<!-- Comment 1 --></doc>\n<?pi-without-data?>\n<!-- Comment 2 -->\n<!-- Comment 3 -->"
        )
    }

    @Test("Canonical XML 1.0, 3.3: start and end tags")
    func tags() throws {
        let document = try XMLDocument(
            parsing: """
                <doc>
                   <e1   />
                   <e2   ></e2>
                   <e3   name = "elem3"   id="elem3"   />
                   <e5 a:attr="out" b:attr="sorted" attr2="all" attr="I'm"
                      xmlns:b="http://www.ietf.org"
                      xmlns:a="http://www.w3.org"
                      xmlns="http://example.org"/>
                   <e6 xmlns="" xmlns:a="http://www.w3.org">
                      <e7 xmlns="http://www.ietf.org">
                         <e8 xmlns="" xmlns:a="http://www.w3.org">
                            <e9 xmlns="" xmlns:a="http://www.ietf.org"/>
                         </e8>
                      </e7>
                   </e6>
                </doc>
                """
        )
        #expect(
            try document.canonical(CanonicalForm(.inclusive)) == """
                <doc>
                   <e1></e1>
                   <e2></e2>
                   <e3 id="elem3" name="elem3"></e3>
                   <e5 xmlns="http://example.org" xmlns:a="http://www.w3.org" xmlns:b="http://www.ietf.org" attr="I'm" attr2="all" b:attr="sorted" a:attr="out"></e5>
                   <e6 xmlns:a="http://www.w3.org">
                      <e7 xmlns="http://www.ietf.org">
                         <e8 xmlns="">
                            <e9 xmlns:a="http://www.ietf.org"></e9>
                         </e8>
                      </e7>
                   </e6>
                </doc>
                """
        )
    }

    @Test("Canonical XML 1.0, 3.4: character modifications and references")
    func characters() throws {
        let document = try XMLDocument(
            parsing: """
                <doc>
                   <text>First line&#x0d;&#10;Second line</text>
                   <value>&#x32;</value>
                   <compute><![CDATA[value>"0" && value<"10" ?"valid":"error"]]></compute>
                   <compute expr='value>"0" &amp;&amp; value&lt;"10" ?"valid":"error"'>valid</compute>
                   <norm attr=' &apos;   &#x20;&#13;&#xa;&#9;   &apos; '/>
                </doc>
                """
        )
        #expect(
            try document.canonical(CanonicalForm(.inclusive)) == """
                <doc>
                   <text>First line&#xD;
                Second line</text>
                   <value>2</value>
                   <compute>value&gt;"0" &amp;&amp; value&lt;"10" ?"valid":"error"</compute>
                   <compute expr="value>&quot;0&quot; &amp;&amp; value&lt;&quot;10&quot; ?&quot;valid&quot;:&quot;error&quot;">valid</compute>
                   <norm attr=" '    &#xD;&#xA;&#x9;   ' "></norm>
                </doc>
                """
        )
    }

    @Test("Exclusive XML Canonicalization, 2.2: what is around a part does not show in it")
    func exclusive() throws {
        let one = try XMLDocument(
            parsing:
                "<n0:local xmlns:n0=\"foo:bar\" xmlns:n3=\"ftp://example.org\"><n1:elem2 xmlns:n1=\"http://example.net\" xml:lang=\"en\"><n3:stuff xmlns:n3=\"ftp://example.org\"/></n1:elem2></n0:local>"
        )
        let two = try XMLDocument(
            parsing:
                "<n2:pdu xmlns:n1=\"http://example.com\" xmlns:n2=\"http://foo.example\" xml:lang=\"fr\" xml:space=\"retain\"><n1:elem2 xmlns:n1=\"http://example.net\" xml:lang=\"en\"><n3:stuff xmlns:n3=\"ftp://example.org\"/></n1:elem2></n2:pdu>"
        )
        let expected =
            "<n1:elem2 xmlns:n1=\"http://example.net\" xml:lang=\"en\"><n3:stuff xmlns:n3=\"ftp://example.org\"></n3:stuff></n1:elem2>"
        for document in [one, two] {
            let part = try #require(document.root?.children.first)
            #expect(try part.canonical(CanonicalForm(.exclusive)) == expected)
        }
        let part = try #require(two.root?.children.first)
        #expect(
            try part.canonical(CanonicalForm(.inclusive))
                == "<n1:elem2 xmlns:n1=\"http://example.net\" xmlns:n2=\"http://foo.example\" xml:lang=\"en\" xml:space=\"retain\"><n3:stuff xmlns:n3=\"ftp://example.org\"></n3:stuff></n1:elem2>"
        )
        #expect(
            try part.canonical(CanonicalForm(.exclusive, inclusivePrefixes: ["n2"]))
                == "<n1:elem2 xmlns:n1=\"http://example.net\" xmlns:n2=\"http://foo.example\" xml:lang=\"en\"><n3:stuff xmlns:n3=\"ftp://example.org\"></n3:stuff></n1:elem2>"
        )
    }

    @Test("Canonical XML 1.1, 2.4: xml:id is not inherited, xml:base is joined")
    func version11() throws {
        let document = try XMLDocument(
            parsing:
                "<a xml:id=\"top\" xml:base=\"http://example.org/one/\" xml:lang=\"kk\"><b xml:base=\"two/\"><c/></b></a>"
        )
        let part = try #require(document.root?.children.first?.children.first)
        #expect(
            try part.canonical(CanonicalForm(.inclusive11))
                == "<c xml:base=\"http://example.org/one/two/\" xml:lang=\"kk\"></c>"
        )
        #expect(
            try part.canonical(CanonicalForm(.inclusive))
                == "<c xml:base=\"two/\" xml:id=\"top\" xml:lang=\"kk\"></c>"
        )
    }

    @Test("A part taken out leaves nothing behind, and what is beside a part is not in it")
    func partsOfADocument() throws {
        let document = try XMLDocument(
            parsing: "<a xmlns:p=\"urn:p\">one<p:b Id=\"x\"><!--note-->two<c q=\"1\"/></p:b>three<d/>four</a>"
        )
        let root = try #require(document.root)
        let part = try #require(root.child("b", in: "urn:p"))
        var rest = NodeSelection(document, hasComments: true)
        rest.exclude(part)
        #expect(
            try String(decoding: rest.octets(CanonicalForm(.inclusive)), as: UTF8.self)
                == "<a xmlns:p=\"urn:p\">onethree<d></d>four</a>"
        )
        #expect(
            try part.canonical(CanonicalForm(.inclusive, keepsComments: true))
                == "<p:b xmlns:p=\"urn:p\" Id=\"x\"><!--note-->two<c q=\"1\"></c></p:b>"
        )
        // Nothing is left of the marks: the whole is as it was.
        #expect(
            try document.canonical(CanonicalForm(.inclusive))
                == "<a xmlns:p=\"urn:p\">one<p:b Id=\"x\">two<c q=\"1\"></c></p:b>three<d></d>four</a>"
        )
        let selection = NodeSelection(part, hasComments: false)
        #expect(
            try String(decoding: selection.octets(CanonicalForm(.exclusive, keepsComments: true)), as: UTF8.self)
                == "<p:b xmlns:p=\"urn:p\" Id=\"x\">two<c q=\"1\"></c></p:b>"
        )
        #expect(String(decoding: NodeSelection(root, hasComments: false).text, as: UTF8.self) == "onetwothreefour")
    }

    @Test("A relative namespace name has no canonical form")
    func relativeNamespace() throws {
        let document = try XMLDocument(parsing: "<a xmlns=\"relative\"/>")
        #expect(throws: XMLError.notCanonical) { try document.canonical(CanonicalForm(.inclusive)) }
    }
}

extension XMLDocument {
    convenience init(parsing text: String, within bounds: XMLBounds = XMLBounds()) throws(XMLError) {
        try self.init(parsing: Array(text.utf8)[...], within: bounds)
    }

    func canonical(_ form: CanonicalForm) throws(XMLError) -> String {
        String(decoding: try NodeSelection(self, hasComments: true).octets(form), as: UTF8.self)
    }
}

extension XMLElement {
    func canonical(_ form: CanonicalForm) throws(XMLError) -> String {
        String(decoding: try NodeSelection(self, hasComments: true).octets(form), as: UTF8.self)
    }
}

import SandyqSignatures
import SandyqValidation
import Testing

@Suite("XML made to break a reader")
struct XMLHostileTests {
    private static let signature = "http://www.w3.org/2000/09/xmldsig#"

    /// A signature of which everything but its references is in order, around them.
    private func signed(_ references: String, before: String = "", objects: String = "") -> [UInt8] {
        let text = """
            <root>\(before)<ds:Signature xmlns:ds="\(Self.signature)"><ds:SignedInfo>\
            <ds:CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/>\
            <ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>\(references)\
            </ds:SignedInfo><ds:SignatureValue>AAAA</ds:SignatureValue>\(objects)</ds:Signature></root>
            """
        return Array(text.utf8)
    }

    private func reference(_ uri: String = "", transforms: String = "", digest: String = "AAAA") -> String {
        """
        <ds:Reference URI="\(uri)"><ds:Transforms>\(transforms)</ds:Transforms>\
        <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>\(digest)</ds:DigestValue>\
        </ds:Reference>
        """
    }

    private func path(_ expression: String) -> String {
        """
        <ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><ds:XPath>\(expression)</ds:XPath>\
        </ds:Transform>
        """
    }

    @Test("reaches a bound that is named, in reasonable time")
    func bounds() {
        let canonical = #"<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>"#
        let slow = path("count(//*[count(//*) = count(//*)]) = 0")
        let many = String(repeating: "<a/>", count: 3_000)
        var limits = Limits()
        limits.canonicalOctets = 1 << 20
        limits.references = 100
        let cases: [(bytes: [UInt8], bound: String)] = [
            (signed(reference(transforms: String(repeating: canonical, count: 17))), "transforms"),
            (signed(reference(transforms: slow), before: many), "pathSteps"),
            (signed(String(repeating: reference(), count: 90), before: many + many), "canonicalOctets"),
            (Array(String(repeating: "<ds:Signature xmlns:ds='\(Self.signature)'>", count: 300).utf8), "xml-depth"),
            (
                Array(
                    ("<r xmlns:ds='\(Self.signature)'>" + String(repeating: "<ds:Signature/>", count: 1_001) + "</r>")
                        .utf8
                ), "signatures"
            ),
        ]
        let clock = ContinuousClock()
        for (bytes, bound) in cases {
            let took = clock.measure {
                let facts = Vectors.facts(of: bytes, limits: limits)
                guard case .limit(let name, _)? = facts.defect else {
                    Issue.record("\(bound): \(facts.summary)")
                    return
                }
                #expect(name == bound)
            }
            #expect(took < .seconds(20), "\(bound)")
        }
    }

    @Test("has more references than one signature may")
    func references() {
        var limits = Limits()
        limits.references = 10
        let facts = Vectors.facts(of: signed(String(repeating: reference(), count: 11)), limits: limits)
        #expect(facts.signatures.first?.defect != nil)
    }

    @Test(
        "is no signature that holds",
        arguments: [
            "#xpointer(id('x')/range-to(id('y')))", "#xpointer(//*)", "#", "#%", "#x y", "file:///etc/passwd",
            "http://127.0.0.1:9/", "../../etc/passwd", "data:,x",
        ]
    )
    func addresses(uri: String) {
        let facts = Vectors.facts(of: signed(reference(uri)))
        #expect(facts.signatures.count == 1)
        #expect(
            facts.signatures.first?.references.allSatisfy { if case .missing = $0.state { true } else { false } }
                == true
        )
    }

    @Test("may not be cut anywhere without notice")
    func truncation() throws {
        let whole = Vectors.bytes("xades/b-lta.xml")
        try #require(whole.count > 10_000)
        for length in stride(from: 0, to: whole.count - 1, by: whole.count / 200) {
            let facts = Vectors.facts(of: Array(whole.prefix(length)))
            #expect(facts.defect != nil || facts.signatures.isEmpty, "\(length)")
        }
    }

    @Test("may not be changed in any octet of what is signed")
    func flips() throws {
        let whole = Vectors.bytes("xmldsig/enveloped-ec.xml")
        let text = String(decoding: whole, as: UTF8.self)
        let start = try #require(text.utf8.firstRange(of: "<order".utf8)?.lowerBound)
        let end = try #require(text.utf8.firstRange(of: "<ds:KeyInfo".utf8)?.lowerBound)
        let range =
            text.utf8.distance(from: text.startIndex, to: start)..<text.utf8.distance(from: text.startIndex, to: end)
        var held = 0
        for place in range {
            var changed = whole
            changed[place] ^= 1
            let facts = Vectors.facts(of: changed)
            guard let first = facts.signatures.first, first.defect == nil, first.signatureValue == .valid else {
                continue
            }
            let isIntact = first.references.allSatisfy { $0.state == .intact } && first.attributes.breaches.isEmpty
            guard isIntact else { continue }
            // Comments are not signed, and white space inside tags is not part of the canonical form.
            held += 1
            #expect(isUnsigned(place, in: whole), "octet \(place)")
        }
        #expect(held < 60)
    }

    /// Whether an octet lies in a comment, inside the base64 of the value, or between the parts of a tag.
    private func isUnsigned(_ place: Int, in bytes: [UInt8]) -> Bool {
        let before = String(decoding: bytes[..<place], as: UTF8.self)
        let isInComment = (before.ranges(of: "<!--").count) > before.ranges(of: "-->").count
        let isInTag = before.lastIndex(of: "<").map { !before[$0...].contains(">") } ?? false
        return isInComment || isInTag
    }
}

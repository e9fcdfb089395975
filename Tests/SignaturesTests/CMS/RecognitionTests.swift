import FoundationEssentials
import SandyqSignatures
import SandyqValidation
import Testing

@Suite("The kind of a file")
struct RecognitionTests {
    private let message = Vectors.bytes("cms/attached-ec.cms")

    private var base64: String { Data(message).base64EncodedString() }

    private func facts(of text: String) -> SubmissionFacts { Vectors.facts(of: Array(text.utf8)) }

    @Test("is told by content, whatever wraps it")
    func wrappings() {
        let lines = Data(message).base64EncodedString(options: [
            .lineLength64Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
        ])
        for text in [
            base64, lines, "\n\t \(lines)\n\n", "data:application/pkcs7-signature;base64,\(base64)",
            "data:;base64,\(lines)",
            "-----BEGIN CMS-----\n\(lines)\n-----END CMS-----\n",
            "-----BEGIN PKCS7-----\r\n\(lines)\r\n-----END PKCS7-----",
            "-----BEGIN CERTIFICATE-----\n\(lines)\n-----END CERTIFICATE-----\n",
            "a letter\n-----BEGIN SIGNED MESSAGE-----\nVersion: 1\nComment: none\n\n\(base64)\n-----END SIGNED MESSAGE-----\nbye",
            "\u{feff}\(base64)",
        ] {
            #expect(facts(of: text).outcome == .holds, "\(text.prefix(60))")
            #expect(facts(of: text).format == .cades)
        }
        let wide: [UInt8] = [0xff, 0xfe] + base64.utf8.flatMap { [$0, 0] as [UInt8] }
        #expect(Vectors.facts(of: wide).outcome == .holds)
    }

    @Test("is base64 once, not twice")
    func twice() {
        #expect(facts(of: Data(base64.utf8).base64EncodedString()).format == .none)
    }

    @Test("is read from every block of a PEM file, and the worst counts")
    func severalBlocks() {
        let good = "-----BEGIN CMS-----\n\(base64)\n-----END CMS-----\n"
        #expect(facts(of: good + good).signatures.map(\.id) == ["S-1", "S-2"])
        var changed = message
        changed[changed.count - 1] ^= 1
        let bad = "-----BEGIN CMS-----\n\(Data(changed).base64EncodedString())\n-----END CMS-----\n"
        #expect(facts(of: good + bad).outcome == .fails)
        #expect(facts(of: good + "-----BEGIN CMS-----\n\(base64)\n").defect != nil)
    }

    @Test("is noted when base64 is not written by the rules")
    func weakBase64() {
        let octets = message + [UInt8](repeating: 0, count: (7 - message.count % 3) % 3)
        let text = Data(octets).base64EncodedString().replacing("=", with: "")
        #expect(octets.count % 3 == 1)
        #expect(Vectors.facts(of: Array(text.utf8)).notes.contains(.weakBase64))
    }

    @Test("is noted when something follows, and bare SignedData is read")
    func trailing() {
        #expect(Vectors.facts(of: message + [1, 2, 3]).notes == [.trailingBytes(3)])
        // ContentInfo: SEQUENCE, type, [0]; each header of an EC file of this size has four octets.
        let bare = Array(message.dropFirst(4 + 11 + 4))
        #expect(Vectors.facts(of: bare).outcome == .holds)
    }

    @Test("is none for an archive that is broken and holds nothing of a signature")
    func brokenArchive() {
        let facts = facts(of: "PK\u{3}\u{4}....")
        #expect(facts.format == .none && facts.defect == nil)
        #expect(facts.notes == [.structureBroken("ZIP: no end of the central directory")])
    }

    @Test("is none for texts, numbers and emptiness")
    func nothing() {
        for text in ["", "hello", "<", "< 3", "M", "MII", "0", "data:,x", "data:x;base64,!!!!", "-----BEGIN X-----"] {
            let facts = facts(of: text)
            #expect(facts.format == .none && facts.defect == nil && facts.notes.isEmpty, "\(text)")
        }
    }
}

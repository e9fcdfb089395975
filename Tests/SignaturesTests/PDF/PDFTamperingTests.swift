import SandyqContainers
import SandyqSignatures
import SandyqValidation
import Testing

@Suite("A signed PDF somebody tampered with")
struct PDFTamperingTests {
    private static let files = [
        "b-b-ec.pdf", "cross-reference-stream.pdf", "encrypted.pdf", "certified-3-commented.pdf",
    ]

    @Test("never holds once a signed octet is another", arguments: files)
    func signedOctets(file: String) throws {
        let original = Vectors.bytes("pades/\(file)")
        let (head, tail) = try ranges(of: original)
        var bytes = original
        for index in Array(head) + Array(tail) where index.isMultiple(of: 7) {
            bytes[index] ^= 1 << UInt8(index % 7)
            let facts = Vectors.facts(of: bytes)
            #expect(facts.outcome != .holds, "octet \(index): \(facts.summary)")
            bytes[index] = original[index]
        }
    }

    @Test(
        "is told to be changed once an octet of a later revision is another",
        arguments: ["certified-3-commented.pdf"]
    )
    func laterOctets(file: String) throws {
        let original = Vectors.bytes("pades/\(file)")
        var bytes = original
        for index in try ranges(of: original).tail.upperBound..<original.count {
            bytes[index] ^= 1 << UInt8(index % 7)
            let facts = Vectors.facts(of: bytes)
            #expect(facts.signatures.allSatisfy { $0.laterRevisions?.changes != .some(.none) }, "octet \(index)")
            bytes[index] = original[index]
        }
    }

    /// What the first signature covers, before and behind its Contents.
    private func ranges(of bytes: [UInt8]) throws -> (head: Range<Int>, tail: Range<Int>) {
        let facts = Vectors.facts(of: bytes)
        #expect(facts.outcome == .holds)
        let name = try #require(facts.signatures.first?.references.first?.name)
        let numbers = name.split { !$0.isNumber }.compactMap { Int($0) }
        try #require(numbers.count == 4)
        return (0..<numbers[1], numbers[2]..<numbers[2] + numbers[3])
    }

    @Test("never holds as it stands wherever it breaks off", arguments: files)
    func brokenOff(file: String) throws {
        let original = Vectors.bytes("pades/\(file)")
        let end = try ranges(of: original).tail.upperBound
        for count in stride(from: 0, to: original.count - 2, by: 61) where !(end - 1...end + 1).contains(count) {
            let facts = Vectors.facts(of: Array(original.prefix(count)))
            let isTold = facts.signatures.allSatisfy { $0.laterRevisions?.changes == .forbidden }
            #expect(facts.outcome != .holds || isTold, "\(count) octets")
        }
    }

    @Test(
        "is told to go on behind its end, whatever stands there",
        arguments: ["x", "%", "1 0 obj", "%%EOF", "startxref\n0"]
    )
    func appended(text: String) {
        let facts = Vectors.facts(of: Vectors.bytes("pades/b-b-ec.pdf") + Array(text.utf8))
        #expect(facts.signatures.map { $0.laterRevisions?.changes } == [.forbidden])
    }

    @Test(
        "is refused at every bound",
        arguments: [
            "pdfMarks", "pdfRevisions", "pdfFields", "pdfComparisons", "pdfContents", "pdfRows", "pdfValues",
            "pdfMemory",
            "pdfSteps",
        ]
    )
    func bounds(name: String) {
        var limits = Limits()
        switch name {
        case "pdfMarks": limits.pdf.marks = 1
        case "pdfRevisions": limits.pdf.revisions = 1
        case "pdfFields": limits.pdf.fields = 0
        case "pdfComparisons": limits.pdf.comparisons = 10
        case "pdfRows": limits.pdf.rows = 30
        case "pdfValues": limits.pdf.values = 20
        case "pdfMemory": (limits.pdf.memory, limits.pdf.largeObject) = (10_000, 10)
        case "pdfSteps": limits.pdf.passes = 0
        default: limits.pdf.contents = 100
        }
        let facts = Vectors.facts(of: Vectors.bytes("pades/b-lta.pdf"), limits: limits)
        guard case .limit(let reached, _) = facts.defect else {
            Issue.record("no bound was reached: \(facts.summary)")
            return
        }
        #expect(reached == name)
    }

    @Test(
        "is refused before an object stream is unpacked that is too large",
        arguments: ["packed.pdf", "packed-encrypted.pdf"]
    )
    func objectStreams(file: String) {
        var limits = Limits()
        limits.pdf.objectStream = 200
        #expect(
            Vectors.facts(of: Vectors.bytes("pades/\(file)"), limits: limits).defect == .limit("pdfObjectStream", 200)
        )
    }

    @Test("is read in the same way whether it stays on disk or not")
    func onDisk() {
        var limits = Limits()
        limits.memoryBytes = 100
        for entry in Vectors.cases(in: "pades") {
            let bytes = Vectors.bytes(entry.file)
            #expect(Vectors.facts(of: bytes, limits: limits) == Vectors.facts(of: bytes), "\(entry.name)")
        }
    }
}

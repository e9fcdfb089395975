import SandyqContainers
import SandyqFiles
import Testing

@Suite("The structure of a PDF")
struct PDFFileTests {
    private static let catalogue = "<< /Type /Catalog /Pages 2 0 R /Lang (kk) >>"
    private static let pages = "<< /Type /Pages /Kids [] /Count 0 >>"

    private static func file(_ bytes: [UInt8], bounds: PDFBounds = PDFBounds()) throws -> PDFFile {
        try PDFFile(PinnedOctets(of: FileBytes(bytes), inMemoryUpTo: 1 << 20), bounds: bounds)
    }

    private static func plain() -> PDFWriter {
        var writer = PDFWriter()
        writer.object(1, catalogue)
        writer.object(2, pages)
        return writer
    }

    /// The catalogue is object 1 in the object stream 3.
    private static func packed(
        container: String = "/Type /ObjStm",
        section: String = "/Type /XRef /Root 1 0 R",
        head: String? = nil
    ) -> PDFWriter {
        var writer = PDFWriter()
        writer.object(2, pages)
        writer.stream(3, "\(container) /N 1 /First 4", "1 0 \(catalogue)", head: head)
        let offsets = writer.offsets
        writer.end(
            writer.rows(
                [(0, 0, 0), (2, 3, 0), (1, offsets[2] ?? 0, 0), (1, offsets[3] ?? 0, 0), (1, -1, 0)],
                as: 4,
                section
            )
        )
        return writer
    }

    private static func language(_ document: PDFDocument?) -> String? { document?.catalogue["Lang"]?.text }

    @Test("is that of every revision, the oldest first")
    func revisions() throws {
        var writer = Self.plain()
        writer.table([1, 2], size: 3)
        let first = writer.place - 1
        writer.object(1, "<< /Type /Catalog /Pages 2 0 R /Lang (ru) >>")
        writer.table([1], size: 3)
        let file = try Self.file(writer.bytes)
        #expect(file.revisions.map { Self.language($0) } == ["kk", "ru"])
        #expect(file.revisions.map(\.end) == [first, writer.place - 1])
        #expect(!file.hasUnreadableTail)
        let (count, changes) = try file.changes(after: file.revisions[0])
        #expect(count == 1)
        #expect(changes.map(\.kind) == [.content])
    }

    @Test("is found where a table and a stream share it out")
    func hybrid() throws {
        var writer = PDFWriter()
        writer.object(2, Self.pages)
        writer.stream(3, "/Type /ObjStm /N 1 /First 4", "1 0 \(Self.catalogue)")
        let rows: [(Int, Int, Int)] = [(0, 0, 0), (2, 3, 0)]
        let stream = writer.rows(rows, as: 4, "/Type /XRef")
        writer.table([2, 3], size: 5, "/Root 1 0 R /XRefStm \(stream)")
        #expect(Self.language(try Self.file(writer.bytes).revisions.last) == "kk")
    }

    @Test(
        "may be written oddly",
        arguments: [
            "1 0 obj\n<< /Ty#70e /Catalog /Pages 2 0 R /L#61ng (kk) >>\nendobj\n",
            "1\t0\robj<</Type/Catalog/Pages 2 0 R/Lang<6b6b>>>endobj ",
            "1 % one\n0 obj % (\n<< /Type /Catalog /Pages 2 0 R /Lang (\\153k) /X (a \\) ( >> ) stream) >>\nendobj\n",
            "001 0 obj << /Lang (ru) /Type /Catalog /Pages 2 0 R /Lang (kk) >> endobj\n",
        ]
    )
    func oddities(object: String) throws {
        var writer = PDFWriter()
        writer.object(2, Self.pages)
        let start = writer.place
        writer.add(object)
        let digits = String(start)
        let section = writer.place
        writer.add(
            "xref\n0 1\n0000000000 65535 f \n1 1\n\(String(repeating: "0", count: 10 - digits.count))\(digits) 00000 n \n"
        )
        writer.add("2 1\n0000000009 00000 n \ntrailer\n<< /Size 3 /Root 1 0 R >>\n")
        writer.end(section)
        #expect(Self.language(try Self.file(writer.bytes).revisions.last) == "kk")
        let moved = Array("MIME-Version: 1.0\r\n\r\n".utf8) + writer.bytes + Array("\r\n\0 ".utf8)
        let file = try Self.file(moved)
        #expect(Self.language(file.revisions.last) == "kk")
        #expect(!file.hasUnreadableTail)
    }

    @Test("is told from what stands behind it")
    func tail() throws {
        var writer = Self.plain()
        writer.table([1, 2], size: 3)
        #expect(try Self.file(writer.bytes + Array("5 0 obj".utf8)).hasUnreadableTail)
    }

    @Test("is none without a cross-reference section that leads to objects")
    func broken() {
        var writer = Self.plain()
        writer.add("startxref\n9\n%%EOF\n")
        #expect(throws: PDFError.broken) { try Self.file(writer.bytes) }
        #expect(throws: PDFError.broken) { try Self.file(Array("%PDF-1.7\n".utf8)) }
    }

    @Test("is read from object streams")
    func objectStream() throws {
        let file = try Self.file(Self.packed().bytes)
        #expect(Self.language(file.revisions.last) == "kk")
        try file.requireAllowance()
    }

    /// qpdf takes for an object stream whatever an entry names, and unpacks it for whoever asks for the keys of the trailer.
    @Test(
        "is not unpacked before it is measured, whatever the stream calls itself",
        arguments: ["/ObjStm", "/XObject", "/Ob#6aStm"]
    )
    func measured(type: String) {
        var bounds = PDFBounds()
        bounds.objectStream = 20
        let bytes = Self.packed(container: "/Type \(type)").bytes
        #expect(throws: PDFError.limit("pdfObjectStream", 20)) { try Self.file(bytes, bounds: bounds) }
    }

    @Test("is counted row by row, whatever the section's name looks like", arguments: ["/XRef", "/XRe#66", "/#58Ref"])
    func rows(name: String) throws {
        var bounds = PDFBounds()
        let bytes = Self.packed(section: "/Type \(name) /Root 1 0 R").bytes
        #expect(Self.language(try Self.file(bytes).revisions.last) == "kk")
        bounds.rows = 4
        #expect(throws: PDFError.limit("pdfRows", 4)) { try Self.file(bytes, bounds: bounds) }
    }

    @Test(
        "is refused where reading it would open an object stream that nobody measured",
        arguments: ["/Type /ObjStm /Extends 1 0 R", "/Type /ObjStm /Filter 1 0 R", "/Type /ObjStm /DecodeParms 1 0 R"]
    )
    func circles(container: String) {
        #expect(throws: PDFError.limit("pdfReferences", 0)) { try Self.file(Self.packed(container: container).bytes) }
    }

    @Test("is refused where a section is described by other objects, or filters stand one behind the other")
    func indirect() {
        let described = Self.packed(section: "/Type /XRef /Root 1 0 R /Prev 2 0 R").bytes
        #expect(throws: PDFError.limit("pdfReferences", 0)) { try Self.file(described) }
        let chained = Self.packed(section: "/Type /XRef /Root 1 0 R /Filter [/ASCIIHexDecode /FlateDecode]").bytes
        #expect(throws: PDFError.limit("pdfFilters", 1)) { try Self.file(chained) }
    }

    @Test("is refused where the number of a stream cannot be told", arguments: ["3 %\n0 %\nobj", "3 0 %\nobj"])
    func nameless(head: String) {
        #expect(throws: PDFError.limit("pdfReferences", 0)) { try Self.file(Self.packed(head: head).bytes) }
    }
}

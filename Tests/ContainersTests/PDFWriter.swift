/// Writes PDF files object by object, so that a test can put anything anywhere.
struct PDFWriter {
    private(set) var text = "%PDF-1.7\n"
    /// Where objects stand.
    private(set) var offsets: [Int: Int] = [:]
    /// Where the newest cross-reference section stands.
    private(set) var section: Int?

    var bytes: [UInt8] { Array(text.unicodeScalars.map { UInt8($0.value) }) }

    /// The place that comes next.
    var place: Int { text.unicodeScalars.count }

    mutating func add(_ more: String) { text += more }

    /// Adds an object; `head` is written in place of `N 0 obj`.
    mutating func object(_ number: Int, _ body: String, head: String? = nil) {
        offsets[number] = place
        text += (head ?? "\(number) 0 obj") + "\n\(body)\nendobj\n"
    }

    mutating func stream(_ number: Int, _ entries: String, _ data: String, head: String? = nil) {
        object(number, "<< \(entries) /Length \(data.unicodeScalars.count) >>\nstream\n\(data)\nendstream", head: head)
    }

    /// Ends a revision with a table of the objects named.
    mutating func table(_ numbers: [Int], size: Int, _ trailer: String = "/Root 1 0 R") {
        let start = place
        text += "xref\n"
        if section == nil { text += "0 1\n0000000000 65535 f \n" }
        for number in numbers {
            let digits = String(offsets[number] ?? 0)
            text += "\(number) 1\n\(String(repeating: "0", count: 10 - digits.count))\(digits) 00000 n \n"
        }
        let previous = section.map { " /Prev \($0)" } ?? ""
        text += "trailer\n<< /Size \(size) \(trailer)\(previous) >>\n"
        end(start)
    }

    /// A cross-reference stream; rows are type, field and last field, by number from 0 on.
    mutating func rows(_ rows: [(Int, Int, Int)], as number: Int, _ entries: String = "/Type /XRef /Root 1 0 R") -> Int
    {
        let start = place
        let data = rows.map { kind, field, last in
            let own = kind == 1 && field < 0 ? start : field
            return [kind, own >> 8, own & 0xff, last].map { String(Unicode.Scalar(UInt8($0))) }.joined()
        }
        stream(number, "\(entries) /Size \(rows.count) /W [1 2 1]", data.joined())
        return start
    }

    /// `startxref` and the end-of-file mark.
    mutating func end(_ start: Int) {
        section = start
        text += "startxref\n\(start)\n%%EOF\n"
    }
}

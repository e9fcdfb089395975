package import SandyqFiles

/// A PDF and its revisions: the file as it stood whenever a cross-reference section was appended (ISO 32000-2 clause 7.5.6).
package final class PDFFile {
    package let octets: PinnedOctets
    /// The oldest first; the last is the document as it is shown.
    package private(set) var revisions: [PDFDocument] = []
    /// Whether something else than white space follows the newest revision that can be read.
    package let hasUnreadableTail: Bool
    private let marks: [Mark]
    /// What was compared so far.
    var steps: [Step: [PDFChange]] = [:]

    /// Pairs of values compared so far.
    var compared = 0

    /// From one revision to another.
    struct Step: Hashable {
        let from: Int
        let to: Int
    }

    let bounds: PDFBounds
    private let allowance: PDFAllowance

    /// Where a cross-reference section is announced: `startxref`, its offset, `%%EOF` (ISO 32000-2 clause 7.5.5).
    private struct Mark {
        let offset: Int
        let end: Int
    }

    /// Reads the structure of a file.
    package init(_ octets: PinnedOctets, bounds: PDFBounds) throws(PDFError) {
        self.octets = octets
        self.bounds = bounds
        allowance = PDFAllowance(try PDFInventory(octets, bounds: bounds), bounds: bounds)
        let places = octets.places(of: "startxref", atMost: bounds.marks + 1)
        guard places.count <= bounds.marks else { throw .limit("pdfMarks", bounds.marks) }
        marks = places.compactMap { Self.mark(at: $0, in: octets) }
        guard let newest = try Self.newest(of: marks, in: octets, within: allowance) else { throw .broken }
        hasUnreadableTail = !octets.isBlank(newest.end..<octets.count)
        revisions = [newest]
        var document = newest
        while let previous = document.trailer["Prev"]?.integer,
            let mark = marks.last(where: { $0.offset == previous && $0.end < document.end }),
            let older = try Self.document(octets, upTo: mark.end, within: allowance)
        {
            revisions.append(older)
            guard revisions.count <= bounds.revisions else { throw .limit("pdfRevisions", bounds.revisions) }
            document = older
        }
        revisions.reverse()
    }

    /// Whether there may be signatures that cannot be found: the newest revision has no catalogue, or something that looks
    /// like a signature dictionary stands behind it, or anywhere in a file with damaged objects.
    package var mayHideSignatures: Bool {
        guard let newest = revisions.last, !newest.catalogue.isEmpty else { return true }
        guard hasUnreadableTail || !newest.damage().isEmpty else { return false }
        return !octets.places(of: "/ByteRange", from: newest.damage().isEmpty ? newest.end : 0, atMost: 1).isEmpty
    }

    /// Ends the reading once something was not read because it would have cost too much.
    package func requireAllowance() throws(PDFError) { if let reached = allowance.reached { throw reached } }

    /// Where the newest cross-reference section of a revision begins, counted from the header.
    func section(of document: PDFDocument) -> Int? { marks.first { $0.end == document.end }?.offset }

    /// The document up to a place where a revision ends; nil when none ends there, or it cannot be read.
    package func revision(endingAt end: Int) throws(PDFError) -> PDFDocument? {
        guard let mark = marks.last(where: { $0.end <= end }), octets.isBlank(mark.end..<end) else { return nil }
        if let known = revisions.first(where: { $0.end == mark.end }) { return known }
        guard let document = try Self.document(octets, upTo: mark.end, within: allowance) else { return nil }
        // No table of a newer revision leads here: it is what was signed all the same.
        revisions.append(document)
        revisions.sort { $0.end < $1.end }
        guard revisions.count <= bounds.revisions else { throw .limit("pdfRevisions", bounds.revisions) }
        return document
    }

    /// Without recovery a broken end makes a file unreadable; what came before it can still be told.
    private static func newest(
        of marks: [Mark],
        in octets: PinnedOctets,
        within allowance: PDFAllowance
    ) throws(PDFError) -> PDFDocument? {
        for mark in marks.reversed().prefix(attempts) {
            if let document = try document(octets, upTo: mark.end, within: allowance) { return document }
        }
        return nil
    }

    private static let attempts = 16

    private static func document(
        _ octets: PinnedOctets,
        upTo end: Int,
        within allowance: PDFAllowance
    ) throws(PDFError) -> PDFDocument? {
        do throws(PDFError) { return try PDFDocument(octets, upTo: end, within: allowance) } catch {
            guard error == .broken else { throw error }
            return nil
        }
    }

    private static func mark(at place: Int, in octets: PinnedOctets) -> Mark? {
        var cursor = octets.skippingBlanks(from: place + 9)
        var offset = 0
        let digits = cursor
        while cursor < octets.count, (0x30...0x39).contains(octets[cursor]), cursor - digits < 16 {
            offset = offset * 10 + Int(octets[cursor] - 0x30)
            cursor += 1
        }
        guard cursor > digits else { return nil }
        let comment = octets.skippingBlanks(from: cursor)
        let isComplete = octets.bytes(in: comment..<comment + 5).elementsEqual("%%EOF".utf8)
        return Mark(offset: offset, end: isComplete ? comment + 5 : cursor)
    }
}

extension PinnedOctets {
    /// Whether only white space stands there (ISO 32000-2 clause 7.2.3).
    func isBlank(_ range: Range<Int>) -> Bool { range.allSatisfy { Self.isBlank(self[$0]) } }

    /// The next place with something else than white space.
    func skippingBlanks(from place: Int) -> Int {
        var place = place
        while place < count, Self.isBlank(self[place]) { place += 1 }
        return place
    }

    private static func isBlank(_ octet: UInt8) -> Bool { octet == 0x20 || (0x09...0x0d).contains(octet) || octet == 0 }
}

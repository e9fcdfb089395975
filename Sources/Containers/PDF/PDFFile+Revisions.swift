internal import SandyqFiles

extension PDFFile {
    /// What every revision after the signed one changed, one after the other; the newest state is that of the whole file.
    ///
    /// - Returns: How many revisions follow, and their changes; a change of content when what follows cannot be read.
    package func changes(after signed: PDFDocument) throws(PDFError) -> (revisions: Int, changes: [PDFChange]) {
        var changes: [PDFChange] = []
        let later = revisions.filter { $0.end > signed.end }
        var document = signed
        for revision in later {
            for change in try step(from: document, to: revision) where !changes.contains(change) {
                changes.append(change)
            }
            document = revision
        }
        if hasUnreadableTail { changes.append(PDFChange(kind: .content, place: "%%EOF")) }
        return (later.count + (hasUnreadableTail ? 1 : 0), changes)
    }

    /// One step's changes, computed once however many signatures ask.
    private func step(from old: PDFDocument, to new: PDFDocument) throws(PDFError) -> [PDFChange] {
        let key = Step(from: old.end, to: new.end)
        if let known = steps[key] { return known }
        var comparison = PDFComparison(
            from: old,
            to: new,
            rewritten: rewritten(from: old, to: new),
            bounds: bounds
        )
        try comparison.run()
        steps[key] = comparison.changes
        return comparison.changes
    }

    /// The objects that the newest cross-reference section of a revision names; nil when it cannot be told.
    ///
    /// Only sections that continue the older revision's are taken at their word.
    private func rewritten(from old: PDFDocument, to new: PDFDocument) -> Set<Int>? {
        guard new.trailer["XRefStm"] == nil, let previous = new.trailer["Prev"]?.integer, previous == section(of: old)
        else { return nil }
        if new.trailer["Type"]?.name == "XRef" {
            guard let size = new.trailer["Size"]?.integer else { return nil }
            return Self.numbers(new.trailer["Index"]?.elements ?? [.integer(0), .integer(size)])
        }
        guard let start = section(of: new) else { return nil }
        return CrossReferenceTable.numbers(at: start + octets.headerOffset, in: octets)
    }

    private static func numbers(_ index: [PDFObject]) -> Set<Int>? {
        var numbers: Set<Int> = []
        let values = index.compactMap(\.integer)
        guard values.count == index.count, values.count.isMultiple(of: 2) else { return nil }
        for pair in stride(from: 0, to: values.count, by: 2) {
            guard values[pair] >= 0, (0...1_000_000).contains(values[pair + 1]), values[pair] < 1 << 32 else {
                return nil
            }
            numbers.formUnion(values[pair]..<values[pair] + values[pair + 1])
        }
        return numbers
    }
}

/// A cross-reference table that is not a stream (ISO 32000-2 clause 7.5.4), as far as it says which objects it is about.
private enum CrossReferenceTable {
    /// Nil unless it is written exactly as the standard asks.
    static func numbers(at start: Int, in octets: PinnedOctets) -> Set<Int>? {
        guard start >= 0, start < octets.count, octets.bytes(in: start..<start + 4).elementsEqual("xref".utf8) else {
            return nil
        }
        var numbers: Set<Int> = []
        var place = octets.skippingBlanks(from: start + 4)
        while let first = number(at: &place, in: octets) {
            place = octets.skippingBlanks(from: place)
            guard let count = number(at: &place, in: octets), count <= 1_000_000 else { return nil }
            place = octets.skippingBlanks(from: place)
            numbers.formUnion(first..<first + count)
            // Every entry has twenty octets (clause 7.5.4).
            place += 20 * count
        }
        place = octets.skippingBlanks(from: place)
        return octets.bytes(in: place..<place + 7).elementsEqual("trailer".utf8) ? numbers : nil
    }

    private static func number(at place: inout Int, in octets: PinnedOctets) -> Int? {
        let start = place
        var value = 0
        while place < octets.count, (0x30...0x39).contains(octets[place]), place - start < 10 {
            value = value * 10 + Int(octets[place] - 0x30)
            place += 1
        }
        return place > start ? value : nil
    }
}

extension PinnedOctets {
    /// What stands before the header, from which offsets count (ISO 32000-2 clause 7.5.2, annex C.2 of its first edition).
    var headerOffset: Int {
        let head = bytes(in: 0..<min(count, 1_024))
        return head.indices.first { head[$0...].starts(with: "%PDF-".utf8) } ?? 0
    }
}

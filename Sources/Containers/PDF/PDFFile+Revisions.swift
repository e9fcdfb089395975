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
        let rewritten = section(from: old, to: new)
        var comparison = PDFComparison(
            from: old,
            to: new,
            rewritten: rewritten?.numbers,
            bounds: bounds,
            spent: compared
        )
        try comparison.run()
        compared = comparison.steps
        if let rewritten, !rewritten.isSound(in: octets, against: old) { comparison.record(.content, "/") }
        steps[key] = comparison.changes
        return comparison.changes
    }

    /// The newest cross-reference section of a revision; nil when it cannot be told what it names.
    ///
    /// Only a section that continues the older revision's is taken at its word.
    private func section(from old: PDFDocument, to new: PDFDocument) -> CrossReferenceSection? {
        guard new.trailer["XRefStm"] == nil, let previous = new.trailer["Prev"]?.integer, previous == section(of: old),
            let start = section(of: new)
        else { return nil }
        let place = start + octets.headerOffset
        return new.trailer["Type"]?.name == "XRef"
            ? CrossReferenceSection(stream: new, at: place, in: octets)
            : CrossReferenceSection(tableAt: place, in: octets)
    }
}

extension PDFComparison {
    /// Pages stay what they are, in their order; only their annotations are looked at apart.
    mutating func comparePages(_ before: PDFObject?, _ after: PDFObject?) throws(PDFError) {
        var pending = [(before ?? .null, after ?? .null)]
        var seen: Set<PDFReference> = []
        while let (first, second) = pending.popLast() {
            if let reference = first.reference, !seen.insert(reference).inserted { continue }
            govern(first, second)
            guard let node = old.resolved(first).entries, let other = new.resolved(second).entries else {
                require(first, sameAs: second, "/Pages")
                continue
            }
            if node["Kids"] != nil, other["Kids"] != nil {
                let (kids, others) = (
                    old.resolved(node["Kids"]).elements ?? [], new.resolved(other["Kids"]).elements ?? []
                )
                if kids.count == others.count {
                    pending += zip(kids, others).reversed()
                } else {
                    record(.content, "/Pages/Kids")
                }
                requireSame(node, other, except: ["Kids"], "/Pages")
            } else {
                pages.append((node, other))
                requireSame(node, other, except: ["Annots"], "/Pages/\(pages.count)")
            }
        }
    }

    /// Annotations stay, in their order; a newer revision may add widgets of signature fields, and comments.
    mutating func compareAnnotations() throws(PDFError) {
        for (number, (page, other)) in pages.enumerated() {
            let place = "/Pages/\(number + 1)/Annots"
            let before = old.resolved(page["Annots"]).elements ?? []
            let after = new.resolved(other["Annots"]).elements ?? []
            var rest = after[...]
            for annotation in before {
                // Annotations keep their order, and almost always their names.
                guard let match = Self.match(of: annotation, in: rest, isLast: before.count == after.count) else {
                    try compare(annotation, with: nil, place)
                    continue
                }
                for added in rest[..<match] { try compare(nil, with: added, place) }
                try compare(annotation, with: rest[match], place)
                rest = rest[(match + 1)...]
            }
            for added in rest { try compare(nil, with: added, place) }
        }
    }

    private static func match(of annotation: PDFObject, in rest: ArraySlice<PDFObject>, isLast: Bool) -> Int? {
        if annotation.reference != nil { return rest.firstIndex(of: annotation) ?? (isLast ? rest.indices.first : nil) }
        return rest.indices.first
    }

    private mutating func compare(_ before: PDFObject?, with after: PDFObject?, _ place: String) throws(PDFError) {
        if let first = before?.reference, let second = after?.reference, governed[first] == second { return }
        let type = old.resolved(before).name(of: "Subtype") ?? new.resolved(after).name(of: "Subtype") ?? "?"
        if before == nil, new.resolved(after).entries == nil {
            record(.content, place)
            return
        }
        guard type != "Widget" else {
            if before == nil, let added = after?.reference, addedWidgets.contains(added) { return }
            require(before, sameAs: after, "\(place)/Widget")
            return
        }
        if let before, let after, try isSame(before, after) { return }
        guard Self.comments.contains(type), new.resolved(after).hasNoAction else {
            require(before, sameAs: after, "\(place)/\(type)")
            return
        }
        govern(before, after)
        record(.annotation, "\(place)/\(type)")
    }

    /// Annotations that mark what is there; those that write, stamp or cover (FreeText, Stamp, Redact, …) are content, whatever
    /// DocMDP allows: they are how a certified document is made to say something else.
    private static let comments: Set = [
        "Text", "Popup", "Highlight", "Underline", "Squiggly", "StrikeOut", "Caret", "Ink",
    ]
}

extension PDFObject {
    /// Whether an annotation does nothing when it is met.
    var hasNoAction: Bool { entries?["A"] == nil && entries?["AA"] == nil }
}

/// Compares two revisions of a document: everything that a reader can reach from the trailer is the same, or the difference
/// is one of the kinds that a person may make after signing.
///
/// Catalogue, pages, annotations and form are compared entry by entry, since signing and filling in change them. All the
/// rest, and every other way to reach the same objects, must lead to equal values: an appearance stream that is rewritten
/// as part of a form and also painted by a page is a changed page.
struct PDFComparison {
    let old: PDFDocument
    let new: PDFDocument
    let bounds: PDFBounds
    /// Objects whose stream data cannot differ, since no newer cross-reference section names them; nil: any may.
    let rewritten: Set<Int>?
    var changes: [PDFChange] = []
    /// Objects that a rule of their own compares.
    var governed: [PDFReference: PDFReference] = [:]
    /// The pages, in their order, as they were and as they are.
    var pages: [(old: [String: PDFObject], new: [String: PDFObject])] = []
    /// Widgets of signature fields that the newer revision adds.
    var addedWidgets: Set<PDFReference> = []
    /// Objects of appearances that filling in or signing a field replaced: they must have been that form's own.
    var replaced: Set<PDFReference> = []
    private var strict: [(PDFObject, PDFObject, String)] = []
    /// Pairs of values compared for the file so far.
    private(set) var steps: Int

    struct ObjectPair: Hashable {
        let old: PDFReference
        let new: PDFReference
    }

    init(from old: PDFDocument, to new: PDFDocument, rewritten: Set<Int>?, bounds: PDFBounds, spent: Int) {
        self.old = old
        self.new = new
        self.rewritten = rewritten
        self.bounds = bounds
        steps = spent
    }

    /// Carries out the comparison.
    mutating func run() throws(PDFError) {
        try compareCatalogue()
        compareTrailer()
        var seen: Set<ObjectPair> = []
        for (before, after, place) in strict where !Self.isInForm(place) {
            if try !isSame(before, after, seen: &seen) { record(.content, place) }
            // Who paints with a field's appearance elsewhere cannot tell what takes its place there.
            if !replaced.isEmpty, seen.contains(where: { replaced.contains($0.old) }) {
                record(.content, place)
                replaced = []
            }
        }
        for (before, after, place) in strict where Self.isInForm(place) {
            if try !isSame(before, after, seen: &seen) { record(.content, place) }
        }
        if !new.damage().isSubset(of: old.damage()) { record(.content, "/") }
    }

    private static func isInForm(_ place: String) -> Bool {
        place.hasPrefix("/AcroForm") || place.contains("/Annots")
    }

    mutating func record(_ kind: PDFChange.Kind, _ place: String) {
        let change = PDFChange(kind: kind, place: place)
        if changes.count < 1_000, !changes.contains(change) { changes.append(change) }
    }

    /// Asks, once every rule has had its say, that two values be the same.
    mutating func require(_ before: PDFObject?, sameAs after: PDFObject?, _ place: String) {
        strict.append((before ?? .null, after ?? .null, place))
    }

    /// Whether two values are the same by themselves, whatever else was compared.
    mutating func isSame(_ before: PDFObject?, _ after: PDFObject?) throws(PDFError) -> Bool {
        var seen: Set<ObjectPair> = []
        return try isSame(before ?? .null, after ?? .null, seen: &seen)
    }

    /// Entries that every dictionary of some kind must keep.
    mutating func requireSame(
        _ before: [String: PDFObject],
        _ after: [String: PDFObject],
        except exempt: Set<String>,
        _ place: String
    ) {
        for key in Set(before.keys).union(after.keys).subtracting(exempt).sorted() {
            require(before[key], sameAs: after[key], "\(place)/\(key)")
        }
    }

    /// Follows two values as far as they lead; a pair that was met before is being compared, or was.
    private mutating func isSame(
        _ before: PDFObject,
        _ after: PDFObject,
        seen: inout Set<ObjectPair>
    ) throws(PDFError) -> Bool {
        var pending = [(before, after)]
        var isSame = true
        while let (before, after) = pending.popLast() {
            steps += 1
            guard steps <= bounds.comparisons else { throw .limit("pdfComparisons", bounds.comparisons) }
            switch (before, after) {
            case (.reference(let first), .reference(let second)):
                if let counterpart = governed[first] {
                    if counterpart != second { isSame = false }
                    continue
                }
                guard seen.insert(ObjectPair(old: first, new: second)).inserted else { continue }
                let (value, other) = (old.object(first), new.object(second))
                pending.append((value, other))
                // A newer section that names an object and leads to none: other readers may find one.
                if other == .null, rewritten?.contains(second.number) ?? false { isSame = false }
                guard case .stream(let entries) = value, case .stream = other else { continue }
                if try !hasSameData(first, second, entries: entries) { isSame = false }
            case (.reference(let first), let second): pending.append((old.object(first), second))
            case (let first, .reference(let second)):
                let other = new.object(second)
                if other == .null { isSame = false }
                pending.append((first, other))
            case (.array(let first), .array(let second)):
                if first.count == second.count { pending += zip(first, second) } else { isSame = false }
            case (.dictionary(let first), .dictionary(let second)), (.stream(let first), .stream(let second)):
                let keys = Set(first.keys).union(second.keys)
                for key in keys { pending.append((first[key] ?? .null, second[key] ?? .null)) }
            case (.unreadable, _), (_, .unreadable): isSame = false
            default: if before != after { isSame = false }
            }
        }
        return isSame
    }

    private func hasSameData(
        _ before: PDFReference,
        _ after: PDFReference,
        entries: [String: PDFObject]
    ) throws(PDFError) -> Bool {
        if before == after, let rewritten, !rewritten.contains(before.number) { return true }
        let length = old.resolved(entries["Length"]).integer ?? 0
        guard length <= bounds.streamOctets else { throw .limit("pdfStreamOctets", bounds.streamOctets) }
        guard let first = old.storedData(of: before), let second = new.storedData(of: after) else {
            return false
        }
        return first == second
    }
}

extension PDFComparison {
    /// The entries of a trailer that are about the document (ISO 32000-2 table 15); the others say where objects are.
    private mutating func compareTrailer() {
        let exempt: Set = [
            "Root", "Size", "Prev", "XRefStm", "Type", "W", "Index", "Length", "Filter", "DecodeParms", "DocChecksum",
            "Info", "ID",
        ]
        requireSame(old.trailer, new.trailer, except: exempt, "")
        // The second identifier changes with the file; the first must only where it is part of a key (ISO 32000-2 clause 14.4).
        let identifiers = old.resolved(old.trailer["ID"]).elements ?? []
        let others = new.resolved(new.trailer["ID"]).elements ?? []
        if identifiers.first != others.first { record(old.isEncrypted ? .content : .housekeeping, "/ID") }
        let before = old.resolved(old.trailer["Info"]).entries ?? [:]
        let after = new.resolved(new.trailer["Info"]).entries ?? [:]
        for key in Set(before.keys).union(after.keys).sorted() {
            let (value, other) = (old.resolved(before[key]), new.resolved(after[key]))
            guard value != other else { continue }
            if value.isScalar, other.isScalar {
                record(.housekeeping, "/Info/\(key)")
            } else {
                require(before[key], sameAs: after[key], "/Info/\(key)")
            }
        }
    }

    private mutating func compareCatalogue() throws(PDFError) {
        govern(old.trailer["Root"], new.trailer["Root"])
        let (before, after) = (old.catalogue, new.catalogue)
        try comparePages(before["Pages"], after["Pages"])
        try compareForm(before["AcroForm"], after["AcroForm"])
        try compareAnnotations()
        for key in ["DSS", "Extensions", "Metadata"] where try !isSame(before[key], after[key]) {
            // What replaces a stream of metadata must be one.
            let isFit = key != "Metadata" || new.resolved(after[key]).name(of: "Type") == "Metadata"
            record(isFit ? .housekeeping : .content, "/\(key)")
        }
        if before["Version"] != after["Version"] {
            record(new.resolved(after["Version"]).name == nil ? .content : .housekeeping, "/Version")
        }
        let ruled: Set = ["Pages", "AcroForm", "DSS", "Extensions", "Metadata", "Version"]
        requireSame(before, after, except: ruled, "")
    }

    /// Leaves two dictionaries to the rule that calls this; whoever else leads to the one must lead to the other.
    mutating func govern(_ before: PDFObject?, _ after: PDFObject?) {
        guard let first = before?.reference, let second = after?.reference, case .dictionary = old.object(first),
            case .dictionary = new.object(second)
        else { return }
        governed[first] = second
    }
}

extension PDFObject {
    /// Whether it is a single value that paints and does nothing.
    var isScalar: Bool {
        switch self {
        case .null, .boolean, .integer, .real, .string, .name: true
        default: false
        }
    }

    /// A name in a dictionary.
    func name(of key: String) -> String? { entries?[key]?.name }
}

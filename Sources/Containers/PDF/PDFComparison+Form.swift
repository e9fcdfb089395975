extension PDFComparison {
    /// What a field passes on to its kids (ISO 32000-2 clause 12.7.4).
    private struct Inherited {
        var name = ""
        var type: String?
        var flags = 0
        /// Whether the value of a field above changed.
        var isFilled = false
    }

    /// The form: fields may be filled in and signed, and signature fields added (ISO 32000-2 table 224).
    mutating func compareForm(_ before: PDFObject?, _ after: PDFObject?) throws(PDFError) {
        govern(before, after)
        let (form, other) = (old.resolved(before).entries ?? [:], new.resolved(after).entries ?? [:])
        try compareFields(form["Fields"], other["Fields"], Inherited(), depth: 0)
        if old.resolved(form["SigFlags"]) != new.resolved(other["SigFlags"]) {
            record(.housekeeping, "/AcroForm/SigFlags")
        }
        // With NeedAppearances a reader paints fields anew: a later revision may only stop that.
        if new.resolved(other["NeedAppearances"]) == .boolean(true) {
            require(form["NeedAppearances"], sameAs: other["NeedAppearances"], "/AcroForm/NeedAppearances")
        }
        try compareResources(form["DR"], other["DR"])
        if form["DA"] != nil { require(form["DA"], sameAs: other["DA"], "/AcroForm/DA") }
        let ruled: Set = ["Fields", "SigFlags", "NeedAppearances", "DR", "DA"]
        requireSame(form, other, except: ruled, "/AcroForm")
    }

    /// Resources that fields are painted with: new ones may come, old ones stay.
    private mutating func compareResources(_ before: PDFObject?, _ after: PDFObject?) throws(PDFError) {
        let (first, second) = (old.resolved(before).entries ?? [:], new.resolved(after).entries ?? [:])
        for (category, value) in first.sorted(by: { $0.key < $1.key }) {
            guard let entries = old.resolved(value).entries else {
                require(value, sameAs: second[category], "/AcroForm/DR/\(category)")
                continue
            }
            let others = new.resolved(second[category]).entries ?? [:]
            for (key, resource) in entries.sorted(by: { $0.key < $1.key }) {
                require(resource, sameAs: others[key], "/AcroForm/DR/\(category)/\(key)")
            }
        }
    }

    private mutating func compareFields(
        _ before: PDFObject?,
        _ after: PDFObject?,
        _ inherited: Inherited,
        depth: Int
    ) throws(PDFError) {
        guard depth < 50 else { throw .limit("pdfFields", bounds.fields) }
        let (fields, others) = (old.resolved(before).elements ?? [], new.resolved(after).elements ?? [])
        let kept = Set(others.compactMap(\.reference))
        var matched: Set<PDFReference> = []
        for (index, field) in fields.enumerated() {
            let isKept = field.reference.map { kept.contains($0) } ?? false
            let counterpart = isKept ? field : index < others.count ? others[index] : nil
            guard let counterpart else {
                record(.content, "/AcroForm/Fields")
                continue
            }
            if let reference = counterpart.reference { matched.insert(reference) }
            try compareField(field, counterpart, inherited, depth: depth)
        }
        for (index, added) in others.enumerated() {
            let isOld = added.reference.map { matched.contains($0) } ?? (index < fields.count)
            if !isOld { try addField(added, inherited) }
        }
    }

    private mutating func compareField(
        _ before: PDFObject,
        _ after: PDFObject,
        _ inherited: Inherited,
        depth: Int
    ) throws(PDFError) {
        if let reference = before.reference, governed[reference] != nil { return }
        govern(before, after)
        guard let field = old.resolved(before).entries, let other = new.resolved(after).entries else {
            record(.content, "/AcroForm/Fields")
            return
        }
        var own = inherited
        own.name = PDFFieldName.of(field, in: old, under: inherited.name)
        own.type = old.resolved(field["FT"]).name ?? inherited.type
        own.flags = old.resolved(field["Ff"]).integer ?? inherited.flags
        let place = "/AcroForm/\(own.name)"
        var exempt: Set = ["Kids"]
        if own.type == "Sig" {
            exempt.formUnion(try compareSignature(field, other, name: own.name, place))
        } else {
            exempt.formUnion(try compareValue(field, other, &own, place))
        }
        if field["Kids"] != nil || other["Kids"] != nil {
            try compareFields(field["Kids"], other["Kids"], own, depth: depth + 1)
        }
        requireSame(field, other, except: exempt, place)
    }

    /// A field that was signed stays as it is; one that was not may be signed, once, and gets its appearance.
    private mutating func compareSignature(
        _ field: [String: PDFObject],
        _ other: [String: PDFObject],
        name: String,
        _ place: String
    ) throws(PDFError) -> Set<String> {
        guard old.resolved(field["V"]) == .null, let value = new.resolved(other["V"]).entries else { return [] }
        record(signature(value, field: name, shown: shows([.dictionary(other)])), place)
        replaceAppearance(field, other)
        return ["V", "AP", "AS", "M", "F"]
    }

    /// A field that a person may fill in: its value, and what shows the value.
    private mutating func compareValue(
        _ field: [String: PDFObject],
        _ other: [String: PDFObject],
        _ own: inout Inherited,
        _ place: String
    ) throws(PDFError) -> Set<String> {
        let isPushbutton = own.type == "Btn" && own.flags & Self.pushbutton != 0
        guard let type = own.type, ["Tx", "Ch", "Btn"].contains(type), !isPushbutton, own.flags & Self.readOnly == 0
        else { return [] }
        if try !isSame(field["V"], other["V"]) {
            own.isFilled = true
            record(.field(name: own.name), place)
        }
        // Locking a field is part of signing it (ISO 32000-2 clause 12.7.5.5).
        let flags = old.resolved(field["Ff"]).integer ?? 0
        let exempt: Set<String> = new.resolved(other["Ff"]).integer == flags | Self.readOnly ? ["Ff"] : []
        guard own.isFilled else { return exempt }
        replaceAppearance(field, other)
        return exempt.union(["V", "AP", "AS", "M", "I", "RV", "TI"])
    }

    /// Notes what no longer shows the field (ISO 32000-2 clause 12.5.5).
    private mutating func replaceAppearance(_ field: [String: PDFObject], _ other: [String: PDFObject]) {
        guard let appearance = field["AP"], appearance != other["AP"] else { return }
        if let reference = appearance.reference { replaced.insert(reference) }
        for entry in (old.resolved(appearance).entries ?? [:]).values {
            if let reference = entry.reference { replaced.insert(reference) }
            replaced.formUnion((old.resolved(entry).entries ?? [:]).values.compactMap(\.reference))
        }
    }

    private static let readOnly = 1
    private static let pushbutton = 1 << 16

    /// A field that the newer revision adds: it must be a signature's, do nothing, and show nothing unless it is signed.
    private mutating func addField(_ added: PDFObject, _ inherited: Inherited) throws(PDFError) {
        guard let entries = new.resolved(added).entries else { return }
        let name = PDFFieldName.of(entries, in: new, under: inherited.name)
        let place = "/AcroForm/\(name)"
        let kids = new.resolved(entries["Kids"]).elements ?? []
        let widgets = [added] + kids
        guard new.resolved(entries["FT"]).name == "Sig", widgets.allSatisfy({ new.resolved($0).hasNoAction }) else {
            record(.content, place)
            return
        }
        if let value = new.resolved(entries["V"]).entries {
            record(signature(value, field: name, shown: shows(widgets)), place)
        } else if shows(widgets) {
            record(.content, place)
            return
        } else {
            record(.signature(field: name, end: nil, isTimestamp: false), place)
        }
        addedWidgets.formUnion(widgets.compactMap(\.reference))
    }

    /// Whether any of some widgets paints something (ISO 32000-2 clause 12.7.5.5: a signature that is not shown has no area).
    private func shows(_ widgets: [PDFObject]) -> Bool {
        widgets.contains { widget in
            guard let entries = new.resolved(widget).entries, entries["AP"] != nil || entries["MK"] != nil else {
                return false
            }
            let corners = (new.resolved(entries["Rect"]).elements ?? []).map { new.resolved($0) }
            return corners.count != 4 || corners[0] != corners[2] && corners[1] != corners[3]
        }
    }

    /// A signature; a time-stamp that shows something is content, since nobody signed what it shows.
    private func signature(_ value: [String: PDFObject], field: String, shown: Bool) -> PDFChange.Kind {
        let range = new.rangeAndContents(of: value).0.compactMap(\.integer)
        let end = range.count == 4 ? range[2].addingReportingOverflow(range[3]) : (0, true)
        let encoding = new.resolved(value["SubFilter"]).name
        let isTimestamp = encoding.map { PDFSignature.timestampEncodings.contains($0) } ?? false
        if isTimestamp, shown { return .content }
        return .signature(field: field, end: end.1 ? -1 : end.0, isTimestamp: isTimestamp)
    }
}

extension PDFSignature {
    /// Document time-stamps: EN 319 142-1 clause 5.4.3, and ICP-Brasil's name for the same.
    package static let timestampEncodings: Set = ["ETSI.RFC3161", "PBAD.DocTimeStamp"]

    /// Whether it is a document time-stamp.
    package var isTimestamp: Bool { encoding.map { Self.timestampEncodings.contains($0) } ?? false }
}

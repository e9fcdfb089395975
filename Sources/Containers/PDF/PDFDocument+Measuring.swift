internal import SandyqFiles

extension PDFDocument {
    /// Whether qpdf may be asked for an object: not before all that it unpacks for that was measured.
    ///
    /// Asked for the keys of a dictionary it looks up every value, to leave out those that are null.
    func admits(_ number: Int) -> Bool {
        guard !allowance.inventory.isPlain else { return allows(number) }
        guard allows(number) else { return false }
        let literal = allowance.inventory.objects(lookedUpFor: number, in: octets)
        return (literal + (packed[number] ?? [])).allSatisfy { allows($0) }
    }

    /// Whether qpdf may read an object.
    func allows(_ number: Int) -> Bool {
        guard allowance.reached == nil else { return false }
        let inventory = allowance.inventory
        // The length of a stream may be an object in an object stream, too.
        for object in [number] + (inventory.lengths[number] ?? []) {
            for container in inventory.homes(of: object) where measured.insert(container).inserted {
                guard let cost = cost(ofContainer: container) else { continue }
                guard allowance.spend(cost) else { return false }
            }
        }
        guard let cost = inventory.costs[number], charged.insert(number).inserted else {
            return allowance.reached == nil
        }
        return allowance.spend(cost)
    }

    /// Whether reading an object stream's own dictionary opens no other.
    private func isSelfContained(_ container: Int) -> Bool {
        let inventory = allowance.inventory
        let others = inventory.objects(lookedUpFor: container, in: octets)
        return !inventory.hasNamelessObject
            && ([container] + others).flatMap { [$0] + (inventory.lengths[$0] ?? []) }.dropFirst()
                .allSatisfy { inventory.homes(of: $0).isEmpty }
    }

    /// What an object stream costs once qpdf has read it; nil when it is none, or the reading was stopped.
    private func cost(ofContainer number: Int) -> Int? {
        guard isSelfContained(number) else {
            allowance.stop(.limit("pdfReferences", 0))
            return nil
        }
        guard let (entries, stored) = container(number) else { return nil }
        let bounds = allowance.bounds
        let parameters = entries["DecodeParms"] ?? .null
        var data: [UInt8]
        switch PDFFilters(entries["Filter"]) {
        case .none:
            guard stored.count <= bounds.objectStream else {
                allowance.stop(.limit("pdfObjectStream", bounds.objectStream))
                return nil
            }
            data = stored
        case .flate where !parameters.hasPredictor:
            switch unsafe stored.withUnsafeBytes({ unsafe Inflation.outcome(of: $0, atMost: bounds.objectStream) }) {
            case .unpacked(let octets), .damaged(let octets): data = octets
            case .tooLarge, .libraryMissing:
                allowance.stop(.limit("pdfObjectStream", bounds.objectStream))
                return nil
            }
        case .flate, .others:
            allowance.stop(.limit("pdfFilters", 1))
            return nil
        }
        return unsafe data.withUnsafeBytes { octets in
            unsafe cost(ofObjectsIn: octets, entries)
        }
    }

    /// Goes through the objects of an object stream (ISO 32000-2 clause 7.5.7): several may begin at one place, and each is read.
    private func cost(ofObjectsIn data: UnsafeRawBufferPointer, _ entries: [String: PDFObject]) -> Int {
        let bounds = allowance.bounds
        var head = unsafe PDFLexer(data, at: 0)
        var cost = data.count
        let first = entries["First"]?.integer ?? 0
        for _ in 0..<max(0, entries["N"]?.integer ?? 0) where cost <= bounds.memory {
            guard case .integer(let number) = head.next(), case .integer(let offset) = head.next() else { break }
            let start = max(0, first.addingReportingOverflow(offset).partialValue)
            let skim = unsafe PDFSkim(PDFLexer(data, at: start), atMost: bounds.values, isNested: true)
            guard skim.values <= bounds.values else {
                allowance.stop(.limit("pdfValues", bounds.values))
                break
            }
            if !skim.lookedUp.isEmpty { packed[number, default: []] += skim.lookedUp }
            // Octets of strings are kept as they are, however often they are read.
            cost += bounds.cost(of: skim) + max(0, skim.end - start)
        }
        return cost
    }

    /// A stream's data, decoded within bounds; nil when it cannot be had.
    package func decodedData(of reference: PDFReference, bounds: PDFBounds) -> [UInt8]? {
        guard case .stream(let entries) = object(reference), let stored = storedData(of: reference) else { return nil }
        let parameters = resolved(entries["DecodeParms"])
        let filters = resolved(entries["Filter"])
        let names = filters.elements.map { $0.map { resolved($0) } } ?? [filters]
        if case .flate = PDFFilters(.array(names)), !parameters.hasPredictor {
            let outcome = unsafe stored.withUnsafeBytes { octets in
                unsafe Inflation.outcome(of: octets, atMost: bounds.streamOctets)
            }
            if case .unpacked(let octets) = outcome { return octets }
            return nil
        }
        let growth = names.reduce(1) { $0 * PDFFilters.growth(of: $1.name) }
        guard growth <= 1 << 40, stored.count * growth <= bounds.streamOctets, !parameters.hasWideRows(in: self) else {
            return nil
        }
        return names == [.null] || names.isEmpty ? stored : decodedData(of: reference)
    }
}

extension PDFFilters {
    /// The value of `Filter`; what refers elsewhere is none of those that are undone here.
    init(_ value: PDFObject?) {
        let names = value?.elements ?? [value ?? .null].filter { $0 != .null }
        self = names.allSatisfy { $0.name != nil } ? PDFFilters(names: names.compactMap(\.name)) : .others
    }

    /// How many octets one may become at most.
    static func growth(of name: String?) -> Int {
        switch name {
        case nil, "ASCIIHexDecode", "AHx", "Crypt": 1
        case "ASCII85Decode", "A85": 4
        case "RunLengthDecode", "RL": 128
        case "FlateDecode", "Fl": 1_100
        // A code of twelve bits stands for at most as many octets as there are codes.
        case "LZWDecode", "LZW": 4_096
        default: 1 << 20
        }
    }
}

extension PDFObject {
    /// Whether parameters of a filter speak of a predictor, or nobody can tell.
    fileprivate var hasPredictor: Bool {
        switch self {
        case .null: false
        case .array(let elements): elements.contains(where: \.hasPredictor)
        case .dictionary(let entries): entries["Predictor"].map { $0 != .integer(1) } ?? false
        default: true
        }
    }

    /// Whether rows of a predictor are longer than any that help packing.
    fileprivate func hasWideRows(in document: PDFDocument) -> Bool {
        let all = elements.map { $0.map { document.resolved($0) } } ?? [self]
        return all.contains { one in
            ["Columns", "Colors", "BitsPerComponent"].contains { key in
                guard let value = one.entries?[key] else { return false }
                return !(0...4_096).contains(document.resolved(value).integer ?? .max)
            }
        }
    }
}

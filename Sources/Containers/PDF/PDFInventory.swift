internal import SandyqFiles

/// What qpdf will find in a file, written down before qpdf opens it.
///
/// qpdf unpacks cross-reference streams while it opens a file and object streams when an object in them is asked for, and bounds
/// neither. Here the file is searched instead of followed: whatever looks like an object may be one, so that nothing which an
/// offset somewhere leads to is overlooked.
struct PDFInventory {
    /// Cross-reference sections: where they begin and how many rows they have.
    private(set) var sections: [(start: Int, rows: Int)] = []
    /// What large objects cost, by number.
    private(set) var costs: [Int: Int] = [:]
    /// By the number of a stream: objects that tell its length.
    private(set) var lengths: [Int: [Int]] = [:]
    /// Whether there is an object whose number cannot be told, and that leads to others.
    private(set) var hasNamelessObject = false
    /// The objects that trailers lead to.
    private(set) var trailerObjects: Set<Int> = []
    /// By the number of an object: the object stream that it is in, in some revision.
    private var homes: [Int: Int] = [:]
    /// Further ones.
    private var otherHomes: [Int: [Int]] = [:]
    /// By the number of an object: behind the keyword `obj`, somewhere.
    private var places: [Int: Int] = [:]
    /// Further ones.
    private var otherPlaces: [Int: [Int]] = [:]
    private var allRows = 0
    private let bounds: PDFBounds
    /// Objects that qpdf looks up while it opens a file.
    private var neededAtOnce: Set<Int> = []
    /// Those of them that lead to no others in files that qpdf can open.
    private var neededWhole: Set<Int> = []

    /// Searches a file.
    ///
    /// - Throws: The bound that a section or an object does not keep to.
    init(_ octets: PinnedOctets, bounds: PDFBounds) throws(PDFError) {
        self.bounds = bounds
        let announced = octets.places(of: "xref", atMost: 2 * bounds.marks + 1)
        guard announced.count <= 2 * bounds.marks else { throw .limit("pdfMarks", bounds.marks) }
        for place in announced {
            var lexer = PDFLexer(octets, at: place + 4)
            let (rows, offsets) = lexer.skipTable(atMost: bounds.rows)
            try add(rows: rows, at: place)
            lookAt(offsets, in: octets)
        }
        try Self.eachObject(of: octets, bounds: bounds) { place, skim throws(PDFError) in
            try take(skim, at: place, in: octets)
        }
        guard !homes.isEmpty else { return }
        let trailers = octets.places(of: "trailer", atMost: bounds.marks + 1)
        guard trailers.count <= bounds.marks else { throw .limit("pdfMarks", bounds.marks) }
        for place in trailers {
            let skim = PDFSkim(PDFLexer(octets, at: place + 7), atMost: bounds.largeTrailer)
            guard skim.values <= bounds.largeTrailer else { throw .limit("pdfValues", bounds.largeTrailer) }
            need(forTrailer: skim)
        }
        try requireNothingPackedAtOnce(octets)
    }

    /// Whether there are no object streams.
    var isPlain: Bool { homes.isEmpty }

    /// The object streams that an object may be in.
    func homes(of number: Int) -> [Int] {
        guard let home = homes[number] else { return [] }
        return [home] + (otherHomes[number] ?? [])
    }

    /// Calls for everything that follows the keyword `obj`.
    private static func eachObject(
        of octets: PinnedOctets,
        bounds: PDFBounds,
        _ use: (Int, PDFSkim) throws(PDFError) -> Void
    ) throws(PDFError) {
        var (start, steps) = (0, 0)
        while true {
            let places = octets.places(of: "obj", from: start, atMost: 1 << 16)
            for place in places where place > 0 && octets[place - 1] != UInt8(ascii: "d") {
                let skim = PDFSkim(PDFLexer(octets, at: place + 3), atMost: bounds.values)
                guard skim.values <= bounds.values else { throw .limit("pdfValues", bounds.values) }
                // Objects in objects: a file that is gone through more than a few times has no other use for them.
                steps += skim.end - place
                guard steps <= bounds.passes * (octets.count + 1 << 20) else { throw .limit("pdfSteps", bounds.passes) }
                try use(place, skim)
            }
            guard let last = places.last, places.count == 1 << 16 else { return }
            start = last + 1
        }
    }

    /// Writes down what one object means for reading the file.
    private mutating func take(_ skim: PDFSkim, at place: Int, in octets: PinnedOctets) throws(PDFError) {
        let number = PDFLexer(octets, at: place).objectNumber
        if skim.values >= bounds.largeObject, let number { costs[number, default: 0] += bounds.cost(of: skim) }
        guard let data = skim.data else { return }
        let entries = skim.entries()
        let references = skim.references(in: entries["Length"])
        if !references.isEmpty, let number { lengths[number, default: []] += references }
        let isUntold = !skim.references(in: entries["Type"]).isEmpty
        guard isUntold || skim.names(in: entries["Type"]).contains("XRef") else { return }
        let direct = ["Type", "W", "Index", "Size", "Prev", "Filter", "DecodeParms", "Length"]
        guard direct.allSatisfy({ skim.references(in: entries[$0]).isEmpty }) else { throw .limit("pdfReferences", 0) }
        let length = max(0, PDFSkim.integers(in: entries["Length"]).first ?? 0)
        let packed = unsafe UnsafeRawBufferPointer(
            rebasing: octets.buffer[data..<min(octets.count, data + min(length, octets.count))]
        )
        try unsafe take(rowsOf: skim, entries, at: place, data: packed, in: octets)
        need(forTrailer: skim)
    }

    /// Sees whether an object is meant to begin within the digits of a number: then its own number is another than it seems.
    private mutating func lookAt(_ offsets: [Int], in octets: PinnedOctets) {
        let (lexer, header) = (PDFLexer(octets, at: 0), octets.headerOffset)
        hasNamelessObject =
            hasNamelessObject
            || offsets.contains { offset in
                offset <= octets.count && lexer.isDigit(at: offset + header) && lexer.isDigit(at: offset + header - 1)
            }
    }

    private mutating func add(rows: Int, at place: Int) throws(PDFError) {
        allRows += rows
        guard allRows <= bounds.rows else { throw .limit("pdfRows", bounds.rows) }
        if rows > 0 { sections.append((place, rows)) }
    }

    /// Reads a cross-reference stream, which nobody could have encrypted (ISO 32000-2 clause 7.5.8.2).
    private mutating func take(
        rowsOf skim: PDFSkim,
        _ entries: [String: [PDFLexer.Token]],
        at place: Int,
        data packed: UnsafeRawBufferPointer,
        in octets: PinnedOctets
    ) throws(PDFError) {
        let limit = bounds.rows * 8
        var data: [UInt8]
        switch PDFFilters(names: skim.names(in: entries["Filter"])) {
        case .none: data = unsafe [UInt8](packed)
        case .flate:
            switch unsafe Inflation.outcome(of: packed, atMost: limit) {
            case .unpacked(let unpacked), .damaged(let unpacked): data = unpacked
            case .tooLarge: throw .limit("pdfRows", bounds.rows)
            case .libraryMissing: throw .libraryMissing
            }
        case .others: throw .limit("pdfFilters", 1)
        }
        if let columns = try skim.columns(of: entries["DecodeParms"]) {
            data = CrossReferenceRows.unpredicted(data, columns: columns)
        }
        let size = PDFSkim.integers(in: entries["Size"]).last ?? 0
        let index = entries["Index"].flatMap { skim.isNull($0) ? nil : PDFSkim.integers(in: $0) } ?? [0, size]
        guard let rows = CrossReferenceRows(data, widths: PDFSkim.integers(in: entries["W"]), index: index) else {
            return
        }
        try add(rows: rows.count, at: place)
        lookAt(rows.offsets, in: octets)
        for (number, container) in rows.compressed {
            guard (1...Int(Int32.max)).contains(container) else { throw .limit("pdfReferences", 0) }
            guard let home = homes.updateValue(homes[number] ?? container, forKey: number), home != container else {
                continue
            }
            if otherHomes[number]?.contains(container) != true { otherHomes[number, default: []].append(container) }
        }
    }

    /// Remembers what qpdf looks up of a trailer while it opens the file.
    private mutating func need(forTrailer skim: PDFSkim) {
        let entries = skim.entries()
        for key in ["Size", "Prev", "XRefStm"] { neededAtOnce.formUnion(skim.references(in: entries[key])) }
        for key in ["Encrypt", "ID"] { neededWhole.formUnion(skim.references(in: entries[key])) }
        trailerObjects.formUnion(skim.lookedUp)
    }

    /// Sees to it that qpdf opens no object stream before anybody has measured it, and remembers where objects are.
    private mutating func requireNothingPackedAtOnce(_ octets: PinnedOctets) throws(PDFError) {
        guard neededAtOnce.union(neededWhole).allSatisfy({ homes[$0] == nil }) else { throw .limit("pdfReferences", 0) }
        try Self.eachObject(of: octets, bounds: bounds) { place, skim throws(PDFError) in
            guard skim.data != nil || skim.hasReferences else { return }
            guard let number = PDFLexer(octets, at: place).objectNumber else {
                if PDFLexer.isBlank(octets[place - 1]) { hasNamelessObject = true }
                return
            }
            if skim.hasReferences, neededWhole.contains(number) { throw .limit("pdfReferences", 0) }
            if let known = places[number], known != place + 3 {
                otherPlaces[number, default: []].append(place + 3)
            } else {
                places[number] = place + 3
            }
        }
    }

    /// The objects that qpdf looks up when it is asked for the keys of one that stands in the file by itself.
    func objects(lookedUpFor number: Int, in octets: PinnedOctets) -> [Int] {
        guard let place = places[number] else { return [] }
        return ([place] + (otherPlaces[number] ?? [])).flatMap { place in
            PDFSkim(PDFLexer(octets, at: place), atMost: bounds.values).lookedUp
        }
    }
}

extension PDFLexer {
    /// Begins in a file.
    init(_ octets: PinnedOctets, at place: Int) { unsafe self.init(octets.buffer, at: place) }

    /// The number of the object whose keyword `obj` is here; nil when it cannot be told.
    var objectNumber: Int? { number(before: place).flatMap { number(before: $0.start) }?.value }
}

extension PDFSkim {
    /// The columns of a predictor of cross-reference rows; nil when there is none.
    func columns(of parameters: [PDFLexer.Token]?) throws(PDFError) -> Int? {
        let values = try numbers(in: parameters ?? [])
        let predictor = values["Predictor"] ?? 1
        guard predictor > 1 else { return nil }
        let columns = values["Columns"] ?? 1
        guard (10...15).contains(predictor), (1...64).contains(columns), (values["Colors"] ?? 1) == 1,
            (values["BitsPerComponent"] ?? 8) == 8
        else { throw .limit("pdfFilters", 1) }
        return columns
    }
}

/// What a stream is packed with (ISO 32000-2 clause 7.4).
enum PDFFilters {
    case none
    /// FlateDecode, once.
    case flate
    /// Anything else: filters that nobody uses for the structure of a file, or one behind the other.
    case others

    init(names: [String]) {
        self =
            switch names {
            case []: .none
            case ["FlateDecode"], ["Fl"]: .flate
            default: .others
            }
    }
}

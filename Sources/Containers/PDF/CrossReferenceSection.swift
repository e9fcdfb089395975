internal import SandyqFiles

/// What one cross-reference section says of objects (ISO 32000-2 clauses 7.5.4 and 7.5.8), as far as comparing revisions asks.
struct CrossReferenceSection {
    /// Every object that it names, free ones included.
    private(set) var numbers: Set<Int> = []
    /// Objects that stand by themselves in the file.
    private var uses: [(number: Int, generation: Int, offset: Int)] = []

    /// Reads a table; nil unless it is written exactly as the standard asks.
    init?(tableAt start: Int, in octets: PinnedOctets) {
        guard start >= 0, start < octets.count, octets.bytes(in: start..<start + 4).elementsEqual("xref".utf8) else {
            return nil
        }
        var place = octets.skippingBlanks(from: start + 4)
        while let first = octets.number(at: &place) {
            place = octets.skippingBlanks(from: place)
            guard let count = octets.number(at: &place), count <= Self.most else { return nil }
            place = octets.skippingBlanks(from: place)
            numbers.formUnion(first..<first + count)
            for number in first..<first + count {
                // Every entry has twenty octets (clause 7.5.4).
                let entry = octets.bytes(in: place..<place + 20)
                place += 20
                guard entry.count == 20, let offset = Self.decimal(entry[0..<10]),
                    let generation = Self.decimal(entry[11..<16])
                else { return nil }
                if entry[17] == UInt8(ascii: "n") { uses.append((number, generation, offset)) }
            }
        }
        place = octets.skippingBlanks(from: place)
        guard octets.bytes(in: place..<place + 7).elementsEqual("trailer".utf8) else { return nil }
    }

    /// Reads a stream; nil when it does not name itself, or its data is not what its dictionary says.
    init?(stream document: PDFDocument, at start: Int, in octets: PinnedOctets) {
        var place = start
        guard start >= 0, let own = octets.number(at: &place),
            let rows = document.decodedData(
                of: PDFReference(number: own, generation: 0),
                bounds: document.allowance.bounds
            ),
            let size = document.trailer["Size"]?.integer,
            let widths = document.trailer["W"]?.elements?.compactMap(\.integer), widths.count == 3,
            widths.allSatisfy({ (0...8).contains($0) })
        else { return nil }
        let index = document.trailer["Index"]?.elements ?? [.integer(0), .integer(size)]
        let bounds = index.compactMap(\.integer)
        guard bounds.count == index.count, bounds.count.isMultiple(of: 2) else { return nil }
        var rest = rows[...]
        func take(_ width: Int) -> Int {
            let field = rest.prefix(width).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(width)
            return field
        }
        for pair in stride(from: 0, to: bounds.count, by: 2) {
            let (first, count) = (bounds[pair], bounds[pair + 1])
            guard (0...1 << 32).contains(first), (0...Self.most).contains(count) else { return nil }
            numbers.formUnion(first..<first + count)
            for number in first..<first + count where !rest.isEmpty {
                let type = widths[0] == 0 ? 1 : take(widths[0])
                let (offset, generation) = (take(widths[1]), take(widths[2]))
                if type == 1 { uses.append((number, generation, offset)) }
            }
        }
    }

    /// Whether objects stand where it says, under the generation that the older revision knows them by.
    ///
    /// Where they do not, strict readers find the older object or none, and readers that mend files find the new one.
    func isSound(in octets: PinnedOctets, against old: PDFDocument) -> Bool {
        let header = octets.headerOffset
        return uses.allSatisfy { use in
            var place = octets.skippingBlanks(from: min(max(0, use.offset), octets.count) + header)
            guard octets.number(at: &place) == use.number else { return false }
            place = octets.skippingBlanks(from: place)
            guard octets.number(at: &place) == use.generation else { return false }
            let known = PDFReference(number: use.number, generation: 0)
            return use.generation == 0 || old.object(known) == .null
        }
    }

    private static let most = 1_000_000

    private static func decimal(_ digits: ArraySlice<UInt8>) -> Int? {
        digits.reduce(0) { value, digit in
            guard let value, (0x30...0x39).contains(digit) else { return nil }
            return value * 10 + Int(digit - 0x30)
        }
    }
}

extension PinnedOctets {
    /// Reads a number without a sign, and steps behind it.
    func number(at place: inout Int) -> Int? {
        let start = place
        var value = 0
        while place < count, (0x30...0x39).contains(self[place]), place - start < 10 {
            value = value * 10 + Int(self[place] - 0x30)
            place += 1
        }
        return place > start ? value : nil
    }

    /// What stands before the header, from which offsets count (ISO 32000-2 clause 7.5.2, annex C.2 of its first edition).
    var headerOffset: Int {
        let head = bytes(in: 0..<min(count, 1_024))
        return head.indices.first { head[$0...].starts(with: "%PDF-".utf8) } ?? 0
    }
}

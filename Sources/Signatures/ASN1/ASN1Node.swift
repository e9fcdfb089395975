/// One element of an encoding (X.690 clause 8.1), whose elements inside it are found in order.
///
/// All elements of an encoding share one `ElementTable`: to follow them neither copies nor allocates.
package struct ASN1Node: Sendable {
    private let table: ElementTable
    private let index: Int

    fileprivate init(_ table: ElementTable, at index: Int) {
        self.table = table
        self.index = index
    }

    private var record: ElementTable.Record { table.records[index] }

    /// The tag.
    package var identifier: ASN1Identifier { record.identifier }

    /// Whether the contents are elements.
    package var isConstructed: Bool { record.isConstructed }

    /// The element with its tag and length, and its end-of-contents octets if it has them.
    package var encodedBytes: ArraySlice<UInt8> {
        table.bytes[Int(record.start)..<Int(record.end)]
    }

    /// The octets between header and end, whatever the type.
    package var contents: ArraySlice<UInt8> {
        table.bytes[Int(record.contentsStart)..<Int(record.contentsEnd)]
    }

    /// The elements inside, to be taken in order; none for a primitive element.
    package var elements: ASN1Elements {
        ASN1Elements(table: table, next: index + 1, end: Int(record.next))
    }

    /// The same, all at once.
    package var children: [ASN1Node] { Array(elements) }

    /// Whether every length of the whole encoding is definite and as short as can be (X.690 clause 10.1).
    package var hasDistinguishedLengths: Bool { table.hasDistinguishedLengths }
}

extension ASN1Node {
    /// Parses one BER element and nothing after it.
    ///
    /// No more than 50 elements are nested, as `Limits.depth` has it, indefinite lengths included. A record is made for each
    /// element, so a large input made of tiny elements is counted first.
    package init(reading bytes: ArraySlice<UInt8>, _ what: String) throws(FormatError) {
        if bytes.count > 1 << 20, ElementCursor.countOfElements(in: bytes, upTo: 2_000_000) >= 2_000_000 {
            throw FormatError("\(what): more than 2,000,000 elements")
        }
        do throws(ElementTable.Flaw) { self.init(try ElementTable(bytes), at: 0) } catch {
            throw FormatError("\(what): \(error.rawValue)")
        }
    }
}

/// The elements inside another, in order.
package struct ASN1Elements: Sequence, IteratorProtocol, Sendable {
    private let table: ElementTable
    private var nextIndex: Int
    private let end: Int

    fileprivate init(table: ElementTable, next: Int, end: Int) {
        self.table = table
        nextIndex = next
        self.end = end
    }

    /// Whether there is none left.
    package var isEmpty: Bool { nextIndex >= end }

    /// The next one, left in place.
    package var first: ASN1Node? { isEmpty ? nil : ASN1Node(table, at: nextIndex) }

    /// Takes the next one.
    package mutating func next() -> ASN1Node? {
        guard !isEmpty else { return nil }
        defer { nextIndex = Int(table.records[nextIndex].next) }
        return ASN1Node(table, at: nextIndex)
    }
}

/// Every element of an encoding in encoded order, each followed by those inside it.
private final class ElementTable: Sendable {
    let bytes: ArraySlice<UInt8>
    let records: [Record]
    let hasDistinguishedLengths: Bool

    /// Where one element and its parts lie in the encoding.
    struct Record {
        let identifier: ASN1Identifier
        let isConstructed: Bool
        let start: UInt32
        let contentsStart: UInt32
        fileprivate(set) var contentsEnd: UInt32 = 0
        fileprivate(set) var end: UInt32 = 0
        /// The record of the first element that is not inside this one.
        fileprivate(set) var next: UInt32 = 0
    }

    /// Why an encoding is none.
    enum Flaw: String, Error {
        case breaksOff = "the encoding breaks off"
        case unreadableLength = "a length cannot be read"
        case malformed = "not one well-formed BER element"
    }

    init(_ bytes: ArraySlice<UInt8>) throws(Flaw) {
        guard bytes.endIndex < UInt32.max else { throw .malformed }
        var parser = ElementParser(base: bytes.startIndex, count: bytes.count)
        let octets = bytes.span
        let end = try parser.parse(octets, from: 0, to: octets.count, depth: 1)
        guard end == octets.count else { throw .malformed }
        self.bytes = bytes
        records = parser.records
        hasDistinguishedLengths = parser.hasDistinguishedLengths
    }
}

/// Finds the elements of an encoding.
private struct ElementParser {
    typealias Flaw = ElementTable.Flaw

    private(set) var records: [ElementTable.Record] = []
    private(set) var hasDistinguishedLengths = true
    /// What the positions in records begin with.
    private let base: Int

    /// Makes room for as many elements as so many octets hold in certificates and signatures.
    init(base: Int, count: Int) {
        self.base = base
        records.reserveCapacity(min(4 + count / 16, 256))
    }

    /// Makes the records of the element at a position and of those inside it; gives the position behind it.
    mutating func parse(_ octets: borrowing Span<UInt8>, from start: Int, to limit: Int, depth: Int) throws(Flaw) -> Int
    {
        guard depth <= 50 else { throw .malformed }
        var position = start
        let (identifier, isConstructed) = try identifier(octets, at: &position, to: limit)
        let length = try length(octets, at: &position, to: limit)
        // Universal 0 is for end-of-contents octets, which are no element.
        guard identifier != ASN1Identifier(0) else { throw .malformed }
        let index = records.count
        records.append(
            .init(
                identifier: identifier,
                isConstructed: isConstructed,
                start: UInt32(base + start),
                contentsStart: UInt32(base + position)
            )
        )
        let contentsEnd: Int
        let end: Int
        if let length {
            guard length <= limit - position else { throw .breaksOff }
            end = position + length
            contentsEnd = end
            while isConstructed, position < end {
                position = try parse(octets, from: position, to: end, depth: depth + 1)
            }
        } else {
            guard isConstructed else { throw .unreadableLength }
            while limit - position < 2 || octets[position] != 0 || octets[position + 1] != 0 {
                guard position < limit else { throw .breaksOff }
                position = try parse(octets, from: position, to: limit, depth: depth + 1)
            }
            contentsEnd = position
            end = position + 2
        }
        records[index].contentsEnd = UInt32(base + contentsEnd)
        records[index].end = UInt32(base + end)
        records[index].next = UInt32(records.count)
        return end
    }

    /// Reads identifier octets (clause 8.1.2).
    private func identifier(
        _ octets: borrowing Span<UInt8>,
        at position: inout Int,
        to limit: Int
    ) throws(Flaw) -> (ASN1Identifier, isConstructed: Bool) {
        guard position < limit else { throw .breaksOff }
        let first = octets[position]
        position += 1
        let isConstructed = first & 0x20 != 0
        guard first & 0x1f == 0x1f else { return (ASN1Identifier(first), isConstructed) }
        var number: UInt = 0
        let start = position
        repeat {
            // Nine octets are more than anybody uses; the first never says nothing.
            guard position < limit, position - start < 9, number > 0 || octets[position] != 0x80 else {
                throw .malformed
            }
            number = number << 7 | UInt(octets[position] & 0x7f)
            position += 1
        } while octets[position - 1] >= 0x80
        guard number >= 0x1f else { throw .malformed }
        return (ASN1Identifier(tagNumber: number, tagClass: .init(leading: first)), isConstructed)
    }

    /// Reads length octets (clause 8.1.3); nil for the indefinite form.
    private mutating func length(
        _ octets: borrowing Span<UInt8>,
        at position: inout Int,
        to limit: Int
    ) throws(Flaw) -> Int? {
        guard position < limit else { throw .breaksOff }
        let first = octets[position]
        position += 1
        if first < 0x80 { return Int(first) }
        if first == 0x80 {
            hasDistinguishedLengths = false
            return nil
        }
        let count = Int(first & 0x7f)
        guard limit - position >= count else { throw .breaksOff }
        guard count <= 8 else { throw .malformed }
        var length: UInt64 = 0
        for _ in 0..<count {
            length = length << 8 | UInt64(octets[position])
            position += 1
        }
        if length < 0x80 || length >> (8 * UInt64(count - 1)) == 0 { hasDistinguishedLengths = false }
        guard let length = Int(exactly: length) else { throw .malformed }
        return length
    }
}

/// Walks over the elements of a definite-length encoding without building anything for them.
///
/// A CRL of the national authority has half a million elements, and a node for each costs more than checking its
/// signature; of its entries only those of a few serial numbers are ever looked into.
struct ElementCursor {
    private(set) var rest: ArraySlice<UInt8>

    init(_ contents: ArraySlice<UInt8>) { rest = contents }

    /// One element: its first tag octet, its contents, and all of it.
    struct Element {
        let tag: UInt8
        let contents: ArraySlice<UInt8>
        let encoding: ArraySlice<UInt8>
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// The tag of the next element; nil at the end.
    var nextTag: UInt8? { rest.first }

    /// Takes the next element, whose tag must be of the short form and whose length must be definite.
    mutating func next(_ what: String) throws(FormatError) -> Element {
        let start = rest.startIndex
        guard let header = Self.header(of: rest), header.tag & 0x1f != 0x1f, let length = header.length,
            length <= rest.endIndex - header.end
        else { throw FormatError("\(what): an element cannot be read") }
        let end = header.end + length
        let element = Element(tag: header.tag, contents: rest[header.end..<end], encoding: rest[start..<end])
        rest = rest[end...]
        return element
    }

    /// Takes the next element, which must have this tag.
    mutating func next(_ what: String, tag: UInt8) throws(FormatError) -> Element {
        guard nextTag == tag else { throw FormatError("\(what): another type was expected") }
        return try next(what)
    }

    /// Takes the next element if it has this tag.
    mutating func optional(_ what: String, tag: UInt8) throws(FormatError) -> Element? {
        nextTag == tag ? try next(what) : nil
    }

    /// How many elements there are at all depths, counted to a bound; an unreadable rest counts as nothing.
    static func countOfElements(in bytes: ArraySlice<UInt8>, upTo bound: Int) -> Int {
        var rest = bytes
        var count = 0
        while count < bound, let header = header(of: rest) {
            count += 1
            // The contents of a constructed element are its elements: they are simply next.
            let skipped = header.tag & 0x20 == 0 ? min(header.length ?? 0, rest.endIndex - header.end) : 0
            rest = rest[(header.end + skipped)...]
        }
        return count
    }

    private static func header(of bytes: ArraySlice<UInt8>) -> (tag: UInt8, length: Int?, end: Int)? {
        guard bytes.count >= 2 else { return nil }
        let tag = bytes[bytes.startIndex]
        var position = bytes.startIndex + 1
        if tag & 0x1f == 0x1f {
            while position < bytes.endIndex, bytes[position] >= 0x80 { position += 1 }
            position += 1
            guard position < bytes.endIndex else { return nil }
        }
        let first = bytes[position]
        position += 1
        if first < 0x80 { return (tag, Int(first), position) }
        if first == 0x80 { return (tag, nil, position) }
        let octets = Int(first & 0x7f)
        guard octets <= 7, bytes.endIndex - position >= octets else { return nil }
        var length = 0
        for octet in bytes[position..<position + octets] { length = length << 8 | Int(octet) }
        return (tag, length, position + octets)
    }
}

package import SwiftASN1

extension ASN1Node {
    /// Parses one BER element and nothing after it.
    ///
    /// SwiftASN1 refuses more than 50 nested elements, as `Limits.depth` does, indefinite lengths included. It makes a
    /// record of a hundred octets for each element, so a large input made of tiny elements is counted first.
    package init(reading bytes: ArraySlice<UInt8>, _ what: String) throws(FormatError) {
        if bytes.count > 1 << 20, ElementCursor.countOfElements(in: bytes, upTo: 2_000_000) >= 2_000_000 {
            throw FormatError("\(what): more than 2,000,000 elements")
        }
        do {
            self = try BER.parse(bytes)
        } catch {
            throw FormatError("\(what): \(Self.reason(of: error))")
        }
    }

    /// SwiftASN1's own words carry source locations; only the code is of use in a report.
    private static func reason(of error: any Error) -> String {
        switch (error as? ASN1Error)?.code {
        case .truncatedASN1Field?: "the encoding breaks off"
        case .unsupportedFieldLength?: "a length cannot be read"
        default: "not one well-formed BER element"
        }
    }

    /// The elements inside; none for a primitive element.
    package var children: [ASN1Node] {
        guard case .constructed(let nodes) = content else { return [] }
        return Array(nodes)
    }

    /// The elements inside, to be taken in order.
    package func fields(
        _ what: String,
        as identifier: ASN1Identifier = .sequence
    ) throws(FormatError) -> ASN1Fields {
        guard self.identifier == identifier, case .constructed(let nodes) = content else {
            throw FormatError("\(what): another type was expected")
        }
        return ASN1Fields(nodes.makeIterator(), of: what)
    }

    /// The elements inside an element of this type, all at once.
    package func elements(
        _ what: String,
        as identifier: ASN1Identifier = .sequence
    ) throws(FormatError) -> [ASN1Node] {
        guard self.identifier == identifier, case .constructed(let nodes) = content else {
            throw FormatError("\(what): another type was expected")
        }
        return Array(nodes)
    }

    /// The number of a context-specific tag; nil for any other.
    package var contextTag: Int? {
        identifier.tagClass == .contextSpecific ? Int(clamping: identifier.tagNumber) : nil
    }

    /// Whether the tag is context-specific and has this number.
    package func isTagged(_ number: UInt) -> Bool {
        identifier.tagNumber == number && identifier.tagClass == .contextSpecific
    }

    /// The one element inside an explicit tag.
    package func explicit(_ what: String) throws(FormatError) -> ASN1Node {
        guard case .constructed(let nodes) = content else { throw FormatError("\(what): an explicit tag was expected") }
        var iterator = nodes.makeIterator()
        guard let inner = iterator.next(), iterator.next() == nil else {
            throw FormatError("\(what): an explicit tag holds one element")
        }
        return inner
    }

    /// The octets between header and end, whatever the type.
    package var contents: ArraySlice<UInt8> {
        switch content {
        case .primitive(let bytes): return bytes
        case .constructed(let nodes):
            var iterator = nodes.makeIterator()
            guard let first = iterator.next() else { return [] }
            var last = first
            while let next = iterator.next() { last = next }
            return encodedBytes[first.encodedBytes.startIndex..<last.encodedBytes.endIndex]
        }
    }

    /// The contents of a primitive element of this type.
    package func primitive(_ what: String, as identifier: ASN1Identifier) throws(FormatError) -> ArraySlice<UInt8> {
        guard self.identifier == identifier, case .primitive(let bytes) = content else {
            throw FormatError("\(what): another type was expected")
        }
        return bytes
    }
}

extension ASN1Identifier {
    /// The context-specific tag of this number.
    package static func context(_ number: UInt) -> ASN1Identifier {
        ASN1Identifier(tagWithNumber: number, tagClass: .contextSpecific)
    }
}

/// The elements of a SEQUENCE, taken in order.
package struct ASN1Fields {
    private var iterator: ASN1NodeCollection.Iterator
    private var lookahead: ASN1Node?
    private let what: String

    init(_ iterator: ASN1NodeCollection.Iterator, of what: String) {
        self.iterator = iterator
        self.what = what
        lookahead = self.iterator.next()
    }

    /// The next element, left in place.
    package var peek: ASN1Node? { lookahead }

    /// Takes the next element, if there is one.
    package mutating func next() -> ASN1Node? {
        defer { lookahead = iterator.next() }
        return lookahead
    }

    /// Takes the next element, which must be there.
    package mutating func required(_ name: String) throws(FormatError) -> ASN1Node {
        guard let node = next() else { throw FormatError("\(what): \(name) is missing") }
        return node
    }

    /// Takes the next element if it has this tag.
    package mutating func optional(_ identifier: ASN1Identifier) -> ASN1Node? {
        lookahead?.identifier == identifier ? next() : nil
    }

    /// Takes the next element if its tag is context-specific and has this number.
    package mutating func optional(tagged number: UInt) -> ASN1Node? {
        guard let lookahead, lookahead.isTagged(number) else { return nil }
        return next()
    }

    /// Makes sure that nothing is left.
    package func end() throws(FormatError) {
        if lookahead != nil { throw FormatError("\(what): an element too many") }
    }
}

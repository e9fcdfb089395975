extension ASN1Node {
    /// The elements inside, to be taken in order.
    package func fields(
        _ what: String,
        as identifier: ASN1Identifier = .sequence
    ) throws(FormatError) -> ASN1Fields {
        guard self.identifier == identifier, isConstructed else {
            throw FormatError("\(what): another type was expected")
        }
        return ASN1Fields(elements, of: what)
    }

    /// The elements inside an element of this type.
    package func elements(
        _ what: String,
        as identifier: ASN1Identifier = .sequence
    ) throws(FormatError) -> ASN1Elements {
        guard self.identifier == identifier, isConstructed else {
            throw FormatError("\(what): another type was expected")
        }
        return elements
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
        guard isConstructed else { throw FormatError("\(what): an explicit tag was expected") }
        var inside = elements
        guard let inner = inside.next(), inside.isEmpty else {
            throw FormatError("\(what): an explicit tag holds one element")
        }
        return inner
    }

    /// The contents of a primitive element of this type.
    package func primitive(_ what: String, as identifier: ASN1Identifier) throws(FormatError) -> ArraySlice<UInt8> {
        guard self.identifier == identifier, !isConstructed else {
            throw FormatError("\(what): another type was expected")
        }
        return contents
    }
}

/// The elements of a SEQUENCE, taken in order.
package struct ASN1Fields {
    private var rest: ASN1Elements
    private let what: String

    init(_ elements: ASN1Elements, of what: String) {
        rest = elements
        self.what = what
    }

    /// The next element, left in place.
    package var peek: ASN1Node? { rest.first }

    /// Takes the next element, if there is one.
    package mutating func next() -> ASN1Node? { rest.next() }

    /// Takes the next element, which must be there.
    package mutating func required(_ name: String) throws(FormatError) -> ASN1Node {
        guard let node = next() else { throw FormatError("\(what): \(name) is missing") }
        return node
    }

    /// Takes the next element if it has this tag.
    package mutating func optional(_ identifier: ASN1Identifier) -> ASN1Node? {
        peek?.identifier == identifier ? next() : nil
    }

    /// Takes the next element if its tag is context-specific and has this number.
    package mutating func optional(tagged number: UInt) -> ASN1Node? {
        guard let peek, peek.isTagged(number) else { return nil }
        return next()
    }

    /// Makes sure that nothing is left.
    package func end() throws(FormatError) {
        if !rest.isEmpty { throw FormatError("\(what): an element too many") }
    }
}

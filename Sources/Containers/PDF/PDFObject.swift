/// A PDF object as a value; other objects are named by reference (ISO 32000-2 clause 7.3).
package indirect enum PDFObject: Hashable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int)
    /// As it is written.
    case real(String)
    case string([UInt8])
    /// Without the slash; one character an octet.
    case name(String)
    case array([PDFObject])
    case dictionary([String: PDFObject])
    /// A stream's dictionary; its data is asked for apart.
    case stream([String: PDFObject])
    case reference(PDFReference)
    /// Nested deeper than the bound.
    case unreadable
}

/// Names an indirect object (ISO 32000-2 clause 7.3.10).
package struct PDFReference: Hashable, Sendable {
    package let number: Int
    package let generation: Int

    package init(number: Int, generation: Int) {
        self.number = number
        self.generation = generation
    }
}

extension PDFObject {
    /// The entries of a dictionary or of a stream's dictionary.
    package var entries: [String: PDFObject]? {
        switch self {
        case .dictionary(let entries), .stream(let entries): entries
        default: nil
        }
    }

    /// The elements of an array.
    package var elements: [PDFObject]? { if case .array(let elements) = self { elements } else { nil } }

    /// Values in it, itself included.
    var count: Int {
        switch self {
        case .array(let elements): elements.reduce(1) { $0 + $1.count }
        case .dictionary(let entries), .stream(let entries): entries.reduce(1) { $0 + 1 + $1.value.count }
        default: 1
        }
    }

    /// A name.
    package var name: String? { if case .name(let name) = self { name } else { nil } }

    /// An integer.
    package var integer: Int? { if case .integer(let number) = self { number } else { nil } }

    /// A string's octets.
    package var octets: [UInt8]? { if case .string(let octets) = self { octets } else { nil } }

    /// A reference.
    package var reference: PDFReference? { if case .reference(let reference) = self { reference } else { nil } }

    /// The text of a string: UTF-16 or UTF-8 by its mark, else one character an octet (ISO 32000-2 clause 7.9.2.2).
    package var text: String? {
        guard let octets else { return nil }
        if octets.starts(with: [0xfe, 0xff]) {
            let units = stride(from: 2, to: octets.count - 1, by: 2).map {
                UInt16(octets[$0]) << 8 | UInt16(octets[$0 + 1])
            }
            return String(decoding: units, as: UTF16.self)
        }
        if octets.starts(with: [0xef, 0xbb, 0xbf]) { return String(decoding: octets.dropFirst(3), as: UTF8.self) }
        return String(latin1: octets)
    }
}

extension String {
    /// One character an octet: two different sequences of octets are two different texts.
    init(latin1 octets: some Sequence<UInt8>) {
        var scalars = String.UnicodeScalarView()
        for octet in octets { scalars.append(Unicode.Scalar(octet)) }
        self.init(scalars)
    }
}

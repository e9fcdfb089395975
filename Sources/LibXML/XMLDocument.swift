internal import CLibXML2

/// A parsed XML document; owns libxml2's tree, which lives as long as any element of it is held.
///
/// Not for use from two threads at once: canonicalisation marks nodes and takes the marks away again.
@safe package final class XMLDocument {
    /// The tree.
    let pointer: xmlDocPtr

    /// Parses a document that says nothing of its type and asks for nothing outside itself.
    ///
    /// - Parameters:
    ///   - bytes: In UTF-8, UTF-16 or an 8-bit encoding that the document names.
    ///   - bounds: What it may hold.
    /// - Throws: Why it is refused.
    package convenience init(parsing bytes: ArraySlice<UInt8>, within bounds: XMLBounds) throws(XMLError) {
        guard LibXML2.isLoaded else { throw .unavailable }
        guard bytes.count <= bounds.octets else { throw .limit("octets", bounds.octets) }
        let text = try XMLEncoding.parseable(bytes)
        if let most = XMLEncoding.attributesOfOneElement(in: text.bytes, upTo: bounds.attributes) {
            throw .limit("attributes", most)
        }
        try unsafe self.init(taking: XMLParsing.tree(of: text, within: bounds))
    }

    private init(taking pointer: xmlDocPtr) { unsafe self.pointer = pointer }

    deinit { unsafe LibXML2.calls.xmlFreeDoc(pointer) }

    /// The document element.
    package var root: XMLElement? {
        guard let element = unsafe LibXML2.calls.xmlDocGetRootElement(pointer) else { return nil }
        return unsafe XMLElement(element, in: self)
    }

    /// Every element in document order.
    package var elements: XMLElementSequence { XMLElementSequence(under: root) }
}

/// Why a document is refused, or an operation on it fails.
package enum XMLError: Error, Hashable {
    /// Not well-formed, where; the text quotes no content.
    case malformed(String)
    /// libxml2 is not installed.
    case unavailable
    /// It declares a type, and with it entities and defaults that are nobody's to trust.
    case documentType
    /// A bound of `XMLBounds`: its name and its value.
    case limit(String, Int)
    /// An XPath expression that cannot be evaluated, or not within its bounds.
    case expression(String)
    /// The document has no canonical form (relative namespace names, for one).
    case notCanonical
}

/// What one document may hold.
package struct XMLBounds: Hashable, Sendable {
    /// Octets.
    package var octets = 256 << 20
    /// Elements inside each other.
    package var depth = 256
    /// Attributes and namespace declarations of one element.
    package var attributes = 500
    /// Elements.
    package var elements = 8_000_000
    /// Lookups of namespaces in scope that canonicalising the whole document takes.
    package var namespaceLookups = 1_000_000_000

    /// The bounds Sandyq uses.
    package init() {}
}

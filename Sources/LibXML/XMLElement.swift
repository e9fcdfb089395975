internal import CLibXML2

/// An element of a document, which it keeps alive.
@safe package struct XMLElement {
    package let document: XMLDocument
    /// In the document's tree.
    let node: xmlNodePtr

    init(_ node: xmlNodePtr, in document: XMLDocument) {
        self.document = document
        unsafe self.node = node
    }

    /// The local name.
    package var name: String { unsafe Self.string(node.pointee.name) }

    /// The namespace's name; empty when it is in none.
    package var namespace: String { unsafe Self.string(node.pointee.ns?.pointee.href) }

    /// Whether the element has this name.
    package func isNamed(_ name: String, in namespace: String) -> Bool {
        guard unsafe LibXML2.calls.xmlStrEqual(node.pointee.name, name) == 1 else { return false }
        guard let href = unsafe node.pointee.ns?.pointee.href else { return namespace.isEmpty }
        return unsafe LibXML2.calls.xmlStrEqual(href, namespace) == 1
    }

    /// The element around this one; nil for the document element.
    package var parent: XMLElement? {
        guard let parent = unsafe node.pointee.parent, unsafe parent.pointee.type == XML_ELEMENT_NODE else {
            return nil
        }
        return unsafe XMLElement(parent, in: document)
    }

    /// The elements directly inside, in order.
    package var children: [XMLElement] {
        var children: [XMLElement] = []
        var child = unsafe node.pointee.children
        while let node = unsafe child {
            if unsafe node.pointee.type == XML_ELEMENT_NODE { unsafe children.append(XMLElement(node, in: document)) }
            unsafe child = node.pointee.next
        }
        return children
    }

    /// The elements directly inside that have this name.
    package func children(_ name: String, in namespace: String) -> [XMLElement] {
        children.filter { $0.isNamed(name, in: namespace) }
    }

    /// The first element directly inside that has this name.
    package func child(_ name: String, in namespace: String) -> XMLElement? {
        var child = unsafe node.pointee.children
        while let node = unsafe child {
            if unsafe node.pointee.type == XML_ELEMENT_NODE {
                let element = unsafe XMLElement(node, in: document)
                if element.isNamed(name, in: namespace) { return element }
            }
            unsafe child = node.pointee.next
        }
        return nil
    }

    /// Every element inside this one in document order, itself first.
    package var withDescendants: XMLElementSequence { XMLElementSequence(under: self) }

    /// The text inside, that of elements inside included; comments are no text.
    package var text: String { String(decoding: textBytes, as: UTF8.self) }

    /// The text inside in UTF-8.
    package var textBytes: [UInt8] {
        guard let content = unsafe LibXML2.calls.xmlNodeGetContent(node) else { return [] }
        defer { unsafe LibXML2.calls.free(content) }
        return unsafe Array(UnsafeBufferPointer(start: content, count: Int(LibXML2.calls.xmlStrlen(content))))
    }

    /// Whether there is text directly inside that is more than white space.
    package var hasOwnText: Bool {
        var child = unsafe node.pointee.children
        while let node = unsafe child {
            let type = unsafe node.pointee.type
            if type == XML_TEXT_NODE || type == XML_CDATA_SECTION_NODE, unsafe LibXML2.calls.xmlIsBlankNode(node) == 0 {
                return true
            }
            unsafe child = node.pointee.next
        }
        return false
    }

    /// Whether this element is `other` or inside it.
    package func isInside(_ other: XMLElement) -> Bool {
        var node = unsafe self.node as xmlNodePtr?
        while let current = unsafe node {
            if unsafe current == other.node { return true }
            unsafe node = current.pointee.parent
        }
        return false
    }

    static func string(_ text: UnsafePointer<xmlChar>?) -> String {
        guard let text = unsafe text else { return "" }
        return unsafe String(
            decoding: UnsafeBufferPointer(start: text, count: Int(LibXML2.calls.xmlStrlen(text))),
            as: UTF8.self
        )
    }
}

extension XMLElement: Hashable {
    /// Whether both are one element of one tree.
    package static func == (left: XMLElement, right: XMLElement) -> Bool { unsafe left.node == right.node }

    /// Hashes the element's identity.
    package func hash(into hasher: inout Hasher) { unsafe hasher.combine(node) }
}

/// An attribute; namespace declarations are none.
package struct XMLAttribute: Hashable, Sendable {
    package let name: String
    /// Empty when it is in none.
    package let namespace: String
    package let value: String
}

extension XMLElement {
    /// The attributes in document order.
    package var attributes: [XMLAttribute] {
        var attributes: [XMLAttribute] = []
        var next = unsafe node.pointee.properties
        while let attribute = unsafe next {
            attributes.append(unsafe Self.attribute(attribute))
            unsafe next = attribute.pointee.next
        }
        return attributes
    }

    /// The attributes that have one of these local names, in document order.
    package func attributes(namedAnyOf names: [String]) -> [XMLAttribute] {
        var attributes: [XMLAttribute] = []
        var next = unsafe node.pointee.properties
        while let attribute = unsafe next {
            if names.contains(where: { unsafe LibXML2.calls.xmlStrEqual(attribute.pointee.name, $0) == 1 }) {
                attributes.append(unsafe Self.attribute(attribute))
            }
            unsafe next = attribute.pointee.next
        }
        return attributes
    }

    private static func attribute(_ attribute: xmlAttrPtr) -> XMLAttribute {
        unsafe XMLAttribute(
            name: string(attribute.pointee.name),
            namespace: string(attribute.pointee.ns?.pointee.href),
            value: value(of: attribute)
        )
    }

    /// Whether there are any attributes.
    package var hasAttributes: Bool { unsafe node.pointee.properties != nil }

    /// The value of an attribute; without a namespace only an attribute in none is meant.
    package func attribute(_ name: String, in namespace: String = "") -> String? {
        var next = unsafe node.pointee.properties
        while let attribute = unsafe next {
            let href = unsafe attribute.pointee.ns?.pointee.href
            let isSame = unsafe href == nil ? namespace.isEmpty : LibXML2.calls.xmlStrEqual(href, namespace) == 1
            if isSame, unsafe LibXML2.calls.xmlStrEqual(attribute.pointee.name, name) == 1 {
                return unsafe Self.value(of: attribute)
            }
            unsafe next = attribute.pointee.next
        }
        return nil
    }

    /// The namespace that a prefix stands for here; nil when it is not declared.
    package func namespace(ofPrefix prefix: String) -> String? {
        let declared = unsafe LibXML2.calls.xmlSearchNs(document.pointer, node, prefix.isEmpty ? nil : prefix)
        guard let declared = unsafe declared else { return nil }
        return unsafe Self.string(declared.pointee.href)
    }

    private static func value(of attribute: xmlAttrPtr) -> String {
        guard let first = unsafe attribute.pointee.children else { return "" }
        // Without a document type a value is one text.
        if unsafe first.pointee.next == nil, unsafe first.pointee.type == XML_TEXT_NODE {
            return unsafe string(first.pointee.content)
        }
        guard let content = unsafe LibXML2.calls.xmlNodeListGetString(attribute.pointee.doc, first, 1) else {
            return ""
        }
        defer { unsafe LibXML2.calls.free(content) }
        return unsafe string(content)
    }
}

/// Elements in document order.
@safe package struct XMLElementSequence: Sequence, IteratorProtocol {
    private let top: XMLElement?
    private var upcoming: xmlNodePtr?

    init(under top: XMLElement?) {
        self.top = top
        unsafe upcoming = top?.node
    }

    /// The next element, or nil after the last one.
    package mutating func next() -> XMLElement? {
        guard let top, let current = unsafe upcoming else { return nil }
        unsafe upcoming = Self.successor(of: current, under: top.node)
        return unsafe XMLElement(current, in: top.document)
    }

    /// The next element without those inside the current one: takes back that it goes on with its first child.
    package mutating func skipDescendants(of element: XMLElement) {
        guard let top else { return }
        unsafe upcoming = Self.following(element.node, under: top.node)
    }

    private static func successor(of node: xmlNodePtr, under top: xmlNodePtr) -> xmlNodePtr? {
        if let child = unsafe element(from: node.pointee.children) { return unsafe child }
        return unsafe following(node, under: top)
    }

    private static func following(_ node: xmlNodePtr, under top: xmlNodePtr) -> xmlNodePtr? {
        var current = unsafe node
        while unsafe current != top {
            if let sibling = unsafe element(from: current.pointee.next) { return unsafe sibling }
            guard let parent = unsafe current.pointee.parent else { return nil }
            unsafe current = parent
        }
        return nil
    }

    /// The first element from a node on among its siblings.
    private static func element(from node: xmlNodePtr?) -> xmlNodePtr? {
        var node = unsafe node
        while let current = unsafe node, unsafe current.pointee.type != XML_ELEMENT_NODE {
            unsafe node = current.pointee.next
        }
        return unsafe node
    }
}

internal import CLibXML2

/// A set of nodes of one document, as references and transforms make them (XML Signature clause 4.4.3.2).
package struct NodeSelection {
    package let document: XMLDocument
    /// What the set lies in; nil for the whole document.
    package let apex: XMLElement?
    /// Subtrees that are not in the set.
    package private(set) var excluded: [XMLElement] = []
    /// Whether comments inside are in the set.
    package let hasComments: Bool
    /// What filters left of it; nil where no filter was applied.
    var filtered: FilteredNodes?

    /// Selects a whole document.
    package init(_ document: XMLDocument, hasComments: Bool) {
        self.document = document
        apex = nil
        self.hasComments = hasComments
    }

    /// Selects an element and everything inside it.
    package init(_ element: XMLElement, hasComments: Bool) {
        document = element.document
        apex = element
        self.hasComments = hasComments
    }

    /// Takes an element and everything inside it out of the set.
    package mutating func exclude(_ element: XMLElement) { excluded.append(element) }

    /// Whether a filter chose single nodes.
    package var isFiltered: Bool { filtered != nil }

    /// Whether an element is in the set; of its attributes and what is inside nothing is said.
    package func contains(_ element: XMLElement) -> Bool {
        if let apex, !element.isInside(apex) { return false }
        if excluded.contains(where: element.isInside) { return false }
        return unsafe filtered?.contains(UnsafeRawPointer(element.node)) ?? true
    }

    /// The text of the text nodes in the set, one after the other.
    package var text: [UInt8] {
        var text: [UInt8] = []
        unsafe forEachNode { node in
            let type = unsafe node.pointee.type
            guard type == XML_TEXT_NODE || type == XML_CDATA_SECTION_NODE, unsafe includes(node),
                let content = unsafe node.pointee.content
            else { return }
            unsafe text.append(
                contentsOf: UnsafeBufferPointer(start: content, count: Int(LibXML2.calls.xmlStrlen(content)))
            )
        }
        return text
    }

    /// Whether an element, an attribute or a text is not in the set though it lies in the apex.
    ///
    /// - Parameter matters: Whether to look at an element and what is inside it.
    /// - Returns: Whether anything that matters is left out; white space does not.
    package func leavesOut(where matters: (XMLElement) -> Bool) -> Bool {
        var elements = XMLElementSequence(under: apex ?? document.root)
        while let element = elements.next() {
            guard matters(element) else {
                elements.skipDescendants(of: element)
                continue
            }
            var attribute = unsafe element.node.pointee.properties
            while let current = unsafe attribute {
                let node = unsafe UnsafeMutableRawPointer(current).assumingMemoryBound(to: xmlNode.self)
                guard unsafe includes(node) else { return true }
                unsafe attribute = current.pointee.next
            }
            var child = unsafe element.node.pointee.children
            while let node = unsafe child {
                let isText = unsafe node.pointee.type == XML_TEXT_NODE
                if isText, unsafe LibXML2.calls.xmlIsBlankNode(node) == 0, unsafe !includes(node) { return true }
                unsafe child = node.pointee.next
            }
            guard unsafe includes(element.node) else { return true }
        }
        return false
    }

    /// Every node the set may hold, in document order.
    func forEachNode(_ body: (xmlNodePtr) -> Void) {
        let start = unsafe apex?.node ?? document.pointer.pointee.children
        unsafe Tree.forEachNode(from: start, alone: apex != nil, body)
    }

    /// Whether a node is in the set.
    func includes(_ node: xmlNodePtr) -> Bool {
        if !hasComments, unsafe node.pointee.type == XML_COMMENT_NODE { return false }
        if let filtered, unsafe !filtered.contains(UnsafeRawPointer(node)) { return false }
        return unsafe !isExcluded(node)
    }

    /// Whether a node lies in a subtree that was taken out.
    func isExcluded(_ node: xmlNodePtr) -> Bool {
        guard !excluded.isEmpty else { return false }
        var current = unsafe node as xmlNodePtr?
        while let ancestor = unsafe current {
            if excluded.contains(where: { unsafe $0.node == ancestor }) { return true }
            unsafe current = ancestor.pointee.parent
        }
        return false
    }
}

/// Marks on the nodes that are not in a set, for as long as it is written: `_private` of a node says that it is hidden, and
/// whether a filter hid it, which leaves its namespaces to the filter too.
final class Marks {
    private let selection: NodeSelection
    /// Namespace nodes that a filter left out.
    private let hiddenNamespaces: Set<NamespaceNode>
    /// Whether any node of the tree is hidden.
    let isNeeded: Bool

    init(of selection: NodeSelection) {
        self.selection = selection
        hiddenNamespaces = selection.filtered?.hiddenNamespaces ?? []
        isNeeded = selection.apex != nil || !selection.excluded.isEmpty || selection.filtered != nil
        unsafe set(Self.hidden, filtered: Self.filteredOut)
    }

    private static var hidden: UnsafeMutableRawPointer? { unsafe UnsafeMutableRawPointer(bitPattern: 1) }
    private static var filteredOut: UnsafeMutableRawPointer? { unsafe UnsafeMutableRawPointer(bitPattern: 2) }

    /// Takes all marks away.
    func remove() { unsafe set(nil, filtered: nil) }

    private func set(_ mark: UnsafeMutableRawPointer?, filtered filterMark: UnsafeMutableRawPointer?) {
        unsafe setFiltered(filterMark)
        var ancestor = selection.apex?.parent
        while let element = ancestor {
            unsafe element.node.pointee._private = mark
            ancestor = element.parent
        }
        for element in selection.excluded {
            unsafe Tree.forEachNode(under: element.node) { unsafe $0.pointee._private = mark }
        }
    }

    private func setFiltered(_ mark: UnsafeMutableRawPointer?) {
        guard let filtered = selection.filtered, let top = selection.apex ?? selection.document.root else { return }
        let start = unsafe selection.apex == nil ? selection.document.pointer.pointee.children : top.node
        unsafe Tree.forEachNode(from: start, alone: selection.apex != nil) { node in
            guard unsafe !filtered.contains(UnsafeRawPointer(node)) else { return }
            unsafe node.pointee._private = mark
        }
    }

    /// libxml2's visibility callback.
    static func isVisible(
        _ marks: UnsafeMutableRawPointer?,
        _ node: xmlNodePtr?,
        _ parent: xmlNodePtr?
    ) -> Int32 {
        guard let node = unsafe node else { return 0 }
        // A namespace declaration has another shape than all other nodes: its `_private` lies elsewhere.
        guard unsafe node.pointee.type == XML_NAMESPACE_DECL else { return unsafe node.pointee._private == nil ? 1 : 0 }
        guard let marks = unsafe marks, let parent = unsafe parent else { return 0 }
        let own = unsafe Unmanaged<Marks>.fromOpaque(marks).takeUnretainedValue()
        guard own.selection.filtered != nil, unsafe parent.pointee._private != hidden else {
            return unsafe parent.pointee._private == nil ? 1 : 0
        }
        let declaration = unsafe UnsafeRawPointer(node).assumingMemoryBound(to: xmlNs.self)
        let key = unsafe NamespaceNode(element: parent, prefix: XMLElement.string(declaration.pointee.prefix))
        return own.hiddenNamespaces.contains(key) ? 0 : 1
    }
}

/// A namespace node: what a prefix means at an element.
struct NamespaceNode: Hashable {
    private let element: UInt
    private let prefix: String

    init(element: xmlNodePtr, prefix: String) {
        self.element = UInt(bitPattern: element)
        self.prefix = prefix
    }
}

/// Walks over every node, attributes included; namespaces are not nodes of the tree.
enum Tree {
    /// A node, what is inside it, and nothing beside it.
    static func forEachNode(under top: xmlNodePtr, _ body: (xmlNodePtr) -> Void) {
        unsafe forEachNode(from: top, alone: true, body)
    }

    /// A node, what is inside it and, unless `alone`, the same of those that follow it beside it.
    static func forEachNode(from start: xmlNodePtr?, alone: Bool, _ body: (xmlNodePtr) -> Void) {
        var next = unsafe start
        let top = unsafe start?.pointee.parent
        while let node = unsafe next {
            unsafe body(node)
            if unsafe node.pointee.type == XML_ELEMENT_NODE {
                var attribute = unsafe node.pointee.properties
                while let current = unsafe attribute {
                    unsafe body(UnsafeMutableRawPointer(current).assumingMemoryBound(to: xmlNode.self))
                    unsafe attribute = current.pointee.next
                }
                if let child = unsafe node.pointee.children {
                    unsafe next = child
                    continue
                }
            }
            unsafe next = following(node, start: start, top: top, alone: alone)
        }
    }

    private static func following(
        _ node: xmlNodePtr,
        start: xmlNodePtr?,
        top: xmlNodePtr?,
        alone: Bool
    ) -> xmlNodePtr? {
        var current = unsafe node
        while true {
            if alone, unsafe current == start { return nil }
            if let sibling = unsafe current.pointee.next { return unsafe sibling }
            guard let parent = unsafe current.pointee.parent, unsafe parent != top else { return nil }
            unsafe current = parent
        }
    }
}

internal import CLibXML2

/// The nodes that filters left of a set.
struct FilteredNodes {
    private let nodes: Set<UInt>
    let hiddenNamespaces: Set<NamespaceNode>

    init(nodes: Set<UInt>, hiddenNamespaces: Set<NamespaceNode>) {
        self.nodes = nodes
        self.hiddenNamespaces = hiddenNamespaces
    }

    func contains(_ node: UnsafeRawPointer) -> Bool { nodes.contains(UInt(bitPattern: node)) }
}

/// How a step of XPath Filter 2.0 combines (clause 3.3).
package enum FilterStep: Hashable, Sendable {
    case intersect
    case subtract
    case union
}

extension NodeSelection {
    /// Keeps the nodes for which an XPath 1.0 expression is true (XML Signature clause 6.6.3).
    ///
    /// - Parameters:
    ///   - expression: The expression.
    ///   - element: The element it stands in, for its prefixes and `here()`.
    ///   - steps: How many steps of evaluation there are left.
    /// - Throws: `XMLError.expression` or `.limit`.
    package mutating func filter(
        by expression: String,
        in element: XMLElement,
        spending steps: inout Int
    ) throws(XMLError) {
        let path = try XMLPath(expression, in: element, on: document, steps: steps)
        defer { steps = path.steps }
        var nodes: Set<UInt> = []
        var hiddenNamespaces: Set<NamespaceNode> = []
        let before = self
        var failure: XMLError?
        unsafe forEachNode { node in
            guard failure == nil, unsafe !before.isExcluded(node) else { return }
            do throws(XMLError) {
                if unsafe before.includes(node), try unsafe path.holds(at: node) {
                    nodes.insert(UInt(bitPattern: node))
                }
                guard unsafe node.pointee.type == XML_ELEMENT_NODE else { return }
                let hidden = try unsafe path.hiddenNamespaces(at: node)
                hiddenNamespaces.formUnion(hidden)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        let earlier = filtered?.hiddenNamespaces ?? []
        filtered = FilteredNodes(nodes: nodes, hiddenNamespaces: hiddenNamespaces.union(earlier))
    }

    /// Keeps the nodes that a sequence of steps leaves (XPath Filter 2.0 clause 3.4).
    ///
    /// - Parameters:
    ///   - steps: Each with its expression and the element it stands in.
    ///   - budget: How many steps of evaluation there are left.
    /// - Throws: `XMLError.expression` or `.limit`.
    package mutating func filter(
        by steps: [(FilterStep, expression: String, element: XMLElement)],
        spending budget: inout Int
    ) throws(XMLError) {
        var selected: [(FilterStep, Set<UInt>)] = []
        for (step, expression, element) in steps {
            let path = try XMLPath(expression, in: element, on: document, steps: budget)
            defer { budget = path.steps }
            selected.append((step, try path.nodes()))
        }
        var nodes: Set<UInt> = []
        // Attributes and namespaces go with their element: the steps choose whole subtrees.
        var inside: [UInt: [Bool]] = [:]
        let before = self
        unsafe forEachNode { node in
            let parent = unsafe node.pointee.parent.map { UInt(bitPattern: $0) } ?? 0
            let around = inside[parent] ?? selected.map { $0.1.contains(parent) }
            let own = UInt(bitPattern: node)
            let chosen = zip(around, selected).map { around, step in around || step.1.contains(own) }
            if unsafe node.pointee.type == XML_ELEMENT_NODE { inside[own] = chosen }
            var isKept = true
            for ((step, _), isInside) in zip(selected, chosen) {
                switch step {
                case .intersect: isKept = isKept && isInside
                case .subtract: isKept = isKept && !isInside
                case .union: isKept = isKept || isInside
                }
            }
            if isKept, unsafe before.includes(node) { nodes.insert(own) }
        }
        var hiddenNamespaces = filtered?.hiddenNamespaces ?? []
        unsafe forEachNode { node in
            guard unsafe node.pointee.type == XML_ELEMENT_NODE,
                !nodes.contains(UInt(bitPattern: node))
            else { return }
            unsafe Namespaces.inScope(at: node, of: document) { declaration in
                let prefix = unsafe XMLElement.string(declaration.pointee.prefix)
                hiddenNamespaces.insert(unsafe NamespaceNode(element: node, prefix: prefix))
            }
        }
        filtered = FilteredNodes(nodes: nodes, hiddenNamespaces: hiddenNamespaces)
    }
}

/// A compiled XPath expression on one document.
@safe private final class XMLPath {
    private let context: xmlXPathContextPtr
    private let expression: xmlXPathCompExprPtr
    private let document: XMLDocument
    /// Steps that are left.
    private(set) var steps: Int

    init(
        _ text: String,
        in element: XMLElement,
        on document: XMLDocument,
        steps: Int
    ) throws(XMLError) {
        unsafe LibXML2.calls.xmlSetStructuredErrorFunc(nil, { _, _ in })
        guard let context = unsafe LibXML2.calls.xmlXPathNewContext(document.pointer) else {
            throw .expression("no memory")
        }
        unsafe context.pointee.opLimit = UInt(max(1, steps))
        unsafe Namespaces.inScope(at: element.node, of: element.document) { declaration in
            if let prefix = unsafe declaration.pointee.prefix {
                unsafe _ = LibXML2.calls.xmlXPathRegisterNs(context, prefix, declaration.pointee.href)
            }
        }
        unsafe context.pointee.here = element.node
        unsafe _ = LibXML2.calls.xmlXPathRegisterFunc(context, "here", { unsafe XMLPath.here($0, $1) })
        guard let expression = unsafe LibXML2.calls.xmlXPathCtxtCompile(context, text) else {
            unsafe LibXML2.calls.xmlXPathFreeContext(context)
            throw .expression("an XPath expression that cannot be read")
        }
        unsafe self.context = context
        unsafe self.expression = expression
        self.document = document
        self.steps = steps
    }

    deinit {
        unsafe LibXML2.calls.xmlXPathFreeCompExpr(expression)
        unsafe LibXML2.calls.xmlXPathFreeContext(context)
    }

    /// Whether the expression is true at a node.
    func holds(at node: xmlNodePtr) throws(XMLError) -> Bool {
        try unsafe begin(at: node)
        let result = unsafe LibXML2.calls.xmlXPathCompiledEvalToBoolean(expression, context)
        try end(succeeded: result >= 0)
        return result == 1
    }

    /// The namespace nodes of an element for which the expression is false.
    func hiddenNamespaces(at element: xmlNodePtr) throws(XMLError) -> Set<NamespaceNode> {
        var hidden: Set<NamespaceNode> = []
        var failed: XMLError?
        unsafe Namespaces.inScope(at: element, of: document) { declaration in
            guard failed == nil, let copy = unsafe LibXML2.calls.xmlCopyNamespace(declaration) else { return }
            defer { unsafe LibXML2.calls.xmlFreeNs(copy) }
            // A namespace node's parent stands where the next declaration would (XPath's own convention in libxml2).
            unsafe copy.pointee.next = UnsafeMutableRawPointer(element).assumingMemoryBound(to: xmlNs.self)
            do throws(XMLError) {
                let node = unsafe UnsafeMutableRawPointer(copy).assumingMemoryBound(to: xmlNode.self)
                guard try unsafe !holds(at: node) else { return }
                let prefix = unsafe XMLElement.string(declaration.pointee.prefix)
                hidden.insert(unsafe NamespaceNode(element: element, prefix: prefix))
            } catch {
                failed = error
            }
        }
        if let failed { throw failed }
        return hidden
    }

    /// The nodes the expression selects, seen from the document.
    func nodes() throws(XMLError) -> Set<UInt> {
        try unsafe begin(at: UnsafeMutableRawPointer(document.pointer).assumingMemoryBound(to: xmlNode.self))
        let result = unsafe LibXML2.calls.xmlXPathCompiledEval(expression, context)
        defer { unsafe LibXML2.calls.xmlXPathFreeObject(result) }
        try end(succeeded: unsafe result != nil)
        guard let result = unsafe result else { return [] }
        guard unsafe result.pointee.type == XPATH_NODESET else {
            throw .expression("an XPath filter that selects no nodes")
        }
        var nodes: Set<UInt> = []
        guard let set = unsafe result.pointee.nodesetval else { return nodes }
        for index in 0..<Int(unsafe set.pointee.nodeNr) {
            if let node = unsafe set.pointee.nodeTab[index] { nodes.insert(UInt(bitPattern: node)) }
        }
        return nodes
    }

    private func begin(at node: xmlNodePtr) throws(XMLError) {
        guard steps > 0 else { throw Self.exhausted }
        unsafe context.pointee.node = node
        unsafe context.pointee.opLimit = UInt(steps)
        unsafe context.pointee.opCount = 0
    }

    private func end(succeeded: Bool) throws(XMLError) {
        // An evaluation that takes no step still takes time.
        let taken = unsafe max(1, Int(clamping: context.pointee.opCount))
        let isExhausted = taken >= steps
        steps = max(0, steps - taken)
        guard !succeeded else { return }
        throw isExhausted ? Self.exhausted : .expression("an XPath expression that cannot be evaluated")
    }

    private static let exhausted = XMLError.limit("pathSteps", 0)

    /// The function that gives the element an expression stands in (XML Signature clause 6.6.3).
    private static func here(_ parser: xmlXPathParserContextPtr?, _ count: Int32) {
        guard let parser = unsafe parser, count == 0, let element = unsafe parser.pointee.context.pointee.here else {
            return
        }
        unsafe _ = LibXML2.calls.valuePush(parser, LibXML2.calls.xmlXPathNewNodeSet(element))
    }
}

/// Namespace declarations in scope.
enum Namespaces {
    /// Each declaration that holds at an element, once for each prefix.
    static func inScope(at node: xmlNodePtr, of document: XMLDocument, _ body: (xmlNsPtr) -> Void) {
        guard let list = unsafe LibXML2.calls.xmlGetNsList(document.pointer, node) else { return }
        defer { unsafe LibXML2.calls.free(list) }
        var index = 0
        while let declaration = unsafe list[index] {
            unsafe body(declaration)
            index += 1
        }
    }
}

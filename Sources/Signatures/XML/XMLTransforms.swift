internal import SandyqLibXML

/// Data on its way from a reference to its digest (XML Signature clause 4.4.3.2).
enum ReferencedData {
    case nodes(NodeSelection)
    case octets([UInt8])
}

/// Why data cannot be had, though its place is known.
enum TransformFailure: Error {
    /// The transform is unknown, or refused for what it can do: its URI.
    case refused(String)
    /// The data is not what the transform works on.
    case unfit
    /// A bound was reached: its name and its value.
    case limit(String, Int)
}

/// The transforms of one reference, in order.
struct XMLTransforms {
    let elements: [XMLElement]
    /// What an enveloped-signature transform takes out.
    let signature: XMLElement

    /// Reads the transforms of a ds:Reference or of what is built like one.
    init(of reference: XMLElement, in signature: XMLElement) {
        elements =
            reference.child("Transforms", in: XMLNamespaces.signature)?
            .children("Transform", in: XMLNamespaces.signature) ?? []
        self.signature = signature
    }

    /// Whether the signature takes itself out of what it signs.
    var areEnveloped: Bool { elements.contains { $0.attribute("Algorithm") == Self.enveloped } }

    /// Whether the data is digested as it is.
    var areEmpty: Bool { elements.isEmpty }

    /// Whether filters choose single nodes, so that something may be left out.
    var areFiltering: Bool {
        elements.contains { $0.attribute("Algorithm") == Self.path || $0.attribute("Algorithm") == Self.pathFilter }
    }

    /// Applies all of them.
    ///
    /// - Parameters:
    ///   - data: What the reference names.
    ///   - budget: What reading the file may still cost.
    /// - Returns: Nodes where no transform made octets of them.
    /// - Throws: Why the data cannot be had.
    func apply(
        to data: ReferencedData,
        spending budget: XMLBudget
    ) throws(TransformFailure) -> ReferencedData {
        guard elements.count <= budget.limits.transforms else {
            throw budget.stop("transforms", budget.limits.transforms)
        }
        var data = data
        for element in elements { data = try apply(element, to: data, spending: budget) }
        return data
    }

    /// Whether filters leave anything out of what the reference names, signatures aside.
    func leaveOutData(of selection: NodeSelection, spending budget: XMLBudget) -> Bool {
        guard areFiltering else { return false }
        var data = ReferencedData.nodes(selection)
        for element in elements {
            guard CanonicalForm(element) == nil, let next = try? apply(element, to: data, spending: budget) else {
                break
            }
            data = next
        }
        guard case .nodes(let rest) = data, rest.document === signature.document else { return true }
        return rest.leavesOut { !$0.isNamed("Signature", in: XMLNamespaces.signature) }
    }

    private func apply(
        _ element: XMLElement,
        to data: ReferencedData,
        spending budget: XMLBudget
    ) throws(TransformFailure) -> ReferencedData {
        let uri = element.attribute("Algorithm") ?? ""
        if let form = CanonicalForm(element) {
            return .octets(try budget.octets(of: try nodes(of: data, spending: budget), form))
        }
        switch uri {
        case Self.enveloped:
            guard case .nodes(var selection) = data, selection.document === signature.document else { throw .unfit }
            selection.exclude(signature)
            return .nodes(selection)
        case Self.base64:
            let text: [UInt8] =
                switch data {
                case .nodes(let selection): selection.text
                case .octets(let octets): octets
                }
            guard let decoded = Base64Text(text[...]) else { throw .unfit }
            return .octets(decoded.bytes)
        case Self.path:
            guard let expression = element.child("XPath", in: XMLNamespaces.signature) else { throw .unfit }
            var selection = try nodes(of: data, spending: budget)
            try budget.filter(&selection, by: expression)
            return .nodes(selection)
        case Self.pathFilter:
            var selection = try nodes(of: data, spending: budget)
            try budget.filter(&selection, bySteps: element.children("XPath", in: XMLNamespaces.pathFilter))
            return .nodes(selection)
        default: throw .refused(uri)
        }
    }

    /// The data as nodes: octets are parsed as a document of their own.
    private func nodes(
        of data: ReferencedData,
        spending budget: XMLBudget
    ) throws(TransformFailure) -> NodeSelection {
        switch data {
        case .nodes(let selection): return selection
        case .octets(let octets):
            let document: XMLDocument
            do throws(XMLError) {
                document = try XMLDocument(parsing: octets[...], within: budget.limits.xml)
            } catch {
                if case .limit(let name, let bound) = error { throw .limit(name, bound) }
                throw .unfit
            }
            return NodeSelection(document, hasComments: true)
        }
    }

    private static let enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
    private static let base64 = "http://www.w3.org/2000/09/xmldsig#base64"
    private static let path = "http://www.w3.org/TR/1999/REC-xpath-19991116"
    private static let pathFilter = "http://www.w3.org/2002/06/xmldsig-filter2"
}

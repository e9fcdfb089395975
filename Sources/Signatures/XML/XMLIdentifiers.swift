internal import SandyqLibXML

/// The elements of a document by the identifiers that references name them by.
///
/// Without a document type nothing declares which attributes are identifiers. Those count that the schemas of signatures,
/// SOAP and SAML declare: `Id`, `ID` and `id` without a namespace, `wsu:Id`, `xml:id` and `AssertionID`. Data may use an `id`
/// as it likes; only one that a reference names must be unique.
final class XMLIdentifiers {
    private let document: XMLDocument
    /// Made when the first identifier is asked for: many documents are signed as a whole.
    private lazy var elements = Self.index(of: document)

    /// Answers for a document.
    init(of document: XMLDocument) { self.document = document }

    private static func index(of document: XMLDocument) -> [String: [XMLElement]] {
        var elements: [String: [XMLElement]] = [:]
        for element in document.elements where element.hasAttributes {
            for attribute in element.attributes(namedAnyOf: Self.names) where Self.isIdentifier(attribute) {
                guard elements[attribute.value]?.last != element else { continue }
                elements[attribute.value, default: []].append(element)
            }
        }
        return elements
    }

    /// What an identifier stands for.
    enum Target {
        case one(XMLElement)
        case nothing
        /// More than one element has it: whoever reads the document may take either.
        case several
    }

    /// The element that an identifier names.
    func target(of identifier: String) -> Target {
        guard let found = elements[identifier], let first = found.first else { return .nothing }
        return found.count == 1 ? .one(first) : .several
    }

    /// The only element an identifier names; nil when there is none or more than one.
    func element(_ identifier: String) -> XMLElement? {
        if case .one(let element) = target(of: identifier) { element } else { nil }
    }

    /// The only element that a `#identifier` names.
    func element(at uri: String?) -> XMLElement? {
        guard let uri, uri.hasPrefix("#") else { return nil }
        return element(String(uri.dropFirst()))
    }

    private static let names = ["Id", "ID", "id", "AssertionID"]

    private static func isIdentifier(_ attribute: XMLAttribute) -> Bool {
        switch attribute.name {
        case "Id": attribute.namespace.isEmpty || attribute.namespace == XMLNamespaces.securityUtility
        case "ID", "AssertionID": attribute.namespace.isEmpty
        case "id": attribute.namespace.isEmpty || attribute.namespace == XMLNamespaces.xml
        default: false
        }
    }
}

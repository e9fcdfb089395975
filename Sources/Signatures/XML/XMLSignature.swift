internal import SandyqLibXML
internal import SandyqValidation

/// A ds:Signature as it stands (XML Signature clause 4.2); nothing is verified here.
struct XMLSignature {
    let element: XMLElement
    let signedInfo: XMLElement
    /// How the signed information becomes octets.
    let canonicalForm: CanonicalForm
    let method: SignatureMethod
    let references: [XMLReference]
    let valueElement: XMLElement
    let value: [UInt8]
    let keyInfo: XMLElement?
    let objects: [XMLElement]

    /// Reads a signature.
    init(_ element: XMLElement, limits: Limits) throws(FormatError) {
        let space = XMLNamespaces.signature
        self.element = element
        signedInfo = try Self.only("SignedInfo", in: element)
        valueElement = try Self.only("SignatureValue", in: element)
        let methodElement = try Self.only("SignatureMethod", in: signedInfo)
        let formElement = try Self.only("CanonicalizationMethod", in: signedInfo)
        guard let form = CanonicalForm(formElement) else {
            throw FormatError("CanonicalizationMethod: not a canonical form")
        }
        guard let value = Base64Text(valueElement.textBytes[...]) else {
            throw FormatError("SignatureValue: not base64")
        }
        canonicalForm = form
        self.value = value.bytes
        method = SignatureMethod(methodElement)
        let keys = element.children("KeyInfo", in: space)
        guard keys.count <= 1 else { throw FormatError("Signature: more than one KeyInfo") }
        keyInfo = keys.first
        objects = element.children("Object", in: space)
        let elements = signedInfo.children("Reference", in: space)
        guard !elements.isEmpty else { throw FormatError("SignedInfo: without a Reference") }
        guard elements.count <= limits.references else {
            throw FormatError("SignedInfo: more than \(limits.references) references")
        }
        var references: [XMLReference] = []
        for reference in elements { references.append(try XMLReference(reference, in: element)) }
        guard references.filter({ $0.uri == nil }).count <= 1 else {
            throw FormatError("SignedInfo: more than one Reference without URI")
        }
        self.references = references
    }

    /// The element of a name that must be there once.
    private static func only(_ name: String, in element: XMLElement) throws(FormatError) -> XMLElement {
        let found = element.children(name, in: XMLNamespaces.signature)
        guard let first = found.first, found.count == 1 else {
            throw FormatError("\(element.name): not exactly one \(name)")
        }
        return first
    }

    /// Every ds:Signature of a document in its order.
    static func all(in document: XMLDocument) -> [XMLElement] {
        document.elements.filter { $0.isNamed("Signature", in: XMLNamespaces.signature) }
    }
}

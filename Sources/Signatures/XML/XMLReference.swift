internal import SandyqLibXML
internal import SandyqOpenSSL
internal import SandyqValidation

/// A ds:Reference as it stands (XML Signature clause 4.4.3).
struct XMLReference {
    let element: XMLElement
    /// Nil when the reference does not say what it is to.
    let uri: String?
    let type: String?
    let identifier: String?
    let transforms: XMLTransforms
    let digestIdentifier: String
    /// Nil when unknown.
    let digest: DigestAlgorithm?
    let digestValue: [UInt8]

    /// Reads a reference of a signature or of one of its manifests.
    init(_ element: XMLElement, in signature: XMLElement) throws(FormatError) {
        let space = XMLNamespaces.signature
        let methods = element.children("DigestMethod", in: space)
        let values = element.children("DigestValue", in: space)
        guard methods.count == 1, values.count == 1, element.children("Transforms", in: space).count <= 1 else {
            throw FormatError("Reference: without exactly one DigestMethod and one DigestValue")
        }
        guard let value = Base64Text(values[0].textBytes[...]) else {
            throw FormatError("DigestValue: not base64")
        }
        self.element = element
        uri = element.attribute("URI")
        type = element.attribute("Type")
        identifier = element.attribute("Id")
        transforms = XMLTransforms(of: element, in: signature)
        digestIdentifier = methods[0].attribute("Algorithm") ?? ""
        digest = DigestAlgorithm(uri: digestIdentifier)
        digestValue = value.bytes
    }

    /// Whether it says that its data is the value of another signature (EN 319 132-1 clause 5.2.7.2).
    var isCounterSignature: Bool { type?.hasSuffix("#CountersignedSignature") ?? false }

    /// What a report calls the data.
    var name: String {
        guard let uri else { return "content" }
        return uri.isEmpty || uri == "#xpointer(/)" ? "content" : uri
    }
}

/// What a reference names.
enum ReferenceTarget {
    /// The document that the signature is in.
    case document(hasComments: Bool)
    /// An element of it.
    case element(XMLElement, hasComments: Bool)
    /// Data outside; nil: the only detached data there is.
    case outside(String?)
    /// Nothing: no element has the identifier, or the pointer is of an unknown form.
    case nothing
    /// More than one element has the identifier.
    case several(String)

    /// Reads a URI (XML Signature clauses 4.4.3.1 to 4.4.3.3).
    init(_ uri: String?, identifiers: XMLIdentifiers) {
        guard let uri else {
            self = .outside(nil)
            return
        }
        guard uri.hasPrefix("#") || uri.isEmpty else {
            self = .outside(uri)
            return
        }
        if uri.isEmpty || uri == "#xpointer(/)" {
            self = .document(hasComments: !uri.isEmpty)
            return
        }
        let pointed = Self.pointedIdentifier(in: uri)
        let identifier = pointed ?? String(uri.dropFirst())
        switch identifiers.target(of: identifier.percentDecoded ?? identifier) {
        case .one(let element): self = .element(element, hasComments: pointed != nil)
        case .nothing: self = .nothing
        case .several: self = .several(identifier)
        }
    }

    /// The identifier in `#xpointer(id('…'))`.
    private static func pointedIdentifier(in uri: String) -> String? {
        for quote in ["'", "\""] where uri.hasPrefix("#xpointer(id(\(quote)") && uri.hasSuffix("\(quote)))") {
            return String(uri.dropFirst(14).dropLast(3))
        }
        return nil
    }

    /// The nodes it names; nil for what is outside or cannot be told.
    func nodes(in document: XMLDocument) -> NodeSelection? {
        switch self {
        case .document(let hasComments): NodeSelection(document, hasComments: hasComments)
        case .element(let element, let hasComments): NodeSelection(element, hasComments: hasComments)
        case .outside, .nothing, .several: nil
        }
    }
}

extension String {
    /// The text that percent signs and digits stand for (RFC 3986 clause 2.1); nil when there is nothing to decode, or no text.
    var percentDecoded: String? {
        guard utf8.contains(UInt8(ascii: "%")) else { return nil }
        var decoded: [UInt8] = []
        var rest = Array(utf8)[...]
        while let octet = rest.popFirst() {
            if octet == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                decoded.append(value)
                rest = rest.dropFirst(2)
            } else {
                decoded.append(octet)
            }
        }
        return String(validating: decoded, as: UTF8.self)
    }
}

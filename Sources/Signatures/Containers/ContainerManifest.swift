internal import SandyqLibXML
internal import SandyqValidation

/// A manifest that lists data objects by their digests: ASiCManifest in its uses (EN 319 162-1 clause A.4), or the national
/// NCAManifest, which has the same shape without a namespace.
struct ContainerManifest {
    /// The signature, time-stamp or evidence record over the manifest, or over what it lists.
    let signatureName: String
    let references: [Reference]
    /// Whether it is the national form.
    let isNational: Bool

    /// One data object.
    struct Reference {
        /// The entry's name.
        let name: String
        /// Nil when the algorithm is unknown.
        let digest: DigestAlgorithm?
        /// The algorithm as it stands.
        let digestIdentifier: String
        let value: [UInt8]
    }

    /// Reads a manifest; nil when the document is something else.
    init?(_ document: XMLDocument) throws(FormatError) {
        guard let root = document.root else { return nil }
        if root.isNamed("NCAManifest", in: "") {
            try self.init(root, isNational: true)
        } else if root.name == "ASiCManifest", Self.namespaces.contains(root.namespace) {
            try self.init(root, isNational: false)
        } else {
            return nil
        }
    }

    private init(_ root: XMLElement, isNational: Bool) throws(FormatError) {
        let signatures = root.children("SigReference", in: root.namespace)
        guard signatures.count == 1, let uri = signatures[0].attribute("URI"), !uri.isEmpty else {
            throw FormatError("manifest: not exactly one SigReference with its URI")
        }
        signatureName = uri.percentDecoded ?? uri
        var references: [Reference] = []
        for element in root.children("DataObjectReference", in: root.namespace) {
            references.append(try Reference(element, isNational: isNational))
        }
        guard Set(references.map(\.name)).count == references.count else {
            throw FormatError("manifest: two references name one object")
        }
        self.references = references
        self.isNational = isNational
    }

    /// The namespaces that the editions of the standard gave the manifest.
    private static let namespaces: Set<String> = [
        "http://uri.etsi.org/02918/v1.2.1#", "http://uri.etsi.org/2918/v1.2.1#", "http://uri.etsi.org/02918/v1.1.1#",
        "http://uri.etsi.org/2918/v1.1.1#",
    ]
}

extension ContainerManifest.Reference {
    fileprivate init(_ element: XMLElement, isNational: Bool) throws(FormatError) {
        let namespace = isNational ? "" : "http://www.w3.org/2000/09/xmldsig#"
        guard let uri = element.attribute("URI"), !uri.isEmpty else {
            throw FormatError("manifest: a reference without URI")
        }
        let methods = element.children("DigestMethod", in: namespace)
        let values = element.children("DigestValue", in: namespace)
        guard methods.count == 1, values.count == 1, let identifier = methods[0].attribute("Algorithm"),
            let value = Base64Text(values[0].textBytes[...])
        else { throw FormatError("manifest: a reference without its digest") }
        name = uri.percentDecoded ?? uri
        digest = DigestAlgorithm(uri: identifier)
        digestIdentifier = identifier
        self.value = value.bytes
    }
}

internal import SandyqLibXML
internal import SandyqOpenSSL
internal import SandyqValidation

/// Reads the XML signatures of one document: XML Signature, XAdES, WS-Security.
struct XMLSignatureReader {
    let context: ReadingContext
    let document: XMLDocument
    let resolver: ReferenceResolver

    /// Indexes a document.
    ///
    /// - Parameters:
    ///   - document: What the signatures are in.
    ///   - source: Where data outside of it may be found.
    ///   - context: What the file's signatures share.
    init(_ document: XMLDocument, content source: any ContentSource, context: ReadingContext) {
        self.context = context
        self.document = document
        resolver = ReferenceResolver(
            document: document,
            identifiers: XMLIdentifiers(of: document),
            source: source,
            budget: context.xml
        )
    }

    var identifiers: XMLIdentifiers { resolver.identifiers }

    /// Every signature in document order, a counter-signature with the name of its parent.
    ///
    /// - Throws: The bound that was reached.
    func signatures() throws(ReadingStop) -> [SignatureFacts] {
        let elements = XMLSignature.all(in: document)
        guard elements.count <= context.limits.signatures else { throw .limit("signatures", context.limits.signatures) }
        var readings: [XMLSignatureReading] = []
        for element in elements { readings.append(try reading(of: element)) }
        nameParents(of: &readings)
        for index in readings.indices {
            try verify(&readings[index])
            try context.requireBudget()
        }
        XMLStackedSignatures(resolver: resolver).retry(&readings)
        try context.requireBudget()
        return readings.map(\.facts)
    }

    /// One signature with its name, read as far as it can be.
    private func reading(of element: XMLElement) throws(ReadingStop) -> XMLSignatureReading {
        let id = try context.nextID()
        let content: XMLSignatureReading.Content
        do throws(FormatError) { content = try XMLSignatureReading.Content(element, in: self) } catch {
            return XMLSignatureReading(
                element: element,
                facts: .unreadable(id: id, parent: nil, format: .xmlDSig, reason: error.reason)
            )
        }
        try context.gather(content.evidence)
        var reading = XMLSignatureReading(element: element, facts: .unread(id: id, method: content.signature.method))
        reading.content = content
        return reading
    }

    /// Tells counter-signatures: those inside a CounterSignature property, and those that say so of a reference to
    /// another signature's value (EN 319 132-1 clause 5.2.7.2).
    private func nameParents(of readings: inout [XMLSignatureReading]) {
        for index in readings.indices {
            let element = readings[index].element
            if let property = element.parent, property.name == "CounterSignature",
                XMLNamespaces.properties.contains(property.namespace)
            {
                let around = readings.prefix(index).last { $0.element != element && element.isInside($0.element) }
                readings[index].facts.parent = around?.facts.id
                readings[index].counterSigned = around?.content?.signature.valueElement
            } else if let content = readings[index].content {
                for reference in content.signature.references where reference.isCounterSignature {
                    guard let value = identifiers.element(at: reference.uri),
                        let signed = readings.first(where: { $0.content?.signature.valueElement == value }),
                        signed.element != element
                    else { continue }
                    readings[index].facts.parent = signed.facts.id
                    readings[index].counterSigned = value
                }
            }
        }
    }
}

/// A signature on its way to facts.
struct XMLSignatureReading {
    let element: XMLElement
    var facts: SignatureFacts
    var content: Content?
    /// The ds:SignatureValue that a counter-signature must sign.
    var counterSigned: XMLElement?
    /// What its references led to, in their order.
    var outcomes: [ReferenceResolver.Outcome] = []
    /// What the references of its manifests led to.
    var manifestOutcomes: [ReferenceResolver.Outcome] = []

    /// What could be read of it.
    struct Content {
        let signature: XMLSignature
        let keyInfo: XMLKeyInfo
        let properties: XAdESProperties?

        /// Reads all of it.
        init(_ element: XMLElement, in reader: XMLSignatureReader) throws(FormatError) {
            signature = try XMLSignature(element, limits: reader.context.limits)
            keyInfo = try XMLKeyInfo(signature.keyInfo, identifiers: reader.identifiers)
            properties = try XAdESProperties(of: signature)
        }

        /// The certificates and revocation data that come with it; tokens are taken in where they are read.
        var evidence: [CarriedEvidence] {
            let own = keyInfo.certificates.map { CarriedEvidence.certificate($0[...]) }
            let lists = keyInfo.revocationLists.map { CarriedEvidence.revocationList($0[...]) }
            return own + lists + (properties?.evidence ?? [])
        }
    }
}

extension SignatureFacts {
    /// A signature before anything is verified.
    fileprivate static func unread(id: String, method: SignatureMethod) -> SignatureFacts {
        SignatureFacts(
            id: id,
            format: .xmlDSig,
            algorithm: method.algorithm(keyBits: nil),
            signatureValue: .notChecked,
            signer: SignerFacts(identifier: .none)
        )
    }
}

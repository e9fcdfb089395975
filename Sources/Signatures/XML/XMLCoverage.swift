internal import SandyqLibXML
internal import SandyqValidation

/// How much of its document a signature covers, and whether what it covers stands where it belongs.
struct XMLCoverage {
    private(set) var extent = SignatureFacts.Coverage.whole
    private(set) var breaches: [AttributeFacts.Breach] = []

    /// Looks at what a signature's references led to.
    init(of reading: XMLSignatureReading, in document: XMLDocument, identifiers: XMLIdentifiers) {
        guard let content = reading.content else { return }
        let references = zip(content.signature.references, reading.outcomes)
        let soap = SOAPMessage(document)
        for (reference, outcome) in references {
            guard case .element(let element, _) = outcome.target else { continue }
            if !Self.isInPlace(element, of: reference, content: content, soap: soap) {
                breaches.append(.misplaced(element.name))
            }
        }
        if let value = reading.counterSigned {
            let signsValue = reading.outcomes.contains { outcome in
                if case .element(let element, _) = outcome.target { element == value } else { false }
            }
            if !signsValue { breaches.append(.misplaced("SignatureValue")) }
            return
        }
        var covered: Set<XMLElement> = []
        for outcome in reading.outcomes + reading.manifestOutcomes where !outcome.leavesOutData {
            switch outcome.target {
            case .document: if let root = document.root { covered.insert(root) }
            case .element(let element, _): covered.insert(element)
            case .outside, .nothing, .several: continue
            }
        }
        if let soap, soap.carries(reading.element) {
            let isCovered = soap.body.map { body in covered.contains { body.isInside($0) } } ?? false
            extent = isCovered ? .whole : .part
            return
        }
        let survey = Survey(covered: covered, own: reading.element, properties: content.properties?.object)
        if let root = document.root, survey.findsUncoveredData(in: root) { extent = .part }
    }

    /// Whether an element that a reference led to stands where its name says it stands.
    ///
    /// A signed element can be moved, and another put in its place: then what is signed is not what is read.
    private static func isInPlace(
        _ element: XMLElement,
        of reference: XMLReference,
        content: XMLSignatureReading.Content,
        soap: SOAPMessage?
    ) -> Bool {
        let signature = content.signature.element
        if reference.transforms.areEnveloped, !signature.isInside(element) { return false }
        if element.isNamed("Object", in: XMLNamespaces.signature) {
            return element.parent?.isNamed("Signature", in: XMLNamespaces.signature) ?? false
        }
        if element.name == "Body", XMLNamespaces.envelopes.contains(element.namespace) { return element == soap?.body }
        let saysProperties = reference.type?.hasSuffix("#SignedProperties") ?? false
        if saysProperties || element.name == "SignedProperties" && XMLNamespaces.properties.contains(element.namespace)
        {
            return element == content.properties?.signed
        }
        return true
    }
}

/// Looks for data that no reference covers.
private struct Survey {
    let covered: Set<XMLElement>
    let own: XMLElement
    /// The ds:Object that holds the signature's properties.
    let properties: XMLElement?

    /// Whether there is any at or inside an element that is not covered itself.
    func findsUncoveredData(in element: XMLElement) -> Bool {
        if covered.contains(element) { return isOwnDataUncovered(inside: element) }
        if element == own { return findsUncoveredObjects }
        if element.isNamed("Signature", in: XMLNamespaces.signature) { return false }
        // What is around signed data and signatures is no data as long as it says nothing.
        guard holdsCovered(element), !element.hasOwnText, element.attributes.allSatisfy(Self.isIdentifier) else {
            return true
        }
        return element.children.contains { findsUncoveredData(in: $0) }
    }

    /// A signature inside what it signs takes itself out: its own objects are not covered then.
    private func isOwnDataUncovered(inside element: XMLElement) -> Bool {
        own != element && own.isInside(element) && findsUncoveredObjects
    }

    private var findsUncoveredObjects: Bool {
        own.children("Object", in: XMLNamespaces.signature).contains { object in
            object != properties && !covered.contains(object)
                && (object.hasOwnText || object.children.contains { !isCoveredThroughout($0) })
        }
    }

    /// Whether an element is covered, or is nothing but a wrapping around elements that are.
    private func isCoveredThroughout(_ element: XMLElement) -> Bool {
        if covered.contains(element) { return true }
        let children = element.children
        return !children.isEmpty && !element.hasOwnText && element.attributes.allSatisfy(Self.isIdentifier)
            && children.allSatisfy(isCoveredThroughout)
    }

    private func holdsCovered(_ element: XMLElement) -> Bool {
        own.isInside(element) || covered.contains { $0.isInside(element) }
            || element.withDescendants.contains { $0.isNamed("Signature", in: XMLNamespaces.signature) }
    }

    private static func isIdentifier(_ attribute: XMLAttribute) -> Bool {
        attribute.name.lowercased() == "id"
    }
}

/// A SOAP message (SOAP 1.1 clause 4, SOAP 1.2 part 1 clause 5).
struct SOAPMessage {
    let envelope: XMLElement
    /// The one Body there must be; nil when there is none, or another one.
    let body: XMLElement?

    /// Looks at the document element; nil when it is no envelope.
    init?(_ document: XMLDocument) {
        guard let root = document.root, root.name == "Envelope", XMLNamespaces.envelopes.contains(root.namespace) else {
            return nil
        }
        envelope = root
        let bodies = root.children.filter { $0.name == "Body" && XMLNamespaces.envelopes.contains($0.namespace) }
        body = bodies.count == 1 ? bodies.first : nil
    }

    /// Whether a signature stands in a security header (WS-Security SOAP Message Security clause 5).
    func carries(_ signature: XMLElement) -> Bool {
        guard let security = signature.parent, security.isNamed("Security", in: XMLNamespaces.security),
            let header = security.parent, header.name == "Header", header.namespace == envelope.namespace
        else { return false }
        return header.parent == envelope
    }
}

internal import SandyqLibXML
internal import SandyqOpenSSL
internal import SandyqValidation

/// What the XML signatures of a document cover: for each reference the octets that its digest is of.
struct XMLCoveredContent {
    private let resolver: ReferenceResolver
    private let files: FileContent
    private let limits: Limits

    /// Parses the document again; nil when it cannot be.
    init?(_ bytes: [UInt8], files: FileContent, limits: Limits) {
        guard let document = try? XMLSignatureReader.document(of: bytes[...], limits: limits) else { return nil }
        resolver = ReferenceResolver(
            document: document,
            identifiers: XMLIdentifiers(of: document),
            source: files,
            budget: XMLBudget(limits)
        )
        self.files = files
        self.limits = limits
    }

    /// The data of every signature whose value holds and whose references are intact; data signed twice comes once.
    func all(according report: Report) -> [CoveredContent] {
        let elements = XMLSignature.all(in: resolver.document)
        guard elements.count == report.signatures.count else { return [] }
        var contents: [CoveredContent] = []
        var known: Set<[UInt8]> = []
        for (element, signature) in zip(elements, report.signatures) {
            guard signature.facts.parent == nil, Self.holds(signature),
                let read = try? XMLSignature(element, limits: limits)
            else { continue }
            let entries = (try? resolver.manifestEntries(of: read)) ?? []
            for reference in read.references + entries where isData(reference, of: read) {
                guard let content = content(of: reference), known.insert(reference.digestValue).inserted else {
                    continue
                }
                contents.append(content)
            }
        }
        return contents
    }

    private static func holds(_ report: SignatureReport) -> Bool {
        let facts = report.facts
        guard facts.signatureValue == .valid, facts.attributes.breaches.isEmpty else { return false }
        if case .failed = report.verdict { return false }
        return facts.references.allSatisfy { reference in
            switch reference.state {
            case .intact, .intactBeforeLater: true
            case .altered, .missing, .unsupported, .untransformed: false
            }
        }
    }

    /// Whether a reference is to data, and not to a part of the signature itself.
    private func isData(_ reference: XMLReference, of signature: XMLSignature) -> Bool {
        guard let target = resolver.identifiers.element(at: reference.uri), target != signature.element,
            target.isInside(signature.element)
        else { return true }
        if target.isNamed("Manifest", in: XMLNamespaces.signature) { return false }
        let isQualifying = target.name == "SignedProperties" && XMLNamespaces.properties.contains(target.namespace)
        return !isQualifying && signature.objects.contains { target.isInside($0) }
    }

    /// The octets, once their digest is the one that was signed.
    private func content(of reference: XMLReference) -> CoveredContent? {
        guard let algorithm = reference.digest else { return nil }
        let target = ReferenceTarget(reference.uri, identifiers: resolver.identifiers)
        if case .outside(let uri) = target, reference.transforms.areEmpty {
            let names = [uri?.percentDecoded, uri]
            guard let path = names.lazy.compactMap({ files.path(of: $0) }).first else {
                return CoveredContent(place: .elsewhere)
            }
            return CoveredContent(place: .detached(path: path, algorithm, digest: reference.digestValue))
        }
        for without in [[], signaturesAfter(reference)] {
            guard let data = try? resolver.data(of: reference, at: target, without: without) else { continue }
            var octets: [UInt8] = []
            switch data {
            case .octets(let found): octets = found
            case .nodes(let nodes): octets = (try? resolver.budget.octets(of: nodes, .standard)) ?? []
            }
            if (try? MessageDigest.of(octets[...], by: algorithm.openSSLName)) == reference.digestValue {
                return CoveredContent(place: .attached([octets[...]]))
            }
        }
        return nil
    }

    /// The signatures that were put beside this one later.
    private func signaturesAfter(_ reference: XMLReference) -> [XMLElement] {
        let siblings = resolver.document.root?.children("Signature", in: XMLNamespaces.signature) ?? []
        guard let place = siblings.firstIndex(where: { reference.element.isInside($0) }) else { return [] }
        return Array(siblings[(place + 1)...])
    }
}

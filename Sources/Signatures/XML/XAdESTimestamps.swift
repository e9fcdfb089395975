internal import SandyqLibXML
internal import SandyqOpenSSL
internal import SandyqValidation

/// The time-stamps among the properties of a signature (EN 319 132-1 clauses 5.2.8, 5.3, 5.4 and 5.5).
struct XAdESTimestamps {
    let reader: XMLSignatureReader
    let signature: XMLSignature
    let properties: XAdESProperties
    /// Whether the signed properties are signed: otherwise nobody's content time-stamps are in them.
    let isSigned: Bool

    /// A property with a token in it.
    private struct Place {
        let kind: TimestampFacts.Kind
        let property: XMLElement
        let token: XMLElement
        /// Where the property stands among the unsigned ones.
        let index: Int?
    }

    /// What is known of each, in document order.
    func facts(id: String) throws(ReadingStop) -> [TimestampFacts] {
        let places = places
        let limits = reader.context.limits
        guard places.count <= limits.timestamps else { throw .limit("timestamps", limits.timestamps) }
        var timestamps: [TimestampFacts] = []
        for (number, place) in places.enumerated() {
            let encoding = Base64Text(place.token.textBytes[...])?.bytes ?? []
            let token = Result { () throws(FormatError) in
                try TimestampToken(ASN1Node(reading: encoding[...], "time-stamp token"))
            }
            let timestamp = try CMSReader(context: reader.context).timestamp(
                place.kind,
                token: token,
                encoding: encoding[...],
                id: "\(id)/T-\(number + 1)"
            ) { finding(of: $0, at: place) }
            if let timestamp { timestamps.append(timestamp) }
            try reader.context.requireBudget()
        }
        return timestamps
    }

    private var places: [Place] {
        var places: [Place] = []
        if isSigned {
            for property in properties.dataObjectProperties where Self.contentKinds.contains(property.name) {
                places += Self.tokens(in: property).map {
                    Place(kind: .content, property: property, token: $0, index: nil)
                }
            }
        }
        for (index, property) in properties.unsigned.enumerated() {
            guard let kind = Self.unsignedKinds[property.name] else { continue }
            places += Self.tokens(in: property).map { Place(kind: kind, property: property, token: $0, index: index) }
        }
        return places
    }

    private static func tokens(in property: XMLElement) -> [XMLElement] {
        property.children.filter { $0.name == "EncapsulatedTimeStamp" }
    }

    private static let contentKinds: Set<String> = ["AllDataObjectsTimeStamp", "IndividualDataObjectsTimeStamp"]
    private static let unsignedKinds: [String: TimestampFacts.Kind] = [
        "SignatureTimeStamp": .signature, "RefsOnlyTimeStamp": .references, "RefsOnlyTimeStampV2": .references,
        "SigAndRefsTimeStamp": .references, "SigAndRefsTimeStampV2": .references, "ArchiveTimeStamp": .archive,
    ]

    /// Compares a token's imprint with the digest of what its place says it covers.
    private func finding(of token: TimestampToken, at place: Place) -> CMSReader.ImprintFinding {
        guard let algorithm = token.info.digest, let digest = RunningDigest(algorithm) else {
            return .init(state: .unsupported)
        }
        let form = place.property.child("CanonicalizationMethod", in: XMLNamespaces.signature)
        guard let form = form.map({ CanonicalForm($0) }) ?? .standard else { return .init(state: .unsupported) }
        var input = Input(reader: reader, form: form) { digest.update($0) }
        do throws(TransformFailure) {
            switch place.property.name {
            case "SignatureTimeStamp": try input.add(signature.valueElement)
            case "AllDataObjectsTimeStamp": try addDataObjects(to: &input)
            case "IndividualDataObjectsTimeStamp": try addIncluded(by: place.property, to: &input)
            case "ArchiveTimeStamp": try addArchived(before: place, to: &input)
            default: try addReferences(of: place.property, to: &input)
            }
        } catch {
            if case .refused(let uri) = error { return .init(state: .untransformed(uri)) }
            return .init(state: .missing(tried: []))
        }
        if let missing = input.missing { return .init(state: .missing(tried: [missing])) }
        let actual = digest.finish()
        guard actual.elementsEqual(token.info.imprint) else {
            return .init(state: .altered(expected: Array(token.info.imprint), actual: actual))
        }
        return .init(state: .intact, covers: place.kind == .archive ? covered(before: place.index ?? 0) : [])
    }

    /// Every data object of the signature but its signed properties (clause 5.2.8.1).
    private func addDataObjects(to input: inout Input) throws(TransformFailure) {
        for reference in signature.references where !isToProperties(reference) { try input.add(reference) }
    }

    /// The data objects that Include elements name by their references (clause 5.2.8.2).
    private func addIncluded(by property: XMLElement, to input: inout Input) throws(TransformFailure) {
        for include in property.children where include.name == "Include" || include.name == "HashDataInfo" {
            let uri = include.attribute("URI") ?? include.attribute("uri") ?? ""
            guard let reference = signature.references.first(where: { $0.identifier.map { "#" + $0 } == uri }) else {
                input.missing = uri
                return
            }
            try input.add(reference)
        }
    }

    /// Clauses 5.4.1 and 5.4.2: references to validation data, after the signature and its time-stamps for the first kind.
    private func addReferences(of property: XMLElement, to input: inout Input) throws(TransformFailure) {
        let coversSignature = property.name.hasPrefix("SigAndRefs")
        if coversSignature { try input.add(signature.valueElement) }
        for other in properties.unsigned {
            guard other != property else { break }
            let isReference = other.name.hasPrefix("Complete") || other.name.hasPrefix("Attribute")
            if isReference && other.name.contains("Refs") || coversSignature && other.name == "SignatureTimeStamp" {
                try input.add(other)
            }
        }
    }

    /// Clause 5.5.2.2: all that is signed, the signature itself, every unsigned property before this one, and objects that
    /// nothing else covers.
    private func addArchived(before place: Place, to input: inout Input) throws(TransformFailure) {
        for reference in signature.references { try input.add(reference) }
        try input.add(signature.signedInfo)
        try input.add(signature.valueElement)
        if let keyInfo = signature.keyInfo { try input.add(keyInfo) }
        for property in properties.unsigned.prefix(place.index ?? 0) { try input.add(property) }
        let referenced = signature.references.compactMap { reader.identifiers.element(at: $0.uri) }
        for object in signature.objects where object != properties.object && !referenced.contains(object) {
            try input.add(object)
        }
    }

    private func isToProperties(_ reference: XMLReference) -> Bool {
        guard let signed = properties.signed else { return false }
        return reader.identifiers.element(at: reference.uri) == signed
    }

    /// What an archive time-stamp proves to exist: the certificates, lists, responses and tokens before it.
    private func covered(before index: Int) -> [Fingerprint] {
        let kept = properties.unsigned.prefix(index).flatMap(XAdESProperties.evidence)
        let keyInfo = try? XMLKeyInfo(signature.keyInfo, identifiers: reader.identifiers)
        let own = (keyInfo?.certificates ?? []).map { CarriedEvidence.certificate($0[...]) }
        return CarriedEvidence.fingerprints(in: own + kept)
    }
}

/// The octets a time-stamp covers, as they are put together.
private struct Input {
    let reader: XMLSignatureReader
    let form: CanonicalForm
    let use: (Span<UInt8>) -> Void
    /// Data that is not at hand.
    var missing: String?

    init(reader: XMLSignatureReader, form: CanonicalForm, use: @escaping (Span<UInt8>) -> Void) {
        self.reader = reader
        self.form = form
        self.use = use
    }

    /// Adds an element in canonical form.
    mutating func add(_ element: XMLElement) throws(TransformFailure) {
        try reader.resolver.budget.write(NodeSelection(element, hasComments: true), form, to: use)
    }

    /// Adds a reference's data; nodes in this time-stamp's canonical form.
    mutating func add(_ reference: XMLReference) throws(TransformFailure) {
        let target = ReferenceTarget(reference.uri, identifiers: reader.identifiers)
        guard let data = try reader.resolver.data(of: reference, at: target) else {
            missing = missing ?? reference.name
            return
        }
        try reader.resolver.write(data, standard: form, to: use)
    }
}

internal import SandyqLibXML
internal import SandyqValidation

/// Evidence records in the property SealingEvidenceRecords of XAdES (EN 319 132-2 clause 5.2): each covers, as a group of data
/// objects, all that is signed, the signature, and every unsigned property before this one.
struct XAdESEvidenceRecords {
    let reader: XMLSignatureReader
    let signature: XMLSignature
    let properties: XAdESProperties

    private static let namespace = "http://uri.etsi.org/19132/v1.1.1#"

    /// The time-stamps of all records, in document order.
    ///
    /// - Throws: The bound that was reached.
    func timestamps(id: String) throws(ReadingStop) -> [TimestampFacts] {
        let limits = reader.context.limits
        var timestamps: [TimestampFacts] = []
        for (index, property) in properties.unsigned.enumerated()
        where property.isNamed("SealingEvidenceRecords", in: Self.namespace) {
            for element in property.children {
                guard timestamps.count <= limits.timestamps else { throw .limit("timestamps", limits.timestamps) }
                timestamps += try self.timestamps(of: element, at: index, id: "\(id)/E-\(timestamps.count + 1)")
            }
        }
        return timestamps
    }

    private func timestamps(of element: XMLElement, at index: Int, id: String) throws(ReadingStop) -> [TimestampFacts] {
        let octets = Base64Text(element.textBytes[...])?.bytes ?? element.textBytes
        let record: EvidenceRecord
        do throws(FormatError) {
            if let read = try EvidenceRecord(element) {
                record = read
            } else if element.isNamed("ASN1EvidenceRecord", in: Self.namespace) {
                record = try EvidenceRecord(ASN1Node(reading: octets[...], "ASN1EvidenceRecord"))
            } else {
                return []
            }
        } catch {
            return [TimestampFacts.unreadableRecord(error, encoding: octets[...], id: id)].compactMap(\.self)
        }
        let wanted = Set(record.chains.compactMap(\.digest))
        var groups: [DigestAlgorithm: [[UInt8]]] = [:]
        for algorithm in wanted {
            do throws(TransformFailure) { groups[algorithm] = try group(before: index, by: algorithm) } catch {
                groups[algorithm] = nil
            }
        }
        try reader.context.requireBudget()
        let kept = properties.unsigned.prefix(index).flatMap(XAdESProperties.evidence)
        let keyInfo = try? XMLKeyInfo(signature.keyInfo, identifiers: reader.identifiers)
        let own = (keyInfo?.certificates ?? []).map { CarriedEvidence.certificate($0[...]) }
        return try EvidenceRecordReader(context: reader.context).timestamps(
            ofEmbedded: record,
            over: objects(of: record, groups),
            covering: CarriedEvidence.fingerprints(in: own + kept),
            id: id
        )
    }

    /// The group as the record has it: the digest of each object in the first list, or, where there is that, the digest of them all
    /// (RFC 4998 clause 4.2, RFC 6283 clause 3.2.1).
    private func objects(
        of record: EvidenceRecord,
        _ groups: [DigestAlgorithm: [[UInt8]]]
    ) -> [EvidenceRecordReader.DataObject] {
        let first = record.chains.first
        let count = groups.values.map(\.count).max() ?? 0
        // Without the digests there is data, but nobody knows it: it is missing under its own name.
        guard count > 0, let first, let algorithm = first.digest, let digests = groups[algorithm] else {
            return [EvidenceRecordReader.DataObject(source: NoContent(), reference: signature.element.name)]
        }
        let whole = Self.digest(ofGroup: digests, by: algorithm)
        let tree = first.timestamps.first?.tree
        let isOne = tree.map { tree in
            tree.lists.isEmpty ? count > 1 : whole.map { tree.begins(with: $0) } ?? false
        }
        let parts = isOne ?? false ? groups.mapValues { [Self.digest(ofGroup: $0, by: algorithm) ?? []] } : groups
        return (0..<(isOne ?? false ? 1 : count)).map { place in
            let sources = wantedSources(parts, at: place)
            return EvidenceRecordReader.DataObject(source: sources, reference: nil)
        }
    }

    private func wantedSources(_ groups: [DigestAlgorithm: [[UInt8]]], at place: Int) -> any ContentSource {
        KnownDigests(digests: groups.compactMapValues { place < $0.count ? $0[place] : nil })
    }

    private static func digest(ofGroup digests: [[UInt8]], by algorithm: DigestAlgorithm) -> [UInt8]? {
        let sorted = digests.sorted { $0.lexicographicallyPrecedes($1) }.map { $0[...] }
        return ContentDigests(of: sorted, name: "", by: [algorithm]).digest(by: algorithm)
    }

    /// The digests of the data objects, each in the canonical form of SignedInfo.
    private func group(before index: Int, by algorithm: DigestAlgorithm) throws(TransformFailure) -> [[UInt8]]? {
        var digests: [[UInt8]] = []
        func add(_ write: (inout RunningDigest) throws(TransformFailure) -> Void) throws(TransformFailure) {
            guard var digest = RunningDigest(algorithm) else { return }
            try write(&digest)
            digests.append(digest.finish())
        }
        for reference in signature.references {
            let target = ReferenceTarget(reference.uri, identifiers: reader.identifiers)
            guard let data = try reader.resolver.data(of: reference, at: target) else { return nil }
            try add { digest throws(TransformFailure) in
                try reader.resolver.write(data, standard: signature.canonicalForm) { digest.update($0) }
            }
        }
        let objects = signature.objects.filter { $0 != properties.object }
        let elements =
            [signature.signedInfo, signature.valueElement] + [signature.keyInfo].compactMap(\.self)
            + properties.unsigned.prefix(index) + objects
        for element in elements {
            try add { digest throws(TransformFailure) in
                let selection = NodeSelection(element, hasComments: true)
                try reader.resolver.budget.write(selection, signature.canonicalForm) { digest.update($0) }
            }
        }
        return digests
    }
}

/// Data of which nothing but digests is kept.
private struct KnownDigests: ContentSource {
    let digests: [DigestAlgorithm: [UInt8]]

    func digests(of reference: String?, by algorithms: Set<DigestAlgorithm>) -> DetachedContent {
        .found(name: reference ?? "content", size: nil, digests: digests.filter { algorithms.contains($0.key) })
    }
}

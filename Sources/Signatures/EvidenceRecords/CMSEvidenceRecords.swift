#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import SandyqValidation

/// Evidence records in the first signature of a CMS structure (RFC 4998 appendix A): each covers the structure as it was before.
struct CMSEvidenceRecords {
    let message: SignedData
    let context: ReadingContext

    /// An attribute value that holds a record.
    private struct Place {
        let attribute: Int
        let value: Int
        let node: ASN1Node
        /// Whether the content is covered apart from the structure.
        let coversContent: Bool
    }

    /// The time-stamps of all records; those of the structure's every signature.
    ///
    /// - Throws: The bound that was reached.
    func timestamps(
        source: any ContentSource,
        reference: String?,
        id: String
    ) throws(ReadingStop) -> [TimestampFacts] {
        let places = places
        guard places.count <= context.limits.timestamps else { throw .limit("timestamps", context.limits.timestamps) }
        var timestamps: [TimestampFacts] = []
        var readable: [(place: Place, record: EvidenceRecord)] = []
        for place in places {
            do throws(FormatError) { readable.append((place, try EvidenceRecord(place.node))) } catch {
                let name = "\(id)/E-0.\(timestamps.count + 1)"
                let encoding = place.node.encodedBytes
                timestamps += [.unreadableRecord(error, encoding: encoding, id: name)].compactMap(\.self)
            }
        }
        // A SET is sorted by its encodings, so that what comes first says nothing.
        readable.sort { ($0.record.time ?? .distantFuture) < ($1.record.time ?? .distantFuture) }
        for (number, (place, record)) in readable.enumerated() {
            let name = "\(id)/E-\(number + 1)"
            guard let structure = structure(without: readable[number...].map(\.place)) else { continue }
            guard context.budget.takeOctets(structure.count) else { break }
            var objects = [EvidenceRecordReader.DataObject(source: MemoryContent(bytes: structure), reference: "CMS")]
            if place.coversContent {
                let content = message.content.map { MemoryContent(bytes: Array($0.joined())) }
                objects.append(
                    EvidenceRecordReader.DataObject(
                        source: content ?? source,
                        reference: content == nil ? reference : nil
                    )
                )
            }
            timestamps += try EvidenceRecordReader(context: context).timestamps(
                ofEmbedded: record,
                over: objects,
                covering: CarriedEvidence.fingerprints(in: CarriedEvidence.all(in: message)),
                id: name
            )
        }
        try context.requireBudget()
        return timestamps
    }

    /// Appendix A: in the first signature only, in the order of time.
    private var places: [Place] {
        (message.signers.first?.unsignedAttributes ?? []).enumerated().flatMap { index, attribute in
            guard attribute.type == .internalEvidenceRecord || attribute.type == .externalEvidenceRecord else {
                return [Place]()
            }
            return attribute.values.enumerated().map { value, node in
                Place(
                    attribute: index,
                    value: value,
                    node: node,
                    coversContent: attribute.type == .externalEvidenceRecord
                )
            }
        }
    }

    /// The structure without some of the records: lengths become shorter, and all else stays as it is.
    private func structure(without removed: [Place]) -> [UInt8]? {
        guard let info = message.contentInfo, let tagged = info.children.last, let data = tagged.children.first,
            let signers = data.children.last, let signer = signers.children.first,
            let attributes = signer.children.last, attributes.isTagged(1)
        else { return nil }
        var kept: [[UInt8]] = []
        for (index, attribute) in attributes.children.enumerated() {
            let gone = Set(removed.filter { $0.attribute == index }.map(\.value))
            guard !gone.isEmpty, let set = attribute.children.last else {
                kept.append(Array(attribute.encodedBytes))
                continue
            }
            let values = set.children.enumerated().filter { !gone.contains($0.offset) }.map { Array($1.encodedBytes) }
            // An attribute without values is none.
            if !values.isEmpty { kept.append(attribute.replacingLast(with: set.replacingContents(with: values))) }
        }
        let rest = kept.isEmpty ? [] : attributes.replacingContents(with: kept)
        let first = signer.replacingLast(with: rest)
        let others = signers.children.dropFirst().map { Array($0.encodedBytes) }
        let whole = data.replacingLast(with: signers.replacingContents(with: [first] + others))
        return info.replacingLast(with: tagged.replacingContents(with: [whole]))
    }
}

extension EvidenceRecord {
    /// The time of the oldest time-stamp.
    fileprivate var time: Date? { timestamps.first.flatMap { try? $0.token.get().info.time } }
}

extension ASN1Node {
    /// The element with other contents, of indefinite length if it was.
    fileprivate func replacingContents(with parts: [[UInt8]]) -> [UInt8] {
        let encoding = encodedBytes
        // Every element on the way to an attribute has a tag of one octet.
        let tag = encoding.first ?? 0
        guard encoding.dropFirst().first == 0x80 else { return BEREncoding.element(tag, parts.flatMap(\.self)) }
        return [tag, 0x80] + parts.flatMap(\.self) + [0, 0]
    }

    /// The element with its last part replaced, or left out.
    fileprivate func replacingLast(with part: [UInt8]) -> [UInt8] {
        replacingContents(with: children.dropLast().map { Array($0.encodedBytes) } + [part])
    }
}

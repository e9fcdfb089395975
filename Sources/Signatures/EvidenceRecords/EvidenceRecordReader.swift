internal import SandyqLibXML
internal import SandyqOpenSSL
internal import SandyqValidation

/// Turns evidence records into facts (RFC 4998 clause 5.3, RFC 6283 clause 4.3): hash trees and renewals are computed here,
/// time-stamps are judged later.
struct EvidenceRecordReader {
    let context: ReadingContext

    /// Data that a record is said to cover.
    struct DataObject {
        let source: any ContentSource
        /// What a manifest calls the data; nil when nothing names it.
        let reference: String?
    }

    /// A record that is a file of its own, over whatever data is given.
    func entry(of record: EvidenceRecord, content: any ContentSource) throws(ReadingStop) -> SignatureFacts {
        try entry(of: record, over: content.pieces.map { DataObject(source: $0, reference: nil) })
    }

    /// A document that is an evidence record; nil when it is something else.
    func entry(of document: XMLDocument, content: any ContentSource) throws(ReadingStop) -> SignatureFacts? {
        let record: EvidenceRecord
        do throws(FormatError) {
            guard let read = try EvidenceRecord(document) else { return nil }
            record = read
        } catch {
            return .unreadable(id: try context.nextID(), parent: nil, format: .evidenceRecord, reason: error.reason)
        }
        return try entry(of: record, content: content)
    }

    /// A record as an entry of its own: its first time-stamp, with the renewals as what keeps it proven.
    func entry(of record: EvidenceRecord, over objects: [DataObject]) throws(ReadingStop) -> SignatureFacts {
        let id = try context.nextID()
        let stamps = try timestamps(of: record, over: objects, covering: [], id: id)
        guard let first = stamps.facts.first, let oldest = record.chains.first else {
            return .unreadable(id: id, parent: nil, format: .evidenceRecord, reason: "EvidenceRecord: empty")
        }
        var facts = first.token
        facts.id = id
        facts.format = .evidenceRecord
        if facts.defect == nil, !Self.areInOrder(stamps.facts) {
            facts.defect = .malformed("EvidenceRecord: a later archive time-stamp has an earlier time")
        }
        facts.references = stamps.references.map { finding in
            ReferenceFacts(
                name: finding.name,
                digest: finding.chain.digest,
                digestIdentifier: finding.chain.digestIdentifier,
                state: finding.state
            )
        }
        facts.missingEntries = (stamps.dataSought.map { [$0] } ?? []).map { tried in
            ReferenceFacts(
                name: "content",
                digest: oldest.digest,
                digestIdentifier: oldest.digestIdentifier,
                state: .missing(tried: tried)
            )
        }
        facts.attributes.claimedSigningTime = first.time
        facts.attributes.signaturePolicy = first.policy
        facts.timestamps = Array(stamps.facts.dropFirst())
        facts.toBeSigned = facts.toBeSigned ?? Fingerprint(MessageDigest.sha256(of: oldest.timestamps[0].tokenEncoding))
        return facts
    }

    /// A record's time-stamps, and what they cover.
    struct Stamps {
        var facts: [TimestampFacts] = []
        /// The data, and each renewal.
        var references: [(name: String, chain: ArchiveTimestampChain, state: ReferenceFacts.State)] = []
        /// The names under which data was looked for when none was found that no manifest names.
        var dataSought: [String]?
    }

    /// Computes every hash tree, and reads every token.
    ///
    /// - Parameters:
    ///   - record: The record.
    ///   - objects: The data it is said to cover.
    ///   - fingerprints: Objects in the data that the first time-stamp proves to exist.
    ///   - id: The entry the time-stamps belong to.
    /// - Returns: The time-stamps from the oldest to the newest.
    /// - Throws: The bound that was reached.
    func timestamps(
        of record: EvidenceRecord,
        over objects: [DataObject],
        covering fingerprints: [Fingerprint],
        id: String
    ) throws(ReadingStop) -> Stamps {
        guard record.timestamps.count <= context.limits.timestamps else {
            throw .limit("timestamps", context.limits.timestamps)
        }
        let wanted = Set(record.chains.compactMap(\.digest))
        let contents = objects.map { ContentDigests(from: $0.source, reference: $0.reference, by: wanted) }
        let isNamed = objects.contains { $0.reference != nil }
        let known = isNamed ? contents : contents.filter(\.isFound)
        var stamps = Stamps()
        stamps.dataSought = known.isEmpty ? contents.flatMap(\.tried) : nil
        var covered = fingerprints
        var octets = 0
        for (number, chain) in record.chains.enumerated() {
            // A renewal of the hash tree digests everything before it anew.
            guard context.budget.takeOctets(octets) else { break }
            octets += chain.timestamps.reduce(0) { $0 + $1.tokenEncoding.count + $1.tree.size }
            var previous: ArchiveTimestampElement?
            for (place, stamp) in chain.timestamps.enumerated() {
                let links = Links(chain: chain, stamp: stamp, previous: previous, contents: known)
                let name = "ArchiveTimeStamp \(number + 1).\(place + 1)"
                let states = links.states(named: name)
                let gravest = ReferenceFacts.State.gravest(of: states.map(\.state))
                stamps.references +=
                    number == 0 && place == 0
                    ? states.map { ($0.name, chain, $0.state) } : [(name, chain, gravest)]
                let timestamp = try CMSReader(context: context).timestamp(
                    .archive,
                    token: stamp.token,
                    encoding: stamp.tokenEncoding,
                    id: "\(id)/T-\(stamps.facts.count + 1)"
                ) { _ in CMSReader.ImprintFinding(state: gravest, covers: covered) }
                if let timestamp { stamps.facts.append(timestamp) }
                covered = Self.fingerprints(in: stamp)
                previous = stamp
            }
            try context.requireBudget()
        }
        try context.requireBudget()
        return stamps
    }

    /// The time-stamps of a record inside the signature that it covers.
    ///
    /// Out of order they prove nothing, and the record counts as unreadable.
    func timestamps(
        ofEmbedded record: EvidenceRecord,
        over objects: [DataObject],
        covering fingerprints: [Fingerprint],
        id: String
    ) throws(ReadingStop) -> [TimestampFacts] {
        let stamps = try timestamps(of: record, over: objects, covering: fingerprints, id: id).facts
        guard Self.areInOrder(stamps) else {
            let error = FormatError("EvidenceRecord: a later archive time-stamp has an earlier time")
            let encoding = record.timestamps.first?.tokenEncoding ?? []
            return [TimestampFacts.unreadableRecord(error, encoding: encoding, id: id)].compactMap(\.self)
        }
        return stamps
    }

    /// What a renewal proves to exist: the token before it, and what that carries.
    private static func fingerprints(in stamp: ArchiveTimestampElement) -> [Fingerprint] {
        CarriedEvidence.fingerprints(in: [.timestampToken(stamp.tokenEncoding)])
    }

    /// RFC 4998 clause 3.1: time-stamps are ordered by their times.
    private static func areInOrder(_ stamps: [TimestampFacts]) -> Bool {
        let times = stamps.compactMap(\.time)
        return zip(times, times.dropFirst()).allSatisfy { $0 <= $1 }
    }
}

/// What one archive time-stamp must cover, and whether it does.
private struct Links {
    let chain: ArchiveTimestampChain
    let stamp: ArchiveTimestampElement
    /// The time-stamp before it in its chain.
    let previous: ArchiveTimestampElement?
    let contents: [ContentDigests]
    /// Where the tree leads; nil without a tree, whose root is then what it covers.
    private let root: [UInt8]?

    init(
        chain: ArchiveTimestampChain,
        stamp: ArchiveTimestampElement,
        previous: ArchiveTimestampElement?,
        contents: [ContentDigests]
    ) {
        self.chain = chain
        self.stamp = stamp
        self.previous = previous
        self.contents = contents
        root = chain.digest.flatMap { stamp.tree.root(by: $0) }
    }

    /// The data, by its names, for the first time-stamp of a chain; the renewal itself for all others.
    func states(named name: String) -> [(name: String, state: ReferenceFacts.State)] {
        guard let digest = chain.digest, case .success(let token) = stamp.token else { return [(name, .unsupported)] }
        if let previous {
            guard let leaf = previous.renewed.digest(by: digest) else { return [(name, .unsupported)] }
            return [(name, state(of: [leaf], by: digest, in: token))]
        }
        guard let predecessors = chain.predecessors else {
            guard !contents.isEmpty else {
                // Nothing is known of the data; but that the tree leads to what is stamped can be told.
                return stamp.tree.lists.isEmpty ? [] : [(name, state(of: [], by: digest, in: token))]
            }
            return contents.map { ($0.name, state(of: $0, by: digest, in: token)) }
        }
        guard let before = predecessors.digest(by: digest) else { return [(name, .unsupported)] }
        switch chain.joining {
        case .digestOfBoth:
            guard !contents.isEmpty else {
                return [(name, stamp.tree.lists.isEmpty ? .missing(tried: []) : state(of: [], by: digest, in: token))]
            }
            return contents.map { content in
                guard let data = content.digest(by: digest) else {
                    return (name, content.state(expecting: [], by: digest))
                }
                let both = ContentDigests(of: [data[...], before[...]], name: "", by: [digest]).digest(by: digest)
                return (name, state(of: [both ?? []], by: digest, in: token))
            }
        case .sideBySide:
            let data = contents.map { leaf(of: $0, by: digest, in: token) }
            guard !data.contains(nil) else { return [(name, .missing(tried: contents.map(\.name)))] }
            return [(name, state(of: [before] + data.compactMap(\.self), by: digest, in: token))]
        }
    }

    private func state(
        of content: ContentDigests,
        by digest: DigestAlgorithm,
        in token: TimestampToken
    ) -> ReferenceFacts.State {
        guard let leaf = leaf(of: content, by: digest, in: token) else {
            return content.state(expecting: [], by: digest)
        }
        return state(of: [leaf], by: digest, in: token)
    }

    /// The digest of the data, or where the record holds that instead, of its canonical form (RFC 6283 clause 3.2.2).
    private func leaf(of content: ContentDigests, by digest: DigestAlgorithm, in token: TimestampToken) -> [UInt8]? {
        guard let plain = content.digest(by: digest) else { return nil }
        let isCovered = { (leaf: [UInt8]) in
            stamp.tree.lists.isEmpty ? token.info.imprint.elementsEqual(leaf) : stamp.tree.begins(with: leaf)
        }
        // Larger data is not kept, and must be digested as it is.
        guard !isCovered(plain), let form = chain.dataForm, content.opening.count < FileDigests.openingSize,
            let document = try? XMLDocument(parsing: content.opening[...], within: XMLBounds()),
            let octets = try? NodeSelection(document, hasComments: form.keepsComments).octets(form)
        else { return plain }
        let canonical = ContentDigests(of: [octets[...]], name: "", by: [digest]).digest(by: digest)
        return canonical.flatMap { isCovered($0) ? $0 : nil } ?? plain
    }

    /// Whether the tree begins with all of the leaves and leads to the imprint.
    private func state(
        of leaves: [[UInt8]],
        by digest: DigestAlgorithm,
        in token: TimestampToken
    ) -> ReferenceFacts.State {
        let imprint = Array(token.info.imprint)
        let tree = stamp.tree.lists.isEmpty ? HashTree(lists: [leaves.map { $0[...] }]) : stamp.tree
        if let absent = leaves.first(where: { !tree.begins(with: $0) }) {
            return .altered(expected: tree.lists.first?.first.map { Array($0) } ?? [], actual: absent)
        }
        guard let root = root ?? tree.root(by: digest) else { return .unsupported }
        return root == imprint && token.info.digest == digest ? .intact : .altered(expected: imprint, actual: root)
    }
}

extension ReferenceFacts.State {
    /// What to say of several: an alteration before missing data, missing data before what is unknown.
    static func gravest(of states: [ReferenceFacts.State]) -> ReferenceFacts.State {
        states.max { $0.gravity < $1.gravity } ?? .intact
    }

    private var gravity: Int {
        switch self {
        case .intact: 0
        case .unsupported: 1
        case .missing, .untransformed: 2
        case .altered, .intactBeforeLater: 3
        }
    }
}

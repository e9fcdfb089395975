internal import SandyqContainers
internal import SandyqValidation

/// The time-stamps and evidence records of a container that cover other members of it (ASiCArchiveManifest,
/// ASiCEvidenceRecordManifest: EN 319 162-1 clauses 4.4.5 and A.7): what they prove of those, step by step.
struct ArchiveStamps {
    /// What each covers, by name.
    private var stamps: [Stamp] = []
    /// Names of members that are signatures.
    private let signatures: Set<String>

    private struct Stamp {
        let entry: ZIPEntry
        let covered: Set<String>
        let timestamps: [TimestampFacts]
    }

    /// Reads them; each token is verified once, however many members it covers.
    init(of container: Container, context: ReadingContext) throws(ReadingStop) {
        let members = Dictionary(container.members.map { ($0.entry.name, $0) }) { first, _ in first }
        signatures = Set(
            container.members.filter { placed in
                switch placed.member {
                case .message, .signatures: true
                default: false
                }
            }.map(\.entry.name)
        )
        for placed in container.members {
            let manifests = container.manifests(naming: placed.entry)
            guard let (manifestEntry, manifest) = manifests.first, manifests.count == 1 else { continue }
            let covered = manifest.references.compactMap { members[$0.name] }.filter(\.isArchivable)
            guard !covered.isEmpty else { continue }
            // Data objects, too: the evidence of a package among them, by the digests that must be right for the stamp to hold.
            let objects = manifest.references.filter { $0.digest == .sha256 && members[$0.name] == nil }
            let fingerprints = covered.flatMap(\.fingerprints) + objects.compactMap { Fingerprint($0.value) }
            let names = covered.map(\.entry.name) + manifest.references.map(\.name).filter { members[$0] == nil }
            let timestamps: [TimestampFacts]
            switch placed.member {
            case .token(let token):
                let states = container.references(of: manifest).map(\.state)
                let timestamp = try CMSReader(context: context).timestamp(
                    .archive,
                    token: .success(token),
                    encoding: token.encoding,
                    id: placed.entry.name
                ) { token in
                    let source = EntryContent(container: container.content, entry: manifestEntry)
                    let digests = ContentDigests(
                        from: source,
                        reference: nil,
                        by: Set([token.info.digest].compactMap(\.self))
                    )
                    let own = digests.state(expecting: token.info.imprint, by: token.info.digest)
                    return CMSReader.ImprintFinding(state: .gravest(of: states + [own]), covers: fingerprints)
                }
                timestamps = [timestamp].compactMap(\.self)
            case .record(let record):
                timestamps = try EvidenceRecordReader(context: context).timestamps(
                    of: record,
                    over: container.objects(coveredBy: placed.entry),
                    covering: fingerprints,
                    id: placed.entry.name
                ).facts
            default: continue
            }
            stamps.append(
                Stamp(entry: placed.entry, covered: Set(names), timestamps: timestamps)
            )
        }
    }

    /// Whether a member does nothing but keep signatures proven, and so is no entry of its own.
    func areOnlyArchive(_ member: ZIPEntry) -> Bool {
        stamps.contains { $0.entry == member && !$0.covered.isDisjoint(with: signatures) }
    }

    /// The time-stamps over a member, as they belong to one of its signatures.
    func timestamps(over member: ZIPEntry, of id: String) -> [TimestampFacts] {
        let covering = stamps.filter { $0.covered.contains(member.name) && $0.entry != member }.flatMap(\.timestamps)
        return covering.enumerated().map { place, timestamp in timestamp.renamed("\(id)/A-\(place + 1)") }
    }
}

extension PlacedMember {
    /// Whether it is something that an archive time-stamp keeps proven.
    fileprivate var isArchivable: Bool {
        switch member {
        case .message, .token, .record, .signatures: true
        case .manifest, .brokenManifest, .unreadable: false
        }
    }

    /// The tokens, certificates, lists and responses inside.
    fileprivate var fingerprints: [Fingerprint] {
        switch member {
        case .message(let message): CarriedEvidence.fingerprints(in: CarriedEvidence.all(in: message))
        case .token(let token): CarriedEvidence.fingerprints(in: [.timestampToken(token.encoding)])
        case .record(let record):
            CarriedEvidence.fingerprints(in: record.timestamps.map { .timestampToken($0.tokenEncoding) })
        case .manifest, .brokenManifest, .signatures, .unreadable: []
        }
    }
}

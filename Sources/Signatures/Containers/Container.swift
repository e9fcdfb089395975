internal import SandyqContainers
internal import SandyqFiles
internal import SandyqLibXML
internal import SandyqValidation

/// A container with its members recognised; nothing is verified yet.
struct Container {
    let content: ContainerContent
    let format: SignatureFormat
    /// In the order of the ZIP entries.
    let members: [PlacedMember]
    /// What signatures ought to cover.
    let objects: [ZIPEntry]
    /// Every digest that manifests state of an entry, by its name, so that it is unpacked once.
    private let wantedDigests: [String: Set<DigestAlgorithm>]
    /// What is odd about the archive and its form.
    let notes: [Finding]

    /// Reads every member into memory, each within its bound.
    init(_ content: ContainerContent, limits: Limits) throws(ReadingStop) {
        var members: [PlacedMember] = []
        var size = 0
        for entry in content.archive.entries where entry.name.hasPrefix("META-INF/") && !entry.isFolder {
            // What is too large and is not called a signature or a manifest is none.
            guard entry.size <= limits.containerMember || ContainerRole(of: entry.name) != nil else { continue }
            let octets: [UInt8]
            do throws(ZIPError) {
                octets = try content.archive.content(of: entry, atMost: limits.containerMember, "containerMember")
            } catch { throw error.stop }
            size += octets.count
            guard size <= limits.containerMembers else { throw .limit("containerMembers", limits.containerMembers) }
            let member = try ContainerMember.recognise(octets, named: entry.name, within: limits)
            if case .manifest(let manifest) = member, manifest.references.count > limits.references {
                throw .limit("references", limits.references)
            }
            if let member { members.append(PlacedMember(entry: entry, member: member)) }
        }
        self.members = members
        self.content = content
        wantedDigests = Self.wantedDigests(of: members)
        let type = try Self.mimetype(of: content)
        let kind = ContainerKind(type: type, members: members, entries: content.archive.entries)
        format = kind.format
        let isDocument = kind.format == .odf
        objects = content.archive.entries.filter { entry in
            guard !entry.isFolder else { return false }
            // An OpenDocument signature covers every file but those of signatures (OpenDocument 1.3 part 2 clause 5.3).
            if isDocument { return ContainerRole(of: entry.name) != .xmlSignatures }
            return entry.name != "mimetype" && !entry.name.hasPrefix("META-INF/")
        }
        notes = content.archive.oddities.prefix(Self.odditiesTold).map(\.finding) + kind.notes
    }

    /// The container's type as it states it; nil when it states none.
    private static func mimetype(of content: ContainerContent) throws(ReadingStop) -> String? {
        guard let entry = content.entry(named: "mimetype"), entry.size <= 1_024 else { return nil }
        do throws(ZIPError) {
            let octets = try content.archive.content(of: entry, atMost: 1_024, "containerMember")
            let text = octets.starts(with: [0xef, 0xbb, 0xbf]) ? octets[3...] : octets[...]
            return String(decoding: text.filter { $0 > 0x20 }, as: UTF8.self)
        } catch { throw error.stop }
    }

    /// Names that one finding tells.
    static let namesTold = 20
    /// Oddities of one archive that are told.
    private static let odditiesTold = 100

    private static func wantedDigests(of members: [PlacedMember]) -> [String: Set<DigestAlgorithm>] {
        var wanted: [String: Set<DigestAlgorithm>] = [:]
        for case .manifest(let manifest) in members.map(\.member) {
            for reference in manifest.references {
                if let digest = reference.digest { wanted[reference.name, default: []].insert(digest) }
            }
        }
        return wanted
    }
}

extension Container {
    /// What a member is over: the manifest that names it, or else the one data object.
    struct Choice {
        let entry: ZIPEntry
        let manifest: ContainerManifest?
    }

    /// The manifests that name a member as theirs.
    func manifests(naming member: ZIPEntry) -> [(entry: ZIPEntry, manifest: ContainerManifest)] {
        members.compactMap { placed in
            guard case .manifest(let manifest) = placed.member, manifest.signatureName == member.name else {
                return nil
            }
            return (placed.entry, manifest)
        }
    }

    /// What a signature or time-stamp is over: one manifest or data object, the one with the stated digest if there are several.
    func content(signedBy member: ZIPEntry, matching isStated: (EntryContent) -> Bool) -> Choice? {
        var choices = manifests(naming: member).map { Choice(entry: $0.entry, manifest: $0.manifest) }
        if choices.isEmpty {
            // A manifest that cannot be read may have been the one: then its digest tells that it was changed.
            choices = members.compactMap { placed in
                guard case .brokenManifest = placed.member else { return nil }
                return Choice(entry: placed.entry, manifest: nil)
            }
        }
        if !choices.isEmpty || format == .asicS {
            // An ASiC-S has one data object; of several the one that is meant can only be told by its digest.
            if choices.isEmpty { choices = objects.map { Choice(entry: $0, manifest: nil) } }
            guard choices.count > 1 else { return choices.first }
            return choices.first { isStated(EntryContent(container: content, entry: $0.entry)) } ?? choices.first
        }
        // Elsewhere the manifest is what is signed, and it is not there: another object is no altered manifest.
        return objects.map { Choice(entry: $0, manifest: nil) }.first {
            isStated(EntryContent(container: content, entry: $0.entry))
        }
    }

    /// Whether octets in pieces are exactly an entry's content.
    func isContent(of entry: ZIPEntry, _ pieces: [ArraySlice<UInt8>]) -> Bool {
        let size = pieces.reduce(0) { $0 + $1.count }
        guard entry.size == size else { return false }
        return content.octets(of: entry, atMost: size)?.elementsEqual(pieces.joined()) ?? false
    }

    /// The data objects a manifest lists, each compared with its digest.
    func references(of manifest: ContainerManifest?) -> [ReferenceFacts] {
        (manifest?.references ?? []).map { reference in
            ReferenceFacts(
                name: reference.name,
                digest: reference.digest,
                digestIdentifier: reference.digestIdentifier,
                state: state(of: reference)
            )
        }
    }

    private func state(of reference: ContainerManifest.Reference) -> ReferenceFacts.State {
        guard let digest = reference.digest else { return .unsupported }
        guard let entry = content.entry(named: reference.name) else { return .missing(tried: [reference.name]) }
        let digests = ContentDigests(
            from: EntryContent(container: content, entry: entry),
            reference: reference.name,
            by: (wantedDigests[entry.name] ?? []).union([digest])
        )
        return digests.state(expecting: reference.value, by: digest)
    }

    /// What an evidence record is over: what its manifest lists, or else the data objects.
    func objects(coveredBy record: ZIPEntry) -> [EvidenceRecordReader.DataObject] {
        let names = manifests(naming: record).first?.manifest.references.map(\.name) ?? objects.map(\.name)
        return names.map { name in
            let source: any ContentSource =
                content.entry(named: name).map { EntryContent(container: content, entry: $0) } ?? NoContent()
            return EvidenceRecordReader.DataObject(source: source, reference: name)
        }
    }

    /// Says whether a signature speaks of every data object, and names those that it leaves out.
    func noteCoverage(of signature: inout SignatureFacts) {
        let named = Set(signature.references.filter { $0.coverage == .whole }.map(\.name))
        let left = objects.map(\.name).filter { !named.contains($0) }
        guard !left.isEmpty else { return }
        signature.coverage = .part
        signature.notes.append(.objectsUncovered(Array(left.prefix(Self.namesTold)), left.count))
    }
}

extension ZIPOddity {
    fileprivate var finding: Finding {
        switch self {
        case .octetsBefore(let count), .octetsBetween(let count), .octetsAfter(let count): .containerStrayOctets(count)
        case .secondDirectoryEnd: .containerReadTwoWays
        case .strayingName(let name): .containerStrayingName(name)
        case .similarNames(let first, let second): .containerSimilarNames(first, second)
        }
    }
}

internal import SandyqContainers
internal import SandyqFiles
internal import SandyqValidation

/// Reads what an evidence package keeps, one level down: the data objects that are themselves signed, with the evidence that
/// was kept for them.
///
/// All bounds are those of the one file that was handed in.
struct PackageReader {
    let container: Container
    let context: ReadingContext
    /// What is proven of the package's entries.
    let archives: ArchiveStamps

    private var content: ContainerContent { container.content }

    /// The signatures in data objects, in the order of the ZIP entries, each named by its entry.
    func signatures() throws(ReadingStop) -> [SignatureFacts] {
        let objects = container.objects.filter { !$0.name.hasPrefix(EvidencePackageMark.evidenceFolder) }
        try gatherEvidence()
        var signatures: [SignatureFacts] = []
        for entry in objects where !entry.isEncrypted {
            var own = try self.signatures(in: entry)
            for index in own.indices {
                own[index].container = entry.name
                own[index].timestamps += archives.timestamps(over: entry, of: own[index].id)
                guard own[index].timestamps.count <= context.limits.timestamps else {
                    throw .limit("timestamps", context.limits.timestamps)
                }
            }
            signatures += own
            try context.requireBudget()
        }
        return signatures
    }

    /// Takes in certificates, lists and responses; they are as little trusted as those a signature carries.
    private func gatherEvidence() throws(ReadingStop) {
        var size = 0
        for entry in container.objects where entry.name.hasPrefix(EvidencePackageMark.evidenceFolder) {
            size += entry.size
            guard size <= context.limits.packageEvidence else {
                throw .limit("packageEvidence", context.limits.packageEvidence)
            }
            guard let octets = content.octets(of: entry, atMost: context.limits.packageEvidence) else { continue }
            switch EvidenceKind(octets[...]) {
            case .certificate: try context.gather([.certificate(octets[...])])
            case .revocationList: try context.gather([.revocationList(octets[...])])
            case .ocspResponse: try context.gather([.ocspResponse(octets[...])])
            case .timestampToken, nil: continue
            }
        }
    }

    /// The signatures of one data object; none when it is no signed file.
    private func signatures(in entry: ZIPEntry) throws(ReadingStop) -> [SignatureFacts] {
        let read = try reading(of: entry)
        if let defect = read.defect {
            // A bound that all share ends the reading of the file; one that this object alone reached is its own.
            try context.requireBudget()
            guard read.format != .none || defect.isLimit else { return [] }
            var facts = SignatureFacts.unreadable(
                id: try context.nextID(),
                parent: nil,
                format: read.format,
                reason: entry.name
            )
            facts.defect = defect
            return [facts]
        }
        var signatures = read.signatures
        if !signatures.isEmpty { signatures[0].notes += read.notes }
        return signatures
    }

    private func reading(of entry: ZIPEntry) throws(ReadingStop) -> SignedFileReader.Reading {
        let reader = SignedFileReader(
            context: context,
            content: FolderContent(container: content, signature: entry.name),
            contentOfMessage: { message in source(for: message, at: entry) },
            outer: content.archive
        )
        let bound = context.limits.packageObject
        guard entry.size > bound else {
            let octets: [UInt8]
            do throws(ZIPError) {
                octets = try content.archive.content(of: entry, atMost: bound, "packageObject")
            } catch { throw error.stop }
            do throws(FileError) { return try reader.reading(of: FileBytes(octets)) } catch { throw .file(error) }
        }
        // Whether it is one to be read at all can be told by its beginning.
        _ = content.digests(of: entry, by: [.sha256])
        let opening = FileBytes(content.opening(of: entry) ?? [])
        do throws(FileError) {
            let outcome = try FormatDetection(limits: context.limits).outcome(for: opening)
            if case .nothing = outcome { return SignedFileReader.Reading(format: .none) }
        } catch { throw .file(error) }
        return SignedFileReader.Reading(format: .none, defect: .limit("packageObject", bound))
    }

    /// The data of a detached CMS signature: what is called like it and lies beside it, or else the object whose digest it
    /// states, wherever it lies.
    private func source(for message: SignedData, at entry: ZIPEntry) -> any ContentSource {
        let beside = FolderContent(container: content, signature: entry.name)
        guard message.content == nil else { return NoContent() }
        let named = beside.named.compactMap { content.entry(named: $0) }
        let all = named + container.objects.filter { $0 != entry && !$0.isEncrypted }
        return all.lazy.map { EntryContent(container: content, entry: $0) }
            .first { ContainerReader.states(message, digestOf: $0) } ?? beside
    }

    /// Where an entry lies, with the slash.
    fileprivate static func folder(of name: String) -> String {
        name.lastIndex(of: "/").map { String(name[...$0]) } ?? ""
    }
}

/// The entries beside a signature in a container, as data that it refers to by file names; what names none is over what
/// is called like it.
private struct FolderContent: ContentSource {
    let container: ContainerContent
    /// The entry.
    let signature: String

    /// The entries that may be what it is over when it names nothing.
    var named: [String] { names(for: nil) }

    private func names(for reference: String?) -> [String] {
        let folder = PackageReader.folder(of: signature)
        return FileContent.neighbours(of: FileContent.lastComponent(of: signature), reference: reference)
            .map { folder + $0 }
    }

    private func entry(for reference: String?) -> String? {
        let names = names(for: reference)
        return names.first { container.entry(named: $0) != nil } ?? names.first
    }

    func digests(of reference: String?, by algorithms: Set<DigestAlgorithm>) -> DetachedContent {
        container.digests(of: entry(for: reference), by: algorithms)
    }

    func opening(of reference: String?) -> [UInt8]? { container.opening(of: entry(for: reference)) }

    func octets(of reference: String?, atMost limit: Int) -> [UInt8]? {
        container.octets(of: entry(for: reference), atMost: limit)
    }

    func digest(
        of reference: String?,
        by algorithm: DigestAlgorithm,
        after head: [UInt8],
        before tail: [UInt8]
    ) -> [UInt8]? {
        container.digest(of: entry(for: reference), by: algorithm, after: head, before: tail)
    }
}

extension FormatDefect {
    fileprivate var isLimit: Bool { if case .limit = self { true } else { false } }
}

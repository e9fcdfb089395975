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

    private var content: ContainerContent { container.content }

    /// The signatures in data objects, in the order of the ZIP entries, each named by its entry.
    func signatures() throws(ReadingStop) -> [SignatureFacts] {
        let objects = container.objects.filter { !$0.name.hasPrefix(EvidencePackageMark.evidenceFolder) }
        try gatherEvidence()
        var signatures: [SignatureFacts] = []
        for entry in objects where !entry.isEncrypted {
            var own = try self.signatures(in: entry)
            for index in own.indices { own[index].container = entry.name }
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
        let folder = FolderContent(container: content, folder: Self.folder(of: entry.name))
        let reader = SignedFileReader(
            context: context,
            content: folder,
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
        let (folder, name) = (Self.folder(of: entry.name), FileContent.lastComponent(of: entry.name))
        let beside = FileContent.neighbours(of: name, reference: nil).compactMap { content.entry(named: folder + $0) }
        guard message.content == nil else { return NoContent() }
        let all = beside + container.objects.filter { $0 != entry && !$0.isEncrypted }
        let stated = all.lazy.map { EntryContent(container: content, entry: $0) }
            .first { ContainerReader.states(message, digestOf: $0) }
        return stated ?? beside.first.map { EntryContent(container: content, entry: $0) }
            ?? FolderContent(container: content, folder: folder)
    }

    /// Where an entry lies, with the slash.
    private static func folder(of name: String) -> String { name.lastIndex(of: "/").map { String(name[...$0]) } ?? "" }
}

/// The entries of one folder of a container, as data that signatures refer to by file names.
private struct FolderContent: ContentSource {
    let container: ContainerContent
    let folder: String

    private func entry(for reference: String?) -> String? {
        reference.map { folder + FileContent.lastComponent(of: $0) }
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

package import SandyqContainers
internal import SandyqFiles
internal import SandyqValidation

/// Reads the signatures, time-stamps and evidence records of a container: ASiC (EN 319 162-1), OpenDocument, and the
/// national ZIP with its NCAManifest.
struct ContainerReader {
    typealias Reading = SignedFileReader.Reading

    let context: ReadingContext
    /// The container that this one is a data object of.
    var outer: ZIPArchive?

    /// Reads a container; one that cannot be opened is named by what can be recognised of it.
    func reading(of file: FileBytes) throws(ReadingStop) -> Reading {
        let archive: ZIPArchive
        let spent = outer.map { $0.unpackedOctets + context.octetsUnpackedInside } ?? 0
        let bounds = ZIPBounds(context.limits, less: spent)
        do throws(ZIPError) { archive = try ZIPArchive(file, within: bounds) } catch {
            let format = try ContainerKind.guess(from: file)
            guard let defect = error.defect else { throw error.stop }
            // A limit leaves open what the file is; damage of a file that is no container is nothing to report on.
            if format == .none, case .malformed(let reason) = defect {
                return Reading(format: .none, notes: [.structureBroken(reason)])
            }
            return Reading(format: format, defect: defect)
        }
        let content = ContainerContent(archive)
        defer { if outer != nil { context.octetsUnpackedInside += archive.unpackedOctets } }
        do throws(ReadingStop) {
            let container = try Container(content, limits: context.limits)
            var reading = Reading(format: container.format, notes: container.notes)
            guard container.format != .none else { return reading }
            let archives = try ArchiveStamps(of: container, context: context)
            reading.signatures = try entries(of: container, archives)
            if let failure = content.failure { throw failure.stop }
            reading.notes += Self.unsignedObjects(in: container, signatures: reading.signatures)
            if outer == nil, container.format == .asicE, EvidencePackageMark.isOn(content) {
                reading.signatures += try PackageReader(container: container, context: context, archives: archives)
                    .signatures()
                if let failure = content.failure { throw failure.stop }
            }
            return reading
        } catch {
            guard case .defect(let defect) = error else { throw error }
            return Reading(format: try ContainerKind.guess(from: file), defect: defect)
        }
    }

    /// One entry or more for each member that nothing but archive time-stamps stand over, in the order of the ZIP entries.
    private func entries(of container: Container, _ archives: ArchiveStamps) throws(ReadingStop) -> [SignatureFacts] {
        var signatures: [SignatureFacts] = []
        for placed in container.members {
            var own: [SignatureFacts]
            switch placed.member {
            case .manifest, .brokenManifest: continue
            case .message(let message): own = try self.signatures(in: message, at: placed.entry, of: container)
            case .token(let token):
                guard !archives.areOnlyArchive(placed.entry) else { continue }
                own = [try stamp(token, at: placed.entry, of: container)]
            case .record(let record):
                guard !archives.areOnlyArchive(placed.entry) else { continue }
                let objects = container.objects(coveredBy: placed.entry)
                own = [try EvidenceRecordReader(context: context).entry(of: record, over: objects)]
            case .signatures(let document):
                own = try XMLSignatureReader(document, content: container.content, context: context).signatures()
            case .unreadable(let format, let reason):
                own = [.unreadable(id: try context.nextID(), parent: nil, format: format, reason: reason)]
            }
            try context.requireBudget()
            for index in own.indices {
                own[index].container = placed.entry.name
                own[index].timestamps += archives.timestamps(over: placed.entry, of: own[index].id)
                guard own[index].timestamps.count <= context.limits.timestamps else {
                    throw .limit("timestamps", context.limits.timestamps)
                }
                guard own[index].parent == nil else { continue }
                container.noteCoverage(of: &own[index])
            }
            signatures += own
        }
        return signatures
    }

    /// CMS signatures over a manifest and what it lists, or over the one data object.
    private func signatures(
        in message: SignedData,
        at entry: ZIPEntry,
        of container: Container
    ) throws(ReadingStop) -> [SignatureFacts] {
        let choice = container.content(signedBy: entry) { candidate in Self.states(message, digestOf: candidate) }
        let reader = CMSReader(context: context)
        guard let choice else {
            return try reader.signatures(in: message, content: NoContent(), reference: entry.name)
        }
        // Content inside the signature may be a copy of the manifest; what else it may be is in no entry.
        if let pieces = message.content, !container.isContent(of: choice.entry, pieces) {
            return try reader.signatures(in: message, content: NoContent(), reference: entry.name)
        }
        let source = EntryContent(container: container.content, entry: choice.entry)
        var signatures = try reader.signatures(in: message, content: source, reference: choice.entry.name)
        for index in signatures.indices where signatures[index].parent == nil {
            signatures[index].references += container.references(of: choice.manifest)
        }
        return signatures
    }

    /// A time-stamp as an entry of its own, over a manifest and what it lists, or over the one data object.
    private func stamp(
        _ token: TimestampToken,
        at entry: ZIPEntry,
        of container: Container
    ) throws(ReadingStop) -> SignatureFacts {
        let choice = container.content(signedBy: entry) { candidate in Self.states(token, digestOf: candidate) }
        let source: any ContentSource =
            choice.map { EntryContent(container: container.content, entry: $0.entry) } ?? NoContent()
        var facts = try CMSReader(context: context).signature(
            ofBareToken: token,
            content: source,
            reference: choice?.entry.name ?? entry.name
        )
        facts.references += container.references(of: choice?.manifest)
        return facts
    }

    /// Whether the first signer's message-digest is that of the content; without signed attributes nobody can tell beforehand.
    static func states(_ message: SignedData, digestOf content: EntryContent) -> Bool {
        guard let signer = message.signers.first, let digest = DigestAlgorithm(oid: signer.digestAlgorithm.oid),
            let stated = try? signer.signedValues(of: .messageDigest).first?.octets("message-digest")
        else { return false }
        return ContentDigests(from: content, reference: nil, by: [digest]).state(expecting: stated, by: digest)
            == .intact
    }

    private static func states(_ token: TimestampToken, digestOf content: EntryContent) -> Bool {
        guard let digest = token.info.digest else { return false }
        let digests = ContentDigests(from: content, reference: nil, by: [digest])
        return digests.state(expecting: token.info.imprint, by: digest) == .intact
    }

    /// Data objects that no signature speaks of at all.
    private static func unsignedObjects(in container: Container, signatures: [SignatureFacts]) -> [Finding] {
        guard !signatures.isEmpty else { return [] }
        let named = Set(signatures.flatMap(\.references).map(\.name))
        let unsigned = container.objects.map(\.name).filter { !named.contains($0) }
        return unsigned.isEmpty ? [] : [.objectsUncovered(Array(unsigned.prefix(Container.namesTold)), unsigned.count)]
    }
}

extension ZIPBounds {
    /// The bounds as the limits state them, less octets that were unpacked before.
    package init(_ limits: Limits, less spent: Int = 0) {
        self.init(
            entries: limits.containerEntries,
            nameOctets: limits.containerNameOctets,
            directoryOctets: limits.containerDirectory,
            unpackedOctets: max(0, limits.containerUnpackedOctets - spent),
            ratio: limits.containerRatio
        )
    }
}

extension ZIPError {
    /// The file's defect; nil when the system failed.
    var defect: FormatDefect? {
        switch self {
        case .malformed(let reason): .malformed("ZIP: \(reason)")
        case .limit(let name, let value): .limit(name, value)
        case .libraryMissing: .libraryMissing("libzip")
        case .encrypted, .unsupportedMethod: .malformed("ZIP: \(reason)")
        case .unreadable: nil
        }
    }

    /// Ends the reading of the file.
    var stop: ReadingStop {
        if let defect { return .defect(defect) }
        return .file(FileError(path: "", kind: .other, reason: reason))
    }
}

internal import SandyqAgreement
internal import SandyqFiles
internal import SandyqValidation

extension DocumentVault {
    /// Makes the index anew from the log in files and the manifests among the blobs.
    ///
    /// The old index is set aside, not deleted. Every change is made by the code that made it first.
    package static func rebuildIndex(
        at path: String,
        keys given: VaultKeys?,
        ambient: Ambient,
        progress: (Int) -> Void
    ) throws(VaultError) {
        let folder = VaultFolder(path: path)
        let configuration = try folder.readConfiguration()
        var keys = configuration.isEncrypted ? given : nil
        if configuration.isEncrypted, keys == nil { keys = try folder.readKeys() }
        guard let lock = try onFiles({ () throws(FileError) in try FileLock.taking(folder.lock) }) else { throw .busy }
        let fresh = folder.path + "/index.rebuilt"
        for suffix in ["", "-wal", "-shm"] where Folder.kind(of: fresh + suffix) == .file {
            try onFiles { () throws(FileError) in try Folder.remove(fresh + suffix) }
        }
        let blobs = FileBlobStore(folder: folder.blobs, keys: keys, ambient: ambient)
        do {
            let index = try SQLiteIndex(path: fresh)
            try fill(index, from: LogFiles(folder: folder.log), blobs, progress)
            try index.close()
        }
        try onFiles { () throws(FileError) in
            for suffix in ["", "-wal", "-shm"] where Folder.kind(of: folder.index + suffix) == .file {
                try Durability.rename(folder.index + suffix, to: folder.formerIndex + suffix)
            }
            try Durability.rename(fresh, to: folder.index)
            try Durability.synchronize(folder.path)
        }
        _ = consume lock
    }

    /// Entries in a transaction.
    private static let batch = 1_000
    /// Octets of a manifest.
    static let manifestBound = 1 << 20

    private static func fill(
        _ index: SQLiteIndex,
        from log: LogFiles,
        _ blobs: FileBlobStore,
        _ progress: (Int) -> Void
    ) throws(VaultError) {
        let destroyed = try Self.destroyed(in: log, blobs)
        var waiting: [PendingAction] = []
        var lines: [[UInt8]] = []
        func flush() throws(VaultError) {
            let stored = try index.append(waiting)
            for (stored, line) in zip(stored, lines) where stored.bytes != line {
                throw .recordDamaged(
                    "entry \(stored.entry.position) of the log is not written as this program writes it"
                )
            }
            progress(stored.count)
            (waiting, lines) = ([], [])
        }
        try log.read { position, line throws(VaultError) in
            let entry = try CanonicalJSON.record(LogEntry.self, from: line)
            guard entry.position == position else { throw .recordDamaged("entry \(position) of the log") }
            waiting.append(PendingAction(entry, try change(of: entry, blobs, destroyed)))
            lines.append(line)
            if waiting.count == batch { try flush() }
        }
        if !waiting.isEmpty { try flush() }
    }

    /// What an entry changed, as its manifest tells.
    private static func change(
        of entry: LogEntry,
        _ blobs: FileBlobStore,
        _ destroyed: [Identifier: DestructionAct.Item]
    ) throws(VaultError) -> PendingAction.Change {
        guard entry.outcome == .done else { return .none }
        func manifest<Record: Decodable>(_ type: Record.Type) throws(VaultError) -> (Record, Fingerprint) {
            try Self.manifest(type, of: entry, blobs)
        }
        func kept<Record: Decodable>(_ type: Record.Type) throws(VaultError) -> Kept<Record> {
            let (record, digest) = try manifest(type)
            return Kept(record, digest: digest)
        }
        switch entry.action {
        case .cabinetOpened:
            let (record, digest) = try manifest(CabinetRecord.self)
            return .cabinet(record, manifest: digest)
        case .documentFiled:
            if let item = destroyed[entry.object] { return try version(of: item, filedBy: entry) }
            let (record, digest) = try manifest(DocumentManifest.self)
            return .document(record, manifest: digest)
        case .documentSigned, .documentVerified:
            // What belongs to a version that was destroyed is counted with it.
            return destroyed[entry.object] == nil ? .examination(try kept(ExaminationRecord.self)) : .none
        case .userAdded: return .people(.user(try kept(UserRecord.self)))
        case .userAppointed: return .people(.appointment(try kept(AppointmentRecord.self)))
        case .appointmentEnded: return .people(.appointmentEnded(entry.object))
        case .companyListed: return .people(.company(try kept(CompanyRecord.self)))
        case .cabinetAssigned: return .people(.assignment(try kept(AssignmentRecord.self)))
        case .assignmentEnded: return .people(.assignmentEnded(entry.object))
        case .grantGiven: return .people(.grant(try kept(GrantRecord.self)))
        case .grantConfirmed: return .people(.grantConfirmed(entry.object))
        case .grantRevoked: return .people(.grantRevoked(entry.object))
        case .revisionPublished: return .terms(.revision(try kept(RevisionRecord.self)))
        case .termsAccepted, .termsObjected: return .terms(.answer(try kept(AnswerRecord.self)))
        case .standingChanged: return .terms(.standing(try kept(StandingRecord.self)))
        case .threadOpened: return .messages(.thread(try kept(ThreadRecord.self)))
        case .messageSent: return .messages(.message(try kept(MessageRecord.self)))
        case .messageDelivered: return .messages(.delivered(entry.object))
        case .messageAcknowledged: return .messages(.acknowledged(entry.object))
        case .holdPlaced:
            let (record, digest) = try manifest(HoldRecord.self)
            return .hold(record, manifest: digest)
        case .holdRemoved:
            let (record, digest) = try manifest(HoldRemoval.self)
            return .holdRemoval(record, manifest: digest)
        case .destructionPrepared:
            let (record, digest) = try manifest(DestructionAct.self)
            return .act(record, manifest: digest)
        case .destructionApproved:
            let (record, digest) = try manifest(DestructionApproval.self)
            return .destruction(record, manifest: digest)
        case .checkpointStamped:
            let (record, digest) = try manifest(StampRecord.self)
            return .stamp(record, manifest: digest)
        case .vaultCreated, .keyRotated, .documentViewed, .documentRead, .documentsListed, .cabinetsListed,
            .cabinetViewed, .documentsSearched,
            .documentExported,
            .grantsListed, .linkOpened, .threadsListed, .threadRead, .sessionOpened, .sessionEnded:
            return .none
        }
    }

    private static func manifest<Record: Decodable>(
        _ type: Record.Type,
        of entry: LogEntry,
        _ blobs: FileBlobStore
    ) throws(VaultError) -> (Record, Fingerprint) {
        guard let digest = entry.manifest.flatMap({ Fingerprint(hexadecimal: $0) }),
            let bytes = try blobs.bytes(of: digest, atMost: manifestBound)
        else { throw .recordDamaged("entry \(entry.position) of the log names no manifest") }
        return (try CanonicalJSON.record(type, from: bytes), digest)
    }

    /// What acts say of the documents they destroyed, whose own manifests are gone.
    private static func destroyed(
        in log: LogFiles,
        _ blobs: FileBlobStore
    ) throws(VaultError) -> [Identifier: DestructionAct.Item] {
        let mark = Array("\"destruction.".utf8)
        var acts: [Identifier: DestructionAct] = [:]
        var items: [Identifier: DestructionAct.Item] = [:]
        try log.read { _, line throws(VaultError) in
            // Few lines are of acts, and millions are not worth parsing twice.
            guard line.contains(mark) else { return }
            let entry = try CanonicalJSON.record(LogEntry.self, from: line)
            guard entry.outcome == .done else { return }
            switch entry.action {
            case .destructionPrepared: acts[entry.object] = try manifest(DestructionAct.self, of: entry, blobs).0
            case .destructionApproved:
                for item in acts[entry.object]?.items ?? [] { items[item.document] = item }
            default: return
            }
        }
        return items
    }

    private static func version(
        of item: DestructionAct.Item,
        filedBy entry: LogEntry
    ) throws(VaultError) -> PendingAction.Change {
        guard let version = item.versions.first(where: { $0.manifest == entry.manifest }) else {
            throw .recordDamaged("the act that destroyed \(item.document) does not know entry \(entry.position)")
        }
        return .destroyedVersion(version, of: item)
    }
}

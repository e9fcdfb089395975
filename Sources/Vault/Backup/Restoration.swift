internal import SandyqFiles
internal import SandyqOpenSSL
internal import SandyqValidation

extension DocumentVault {
    /// Makes a vault of a backup, and verifies every octet as it is copied.
    ///
    /// vault.json comes last: a folder in which a restoration broke off is no vault.
    ///
    /// - Parameters:
    ///   - path: The backup.
    ///   - target: An empty folder, or none.
    ///   - given: The vault keys when the backup has none.
    ///   - ambient: Time and chance.
    ///   - progress: Is told how many more blobs were restored.
    /// - Returns: What was restored, and the blobs that are lost.
    /// - Throws: `noVault` when there is no complete backup, `notEmpty` when there is something in the target already.
    package static func restore(
        _ path: String,
        to target: String,
        keys given: VaultKeys?,
        ambient: Ambient,
        progress: (Int) -> Void = { _ in }
    ) throws(VaultError) -> BackupSummary {
        let backup = BackupFolder(path: path)
        guard let record = try backup.readRecord() else { throw .noVault(path) }
        let configuration = try backup.vault.readConfiguration()
        guard configuration.id == record.vault,
            let checkpoint = Checkpoint(note: record.checkpoint, verifiedBy: configuration.logKey)
        else { throw .recordDamaged("the backup's record does not fit its vault.json") }
        var keys = configuration.isEncrypted ? given : nil
        if configuration.isEncrypted, keys == nil { keys = try backup.vault.readKeys() }
        let folder = VaultFolder(path: target)
        if Folder.kind(of: target) == .folder {
            let names = try onFiles { () throws(FileError) in try Folder.names(in: target) }
            guard names.isEmpty else { throw .notEmpty(target) }
        }
        try onFiles { () throws(FileError) in try Folder.create(folder.keys, permissions: 0o700) }
        try copyKeys(from: backup.vault, to: folder)
        try FileBlobStore.create(in: folder.blobs)
        try LogFiles.create(in: folder.log)
        try restoreLog(from: LogFiles(folder: backup.vault.log), to: LogFiles(folder: folder.log), checkpoint)
        guard
            try FileCopy.copy(backup.index(record.index), to: folder.index, permissions: 0o600).description
                == record.index
        else { throw .recordDamaged("the backup's index is not what was copied") }
        let store = FileBlobStore(folder: folder.blobs, keys: keys, ambient: ambient)
        let source = FileBlobStore(folder: backup.vault.blobs, keys: keys, ambient: ambient)
        var summary = try restoreBlobs(neededBy: SQLiteIndex(copyAt: folder.index), from: source, to: store, progress)
        summary.entries = checkpoint.size
        summary.hasKeys = Folder.kind(of: folder.sealKey) == .file
        try onFiles { () throws(FileError) in try Durability.synchronizeFileSystem(of: target) }
        try folder.write(
            try backup.vault.read(backup.vault.configuration),
            to: folder.configuration,
            permissions: 0o644
        )
        return summary
    }

    private static func copyKeys(from backup: VaultFolder, to folder: VaultFolder) throws(VaultError) {
        try folder.write(try backup.read(backup.sealCertificate), to: folder.sealCertificate, permissions: 0o644)
        let secrets = [
            (backup.sealKey, folder.sealKey), (backup.logKey, folder.logKey), (backup.vaultKey, folder.vaultKey),
        ]
        for (path, target) in secrets where Folder.kind(of: path) == .file {
            try folder.write(try backup.read(path), to: target)
        }
    }

    /// Copies the lines that the checkpoint was signed for, and holds their tree against it.
    private static func restoreLog(
        from backup: LogFiles,
        to log: LogFiles,
        _ checkpoint: Checkpoint
    ) throws(VaultError) {
        var check = LogCheck()
        var lines: [[UInt8]] = []
        var fault: VaultError?
        try backup.read { position, line throws(VaultError) in
            guard position < checkpoint.size, fault == nil else { return }
            if let alteration = check.add(line, hash: MerkleTree.leaf(line)) {
                fault = .recordDamaged("entry \(position) of the backup's log: \(alteration.rawValue)")
            }
            lines.append(line)
            if lines.count == 1_000 {
                try log.append(lines, from: position + 1 - lines.count, reached: { _ in })
                lines = []
            }
        }
        if let fault { throw fault }
        if !lines.isEmpty { try log.append(lines, from: check.size - lines.count, reached: { _ in }) }
        guard check.size == checkpoint.size, check.root == checkpoint.root else {
            throw .recordDamaged("the backup's log is not the one its checkpoint was signed for")
        }
    }

    private static func restoreBlobs(
        neededBy index: SQLiteIndex,
        from source: FileBlobStore,
        to store: FileBlobStore,
        _ progress: (Int) -> Void
    ) throws(VaultError) -> BackupSummary {
        var summary = BackupSummary()
        var last: Fingerprint?
        while true {
            let page = try index.neededBlobs(after: last, limit: 4_096)
            guard let end = page.last else { break }
            last = end
            summary.needed += page.count
            var (count, octets) = (0, 0)
            summary.lost += try store.copy(page, from: source) { more, size in
                (count, octets) = (count + more, octets + size)
                progress(more)
            }
            summary.copied += count
            summary.octets += octets
        }
        try index.close()
        return summary
    }
}

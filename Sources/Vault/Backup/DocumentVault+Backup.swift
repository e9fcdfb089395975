#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import SandyqAgreement
internal import SandyqFiles
internal import SandyqValidation

extension DocumentVault {
    /// Copies into a folder what is not there yet, and the index as it is; the vault may be in use meanwhile.
    ///
    /// The folder holds one complete backup at every moment after the first: its record is replaced when everything it speaks of
    /// is on the disk.
    ///
    /// - Parameters:
    ///   - path: The folder, which is made when missing.
    ///   - withKeys: Whether the vault's key file is copied, too, and secrets that no vault key wraps.
    ///   - progress: Is told how many more blobs were copied.
    /// - Returns: What was copied, and what could not be.
    /// - Throws: `notEmpty` when something else is in the folder, `busy` when another backup runs there.
    package func backUp(
        to path: String,
        withKeys: Bool,
        progress: (Int) -> Void = { _ in }
    ) throws(VaultError) -> BackupSummary {
        let backup = BackupFolder(path: path)
        let lock = try prepare(backup)
        let store = FileBlobStore(folder: backup.vault.blobs, keys: keys, ambient: ambient)
        try store.removeLeftovers()
        var summary = BackupSummary()
        var copy = try copyIndex(to: backup)
        // A blob that was erased while blobs were copied is needed by the copy of the index no more than by the index.
        while try copyBlobs(neededBy: copy, to: store, &summary, progress) { copy = try copyIndex(to: backup) }
        let log = LogFiles(folder: backup.vault.log)
        let size = try copyLog(of: copy, to: log)
        summary.entries = size
        summary.hasKeys = try copyKeys(to: backup, withKeys: withKeys)
        ambient.reached(.backupAlmostDone)
        let record = BackupRecord(
            vault: configuration.id,
            made: ambient.moment().roundedToMilliseconds,
            checkpoint: try checkpoint(ofSize: size),
            index: copy.name,
            lost: summary.lost.map(\.description),
            hasKeys: summary.hasKeys
        )
        try backup.vault.write(try CanonicalJSON.bytes(of: record), to: backup.record)
        ambient.reached(.backupRecorded)
        try forgetErased(in: store, copy.index)
        try copy.index.close()
        try removeOtherIndexes(in: backup, but: copy.name)
        _ = consume lock
        return summary
    }

    /// A copy of the index and its name.
    private struct IndexCopy {
        let index: SQLiteIndex
        let name: String
    }

    /// Makes the folders, and sees to it that the backup is this vault's and not of a later time.
    private func prepare(_ backup: BackupFolder) throws(VaultError) -> FileLock {
        if Folder.kind(of: backup.path) == .folder, Folder.kind(of: backup.vault.lock) == .nothing {
            let names = try onFiles { () throws(FileError) in try Folder.names(in: backup.path) }
            guard names.isEmpty else { throw .notEmpty(backup.path) }
        }
        try onFiles { () throws(FileError) in try Folder.create(backup.path, permissions: 0o700) }
        guard let lock = try onFiles({ () throws(FileError) in try FileLock.taking(backup.vault.lock) }) else {
            throw .busy
        }
        if let record = try backup.readRecord() {
            guard record.vault == configuration.id,
                let then = Checkpoint(note: record.checkpoint, verifiedBy: configuration.logKey),
                then.size <= (try index.logSize()), try tree.root(of: then.size) == then.root
            else { throw .notEmpty(backup.path) }
        }
        if Folder.kind(of: backup.vault.blobs) == .nothing { try FileBlobStore.create(in: backup.vault.blobs) }
        try LogFiles.create(in: backup.vault.log)
        try onFiles { () throws(FileError) in
            try Folder.create(backup.indexes, permissions: 0o700)
            try Folder.create(backup.vault.keys, permissions: 0o700)
        }
        return lock
    }

    private func copyIndex(to backup: BackupFolder) throws(VaultError) -> IndexCopy {
        let draft = backup.indexes + "/incoming.sqlite"
        for suffix in ["", "-journal", "-wal", "-shm"] where Folder.kind(of: draft + suffix) == .file {
            try onFiles { () throws(FileError) in try Folder.remove(draft + suffix) }
        }
        try index.copy(to: draft)
        let name = try FileCopy.digest(of: draft).description
        try onFiles { () throws(FileError) in
            try Durability.synchronize(draft)
            try Durability.rename(draft, to: backup.index(name))
            try Durability.synchronize(backup.indexes)
        }
        ambient.reached(.backupIndexCopied)
        return IndexCopy(index: try SQLiteIndex(copyAt: backup.index(name)), name: name)
    }

    /// Copies what is missing; whether some of it was erased meanwhile.
    private func copyBlobs(
        neededBy copy: IndexCopy,
        to store: FileBlobStore,
        _ summary: inout BackupSummary,
        _ progress: (Int) -> Void
    ) throws(VaultError) -> Bool {
        var last: Fingerprint?
        (summary.needed, summary.lost) = (0, [])
        while true {
            let page = try copy.index.neededBlobs(after: last, limit: 4_096)
            guard let end = page.last else { return false }
            last = end
            summary.needed += page.count
            var wanted: [Fingerprint] = []
            for digest in page where !(try store.has(digest, likeThatIn: blobs)) { wanted.append(digest) }
            var (count, octets) = (0, 0)
            let lost = try store.copy(wanted, from: blobs) { more, size in
                (count, octets) = (count + more, octets + size)
                progress(more)
            }
            summary.copied += count
            summary.octets += octets
            // One that the backup has whole from earlier is not lost, whatever became of the vault's.
            for digest in lost where try store.stat(digest) == nil {
                guard try isStillNeeded(digest) else { return true }
                summary.lost.append(digest)
            }
        }
    }

    /// Writes the lines of the log that the copy of the index has and the backup has not.
    private func copyLog(of copy: IndexCopy, to log: LogFiles) throws(VaultError) -> Int {
        let size = try copy.index.logSize()
        var written = try log.repair()
        guard written <= size else { throw .recordDamaged("the backup's log is longer than the vault's") }
        while written < size {
            let entries = try copy.index.entries(from: written, limit: min(1_000, size - written))
            guard !entries.isEmpty else { throw .recordDamaged("the index has no entry \(written)") }
            try log.append(entries.map(\.bytes), from: written, reached: { _ in })
            written += entries.count
        }
        return size
    }

    /// Copies vault.json, the seal's certificate, and secrets as far as they are wrapped or wanted.
    private func copyKeys(to backup: BackupFolder, withKeys: Bool) throws(VaultError) -> Bool {
        let target = backup.vault
        try target.write(try folder.read(folder.configuration), to: target.configuration, permissions: 0o644)
        try target.write(try folder.read(folder.sealCertificate), to: target.sealCertificate, permissions: 0o644)
        if configuration.isEncrypted || withKeys {
            try target.write(try folder.read(folder.sealKey), to: target.sealKey)
            try target.write(try folder.read(folder.logKey), to: target.logKey)
        }
        guard withKeys else { return false }
        guard configuration.isEncrypted else { return true }
        // A key that is kept elsewhere stays there.
        guard Folder.kind(of: folder.vaultKey) == .file else { return false }
        try target.write(try folder.read(folder.vaultKey), to: target.vaultKey)
        return true
    }

    /// Erases in the backup what the vault erased: neither the copied index nor the vault knows of it.
    private func forgetErased(in store: FileBlobStore, _ index: SQLiteIndex) throws(VaultError) {
        var needed = Pages { last throws(VaultError) in try index.neededBlobs(after: last, limit: 4_096) }
        var kept = Pages { last throws(VaultError) in try store.page(after: last, limit: 4_096) }
        while let next = try kept.peek() {
            while let want = try needed.peek(), want < next { needed.pop() }
            if try needed.peek() != next, try blobs.stat(next) == nil { try store.delete(next) }
            kept.pop()
        }
    }

    private func removeOtherIndexes(in backup: BackupFolder, but name: String) throws(VaultError) {
        try onFiles { () throws(FileError) in
            for file in try Folder.names(in: backup.indexes) where file != name + ".sqlite" {
                try Folder.remove(backup.indexes + "/" + file)
            }
        }
    }
}

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import SandyqAgreement
internal import SandyqFiles
internal import SandyqOpenSSL
internal import SandyqSignatures
internal import SandyqValidation
internal import Synchronization

/// A vault that is open: blobs, index and log as one.
package final class DocumentVault: Sendable {
    package let folder: VaultFolder
    package let configuration: VaultConfiguration
    package let blobs: FileBlobStore
    package let index: any Index
    /// Whether another process has the vault open, and this one only looks.
    package let isReadOnly: Bool
    let ambient: Ambient
    let keys: VaultKeys?
    let reservations = Reservations()
    private let log: LogFiles
    private let noteKey: NoteKey
    private let seal: SealKey
    /// Held while entries are committed and their lines written, so that lines come in the order of positions.
    private let logging: Mutex<Logging>

    private struct Logging: ~Copyable {
        /// Nil: the vault was opened for reading.
        let lock: FileLock?
        /// No entry is dated before the one before it, even when the clock is set back.
        var latest: Date
        /// Entries are committed whose lines may not be written: the disk was full, say.
        var isBehind = false
    }

    /// Makes a vault in an empty folder.
    ///
    /// - Parameters:
    ///   - path: The folder, which is made when missing.
    ///   - name: What checkpoints and the seal call the vault.
    ///   - isEncrypted: Whether blobs are encrypted.
    ///   - given: The vault keys when they are kept elsewhere; nil: a new one is made and written to the key file.
    ///   - ambient: Time and chance.
    /// - Throws: `notEmpty`, or what kept a part of it from being written.
    package static func create(
        at path: String,
        name: String,
        isEncrypted: Bool,
        keys given: VaultKeys?,
        ambient: Ambient
    ) throws(VaultError) {
        let folder = VaultFolder(path: path)
        if Folder.kind(of: path) == .folder {
            let names = try onFiles { () throws(FileError) in try Folder.names(in: path) }
            guard names.isEmpty else { throw .notEmpty(path) }
        }
        try onFiles { () throws(FileError) in try Folder.create(folder.keys, permissions: 0o700) }
        var keys: VaultKeys?
        if isEncrypted {
            keys = given ?? VaultKey(ambient.chance(32)).flatMap { VaultKeys([$0]) }
            if given == nil, let keys { try folder.write(Array(keys.text.utf8), to: folder.vaultKey) }
        }
        let now = ambient.moment().roundedToMilliseconds
        let pair = try withOpenSSL { () throws(OpenSSLError) in
            try SealKey.generate(
                name: name,
                serial: [0x40] + ambient.chance(15),
                from: Int(now.timeIntervalSince1970),
                years: 30
            )
        }
        try folder.writeSecret(
            pair.key,
            to: folder.sealKey,
            for: VaultFolder.sealPurpose,
            keys,
            nonce: ambient.chance(12)
        )
        try folder.write(pair.certificate, to: folder.sealCertificate, permissions: 0o644)
        let seed = ambient.chance(32)
        try folder.writeSecret(seed, to: folder.logKey, for: VaultFolder.logPurpose, keys, nonce: ambient.chance(12))
        let noteKey = try withOpenSSL { () throws(OpenSSLError) in try NoteKey(seed: seed) }
        try FileBlobStore.create(in: folder.blobs)
        try LogFiles.create(in: folder.log)
        let configuration = VaultConfiguration(
            id: ambient.identifier(),
            name: name,
            created: now,
            isEncrypted: isEncrypted,
            custodian: ambient.identifier(),
            logKey: Checkpoint.verifierKey(name, noteKey.publicKey),
            sealCertificate: MessageDigest.sha256(of: pair.certificate[...]).hexadecimal
        )
        // Last: a folder without it is no vault, whatever a crash left in it.
        let bytes = try CanonicalJSON.bytes(of: configuration)
        try folder.write(bytes, to: folder.configuration, permissions: 0o644)
        let vault = try DocumentVault(at: path, keys: keys, ambient: ambient)
        let digest = Fingerprint(MessageDigest.sha256(of: bytes[...]))
        _ = try vault.log([PendingAction(vault.entry(.vaultCreated, on: configuration.id, manifest: digest))])
    }

    /// Opens a vault, and finishes what a crash left half-done.
    ///
    /// - Parameters:
    ///   - path: The vault's folder.
    ///   - given: The vault keys when they are kept elsewhere; nil: they are read from the key file.
    ///   - ambient: Time and chance.
    /// - Throws: `busy` when another process has the vault open.
    package convenience init(at path: String, keys given: VaultKeys?, ambient: Ambient) throws(VaultError) {
        let folder = VaultFolder(path: path)
        _ = try folder.readConfiguration()
        guard let lock = try onFiles({ () throws(FileError) in try FileLock.taking(folder.lock) }) else { throw .busy }
        try self.init(folder, keys: given, ambient: ambient, lock: lock)
    }

    /// Opens a vault to look at it: as ever when nobody else has it open, else beside whoever has, changing nothing.
    package static func openForReading(
        at path: String,
        keys given: VaultKeys?,
        ambient: Ambient
    ) throws(VaultError) -> DocumentVault {
        let folder = VaultFolder(path: path)
        _ = try folder.readConfiguration()
        let lock = try? FileLock.taking(folder.lock)
        return try DocumentVault(folder, keys: given, ambient: ambient, lock: lock)
    }

    /// Opens a vault: for good with its lock, for reading without.
    private init(
        _ folder: VaultFolder,
        keys given: VaultKeys?,
        ambient: Ambient,
        lock: consuming FileLock?
    ) throws(VaultError) {
        let configuration = try folder.readConfiguration()
        var keys = configuration.isEncrypted ? given : nil
        if configuration.isEncrypted, keys == nil { keys = try folder.readKeys() }
        let secrets = try folder.readSecrets(keys)
        let certificate = try folder.read(folder.sealCertificate)
        guard MessageDigest.sha256(of: certificate[...]).hexadecimal == configuration.sealCertificate else {
            throw .fileDamaged(folder.isAsLogged(configuration) ? folder.sealCertificate : folder.configuration)
        }
        self.folder = folder
        self.configuration = configuration
        self.keys = keys
        self.ambient = ambient
        do throws(OpenSSLError) { seal = try SealKey(key: secrets.seal, certificate: certificate) } catch {
            throw .fileDamaged(folder.sealKey)
        }
        noteKey = try withOpenSSL { () throws(OpenSSLError) in try NoteKey(seed: secrets.log) }
        guard Checkpoint.verifierKey(configuration.name, noteKey.publicKey) == configuration.logKey else {
            throw .fileDamaged(folder.isAsLogged(configuration) ? folder.logKey : folder.configuration)
        }
        blobs = FileBlobStore(folder: folder.blobs, keys: keys, ambient: ambient)
        log = LogFiles(folder: folder.log)
        isReadOnly = lock == nil
        let index =
            isReadOnly
            ? try SQLiteIndex(readingAt: folder.index)
            : try SQLiteIndex(path: folder.index, reached: ambient.reached)
        self.index = index
        // The first entry names what vault.json was when the vault was made.
        let first = try index.entries(from: 0, limit: 1).first?.entry.manifest
        if let first, MessageDigest.sha256(of: try CanonicalJSON.bytes(of: configuration)[...]).hexadecimal != first {
            throw .fileDamaged(folder.configuration)
        }
        if !isReadOnly {
            try folder.removeLeftovers()
            try blobs.removeLeftovers()
            try Self.finishLog(log, index, ambient)
        }
        let size = try index.logSize()
        let last = size > 0 ? try index.entries(from: size - 1, limit: 1).first?.entry.time : nil
        logging = Mutex(Logging(lock: lock, latest: last ?? .distantPast))
        if !isReadOnly { try eraseDestroyed() }
    }

    /// Writes the lines of entries that were committed before a crash and not written.
    private static func finishLog(_ log: LogFiles, _ index: any Index, _ ambient: Ambient) throws(VaultError) {
        var written = try log.repair()
        let size = try index.logSize()
        guard written <= size else {
            throw .indexBehind(index: size, log: written)
        }
        while written < size {
            let entries = try index.entries(from: written, limit: 1_000)
            guard !entries.isEmpty else { throw .recordDamaged("the index has no entry \(written)") }
            try log.append(entries.map(\.bytes), from: written, reached: ambient.reached)
            written += entries.count
        }
    }

    /// An entry for something that is done now, by the custodian where nobody is named.
    func entry(
        _ action: LogEntry.Action,
        on object: Identifier,
        in cabinet: Identifier? = nil,
        manifest: Fingerprint? = nil,
        by asker: Asker? = nil,
        outcome: LogEntry.Outcome = .done
    ) -> LogEntry {
        LogEntry(
            time: ambient.moment().roundedToMilliseconds,
            // Whoever opens a link has no name; the grant is named instead.
            actor: asker.map { $0.user ?? $0.links.min() ?? configuration.id } ?? configuration.custodian,
            action: action,
            object: object,
            cabinet: cabinet,
            manifest: manifest?.description,
            origin: asker?.origin ?? custodian.origin,
            session: asker?.session,
            outcome: outcome
        )
    }

    /// An entry for something that is done to a version of a document, by whom the gate let through.
    func entry(_ action: LogEntry.Action, on version: DocumentVersion, by pass: Pass) -> LogEntry {
        let manifest = version.manifest
        var entry = entry(
            action,
            on: manifest.document,
            in: manifest.cabinet,
            manifest: version.digest,
            by: pass.asker
        )
        entry.grant = pass.grant
        return entry
    }

    /// Commits actions with their entries, and returns when both are on the disk.
    func log(_ actions: [PendingAction]) throws(VaultError) -> [StoredEntry] {
        guard !isReadOnly else { throw .busy }
        return try logging.withLock { logging throws(VaultError) in
            if logging.isBehind { try Self.finishLog(log, index, ambient) }
            let latest = logging.latest
            let dated = actions.map { PendingAction($0.entry.notBefore(latest), $0.change) }
            let stored = try index.append(dated)
            logging.isBehind = true
            try log.append(stored.map(\.bytes), from: stored.first?.entry.position ?? 0, reached: ambient.reached)
            logging.isBehind = false
            logging.latest = max(latest, stored.last?.entry.time ?? latest)
            return stored
        }
    }

    /// The log's size and root, signed.
    package func checkpoint() throws(VaultError) -> String { try checkpoint(ofSize: try index.logSize()) }

    /// The root of the log's first so many entries, signed.
    func checkpoint(ofSize size: Int) throws(VaultError) -> String {
        let root = try tree.root(of: size)
        return try Checkpoint(origin: configuration.name, size: size, root: root).note(signedBy: noteKey)
    }

    /// The receipt for a version, signed by the vault's seal.
    package func receipt(for version: DocumentVersion) throws(VaultError) -> [UInt8] {
        let record = ReceiptRecord(
            of: version.manifest,
            sha256: version.digest.description,
            at: version.logPosition,
            in: configuration.id
        )
        return try receipt(record, at: version.manifest.filed)
    }

    /// A receipt, sealed as of the moment it speaks of.
    func receipt(_ record: ReceiptRecord, at moment: Date) throws(VaultError) -> [UInt8] {
        let bytes = try CanonicalJSON.bytes(of: record)
        let seconds = Int(moment.timeIntervalSince1970)
        return try withOpenSSL { () throws(OpenSSLError) in try seal.sign(bytes, at: seconds) }
    }

    /// A detached signature by the vault's seal, with a time-stamp over it where there is an authority.
    func seal(over bytes: [UInt8], stampedBy authority: TimestampClient?) throws(VaultError) -> [UInt8] {
        let seconds = Int(ambient.moment().timeIntervalSince1970)
        let signature = try withOpenSSL { () throws(OpenSSLError) in
            try seal.sign(bytes, at: seconds, isDetached: true)
        }
        guard let authority else { return signature }
        let value = try withOpenSSL { () throws(OpenSSLError) in try CMSMessage.signatureValue(of: signature) }
        let token = try Self.token(over: value, by: authority)
        return try withOpenSSL { () throws(OpenSSLError) in
            try CMSMessage.adding(timestamp: token.encoding, to: signature)
        }
    }

    var tree: MerkleReader<VaultError> {
        MerkleReader { [index] level, number throws(VaultError) in try index.treeNode(level: level, number: number) }
    }

    /// The log's lines, for whoever checks them.
    var logFiles: LogFiles { log }
}

extension LogEntry {
    /// The same, dated no earlier than its predecessor.
    fileprivate func notBefore(_ earliest: Date) -> LogEntry {
        guard time < earliest else { return self }
        return LogEntry(
            time: earliest,
            actor: actor,
            action: action,
            object: object,
            cabinet: cabinet,
            manifest: manifest,
            grant: grant,
            origin: origin,
            session: session,
            outcome: outcome
        )
    }
}

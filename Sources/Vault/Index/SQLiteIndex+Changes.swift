#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import GRDB
internal import SandyqAgreement
internal import SandyqValidation

extension SQLiteIndex {
    /// Makes the change of one entry: the only way rows come to be, whether something is done or the index rebuilt.
    static func make(_ change: PendingAction.Change, of entry: LogEntry, in db: Database) throws {
        switch change {
        case .none: break
        case .cabinet(let record, let manifest): try add(record, manifest, in: db)
        case .document(let manifest, let digest): try add(manifest, digest, at: entry.position, in: db)
        case .examination(let kept): try add(kept, at: entry.position, in: db)
        case .people(let change): try make(change, dated: entry.time, in: db)
        case .terms(let change): try make(change, in: db)
        case .messages(let change): try make(change, of: entry, in: db)
        case .session(let change): try make(change, in: db)
        case .hold(let record, let manifest): try add(record, manifest, in: db)
        case .holdRemoval(let record, let manifest): try add(record, manifest, in: db)
        case .act(let act, let manifest): try add(act, manifest, in: db)
        case .destruction(let approval, let manifest): try destroy(approval, manifest, in: db)
        case .destroyedVersion(let version, let item): try add(version, of: item, at: entry.position, in: db)
        case .stamp(let record, let manifest): try add(record, manifest, at: entry.position, in: db)
        }
    }

    private static func add(_ record: CabinetRecord, _ manifest: Fingerprint, in db: Database) throws {
        let isTaken =
            try Bool.fetchOne(
                db,
                sql: "SELECT EXISTS (SELECT 1 FROM cabinet WHERE number = ?)",
                arguments: [record.party.number.description]
            ) ?? false
        guard !isTaken else { throw VaultError.conflict(.cabinetExists) }
        try db.execute(
            sql: "INSERT INTO cabinet (id, number, manifest, standing, record) VALUES (?, ?, ?, ?, ?)",
            arguments: [
                record.id.description, record.party.number.description, Data(manifest.bytes),
                record.standing.rawValue, Data(try CanonicalJSON.bytes(of: record)),
            ]
        )
        try need([manifest], in: db)
    }

    private static func add(
        _ manifest: DocumentManifest,
        _ digest: Fingerprint,
        at position: Int,
        in db: Database
    ) throws {
        guard let blob = Fingerprint(hexadecimal: manifest.sha256) else {
            throw VaultError.recordDamaged("a manifest without a digest")
        }
        let key = try add(
            VersionRow(
                document: manifest.document,
                cabinet: manifest.cabinet,
                kind: manifest.description.kind,
                number: manifest.version,
                blob: blob,
                manifest: digest,
                position: position
            ),
            record: try CanonicalJSON.bytes(of: manifest),
            in: db
        )
        if manifest.version > 1 { try db.execute(sql: "DELETE FROM words WHERE rowid = ?", arguments: [key]) }
        try db.cachedStatement(sql: "INSERT INTO words (rowid, place, text) VALUES (?, ?, ?)").execute(
            arguments: [
                key, SearchText.place(of: manifest.cabinet.description), SearchText.text(of: manifest),
            ]
        )
        try need(manifest.blobs + [digest], in: db)
    }

    /// Adds a version's row, and its document's with the first one; the document's key.
    static func add(_ row: VersionRow, record: [UInt8], in db: Database) throws -> Int {
        let id = row.document.description
        if row.number == 1 {
            try db.cachedStatement(sql: "INSERT INTO document (id, cabinet, kind, versions) VALUES (?, ?, ?, 1)")
                .execute(arguments: [id, row.cabinet.description, row.kind.rawValue])
        } else {
            try db.execute(
                sql: """
                    UPDATE document SET versions = ?, kind = ? WHERE id = ? AND cabinet = ? AND versions = ?
                    AND key NOT IN (SELECT document FROM tombstone)
                    """,
                arguments: [row.number, row.kind.rawValue, id, row.cabinet.description, row.number - 1]
            )
            guard db.changesCount == 1 else { throw VaultError.unknown(id) }
        }
        guard let key = try key(of: row.document, in: db) else { throw VaultError.unknown(id) }
        try db.cachedStatement(
            sql: "INSERT INTO version (document, number, blob, manifest, position, record) VALUES (?, ?, ?, ?, ?, ?)"
        ).execute(
            arguments: [key, row.number, Data(row.blob.bytes), Data(row.manifest.bytes), row.position, Data(record)]
        )
        return key
    }

    /// Counts one more use of each blob; what was waiting to be erased is not any longer.
    static func need(_ blobs: [Fingerprint], in db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO need (digest, times) VALUES (?, 1) ON CONFLICT (digest) DO UPDATE SET times = times + 1
                """
        )
        let spare = try db.cachedStatement(sql: "DELETE FROM erasure WHERE digest = ?")
        for blob in blobs {
            try statement.execute(arguments: [Data(blob.bytes)])
            try spare.execute(arguments: [Data(blob.bytes)])
        }
    }
}

/// What the index says of one version beside its record.
struct VersionRow {
    let document: Identifier
    let cabinet: Identifier
    let kind: DocumentKind
    let number: Int
    let blob: Fingerprint
    let manifest: Fingerprint
    let position: Int
}

/// Adds leaves to the log's tree within one transaction.
struct TreeWriter {
    private(set) var size: Int
    /// Nodes of this transaction, and siblings read before: by level, the last one.
    private var last: [Int: MerkleTree.Hash] = [:]

    init(_ db: Database) throws { size = try SQLiteIndex.logSize(db) }

    mutating func append(_ leaf: MerkleTree.Hash, to db: Database) throws {
        var (level, number, hash) = (0, size, leaf)
        let insert = try db.cachedStatement(sql: "INSERT INTO node (level, number, hash) VALUES (?, ?, ?)")
        while true {
            try insert.execute(arguments: [level, number, Data(hash)])
            guard number & 1 == 1 else { break }
            let left = try last[level] ?? Self.read(level, number - 1, db)
            last[level] = nil
            (hash, level, number) = (MerkleTree.node(left, hash), level + 1, number >> 1)
        }
        last[level] = hash
        size += 1
    }

    private static func read(_ level: Int, _ number: Int, _ db: Database) throws -> MerkleTree.Hash {
        let hash = try Data.fetchOne(
            db,
            sql: "SELECT hash FROM node WHERE level = ? AND number = ?",
            arguments: [level, number]
        )
        guard let hash else { throw VaultError.recordDamaged("the log's tree has no node \(level)/\(number)") }
        return [UInt8](hash)
    }
}

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import GRDB
package import SandyqAgreement
package import SandyqValidation

/// The index in one SQLite file: write-ahead log, foreign keys, strict tables.
package final class SQLiteIndex: Index {
    let pool: any DatabaseWriter
    private let reached: @Sendable (WritePoint) -> Void

    /// Opens the file, makes it when missing, and brings its schema up to date.
    package init(path: String, reached: @escaping @Sendable (WritePoint) -> Void = { _ in }) throws(VaultError) {
        var configuration = Configuration()
        // Every commit is on the disk before it is acknowledged.
        configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA synchronous = FULL") }
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = 4
        self.reached = reached
        pool = try Self.onDatabase {
            let pool = try DatabasePool(path: path, configuration: configuration)
            try Self.migrator.migrate(pool)
            return pool
        }
    }

    /// Opens the file beside a process that has it open, and changes nothing.
    package init(readingAt path: String) throws(VaultError) {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = 4
        reached = { _ in }
        pool = try Self.onDatabase { try DatabasePool(path: path, configuration: configuration) }
        let isKnown = try Self.onDatabase { try pool.read { try Self.migrator.hasCompletedMigrations($0) } }
        guard isKnown else { throw .index(.outdated) }
    }

    /// Opens a copy that nobody writes to.
    package init(copyAt path: String) throws(VaultError) {
        var configuration = Configuration()
        configuration.readonly = true
        reached = { _ in }
        pool = try Self.onDatabase { try DatabaseQueue(path: path, configuration: configuration) }
    }

    /// Copies one committed state of the whole index into a new file, while others go on writing.
    package func copy(to path: String) throws(VaultError) {
        try Self.onDatabase {
            let copy = try DatabaseQueue(path: path)
            try pool.backup(to: copy)
            // One file, which needs no others beside it.
            try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
            try copy.close()
        }
    }

    /// Writes everything to the one file and lets go of it.
    package func close() throws(VaultError) {
        try Self.onDatabase {
            _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
            try pool.close()
        }
    }

    /// Migrations in order; none is ever changed once released.
    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("schema1") { db in
            try db.execute(sql: String(decoding: PackageResources.schema1_sql, as: UTF8.self))
        }
        return migrator
    }

    package func append(_ actions: [PendingAction]) throws(VaultError) -> [StoredEntry] {
        let stored = try Self.onDatabase {
            try pool.writeWithoutTransaction { db in
                var stored: [StoredEntry] = []
                try db.inTransaction(.immediate) {
                    var tree = try TreeWriter(db)
                    for action in actions {
                        var entry = action.entry
                        entry.position = tree.size
                        let bytes = try CanonicalJSON.bytes(of: entry)
                        try db.cachedStatement(sql: "INSERT INTO entry (position, bytes) VALUES (?, ?)")
                            .execute(arguments: [entry.position, Data(bytes)])
                        try tree.append(MerkleTree.leaf(bytes), to: db)
                        try Self.make(action.change, of: entry, in: db)
                        if let grant = entry.grant { try Self.use(grant, in: db) }
                        stored.append(StoredEntry(entry: entry, bytes: bytes))
                    }
                    reached(.transactionOpen)
                    return .commit
                }
                return stored
            }
        }
        reached(.transactionCommitted)
        return stored
    }

    package func logSize() throws(VaultError) -> Int {
        try Self.onDatabase { try pool.read { try Self.logSize($0) } }
    }

    static func logSize(_ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT coalesce(max(position) + 1, 0) FROM entry") ?? 0
    }

    package func entries(from position: Int, limit: Int) throws(VaultError) -> [StoredEntry] {
        try Self.onDatabase {
            try pool.read { db in
                try Data.fetchAll(
                    db,
                    sql: "SELECT bytes FROM entry WHERE position >= ? ORDER BY position LIMIT ?",
                    arguments: [position, limit]
                ).map { bytes in
                    StoredEntry(
                        entry: try CanonicalJSON.record(LogEntry.self, from: [UInt8](bytes)),
                        bytes: [UInt8](bytes)
                    )
                }
            }
        }
    }

    package func treeNode(level: Int, number: Int) throws(VaultError) -> MerkleTree.Hash {
        let hash = try Self.onDatabase {
            try pool.read { db in
                try Data.fetchOne(
                    db.cachedStatement(sql: "SELECT hash FROM node WHERE level = ? AND number = ?"),
                    arguments: [level, number]
                )
            }
        }
        guard let hash else { throw .recordDamaged("the log's tree has no node \(level)/\(number)") }
        return [UInt8](hash)
    }

    package func cabinet(of number: PartyNumber) throws(VaultError) -> CabinetRecord? {
        try cabinets("WHERE number = ?", [number.description]).first
    }

    package func cabinet(_ id: Identifier) throws(VaultError) -> CabinetRecord? {
        try cabinets("WHERE id = ?", [id.description]).first
    }

    package func cabinets() throws(VaultError) -> [CabinetRecord] { try cabinets("ORDER BY number", []) }

    private func cabinets(_ clause: String, _ arguments: StatementArguments) throws(VaultError) -> [CabinetRecord] {
        try rows("SELECT record, standing FROM cabinet \(clause)", arguments) { row in
            var record = try CanonicalJSON.record(CabinetRecord.self, from: [UInt8](row["record"] as Data))
            guard let standing = CabinetFacts.Standing(rawValue: row["standing"]) else {
                throw VaultError.recordDamaged("a cabinet's standing in the index")
            }
            record.standing = standing
            return record
        }
    }

    /// The records rows hold in their column of that name.
    func records<Record: Decodable>(
        _ type: Record.Type,
        _ sql: String,
        _ arguments: StatementArguments
    ) throws(VaultError) -> [Record] {
        try rows(sql, arguments) { try CanonicalJSON.record(type, from: [UInt8]($0["record"] as Data)) }
    }

    /// What is made of each row.
    func rows<Result>(
        _ sql: String,
        _ arguments: StatementArguments,
        _ make: (Row) throws -> Result
    ) throws(VaultError) -> [Result] {
        try Self.onDatabase {
            try pool.read { db in try Row.fetchAll(db, sql: sql, arguments: arguments).map(make) }
        }
    }

    package func versions(of document: Identifier) throws(VaultError) -> [DocumentVersion] {
        try versions(
            """
            SELECT version.record, version.manifest, version.position FROM document
            JOIN version ON version.document = document.key WHERE document.id = ? ORDER BY version.number
            """,
            [document.description]
        )
    }

    package func document(
        with digest: Fingerprint,
        in cabinet: Identifier
    ) throws(VaultError) -> DocumentVersion? {
        try versions(
            """
            SELECT version.record, version.manifest, version.position FROM version
            JOIN document ON document.key = version.document AND document.versions = version.number
            WHERE version.blob = ? AND document.cabinet = ? ORDER BY document.key DESC LIMIT 1
            """,
            [Data(digest.bytes), cabinet.description]
        ).first
    }

    package func documents(_ query: DocumentQuery) throws(VaultError) -> [DocumentVersion] {
        var conditions = ["document.versions = version.number"]
        var arguments: StatementArguments = []
        var source = "document JOIN version ON version.document = document.key"
        if !query.words.isEmpty {
            guard let search = SearchText.query(for: query.words, in: query.cabinet?.description) else { return [] }
            source = "words JOIN document ON document.key = words.rowid JOIN version ON version.document = document.key"
            conditions.append("words MATCH ?")
            arguments += [search]
        }
        if let cabinet = query.cabinet {
            conditions.append("document.cabinet = ?")
            arguments += [cabinet.description]
        }
        if let kind = query.kind {
            conditions.append("document.kind = ?")
            arguments += [kind.rawValue]
        }
        if let reach = query.reach {
            let (cabinets, documents) = (reach.cabinets.sorted(), reach.documents.sorted())
            conditions.append(
                "(document.cabinet IN (\(Self.marks(cabinets))) OR document.id IN (\(Self.marks(documents))))"
            )
            arguments += StatementArguments((cabinets + documents).map(\.description))
        }
        let order = query.words.isEmpty ? "document.key" : "words.rowid"
        if let before = query.before {
            conditions.append("\(order) < (SELECT key FROM document WHERE id = ?)")
            arguments += [before.description]
        }
        arguments += [query.limit]
        return try versions(
            """
            SELECT version.record, version.manifest, version.position FROM \(source)
            WHERE \(conditions.joined(separator: " AND ")) ORDER BY \(order) DESC LIMIT ?
            """,
            arguments
        )
    }

    private static func marks(_ values: [Identifier]) -> String {
        Array(repeating: "?", count: values.count).joined(separator: ", ")
    }

    private func versions(_ sql: String, _ arguments: StatementArguments) throws(VaultError) -> [DocumentVersion] {
        try Self.onDatabase {
            try pool.read { db in
                try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
                    let manifest = try CanonicalJSON.record(DocumentManifest.self, from: [UInt8](row["record"] as Data))
                    guard let digest = Fingerprint([UInt8](row["manifest"] as Data)) else {
                        throw VaultError.recordDamaged("a manifest's digest in the index")
                    }
                    return DocumentVersion(manifest: manifest, digest: digest, logPosition: row["position"])
                }
            }
        }
    }

    package func neededBlobs(after digest: Fingerprint?, limit: Int) throws(VaultError) -> [Fingerprint] {
        try Self.onDatabase {
            try pool.read { db in
                try Data.fetchAll(
                    db,
                    sql: "SELECT digest FROM need WHERE digest > ? ORDER BY digest LIMIT ?",
                    arguments: [Data(digest?.bytes ?? []), limit]
                ).compactMap { Fingerprint([UInt8]($0)) }
            }
        }
    }

    package func defects() throws(VaultError) -> [String] {
        try Self.onDatabase {
            try pool.read { db in
                var defects = try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
                defects += try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { "foreign key: \($0)" }
                let (count, next) = try (Int.fetchOne(db, sql: "SELECT count(*) FROM entry") ?? 0, Self.logSize(db))
                if count != next { defects.append("the log has \(count) entries and \(next) positions") }
                defects += try String.fetchAll(
                    db,
                    sql: """
                        SELECT 'versions of ' || id FROM document WHERE versions !=
                        (SELECT count(*) FROM version WHERE version.document = document.key)
                        AND key NOT IN (SELECT document FROM tombstone)
                        """
                )
                return defects
            }
        }
    }

    /// Runs work on the database; its errors become the vault's.
    static func onDatabase<Result>(_ work: () throws -> Result) throws(VaultError) -> Result {
        do { return try work() } catch let error as VaultError { throw error } catch let error as DatabaseError {
            let words = error.message ?? "\(error.resultCode)"
            switch error.resultCode {
            case .SQLITE_FULL: throw .index(.full)
            case .SQLITE_READONLY: throw .index(.readOnly)
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: throw .index(.damaged(words))
            default: throw .index(.other(words))
            }
        } catch { throw .index(.other("\(error)")) }
    }
}

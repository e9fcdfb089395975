#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import GRDB
package import SandyqAgreement
internal import SandyqValidation

extension SQLiteIndex {
    static func add(_ record: HoldRecord, _ manifest: Fingerprint, in db: Database) throws {
        guard let document = try key(of: record.document, in: db) else {
            throw VaultError.unknown(record.document.description)
        }
        try db.execute(
            sql: "INSERT INTO hold (id, document, manifest, record) VALUES (?, ?, ?, ?)",
            arguments: [
                record.id.description, document, Data(manifest.bytes), Data(try CanonicalJSON.bytes(of: record)),
            ]
        )
        try need([manifest], in: db)
    }

    static func add(_ record: HoldRemoval, _ manifest: Fingerprint, in db: Database) throws {
        try db.execute(
            sql: "UPDATE hold SET removal_manifest = ?, removal = ? WHERE id = ? AND removal IS NULL",
            arguments: [
                Data(manifest.bytes), Data(try CanonicalJSON.bytes(of: record)), record.hold.description,
            ]
        )
        guard db.changesCount == 1 else { throw VaultError.conflict(.holdRemoved(record.hold)) }
        try need([manifest], in: db)
    }

    /// The row of a document that was not destroyed; nil: there is none.
    static func key(of document: Identifier, in db: Database) throws -> Int? {
        try Int.fetchOne(
            db,
            sql: "SELECT key FROM document WHERE id = ? AND key NOT IN (SELECT document FROM tombstone)",
            arguments: [document.description]
        )
    }

    package func holds(on document: Identifier?) throws(VaultError) -> [HoldState] {
        guard let document else { return try holds("SELECT record, removal FROM hold ORDER BY id", []) }
        return try holds(
            """
            SELECT hold.record, hold.removal FROM hold JOIN document ON document.key = hold.document
            WHERE document.id = ? ORDER BY hold.id
            """,
            [document.description]
        )
    }

    package func hold(_ id: Identifier) throws(VaultError) -> HoldState? {
        try holds("SELECT record, removal FROM hold WHERE id = ?", [id.description]).first
    }

    private func holds(_ sql: String, _ arguments: StatementArguments) throws(VaultError) -> [HoldState] {
        try Self.onDatabase {
            try pool.read { db in
                try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
                    let removal: Data? = row["removal"]
                    return HoldState(
                        record: try CanonicalJSON.record(HoldRecord.self, from: [UInt8](row["record"] as Data)),
                        removal: try removal.map { try CanonicalJSON.record(HoldRemoval.self, from: [UInt8]($0)) }
                    )
                }
            }
        }
    }
}

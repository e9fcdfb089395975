#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import GRDB
internal import SandyqValidation

extension SQLiteIndex {
    static func add(_ record: StampRecord, _ manifest: Fingerprint, at position: Int, in db: Database) throws {
        try db.execute(
            sql: "INSERT INTO stamp (position, record) VALUES (?, ?)",
            arguments: [position, Data(try CanonicalJSON.bytes(of: record))]
        )
        try need([manifest], in: db)
    }

    package func stamps(from position: Int, limit: Int) throws(VaultError) -> [(position: Int, record: StampRecord)] {
        try Self.onDatabase {
            try pool.read { db in
                try Row.fetchAll(
                    db,
                    sql: "SELECT position, record FROM stamp WHERE position >= ? ORDER BY position LIMIT ?",
                    arguments: [position, limit]
                ).map { row in
                    let record = [UInt8](row["record"] as Data)
                    return (row["position"], try CanonicalJSON.record(StampRecord.self, from: record))
                }
            }
        }
    }
}

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import GRDB
package import SandyqAgreement
internal import SandyqValidation

extension SQLiteIndex {
    package func examinations(of document: Identifier) throws(VaultError) -> [Examination] {
        try rows(
            """
            SELECT examination.* FROM examination JOIN document ON document.key = examination.document
            WHERE document.id = ? ORDER BY examination.position
            """,
            [document.description]
        ) { row in
            guard let digest = Fingerprint([UInt8](row["manifest"] as Data)) else {
                throw VaultError.recordDamaged("an examination's digest in the index")
            }
            return Examination(
                record: try CanonicalJSON.record(ExaminationRecord.self, from: [UInt8](row["record"] as Data)),
                digest: digest,
                logPosition: row["position"]
            )
        }
    }

    static func add(_ kept: Kept<ExaminationRecord>, at position: Int, in db: Database) throws {
        let record = kept.record
        try db.execute(
            sql: """
                INSERT INTO examination (document, position, manifest, record)
                SELECT version.document, ?, ?, ? FROM version JOIN document ON document.key = version.document
                WHERE document.id = ? AND version.number = ?
                """,
            arguments: [
                position, Data(kept.digest.bytes), Data(try CanonicalJSON.bytes(of: record)),
                record.document.description, record.version,
            ]
        )
        // Destroyed meanwhile.
        guard db.changesCount == 1 else { throw VaultError.unknown(record.document.description) }
        try need(record.blobs + [kept.digest], in: db)
    }
}

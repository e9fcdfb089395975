#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import GRDB
package import SandyqAgreement
package import SandyqValidation

extension SQLiteIndex {
    static func add(_ act: DestructionAct, _ manifest: Fingerprint, in db: Database) throws {
        try db.execute(
            sql: "INSERT INTO act (id, manifest, record) VALUES (?, ?, ?)",
            arguments: [act.id.description, Data(manifest.bytes), Data(try CanonicalJSON.bytes(of: act))]
        )
        try need([manifest], in: db)
    }

    /// Carries out an act: the check that nothing holds or has changed what it names, and the destruction, are one
    /// transaction.
    static func destroy(_ approval: DestructionApproval, _ manifest: Fingerprint, in db: Database) throws {
        let id = approval.act
        guard let state = try states(of: "WHERE id = ?", [id.description], in: db).first else {
            throw VaultError.unknown(id.description)
        }
        guard state.approval == nil else { throw VaultError.conflict(.actApproved(id)) }
        try db.execute(
            sql: "UPDATE act SET approval_manifest = ?, approval = ? WHERE id = ?",
            arguments: [Data(manifest.bytes), Data(try CanonicalJSON.bytes(of: approval)), id.description]
        )
        try need([manifest], in: db)
        try db.execute(sql: "INSERT INTO unscrubbed (act) VALUES (?)", arguments: [id.description])
        for item in state.act.items { try destroy(item, by: id, in: db) }
    }

    private static func destroy(_ item: DestructionAct.Item, by act: Identifier, in db: Database) throws {
        guard let key = try key(of: item.document, in: db) else {
            throw VaultError.conflict(.actOutdated(item.document))
        }
        let holds = try String.fetchAll(
            db,
            sql: "SELECT id FROM hold WHERE document = ? AND removal IS NULL ORDER BY id",
            arguments: [key]
        ).compactMap { Identifier($0) }
        guard holds.isEmpty else { throw VaultError.conflict(.held(holds)) }
        let manifests = try Data.fetchAll(
            db,
            sql: "SELECT manifest FROM version WHERE document = ? ORDER BY number",
            arguments: [key]
        ).compactMap { Fingerprint([UInt8]($0))?.description }
        guard manifests == item.versions.map(\.manifest) else {
            throw VaultError.conflict(.actOutdated(item.document))
        }
        // What was examined since the act was prepared would keep its blobs.
        let known = Set(item.versions.flatMap(\.blobs))
        let examined = try Data.fetchAll(
            db,
            sql: "SELECT manifest FROM examination WHERE document = ?",
            arguments: [key]
        ).compactMap { Fingerprint([UInt8]($0))?.description }
        guard known.isSuperset(of: examined) else { throw VaultError.conflict(.actOutdated(item.document)) }
        try db.execute(sql: "DELETE FROM examination WHERE document = ?", arguments: [key])
        try db.execute(sql: "DELETE FROM version WHERE document = ?", arguments: [key])
        try db.execute(sql: "DELETE FROM words WHERE rowid = ?", arguments: [key])
        try db.execute(
            sql: "INSERT INTO tombstone (document, act) VALUES (?, ?)",
            arguments: [key, act.description]
        )
        try release(item.versions.flatMap(\.fingerprints), in: db)
    }

    /// Counts one use less of each blob; one that nothing needs any longer waits to be erased.
    private static func release(_ blobs: [Fingerprint], in db: Database) throws {
        for blob in blobs {
            let digest = Data(blob.bytes)
            try db.execute(sql: "UPDATE need SET times = times - 1 WHERE digest = ? AND times > 1", arguments: [digest])
            if db.changesCount == 1 { continue }
            try db.execute(sql: "DELETE FROM need WHERE digest = ?", arguments: [digest])
            guard db.changesCount == 1 else { throw VaultError.recordDamaged("nothing needed \(blob)") }
            try db.execute(sql: "INSERT INTO erasure (digest) VALUES (?)", arguments: [digest])
        }
    }

    /// A version whose manifest is gone: as much of it as its destruction needs.
    static func add(
        _ version: DestructionAct.Version,
        of item: DestructionAct.Item,
        at position: Int,
        in db: Database
    ) throws {
        guard let blob = Fingerprint(hexadecimal: version.sha256),
            let manifest = Fingerprint(hexadecimal: version.manifest)
        else { throw VaultError.recordDamaged("an act without digests") }
        _ = try add(
            VersionRow(
                document: item.document,
                cabinet: item.cabinet,
                kind: version.kind,
                number: version.number,
                blob: blob,
                manifest: manifest,
                position: position
            ),
            record: [],
            in: db
        )
        try need(version.fingerprints, in: db)
    }

    package func acts() throws(VaultError) -> [ActState] {
        try Self.onDatabase { try pool.read { try Self.states(of: "ORDER BY id", [], in: $0) } }
    }

    package func act(_ id: Identifier) throws(VaultError) -> ActState? {
        try Self.onDatabase { try pool.read { try Self.states(of: "WHERE id = ?", [id.description], in: $0).first } }
    }

    package func tombstone(of document: Identifier) throws(VaultError) -> Tombstone? {
        let state = try Self.onDatabase {
            try pool.read { db in
                try Self.states(
                    of: """
                        WHERE id = (SELECT tombstone.act FROM tombstone
                        JOIN document ON document.key = tombstone.document WHERE document.id = ?)
                        """,
                    [document.description],
                    in: db
                ).first
            }
        }
        guard let state else { return nil }
        guard let approval = state.approval, let item = state.act.items.first(where: { $0.document == document }) else {
            throw .recordDamaged("the act \(state.act.id)")
        }
        return Tombstone(item: item, act: state.act, approval: approval)
    }

    private static func states(
        of condition: String,
        _ arguments: StatementArguments,
        in db: Database
    ) throws -> [ActState] {
        try Row.fetchAll(db, sql: "SELECT record, approval FROM act \(condition)", arguments: arguments).map { row in
            let approval: Data? = row["approval"]
            return ActState(
                act: try CanonicalJSON.record(DestructionAct.self, from: [UInt8](row["record"] as Data)),
                approval: try approval.map { try CanonicalJSON.record(DestructionApproval.self, from: [UInt8]($0)) }
            )
        }
    }

    package func unerasedBlobs() throws(VaultError) -> [Fingerprint] {
        try Self.onDatabase {
            try pool.read { db in
                try Data.fetchAll(db, sql: "SELECT digest FROM erasure ORDER BY digest")
                    .compactMap { Fingerprint([UInt8]($0)) }
            }
        }
    }

    package func isUnerased(_ digest: Fingerprint) throws(VaultError) -> Bool {
        try Self.onDatabase {
            try pool.read { db in
                try Bool.fetchOne(
                    db,
                    sql: "SELECT EXISTS (SELECT 1 FROM erasure WHERE digest = ?)",
                    arguments: [Data(digest.bytes)]
                ) ?? false
            }
        }
    }

    package func needsScrubbing() throws(VaultError) -> Bool {
        try Self.onDatabase {
            try pool.read { try Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM unscrubbed)") ?? false }
        }
    }

    package func noteErased(_ digest: Fingerprint) throws(VaultError) {
        try Self.onDatabase {
            try pool.write { db in
                try db.execute(sql: "DELETE FROM erasure WHERE digest = ?", arguments: [Data(digest.bytes)])
            }
        }
    }

    package func scrub() throws(VaultError) {
        try Self.onDatabase {
            try pool.writeWithoutTransaction { db in
                // Words of deleted rows stay in the segments of the full-text index until they are merged.
                try db.execute(sql: "INSERT INTO words (words) VALUES ('optimize')")
                try db.execute(sql: "VACUUM")
                do { _ = try db.checkpoint(.truncate) } catch let error as DatabaseError
                    where error.resultCode == .SQLITE_BUSY
                {
                    // Somebody reads what was committed before, a backup perhaps: it is done at another time.
                    return
                }
                try db.execute(sql: "DELETE FROM unscrubbed")
            }
        }
    }
}

extension DestructionAct.Version {
    /// Everything that goes with it.
    fileprivate var fingerprints: [Fingerprint] { blobs.compactMap { Fingerprint(hexadecimal: $0) } }
}

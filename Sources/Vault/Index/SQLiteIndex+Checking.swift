#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import GRDB
internal import SandyqAgreement
internal import SandyqOpenSSL
package import SandyqValidation

extension SQLiteIndex {
    package func contradictions(
        manifest: (Fingerprint) throws(VaultError) -> [UInt8]?
    ) throws(VaultError) -> [String] {
        try Self.onDatabase {
            try pool.read { db in
                try Self.recordDefects(in: db, manifest) + Self.versionDefects(in: db) + Self.needDefects(in: db)
                    + Self.treeDefects(in: db)
            }
        }
    }

    /// Columns that hold records, and those that hold their digests where there are any.
    private static let digests = ["record": "manifest", "removal": "removal_manifest", "approval": "approval_manifest"]

    /// Tables whose records hold sets, which are written in any order: made anew from its manifest, such a record may
    /// have other octets.
    private static let unordered: Set = ["person", "appointment", "share"]

    /// Every record is a blob, too, and something needs it: a record whose digest nothing needs was changed.
    private static func recordDefects(
        in db: Database,
        _ manifest: (Fingerprint) throws(VaultError) -> [UInt8]?
    ) throws -> [String] {
        let tables = try String.fetchAll(
            db,
            sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT%' ORDER BY name"
        )
        var defects: [String] = []
        let isNeeded = try db.makeStatement(sql: "SELECT EXISTS (SELECT 1 FROM need WHERE digest = ?)")
        for table in tables where !unordered.contains(table) {
            let columns = Set(try db.columns(in: table).map(\.name))
            for (record, digest) in digests where columns.contains(record) {
                let named = columns.contains(digest) ? digest : "NULL"
                let rows = try Row.fetchCursor(db, sql: "SELECT \(record), \(named) FROM \(table)")
                while let row = try rows.next() {
                    guard let bytes = row[0] as Data? else { continue }
                    let found = Data(MessageDigest.sha256(of: [UInt8](bytes)[...]))
                    let name = row[1] as Data? ?? found
                    let isThere = try Bool.fetchOne(isNeeded, arguments: [name]) ?? false
                    if isThere, name == found { continue }
                    let kept = try isThere ? Fingerprint([UInt8](name)).flatMap { try manifest($0) } : nil
                    if let kept, isSame([UInt8](bytes), kept, in: table) { continue }
                    defects.append("\(table): a record is not what was written")
                }
            }
        }
        return defects
    }

    /// Whether two texts are one record, whatever the order its sets are written in.
    private static func isSame(_ record: [UInt8], _ manifest: [UInt8], in table: String) -> Bool {
        func areEqual<Record: Decodable & Equatable>(_ type: Record.Type) -> Bool {
            guard let left = try? CanonicalJSON.record(type, from: record),
                let right = try? CanonicalJSON.record(type, from: manifest)
            else { return false }
            return left == right
        }
        switch table {
        case "version": return areEqual(DocumentManifest.self)
        case "message": return areEqual(MessageRecord.self)
        case "examination": return areEqual(ExaminationRecord.self)
        case "act": return areEqual(DestructionAct.self)
        default: return false
        }
    }

    /// What stands beside the record of a version, and the words it is found by.
    private static func versionDefects(in db: Database) throws -> [String] {
        var defects: [String] = []
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT document.id, document.cabinet, document.kind, document.versions, version.number, version.blob,
                version.manifest, version.record, entry.bytes AS entry, words.place, words.text FROM version
                JOIN document ON document.key = version.document
                LEFT JOIN entry ON entry.position = version.position
                LEFT JOIN words ON words.rowid = document.key
                """
        )
        while let row = try rows.next() {
            let record = [UInt8](row["record"] as Data)
            guard let manifest = try? CanonicalJSON.record(DocumentManifest.self, from: record) else { continue }
            let entry = (row["entry"] as Data?).flatMap { bytes in
                try? CanonicalJSON.record(LogEntry.self, from: [UInt8](bytes))
            }
            let isNewest = row["versions"] == manifest.version
            let isRight =
                row["id"] == manifest.document.description && row["cabinet"] == manifest.cabinet.description
                && row["number"] == manifest.version
                && Fingerprint([UInt8](row["blob"] as Data))?.description == manifest.sha256
                && entry?.manifest == Fingerprint([UInt8](row["manifest"] as Data))?.description
                && (!isNewest || row["kind"] == manifest.description.kind.rawValue)
                && (!isNewest || row["text"] == SearchText.text(of: manifest))
                && row["place"] == SearchText.place(of: manifest.cabinet.description)
            if !isRight { defects.append("version \(manifest.version) of \(manifest.document)") }
        }
        return defects
    }

    /// Each blob is needed as often as records say.
    private static func needDefects(in db: Database) throws -> [String] {
        // Every change needs its own record once; what else it needs stands in the record. Nothing of what was destroyed
        // is needed any longer.
        let destroyed = try Set(
            String.fetchAll(db, sql: "SELECT id FROM document WHERE key IN (SELECT document FROM tombstone)")
        )
        let entries = try Data.fetchCursor(db, sql: "SELECT bytes FROM entry")
        var expected = 0
        while let bytes = try entries.next() {
            let entry = try CanonicalJSON.record(LogEntry.self, from: [UInt8](bytes))
            guard entry.outcome == .done, let kept = entry.action.kept else { continue }
            if kept == .always || !destroyed.contains(entry.object.description) { expected += 1 }
        }
        expected += try others(DocumentManifest.self, "version", in: db) { $0.blobs.count }
        expected += try others(ExaminationRecord.self, "examination", in: db) { $0.blobs.count }
        expected += try others(MessageRecord.self, "message", in: db) { $0.attachments.count }
        expected += try others(RevisionRecord.self, "revision", in: db) { $0.words.count }
        let found = try Int.fetchOne(db, sql: "SELECT coalesce(sum(times), 0) FROM need") ?? 0
        return found == expected ? [] : ["blobs are needed \(found) times, by records \(expected) times"]
    }

    private static func others<Record: Decodable>(
        _ type: Record.Type,
        _ table: String,
        in db: Database,
        _ count: (Record) -> Int
    ) throws -> Int {
        let records = try Data.fetchCursor(db, sql: "SELECT record FROM \(table)")
        var sum = 0
        while let bytes = try records.next() { sum += count(try CanonicalJSON.record(type, from: [UInt8](bytes))) }
        return sum
    }

    /// Every inner node of the log's tree is the hash of the two below it (RFC 9162 clause 2.1).
    private static func treeDefects(in db: Database) throws -> [String] {
        let nodes = try Row.fetchCursor(
            db,
            sql: """
                SELECT node.hash, lower.hash, higher.hash FROM node
                LEFT JOIN node AS lower ON lower.level = node.level - 1 AND lower.number = 2 * node.number
                LEFT JOIN node AS higher ON higher.level = node.level - 1 AND higher.number = 2 * node.number + 1
                WHERE node.level > 0
                """
        )
        while let row = try nodes.next() {
            guard let left = row[1] as Data?, let right = row[2] as Data?,
                MerkleTree.node([UInt8](left), [UInt8](right)) == [UInt8](row[0] as Data)
            else { return ["the log's tree has a node that is not the hash of those below it"] }
        }
        let (count, size) = (try Int.fetchOne(db, sql: "SELECT count(*) FROM node") ?? 0, try logSize(db))
        return count == MerkleTree.nodes(in: size) ? [] : ["the log's tree has \(count) nodes"]
    }
}

extension LogEntry.Action {
    /// How long a record is kept.
    fileprivate enum Keeping {
        case always
        case asLongAsDocument
    }

    /// How long the record is kept that an entry's manifest names; nil: it names none of its own.
    fileprivate var kept: Keeping? {
        switch self {
        case .documentFiled, .documentSigned, .documentVerified: .asLongAsDocument
        case .cabinetOpened, .userAdded, .userAppointed, .companyListed, .cabinetAssigned, .grantGiven,
            .revisionPublished, .termsAccepted, .termsObjected, .standingChanged, .threadOpened, .messageSent,
            .holdPlaced, .holdRemoved, .destructionPrepared, .destructionApproved, .checkpointStamped:
            .always
        case .vaultCreated, .keyRotated, .documentViewed, .documentRead, .documentExported, .documentsListed,
            .cabinetsListed, .cabinetViewed,
            .documentsSearched, .appointmentEnded, .assignmentEnded, .grantConfirmed, .grantRevoked, .grantsListed,
            .linkOpened, .threadsListed, .threadRead, .messageDelivered, .messageAcknowledged,
            .sessionOpened, .sessionEnded:
            nil
        }
    }
}

extension MerkleTree {
    /// Nodes of all full subtrees of a log of so many entries.
    static func nodes(in size: Int) -> Int {
        var (nodes, level) = (0, size)
        while level > 0 {
            nodes += level
            level >>= 1
        }
        return nodes
    }
}

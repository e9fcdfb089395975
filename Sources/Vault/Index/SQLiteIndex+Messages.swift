#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import GRDB
package import SandyqAgreement
internal import SandyqValidation

extension SQLiteIndex {
    package func thread(_ id: Identifier) throws(VaultError) -> ThreadRecord? {
        try records(ThreadRecord.self, "SELECT record FROM thread WHERE id = ?", [id.description]).first
    }

    package func threads(in cabinet: Identifier) throws(VaultError) -> [ThreadRecord] {
        try records(
            ThreadRecord.self,
            "SELECT record FROM thread WHERE cabinet = ? ORDER BY id",
            [cabinet.description]
        )
    }

    package func message(_ id: Identifier) throws(VaultError) -> MessageState? {
        try messages("id = ?", id).first
    }

    package func messages(in thread: Identifier) throws(VaultError) -> [MessageState] {
        try messages("thread = ?", thread)
    }

    private func messages(_ condition: String, _ id: Identifier) throws(VaultError) -> [MessageState] {
        try rows("SELECT * FROM message WHERE \(condition) ORDER BY position", [id.description]) { row in
            guard let digest = Fingerprint([UInt8](row["manifest"] as Data)) else {
                throw VaultError.recordDamaged("a message's digest in the index")
            }
            return MessageState(
                record: try CanonicalJSON.record(MessageRecord.self, from: [UInt8](row["record"] as Data)),
                digest: digest.description,
                logPosition: row["position"],
                delivered: Self.date(row["delivered"]),
                acknowledged: Self.date(row["acknowledged"])
            )
        }
    }

    /// Makes the change of one entry, dated as the entry is.
    static func make(_ change: MessageChange, of entry: LogEntry, in db: Database) throws {
        switch change {
        case .thread(let kept):
            let values: [any DatabaseValueConvertible] = [
                kept.record.id.description, kept.record.cabinet.description,
            ]
            try insert(kept, "thread (id, cabinet, record)", values, in: db)
        case .message(let kept):
            let values: [any DatabaseValueConvertible] = [
                kept.record.id.description, kept.record.thread.description, Data(kept.digest.bytes), entry.position,
            ]
            try insert(kept, "message (id, thread, manifest, position, record)", values, in: db)
            // What is attached stays as long as the message does.
            try need(kept.record.attachments.compactMap { Fingerprint(hexadecimal: $0.sha256) }, in: db)
        case .delivered(let id): try end("message", "delivered", id, at: entry.time, in: db)
        case .acknowledged(let id): try end("message", "acknowledged", id, at: entry.time, in: db)
        }
    }
}

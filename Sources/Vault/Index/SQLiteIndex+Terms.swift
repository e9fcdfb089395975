#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import GRDB
package import SandyqAgreement
internal import SandyqValidation

extension SQLiteIndex {
    package func revisions() throws(VaultError) -> [RevisionRecord] {
        try records(RevisionRecord.self, "SELECT record FROM revision ORDER BY id", [])
    }

    package func answers(of cabinet: Identifier) throws(VaultError) -> [AnswerRecord] {
        try records(
            AnswerRecord.self,
            "SELECT record FROM answer WHERE cabinet = ? ORDER BY id",
            [cabinet.description]
        )
    }

    /// Makes the change of one entry.
    static func make(_ change: TermsChange, in db: Database) throws {
        switch change {
        case .revision(let kept):
            let values: [any DatabaseValueConvertible] = [
                kept.record.id.description, kept.record.text.rawValue, kept.record.number,
            ]
            try insert(kept, "revision (id, text, number, record)", values, else: .revisionExists, in: db)
            try need(kept.record.words.values.compactMap { Fingerprint(hexadecimal: $0) }, in: db)
        case .answer(let kept):
            let values: [any DatabaseValueConvertible] = [
                kept.record.id.description, kept.record.cabinet.description, kept.record.revision.description,
            ]
            try insert(kept, "answer (id, cabinet, revision, record)", values, in: db)
        case .standing(let kept):
            try db.execute(
                sql: "UPDATE cabinet SET standing = ? WHERE id = ?",
                arguments: [kept.record.standing.rawValue, kept.record.cabinet.description]
            )
            guard db.changesCount == 1 else { throw VaultError.unknown(kept.record.cabinet.description) }
            try need([kept.digest], in: db)
        }
    }
}

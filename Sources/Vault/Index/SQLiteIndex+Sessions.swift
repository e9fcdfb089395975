#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
internal import GRDB
package import SandyqAgreement

extension SQLiteIndex {
    package func session(ofToken digest: [UInt8]) throws(VaultError) -> Session? {
        try sessions("token = ?", [Data(digest)]).first
    }

    package func sessions(of user: Identifier) throws(VaultError) -> [Session] {
        try sessions("person = ?", [user.description])
    }

    package func noteSeen(_ id: Identifier, at moment: Date, from origin: String) throws(VaultError) {
        try Self.onDatabase {
            try pool.write { db in
                try db.execute(
                    sql: "UPDATE session SET seen = max(seen, ?), origin = ? WHERE id = ?",
                    arguments: [Self.milliseconds(moment), origin, id.description]
                )
            }
        }
    }

    private func sessions(_ condition: String, _ arguments: StatementArguments) throws(VaultError) -> [Session] {
        try rows("SELECT * FROM session WHERE \(condition) ORDER BY id", arguments) { row in
            guard let id = Identifier(row["id"] as String), let user = Identifier(row["person"] as String),
                let started = Self.date(row["started"]), let seen = Self.date(row["seen"]),
                let expires = Self.date(row["expires"])
            else { throw VaultError.recordDamaged("a session in the index") }
            let factors = (row["factors"] as String).split(separator: ",").compactMap {
                SendingFacts.Factor(rawValue: String($0))
            }
            return Session(
                id: id,
                user: user,
                factors: Set(factors),
                started: started,
                lastSeen: seen,
                idle: Double(row["idle"] as Int64) / 1_000,
                expires: expires,
                origin: row["origin"],
                userAgent: row["agent"]
            )
        }
    }

    /// Makes the change of one entry.
    static func make(_ change: SessionChange, in db: Database) throws {
        switch change {
        case .opened(let session, let token):
            // What has expired is of no use to anybody, and says where a person was.
            try db.execute(
                sql: "DELETE FROM session WHERE person = ? AND min(expires, seen + idle) <= ?",
                arguments: [session.user.description, milliseconds(session.started)]
            )
            try db.execute(
                sql: """
                    INSERT INTO session (id, token, person, factors, started, seen, idle, expires, origin, agent)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    session.id.description, Data(token), session.user.description,
                    session.factors.map(\.rawValue).sorted().joined(separator: ","), milliseconds(session.started),
                    milliseconds(session.lastSeen), Int64((session.idle * 1_000).rounded()),
                    milliseconds(session.expires), session.origin, session.userAgent,
                ]
            )
        case .ended(let id):
            try db.execute(sql: "DELETE FROM session WHERE id = ?", arguments: [id.description])
            guard db.changesCount == 1 else { throw VaultError.unknown(id.description) }
        }
    }
}

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import GRDB
package import SandyqAgreement
package import SandyqValidation

extension SQLiteIndex {
    package func user(_ id: Identifier) throws(VaultError) -> UserRecord? {
        try records(UserRecord.self, "SELECT record FROM person WHERE id = ?", [id.description]).first
    }

    package func user(with phone: PhoneNumber) throws(VaultError) -> UserRecord? {
        try records(UserRecord.self, "SELECT record FROM person WHERE phone = ?", [phone.description]).first
    }

    package func users() throws(VaultError) -> [UserRecord] {
        try records(UserRecord.self, "SELECT record FROM person ORDER BY phone", [])
    }

    package func appointments(of user: Identifier) throws(VaultError) -> [AppointmentRecord] {
        try appointments("person = ?", user)
    }

    package func appointment(_ id: Identifier) throws(VaultError) -> AppointmentRecord? {
        try appointments("id = ?", id).first
    }

    private func appointments(_ condition: String, _ id: Identifier) throws(VaultError) -> [AppointmentRecord] {
        try rows("SELECT record, ended FROM appointment WHERE \(condition) ORDER BY id", [id.description]) { row in
            var record = try CanonicalJSON.record(AppointmentRecord.self, from: [UInt8](row["record"] as Data))
            record.ended = Self.date(row["ended"])
            return record
        }
    }

    package func company(of number: PartyNumber) throws(VaultError) -> CompanyRecord? {
        try records(CompanyRecord.self, "SELECT record FROM company WHERE number = ?", [number.description]).first
    }

    package func companies() throws(VaultError) -> [CompanyRecord] {
        try records(CompanyRecord.self, "SELECT record FROM company ORDER BY revision, number", [])
    }

    package func assignments(of cabinet: Identifier) throws(VaultError) -> [AssignmentRecord] {
        try rows(
            "SELECT record, ended FROM assignment WHERE cabinet = ? ORDER BY id",
            [cabinet.description]
        ) { row in
            var record = try CanonicalJSON.record(AssignmentRecord.self, from: [UInt8](row["record"] as Data))
            record.ended = Self.date(row["ended"])
            return record
        }
    }

    package func cabinets(assignedTo company: Identifier) throws(VaultError) -> [Identifier] {
        try rows(
            "SELECT DISTINCT cabinet FROM assignment WHERE company = ? ORDER BY cabinet",
            [company.description]
        ) { Identifier($0["cabinet"] as String) }.compactMap(\.self)
    }

    package func grant(_ id: Identifier) throws(VaultError) -> GrantState? {
        try grants("id = ?", [id.description]).first
    }

    package func grant(withSecret digest: Fingerprint) throws(VaultError) -> GrantState? {
        try grants("secret = ?", [Data(digest.bytes)]).first
    }

    package func grants(in cabinet: Identifier, on document: Identifier?) throws(VaultError) -> [GrantState] {
        guard let document else { return try grants("cabinet = ?", [cabinet.description]) }
        return try grants(
            "cabinet = ? AND (document = ? OR document IS NULL)",
            [cabinet.description, document.description]
        )
    }

    package func grants(
        to user: Identifier?,
        _ numbers: Set<PartyNumber>,
        _ links: Set<Identifier>
    ) throws(VaultError) -> [GrantState] {
        var found: [GrantState] = []
        if let user { found += try grants("person = ?", [user.description]) }
        for number in numbers.sorted() { found += try grants("number = ?", [number.description]) }
        for link in links.sorted() { found += try grants("id = ?", [link.description]) }
        return found
    }

    private func grants(_ condition: String, _ arguments: StatementArguments) throws(VaultError) -> [GrantState] {
        try rows(
            "SELECT record, uses, confirmed, revoked FROM share WHERE \(condition) ORDER BY id",
            arguments
        ) { row in
            GrantState(
                record: try CanonicalJSON.record(GrantRecord.self, from: [UInt8](row["record"] as Data)),
                uses: row["uses"],
                confirmed: Self.date(row["confirmed"]),
                revoked: Self.date(row["revoked"])
            )
        }
    }

    static func date(_ milliseconds: Int64?) -> Date? {
        milliseconds.map { Date(timeIntervalSince1970: Double($0) / 1_000).roundedToMilliseconds }
    }

    static func milliseconds(_ date: Date) -> Int64 { Int64((date.timeIntervalSince1970 * 1_000).rounded()) }

    /// Makes the change of one entry, dated as the entry is.
    static func make(_ change: PeopleChange, dated time: Date, in db: Database) throws {
        switch change {
        case .user(let kept):
            let values: [any DatabaseValueConvertible] = [kept.record.id.description, kept.record.phone.description]
            try insert(kept, "person (id, phone, record)", values, else: .phoneTaken, in: db)
        case .appointment(let kept):
            let values: [any DatabaseValueConvertible] = [kept.record.id.description, kept.record.user.description]
            try insert(kept, "appointment (id, person, record)", values, in: db)
        case .appointmentEnded(let id): try end("appointment", "ended", id, at: time, in: db)
        case .company(let kept):
            let record = kept.record
            let values: [any DatabaseValueConvertible] = [
                record.id.description, record.number.description, record.revision,
            ]
            try insert(kept, "company (id, number, revision, record)", values, else: .companyListed, in: db)
        case .assignment(let kept):
            let record = kept.record
            let values: [any DatabaseValueConvertible] = [
                record.id.description, record.cabinet.description, record.company.description,
            ]
            try insert(kept, "assignment (id, cabinet, company, record)", values, in: db)
        case .assignmentEnded(let id): try end("assignment", "ended", id, at: time, in: db)
        case .grant(let kept): try add(kept, in: db)
        case .grantConfirmed(let id): try end("share", "confirmed", id, at: time, in: db)
        case .grantRevoked(let id): try end("share", "revoked", id, at: time, in: db)
        }
    }

    /// Counts the use of a grant.
    static func use(_ grant: Identifier, in db: Database) throws {
        try db.execute(
            sql: """
                UPDATE share SET uses = uses + 1
                WHERE id = ? AND revoked IS NULL AND (most_uses IS NULL OR uses < most_uses)
                """,
            arguments: [grant.description]
        )
        // Somebody else was quicker: revoked, or used up.
        guard db.changesCount == 1 else { throw VaultError.refused(.hidden) }
    }

    /// Inserts values and, in the last column, the record.
    static func insert<Record: Encodable>(
        _ kept: Kept<Record>,
        _ table: String,
        _ values: [any DatabaseValueConvertible],
        else conflict: VaultError.Conflict? = nil,
        in db: Database
    ) throws {
        let marks = Array(repeating: "?", count: values.count + 1).joined(separator: ", ")
        let record = Data(try CanonicalJSON.bytes(of: kept.record))
        let clause = conflict == nil ? "" : " ON CONFLICT DO NOTHING"
        try db.execute(
            sql: "INSERT INTO \(table) VALUES (\(marks))\(clause)",
            arguments: StatementArguments(values + [record])
        )
        if let conflict, db.changesCount == 0 { throw VaultError.conflict(conflict) }
        try need([kept.digest], in: db)
    }

    /// Dates what happens once.
    static func end(
        _ table: String,
        _ column: String,
        _ id: Identifier,
        at time: Date,
        in db: Database
    ) throws {
        try db.execute(
            sql: "UPDATE \(table) SET \(column) = ? WHERE id = ? AND \(column) IS NULL",
            arguments: [milliseconds(time), id.description]
        )
        guard db.changesCount == 1 else { throw VaultError.unknown(id.description) }
    }

    private static func add(_ kept: Kept<GrantRecord>, in db: Database) throws {
        let record = kept.record
        var (person, number, secret): (String?, String?, Data?)
        switch record.grantee {
        case .user(let user): person = user.description
        case .counterparty(let party): number = party.description
        case .link(let digest): secret = Fingerprint(hexadecimal: digest).map { Data($0.bytes) }
        }
        try db.execute(
            sql: """
                INSERT INTO share (id, cabinet, document, person, number, secret, most_uses, confirmed, record)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                record.id.description, record.cabinet.description, record.document?.description, person, number,
                secret, record.maximumUses, record.isConfirmed ? milliseconds(record.given) : nil,
                Data(try CanonicalJSON.bytes(of: record)),
            ]
        )
        try need([kept.digest], in: db)
    }
}

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
package import SandyqAgreement

/// A person who may act in the vault.
package struct UserRecord: Hashable, Sendable, Codable {
    package private(set) var schema = "sandyq.user/1"
    package let id: Identifier
    /// The main identifier (3.2).
    package let phone: PhoneNumber
    package let name: String
    /// Parties the person has been found to speak for: the own IIN, and the BIN of an organisation.
    package let numbers: Set<PartyNumber>

    package init(id: Identifier, phone: PhoneNumber, name: String, numbers: Set<PartyNumber>) {
        self.id = id
        self.phone = phone
        self.name = name
        self.numbers = numbers
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(schema, forKey: .schema)
        try container.encode(id, forKey: .id)
        try container.encode(phone, forKey: .phone)
        try container.encode(name, forKey: .name)
        // A set has no order of its own, and one record has one SHA-256.
        try container.encode(numbers.sorted(), forKey: .numbers)
    }
}

/// What a user is to a cabinet or to the vault, who said so, and until when (3.4).
package struct AppointmentRecord: Hashable, Sendable, Codable {
    package private(set) var schema = "sandyq.appointment/1"
    package let id: Identifier
    package let user: Identifier
    package let role: Role
    package let from: Date
    package let until: Date?
    package let appointedBy: Identifier
    /// When it was ended before its time; at once and for good.
    package var ended: Date?

    package init(id: Identifier, user: Identifier, role: Role, from: Date, until: Date?, appointedBy: Identifier) {
        self.id = id
        self.user = user
        self.role = role
        self.from = from
        self.until = until
        self.appointedBy = appointedBy
    }

    var appointment: Appointment { Appointment(role, term: Term(from: from, until: until, revoked: ended)) }
}

/// An outsourcing company as one revision of the register lists it (1.3, annex 1).
package struct CompanyRecord: Hashable, Sendable, Codable {
    package private(set) var schema = "sandyq.company/1"
    package let id: Identifier
    package let number: PartyNumber
    package let name: String
    /// The revision of the register that added it.
    package let revision: Int
    /// The day the revision was approved.
    package let approved: CalendarDate
    /// Who approved it.
    package let approver: String

    package init(
        id: Identifier,
        number: PartyNumber,
        name: String,
        revision: Int,
        approved: CalendarDate,
        approver: String
    ) {
        self.id = id
        self.number = number
        self.name = name
        self.revision = revision
        self.approved = approved
        self.approver = approver
    }
}

/// A cabinet given into an outsourcing company's care.
package struct AssignmentRecord: Hashable, Sendable, Codable {
    package private(set) var schema = "sandyq.assignment/1"
    package let id: Identifier
    package let cabinet: Identifier
    package let company: Identifier
    package let from: Date
    package let until: Date?
    package var ended: Date?

    package init(id: Identifier, cabinet: Identifier, company: Identifier, from: Date, until: Date?) {
        self.id = id
        self.cabinet = cabinet
        self.company = company
        self.from = from
        self.until = until
    }

    var assignment: CabinetFacts.Assignment {
        CabinetFacts.Assignment(company: company, term: Term(from: from, until: until, revoked: ended))
    }
}

import Foundation
import SandyqAgreement

/// The people and places of the tests.
enum Cast {
    static func id(_ number: UInt64) -> Identifier {
        Identifier(milliseconds: number, chance: [UInt8](repeating: 0, count: 10))
    }

    static let cabinet = id(1)
    static let otherCabinet = id(2)
    static let company = id(3)
    static let document = id(4)
    static let otherDocument = id(5)
    static let thread = id(6)
    static let main = id(10)
    static let full = id(11)
    static let limited = id(12)
    static let guest = id(13)
    static let revision = id(20)
    static let nextRevision = id(21)
    static let objection = id(22)

    static let noon = date("2026-05-04T12:00:00Z")

    static func date(_ text: String) -> Date {
        (try? Date(text, strategy: .iso8601)) ?? .distantPast
    }

    static func day(_ text: String) -> CalendarDate {
        CalendarDate(text) ?? CalendarDate(of: .distantPast)
    }

    static func number(_ text: String) -> PartyNumber? { PartyNumber(text) }
}

extension Cast {
    /// An object of the cabinet whose terms are accepted, unless said otherwise.
    static func object(
        _ target: ObjectFacts.Target = .document(document, folder: FolderPath("2026/acts"), kind: .completionAct),
        standing: CabinetFacts.Standing = .active,
        accepted: Bool = true,
        assignedUntil: Date? = nil
    ) -> ObjectFacts {
        let assignment = CabinetFacts.Assignment(company: company, term: Term(until: assignedUntil))
        let facts = CabinetFacts(
            id: cabinet,
            standing: standing,
            termsAccepted: accepted,
            assignments: [assignment]
        )
        return ObjectFacts(cabinet: facts, target: target)
    }

    static func subject(_ user: Identifier, _ role: Role, _ term: Term = Term()) -> Subject {
        Subject(user: user, appointments: [Appointment(role, term: term)])
    }

    static let mainUser = subject(main, .mainUser(cabinet: cabinet))
    static let fullUser = subject(full, .fullUser(cabinet: cabinet))
}

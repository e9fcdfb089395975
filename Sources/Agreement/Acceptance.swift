#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// One revision of the offer, the agreement or the privacy policy.
package struct Revision: Hashable, Sendable, Codable {
    package let id: Identifier
    /// Which of them it is a revision of.
    package let text: Text
    package let number: Int
    package let published: Date
    /// The day it enters into force.
    package let effective: CalendarDate

    package init(id: Identifier, text: Text, number: Int, published: Date, effective: CalendarDate) {
        self.id = id
        self.text = text
        self.number = number
        self.published = published
        self.effective = effective
    }

    /// The texts a Partner accepts before use (1.9).
    package enum Text: String, Hashable, Sendable, Codable, CaseIterable {
        case offer
        case agreement
        case privacyPolicy = "privacy-policy"
    }

    /// Who does not object within ten calendar days of its entry into force has accepted it (2.5): the day of the event
    /// is not counted, and the last day ends at 24:00 in Almaty.
    package var deadline: Date { effective.adding(days: 10).end }

    func isInForce(at moment: Date) -> Bool { published <= moment && effective.start <= moment }
}

/// What a Partner said to a revision.
package struct PartnerAnswer: Hashable, Sendable, Codable {
    package let revision: Identifier
    package let time: Date
    package let kind: Kind

    package init(to revision: Identifier, _ kind: Kind, at time: Date) {
        self.revision = revision
        self.kind = kind
        self.time = time
    }

    package enum Kind: Hashable, Sendable, Codable {
        case accepted
        /// A written objection, which is a filed document.
        case objected(document: Identifier)
    }
}

/// Whether the revision in force binds a Partner; computed from dates, never set by a job.
package enum Acceptance: Hashable, Sendable, Codable {
    case accepted(revision: Identifier, at: Date)
    /// Nobody objected until the deadline.
    case deemed(revision: Identifier, at: Date)
    /// An earlier revision is accepted, and the time to object to the new one runs.
    case pending(revision: Identifier, until: Date)
    case objected(revision: Identifier, document: Identifier, at: Date)
    /// No revision was ever accepted, so none can be deemed to be.
    case missing(revision: Identifier)
    /// No revision is in force.
    case nothingInForce

    /// What a Partner's answers make of the revisions of one text at a moment.
    package init(of revisions: [Revision], answers: [PartnerAnswer], at moment: Date) {
        let inForce = revisions.filter { $0.isInForce(at: moment) }.sorted { $0.number < $1.number }
        guard let current = inForce.last else {
            self = .nothingInForce
            return
        }
        let given = answers.filter { $0.time <= moment }
        var isBound = false
        for revision in inForce.dropLast() {
            switch Self.status(of: revision, given, boundBefore: isBound, at: moment) {
            case .accepted, .deemed, .pending: isBound = true
            case .objected: isBound = false
            case .missing, .nothingInForce: break
            }
        }
        self = Self.status(of: current, given, boundBefore: isBound, at: moment)
    }

    private static func status(
        of revision: Revision,
        _ answers: [PartnerAnswer],
        boundBefore: Bool,
        at moment: Date
    ) -> Acceptance {
        let own = answers.filter { $0.revision == revision.id }.sorted { $0.time < $1.time }
        // Whichever came last counts: who objects and then accepts has accepted, but not the other way round.
        if let accepted = own.first(where: { $0.kind == .accepted }) {
            return .accepted(revision: revision.id, at: accepted.time)
        }
        guard boundBefore else { return .missing(revision: revision.id) }
        for answer in own where answer.time < revision.deadline {
            if case .objected(let document) = answer.kind {
                return .objected(revision: revision.id, document: document, at: answer.time)
            }
        }
        return moment < revision.deadline
            ? .pending(revision: revision.id, until: revision.deadline)
            : .deemed(revision: revision.id, at: revision.deadline)
    }

    /// Whether the cabinet may be used: what was accepted before binds on while the time to object runs, and where the
    /// Operator has published nothing there is nothing to accept.
    package var permitsUse: Bool {
        switch self {
        case .accepted, .deemed, .pending, .nothingInForce: true
        case .objected, .missing: false
        }
    }
}

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// How long a document must be kept at least, and from when the time runs.
package struct Retention: Hashable, Sendable, Codable {
    package let category: Category
    package let trigger: Trigger
    package let minimumYears: Int

    package init(category: Category, trigger: Trigger, minimumYears: Int) {
        self.category = category
        self.trigger = trigger
        self.minimumYears = minimumYears
    }

    /// Why it must be kept; raw values are those of records and answers.
    package enum Category: String, Hashable, Sendable, Codable, CaseIterable {
        /// Accounting and tax documents.
        case accounting
        /// Records of the office and of calls (3.6).
        case mediaRecord = "media-record"
        /// Consents of persons to the processing of their data.
        case consent
        /// Nothing lays down how long.
        case unregulated
    }

    /// What the time runs from.
    package enum Trigger: Hashable, Sendable, Codable {
        /// The calendar year a document belongs to; the time runs from the year after it.
        case taxPeriod(year: Int)
        case created(CalendarDate)
        /// The end of the processing a consent is for; nil while it lasts.
        case processingEnded(CalendarDate?)
        /// Nothing was laid down, so no time runs out.
        case none
    }

    /// The retention the agreement and the law lay down for a kind of document (DOMAIN: retention).
    ///
    /// - Parameters:
    ///   - kind: What the document is.
    ///   - date: The document's own date; for a media record the day of the recording.
    ///   - processingEnded: For a consent, the day the processing ended.
    package init(of kind: DocumentKind, dated date: CalendarDate?, processingEnded: CalendarDate? = nil) {
        switch kind {
        case _ where kind.isAccounting:
            category = .accounting
            trigger = date.map { .taxPeriod(year: $0.year) } ?? .none
            minimumYears = 5
        case .mediaRecord:
            category = .mediaRecord
            trigger = date.map { .created($0) } ?? .none
            minimumYears = 5
        case .consent:
            category = .consent
            trigger = .processingEnded(processingEnded)
            minimumYears = Self.limitationYears
        default:
            category = .unregulated
            trigger = .none
            minimumYears = 0
        }
    }

    /// The general limitation period (Civil Code article 178).
    private static let limitationYears = 3

    /// The first moment at which the minimum is over; nil: it is not known to end.
    package var end: Date? {
        switch trigger {
        case .taxPeriod(let year): CalendarDate(year: year + 1 + minimumYears, month: 1, day: 1)?.start
        case .created(let date): date.adding(years: minimumYears).end
        case .processingEnded(let date): date?.adding(years: minimumYears).end
        case .none: nil
        }
    }

    /// The first day of the term; nil: it has not begun, or there is none.
    package var start: CalendarDate? {
        switch trigger {
        case .taxPeriod(let year): CalendarDate(year: year + 1, month: 1, day: 1)
        case .created(let date): date
        case .processingEnded(let date): date
        case .none: nil
        }
    }

    /// The retention of a document with several versions, the newest last; nil: there are none.
    ///
    /// The newest version says what the document is, but no new version makes a term that ran shorter.
    package static func governing(_ versions: [Retention]) -> Retention? {
        guard let newest = versions.last else { return nil }
        guard let end = newest.end else { return newest }
        let longest = versions.max { ($0.end ?? end) < ($1.end ?? end) }
        return longest.flatMap { ($0.end ?? end) > end ? $0 : nil } ?? newest
    }
}

/// A legal hold: what it lies on is not destroyed.
package struct Hold: Hashable, Sendable, Codable {
    package let id: Identifier
    package let reason: String
    package var term: Term

    package init(id: Identifier, reason: String, term: Term) {
        self.id = id
        self.reason = reason
        self.term = term
    }
}

/// Whether a document may be destroyed; nothing is destroyed because it may be.
package enum Destruction: Hashable, Sendable, Codable {
    case permitted
    case held([Identifier])
    case tooEarly(until: Date)
    /// No term was laid down, so somebody must say in the act that there is none.
    case noTermKnown

    package init(of retention: Retention, holds: [Hold], at moment: Date) {
        let holding = holds.filter { $0.term.covers(moment) }.map(\.id)
        guard holding.isEmpty else {
            self = .held(holding)
            return
        }
        guard let end = retention.end else {
            self = .noTermKnown
            return
        }
        self = moment < end ? .tooEarly(until: end) : .permitted
    }
}

/// An act of destruction: one person prepares it, another approves it.
package enum ActApproval: Hashable, Sendable, Codable {
    case approved
    case samePerson

    package init(preparedBy preparer: Identifier, approvedBy approver: Identifier) {
        self = preparer == approver ? .samePerson : .approved
    }
}

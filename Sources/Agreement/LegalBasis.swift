#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A legal act quoted in an argument: data with effective dates, chosen by the document's day.
package struct LegalBasis: Hashable, Sendable, Codable {
    /// Its version's name, kept with every argument that quotes it.
    package let id: String
    package let basis: Basis
    package let effectiveFrom: CalendarDate
    /// The last day; nil while it is in force.
    package let effectiveThrough: CalendarDate?
    /// Its words, by language tag.
    package let citation: [String: String]

    /// What significance can rest on.
    package enum Basis: String, Hashable, Sendable, Codable {
        case cabinet
        case eds
    }

    /// The act in force on a day; nil when the catalogue has none.
    package static func inForce(on day: CalendarDate, for basis: Basis) -> LegalBasis? {
        all.first { act in
            act.basis == basis && act.effectiveFrom <= day && act.effectiveThrough.map { day <= $0 } ?? true
        }
    }

    /// Every act known, read from law.json.
    package static let all: [LegalBasis] =
        (try? JSONDecoder().decode([LegalBasis].self, from: Data(PackageResources.law_json))) ?? []
}

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
package import SandyqAgreement

/// A revision of the offer, the agreement or the privacy policy, as it was published (2.3).
package struct RevisionRecord: Hashable, Sendable, Codable {
    package private(set) var schema = "sandyq.revision/1"
    package let id: Identifier
    package let text: Revision.Text
    /// Counted from 1 for each text.
    package let number: Int
    package let published: Date
    /// The day it enters into force.
    package let effective: CalendarDate
    /// SHA-256 of the words, a blob, by language: `kk`, `ru`, `en`.
    package let words: [String: String]

    package init(
        id: Identifier,
        text: Revision.Text,
        number: Int,
        published: Date,
        effective: CalendarDate,
        words: [String: String]
    ) {
        self.id = id
        self.text = text
        self.number = number
        self.published = published
        self.effective = effective
        self.words = words
    }

    package var revision: Revision {
        Revision(id: id, text: text, number: number, published: published, effective: effective)
    }
}

/// What a Partner said to a revision, and of exactly which words (1.9, 2.5).
package struct AnswerRecord: Hashable, Sendable, Codable {
    package private(set) var schema = "sandyq.answer/1"
    package let id: Identifier
    package let cabinet: Identifier
    package let revision: Identifier
    package let user: Identifier
    package let time: Date
    /// A written objection, which is a filed document; nil: it is accepted.
    package let objection: Identifier?
    /// The language of the words that were shown, and their SHA-256.
    package let language: String
    package let sha256: String
    /// Where it was said: `terminal`, or an address.
    package let origin: String

    package init(
        id: Identifier,
        cabinet: Identifier,
        revision: Identifier,
        user: Identifier,
        time: Date,
        objection: Identifier?,
        language: String,
        sha256: String,
        origin: String
    ) {
        self.id = id
        self.cabinet = cabinet
        self.revision = revision
        self.user = user
        self.time = time
        self.objection = objection
        self.language = language
        self.sha256 = sha256
        self.origin = origin
    }

    package var answer: PartnerAnswer {
        PartnerAnswer(to: revision, objection.map { .objected(document: $0) } ?? .accepted, at: time)
    }
}

/// A cabinet's standing as it was changed, and why (1.12, 5.6).
package struct StandingRecord: Hashable, Sendable, Codable {
    package private(set) var schema = "sandyq.standing/1"
    package let cabinet: Identifier
    package let standing: CabinetFacts.Standing
    package let ground: String
    package let time: Date

    package init(cabinet: Identifier, standing: CabinetFacts.Standing, ground: String, time: Date) {
        self.cabinet = cabinet
        self.standing = standing
        self.ground = ground
        self.time = time
    }
}

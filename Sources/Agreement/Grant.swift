#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// A permission one person gave another to see something.
package struct Grant: Hashable, Sendable, Codable {
    package let id: Identifier
    package let cabinet: Identifier
    /// Who gave it; it dies with this person's own right.
    package let grantor: Identifier
    package let grantee: Grantee
    package let object: Object
    /// Never more than ``Right/grantable``.
    package let rights: Set<Right>
    package var term: Term
    /// Nil: any number.
    package let maximumUses: Int?
    package var uses: Int
    package let needsPassphrase: Bool
    package let reason: String?
    /// Who performs the function in the outsourcing company's place (1.13).
    package let contractor: String?
    /// When the main user confirmed it; a grant by anybody else is a proposal until then.
    package var confirmed: Date?

    package init(
        id: Identifier,
        cabinet: Identifier,
        grantor: Identifier,
        grantee: Grantee,
        object: Object,
        rights: Set<Right>,
        term: Term,
        maximumUses: Int? = nil,
        uses: Int = 0,
        needsPassphrase: Bool = false,
        reason: String? = nil,
        contractor: String? = nil,
        confirmed: Date? = nil
    ) {
        self.id = id
        self.cabinet = cabinet
        self.grantor = grantor
        self.grantee = grantee
        self.object = object
        self.rights = rights.intersection(Right.grantable)
        self.term = term
        self.maximumUses = maximumUses
        self.uses = uses
        self.needsPassphrase = needsPassphrase
        self.reason = reason
        self.contractor = contractor
        self.confirmed = confirmed
    }

    package enum Grantee: Hashable, Sendable, Codable {
        case user(Identifier)
        case counterparty(PartyNumber)
        /// Whoever has the secret.
        case link
    }

    package enum Object: Hashable, Sendable, Codable {
        case document(Identifier)
        case folder(FolderPath)
        case thread(Identifier)

        func contains(_ target: ObjectFacts.Target) -> Bool {
            switch (self, target) {
            case (.document(let own), .document(let other, _, _)): own == other
            case (.folder(let own), .document(_, let place, _)): own.contains(place)
            case (.folder(let own), .folder(let place)): own.contains(place)
            case (.thread(let own), .thread(let other)): own == other
            default: false
            }
        }
    }

    /// Whether it speaks of this subject, right, object and moment; what its grantor may do is another question.
    func names(_ subject: Subject, _ right: Right, _ object: ObjectFacts, at moment: Date) -> Bool {
        guard object.cabinet.id == cabinet, self.object.contains(object.target), rights.contains(right),
            term.covers(moment), maximumUses.map({ uses < $0 }) ?? true,
            !needsPassphrase || subject.passphrases.contains(id)
        else { return false }
        return switch grantee {
        case .user(let user): subject.user == user
        case .counterparty(let number): subject.numbers.contains(number)
        case .link: subject.links.contains(id)
        }
    }
}

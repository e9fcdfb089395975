/// What somebody may ask to do.
package enum Right: String, Hashable, Sendable, Codable, CaseIterable {
    case view
    case download
    case comment
    case sign
    case file
    case message
    /// Letting somebody else see a document.
    case share
    /// Asking the Partner for documents.
    case request
    case acceptTerms = "accept-terms"
    case appointUsers = "appoint-users"
    case admitCounterparties = "admit-counterparties"
    case changeMainIdentifier = "change-main-identifier"
    /// Registering Partners, restricting access, holds and destruction: the Operator's own work.
    case administer
    /// Reading the audit log.
    case audit

    /// Rights a grant can pass on (DOMAIN: sharing grants).
    package static let grantable: Set<Right> = [.view, .download, .comment, .sign]

    /// Whether nothing is changed by it.
    package var isReading: Bool { self == .view || self == .download || self == .audit }
}

/// A right of a user whose access is limited, and what it extends to.
package struct Scope: Hashable, Sendable, Codable {
    package let permission: Permission
    package let area: Area

    package init(_ permission: Permission, in area: Area = .everything) {
        self.permission = permission
        self.area = area
    }

    package enum Permission: String, Hashable, Sendable, Codable, CaseIterable {
        case read
        case file
        case message
        case sign
        case share

        /// The rights that make it up.
        package var rights: Set<Right> {
            switch self {
            case .read: [.view, .download]
            case .file: [.file]
            case .message: [.message, .comment]
            case .sign: [.sign]
            case .share: [.share]
            }
        }
    }

    package enum Area: Hashable, Sendable, Codable {
        case everything
        /// A folder and those in it.
        case folder(FolderPath)
        case kind(DocumentKind)

        /// Whether an object lies in it.
        func contains(_ target: ObjectFacts.Target) -> Bool {
            switch (self, target) {
            case (.everything, _): true
            case (.folder(let folder), .document(_, let place, _)): folder.contains(place)
            case (.folder(let folder), .folder(let place)): folder.contains(place)
            case (.kind(let kind), .document(_, _, let own)): kind == own
            default: false
            }
        }
    }
}

/// Where a document lies in its cabinet: names from the top down.
package struct FolderPath: Hashable, Sendable, Codable, CustomStringConvertible {
    package let names: [String]

    /// Splits at `/`; empty names do not count.
    package init(_ text: String = "") { names = text.split(separator: "/").map { String($0) } }

    /// `2026/contracts`.
    package var description: String { names.joined(separator: "/") }

    /// Whether another folder is this one or in it.
    package func contains(_ other: FolderPath) -> Bool { other.names.starts(with: names) }
}

/// What somebody is to a cabinet or to the vault.
package enum Role: Hashable, Sendable, Codable {
    case mainUser(cabinet: Identifier)
    /// An additional user with full access.
    case fullUser(cabinet: Identifier)
    case limitedUser(cabinet: Identifier, scopes: Set<Scope>)
    /// Sees the cabinets assigned to the company, while they are.
    case accountant(company: Identifier)
    /// The Operator's back office.
    case backOffice
    case auditor
    /// A Partner's system with a key of its own.
    case system(cabinet: Identifier, scopes: Set<Scope>)
}

/// A role and the time it holds.
package struct Appointment: Hashable, Sendable, Codable {
    package let role: Role
    package var term: Term

    package init(_ role: Role, term: Term = Term()) {
        self.role = role
        self.term = term
    }
}

/// Who asks.
package struct Subject: Hashable, Sendable {
    /// Nil for whoever opens a link.
    package let user: Identifier?
    package var appointments: [Appointment]
    /// Numbers of parties this session has shown to speak for.
    package var numbers: Set<PartyNumber>
    /// Grants whose link secret was presented.
    package var links: Set<Identifier>
    /// Grants whose passphrase was presented.
    package var passphrases: Set<Identifier>

    package init(
        user: Identifier?,
        appointments: [Appointment] = [],
        numbers: Set<PartyNumber> = [],
        links: Set<Identifier> = [],
        passphrases: Set<Identifier> = []
    ) {
        self.user = user
        self.appointments = appointments
        self.numbers = numbers
        self.links = links
        self.passphrases = passphrases
    }
}

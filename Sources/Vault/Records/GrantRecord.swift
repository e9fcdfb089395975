#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
package import SandyqAgreement

/// A grant as it was given; uses, confirmation and revocation are entries of the log that come after it.
package struct GrantRecord: Hashable, Sendable, Codable {
    package private(set) var schema = "sandyq.grant/1"
    package let id: Identifier
    package let cabinet: Identifier
    package let grantor: Identifier
    package let grantee: Grantee
    package let document: Identifier?
    package let folder: FolderPath?
    /// In the order of their names.
    package let rights: [Right]
    package let given: Date
    package let until: Date?
    package let maximumUses: Int?
    package let passphrase: PasswordHash?
    package let reason: String?
    package let contractor: String?
    /// Whether the grantor could give it alone; else it is a proposal.
    package let isConfirmed: Bool

    /// To whom.
    package enum Grantee: Hashable, Sendable, Codable {
        case user(Identifier)
        case counterparty(PartyNumber)
        /// SHA-256 of the secret, which nobody keeps.
        case link(secret: String)
    }

    package init(
        id: Identifier,
        cabinet: Identifier,
        grantor: Identifier,
        grantee: Grantee,
        object: SharedObject,
        rights: Set<Right>,
        given: Date,
        until: Date?,
        maximumUses: Int?,
        passphrase: PasswordHash?,
        reason: String?,
        contractor: String?,
        isConfirmed: Bool
    ) {
        self.id = id
        self.cabinet = cabinet
        self.grantor = grantor
        self.grantee = grantee
        switch object {
        case .document(let document): (self.document, folder) = (document, nil)
        case .folder(let path): (document, folder) = (nil, path)
        }
        self.rights = rights.intersection(Right.grantable).sorted { $0.rawValue < $1.rawValue }
        self.given = given
        self.until = until
        self.maximumUses = maximumUses
        self.passphrase = passphrase
        self.reason = reason
        self.contractor = contractor
        self.isConfirmed = isConfirmed
    }
}

/// What can be shared.
package enum SharedObject: Hashable, Sendable {
    case document(Identifier)
    case folder(FolderPath)
}

/// A grant with what has become of it.
package struct GrantState: Hashable, Sendable {
    package let record: GrantRecord
    package let uses: Int
    package let confirmed: Date?
    package let revoked: Date?

    package init(record: GrantRecord, uses: Int, confirmed: Date?, revoked: Date?) {
        self.record = record
        self.uses = uses
        self.confirmed = confirmed
        self.revoked = revoked
    }

    /// As access judges it; nil: it names nothing.
    var grant: Grant? {
        let object: Grant.Object
        if let document = record.document {
            object = .document(document)
        } else if let folder = record.folder {
            object = .folder(folder)
        } else {
            return nil
        }
        let grantee: Grant.Grantee =
            switch record.grantee {
            case .user(let user): .user(user)
            case .counterparty(let number): .counterparty(number)
            case .link: .link
            }
        return Grant(
            id: record.id,
            cabinet: record.cabinet,
            grantor: record.grantor,
            grantee: grantee,
            object: object,
            rights: Set(record.rights),
            term: Term(from: record.given, until: record.until, revoked: revoked),
            maximumUses: record.maximumUses,
            uses: uses,
            needsPassphrase: record.passphrase != nil,
            reason: record.reason,
            contractor: record.contractor,
            confirmed: confirmed
        )
    }
}

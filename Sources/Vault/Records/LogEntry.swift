#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
package import SandyqAgreement

/// One line of the audit log: who did what to what, and when.
///
/// Names and contents stay in manifests, which can be erased.
package struct LogEntry: Hashable, Sendable, Codable {
    package private(set) var schema = "sandyq.log/1"
    /// Counted from 0.
    package var position: Int
    package let time: Date
    /// The user, or the vault's own custodian.
    package let actor: Identifier
    package let action: Action
    /// What it was done to.
    package let object: Identifier
    package var cabinet: Identifier?
    /// SHA-256 of the record that says everything else.
    package var manifest: String?
    /// The grant that allowed it.
    package var grant: Identifier?
    /// Where the action came from: `terminal`, or an address.
    package var origin: String
    /// The session it was done in; nil: in none.
    package var session: Identifier?
    package var outcome: Outcome

    package init(
        position: Int = 0,
        time: Date,
        actor: Identifier,
        action: Action,
        object: Identifier,
        cabinet: Identifier? = nil,
        manifest: String? = nil,
        grant: Identifier? = nil,
        origin: String = "terminal",
        session: Identifier? = nil,
        outcome: Outcome = .done
    ) {
        self.position = position
        self.time = time
        self.actor = actor
        self.action = action
        self.object = object
        self.cabinet = cabinet
        self.manifest = manifest
        self.grant = grant
        self.origin = origin
        self.session = session
        self.outcome = outcome
    }

    /// Everything that is logged; raw values never change their meaning.
    package enum Action: String, Hashable, Sendable, Codable, CaseIterable {
        case vaultCreated = "vault.created"
        case cabinetOpened = "cabinet.opened"
        case cabinetsListed = "cabinets.listed"
        case cabinetViewed = "cabinet.viewed"
        case documentFiled = "document.filed"
        /// A detached signature was added.
        case documentSigned = "document.signed"
        /// It was verified anew.
        case documentVerified = "document.verified"
        case documentViewed = "document.viewed"
        case documentRead = "document.read"
        case documentExported = "document.exported"
        case documentsListed = "documents.listed"
        case documentsSearched = "documents.searched"
        case userAdded = "user.added"
        case userAppointed = "user.appointed"
        case appointmentEnded = "appointment.ended"
        case companyListed = "company.listed"
        case cabinetAssigned = "cabinet.assigned"
        case assignmentEnded = "assignment.ended"
        case grantGiven = "grant.given"
        case grantConfirmed = "grant.confirmed"
        case grantRevoked = "grant.revoked"
        case grantsListed = "grants.listed"
        case linkOpened = "link.opened"
        case revisionPublished = "revision.published"
        case termsAccepted = "terms.accepted"
        case termsObjected = "terms.objected"
        case standingChanged = "cabinet.standing-changed"
        case threadOpened = "thread.opened"
        case threadsListed = "threads.listed"
        case threadRead = "thread.read"
        case messageSent = "message.sent"
        case messageDelivered = "message.delivered"
        case messageAcknowledged = "message.acknowledged"
        case holdPlaced = "hold.placed"
        case holdRemoved = "hold.removed"
        case keyRotated = "vault.key-rotated"
        case destructionPrepared = "destruction.prepared"
        case destructionApproved = "destruction.approved"
        case sessionOpened = "session.opened"
        case sessionEnded = "session.ended"
        case checkpointStamped = "checkpoint.stamped"
    }

    package enum Outcome: String, Hashable, Sendable, Codable {
        case done
        case refused
    }
}

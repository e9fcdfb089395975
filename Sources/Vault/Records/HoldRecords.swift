#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
package import SandyqAgreement

/// A legal hold as it was placed on a document.
package struct HoldRecord: Hashable, Sendable, Codable {
    package private(set) var schema = "sandyq.hold/1"
    package let id: Identifier
    package let document: Identifier
    package let cabinet: Identifier
    package let reason: String
    package let placedBy: Identifier
    package let placed: Date

    package init(
        id: Identifier,
        document: Identifier,
        cabinet: Identifier,
        reason: String,
        placedBy: Identifier,
        placed: Date
    ) {
        self.id = id
        self.document = document
        self.cabinet = cabinet
        self.reason = reason
        self.placedBy = placedBy
        self.placed = placed
    }
}

/// The end of a hold.
package struct HoldRemoval: Hashable, Sendable, Codable {
    package private(set) var schema = "sandyq.hold-removal/1"
    package let hold: Identifier
    package let removedBy: Identifier
    package let removed: Date

    package init(hold: Identifier, removedBy: Identifier, removed: Date) {
        self.hold = hold
        self.removedBy = removedBy
        self.removed = removed
    }
}

/// A hold and, when it was removed, its end.
package struct HoldState: Hashable, Sendable {
    package let record: HoldRecord
    package let removal: HoldRemoval?

    package init(record: HoldRecord, removal: HoldRemoval?) {
        self.record = record
        self.removal = removal
    }

    /// What decides whether a document may be destroyed.
    package var hold: Hold {
        Hold(id: record.id, reason: record.reason, term: Term(from: record.placed, revoked: removal?.removed))
    }
}

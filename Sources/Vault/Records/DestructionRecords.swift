#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
package import SandyqAgreement
internal import SandyqValidation

/// An act of destruction: what goes and why, prepared by one person.
///
/// Once another approves it, it is all that is left of the documents it names.
package struct DestructionAct: Hashable, Sendable, Codable {
    package private(set) var schema = "sandyq.destruction-act/1"
    package let id: Identifier
    package let ground: String
    package let preparedBy: Identifier
    package let prepared: Date
    package let items: [Item]

    package init(id: Identifier, ground: String, preparedBy: Identifier, prepared: Date, items: [Item]) {
        self.id = id
        self.ground = ground
        self.preparedBy = preparedBy
        self.prepared = prepared
        self.items = items
    }

    /// One document.
    package struct Item: Hashable, Sendable, Codable {
        package let document: Identifier
        package let cabinet: Identifier
        package let retention: Retention
        /// When its retention ended; nil: none was laid down, and the preparer said so.
        package let retentionEnd: Date?
        /// Every version, oldest first.
        package let versions: [Version]

        package init(
            document: Identifier,
            cabinet: Identifier,
            retention: Retention,
            versions: [Version]
        ) {
            self.document = document
            self.cabinet = cabinet
            self.retention = retention
            retentionEnd = retention.end
            self.versions = versions
        }
    }

    /// What stays known of one version: nothing that says what was in it.
    package struct Version: Hashable, Sendable, Codable {
        package let number: Int
        package let kind: DocumentKind
        /// The document's own date.
        package let date: CalendarDate?
        package let sha256: String
        package let size: Int
        package let filedBy: Identifier
        package let filed: Date
        package let logPosition: Int
        /// SHA-256 of its manifest.
        package let manifest: String
        /// SHA-256 of everything that goes with it: bytes, report, evidence, manifest.
        package let blobs: [String]
        /// The argument for the moment of filing, as it was frozen.
        package let significance: SignificanceArgument

        /// Takes what stays known of a version, with all that was found of it later.
        package init(of version: DocumentVersion, examined: [Examination]) {
            let manifest = version.manifest
            number = manifest.version
            kind = manifest.description.kind
            date = manifest.description.date
            sha256 = manifest.sha256
            size = manifest.size
            filedBy = manifest.filedBy
            filed = manifest.filed
            logPosition = version.logPosition
            self.manifest = version.digest.description
            let own = examined.filter { $0.record.version == manifest.version }
            let later = own.flatMap { $0.record.blobs + [$0.digest] }
            blobs = (manifest.blobs + [version.digest] + later).map(\.description)
            significance = manifest.significance
        }
    }
}

/// The approval of an act by another person, which is carried out at once.
package struct DestructionApproval: Hashable, Sendable, Codable {
    package private(set) var schema = "sandyq.destruction-approval/1"
    package let act: Identifier
    package let approvedBy: Identifier
    package let approved: Date

    package init(act: Identifier, approvedBy: Identifier, approved: Date) {
        self.act = act
        self.approvedBy = approvedBy
        self.approved = approved
    }
}

/// An act and, when it was carried out, its approval.
package struct ActState: Hashable, Sendable {
    package let act: DestructionAct
    package let approval: DestructionApproval?

    package init(act: DestructionAct, approval: DestructionApproval?) {
        self.act = act
        self.approval = approval
    }
}

/// What is left of a document that was destroyed.
package struct Tombstone: Hashable, Sendable {
    package let item: DestructionAct.Item
    package let act: DestructionAct
    package let approval: DestructionApproval

    package init(item: DestructionAct.Item, act: DestructionAct, approval: DestructionApproval) {
        self.item = item
        self.act = act
        self.approval = approval
    }
}

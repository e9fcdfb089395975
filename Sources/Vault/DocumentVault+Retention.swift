#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
package import SandyqAgreement

/// How long a document must be kept, and whether it may be destroyed.
package struct RetentionStatus: Hashable, Sendable {
    /// The newest version.
    package let version: DocumentVersion
    package let retention: Retention
    /// The holds that lie on it.
    package let holds: [HoldState]
    package let destruction: Destruction

    /// Judges a document by all its versions and the holds ever placed on it; nil: it has no versions.
    init?(versions: [DocumentVersion], holds: [HoldState], at moment: Date) {
        let retentions = versions.map { version in
            Retention(of: version.manifest.description.kind, dated: version.manifest.description.date)
        }
        guard let newest = versions.last, let retention = Retention.governing(retentions) else { return nil }
        version = newest
        self.retention = retention
        self.holds = holds.filter { $0.hold.term.covers(moment) }
        destruction = Destruction(of: retention, holds: holds.map(\.hold), at: moment)
    }
}

extension DocumentVault {
    /// Documents in a page of the listing.
    private static let page = 500

    /// The retention of every document, latest filed first; the look is logged.
    ///
    /// - Parameters:
    ///   - cabinet: Nil: of all cabinets.
    ///   - moment: When it is asked for; nil: now.
    ///   - asker: Who looks; nil: the custodian.
    ///   - use: Is given one after another.
    /// - Throws: `refused`, or what `use` threw.
    package func listRetention(
        in cabinet: Identifier?,
        at moment: Date?,
        by asker: Asker? = nil,
        _ use: (RetentionStatus) throws(VaultError) -> Void
    ) throws(VaultError) {
        let (moment, asker) = (moment ?? ambient.moment(), asker ?? custodian)
        if let cabinet { _ = try pass(asker, .administer, for: .documentsListed, in: cabinet) }
        _ = try log([PendingAction(entry(.documentsListed, on: cabinet ?? configuration.id, in: cabinet, by: asker))])
        let holds = Dictionary(grouping: try index.holds(on: nil), by: \.record.document)
        var query = DocumentQuery(cabinet: cabinet, limit: Self.page)
        while true {
            let found = try index.documents(query)
            for newest in found {
                let id = newest.manifest.document
                _ = try pass(asker, .administer, for: .documentsListed, on: newest, named: id)
                let versions = newest.manifest.version == 1 ? [newest] : try index.versions(of: id)
                guard let status = RetentionStatus(versions: versions, holds: holds[id] ?? [], at: moment) else {
                    continue
                }
                try use(status)
            }
            guard let last = found.last else { return }
            query.before = last.manifest.document
        }
    }
}

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
package import SandyqAgreement
internal import SandyqFiles
internal import SandyqValidation

extension DocumentVault {
    /// Prepares an act that destroys documents; nothing goes before another person approves it.
    ///
    /// - Parameters:
    ///   - documents: Which, with all their versions.
    ///   - ground: Why.
    ///   - includesUnregulated: Whether documents may go for which nothing lays down how long they are kept.
    ///   - asker: Who prepares it; nil: the custodian.
    /// - Returns: The act.
    /// - Throws: `conflict` when a document is held or must still be kept.
    package func prepareDestruction(
        of documents: [Identifier],
        ground: String,
        includesUnregulated: Bool,
        by asker: Asker? = nil
    ) throws(VaultError) -> DestructionAct {
        let asker = asker ?? custodian
        let now = ambient.moment().roundedToMilliseconds
        var items: [DestructionAct.Item] = []
        for document in documents where !items.contains(where: { $0.document == document }) {
            items.append(try item(document, includesUnregulated: includesUnregulated, asker, at: now))
        }
        let act = DestructionAct(
            id: ambient.identifier(),
            ground: ground,
            preparedBy: asker.user ?? configuration.custodian,
            prepared: now,
            items: items
        )
        guard try CanonicalJSON.bytes(of: act).count <= Self.manifestBound else { throw .conflict(.actTooLarge) }
        try keep(act) { manifest in
            PendingAction(
                entry(.destructionPrepared, of: act, by: asker, manifest),
                .act(act, manifest: manifest)
            )
        }
        return act
    }

    private func item(
        _ document: Identifier,
        includesUnregulated: Bool,
        _ asker: Asker,
        at moment: Date
    ) throws(VaultError) -> DestructionAct.Item {
        let versions = try index.versions(of: document)
        try requireLife(of: document, versions, for: .destructionPrepared, asker)
        _ = try pass(asker, .administer, for: .destructionPrepared, on: versions.last, named: document)
        guard let status = RetentionStatus(versions: versions, holds: try index.holds(on: document), at: moment) else {
            throw .unknown(document.description)
        }
        try Self.require(status.destruction, of: document, includesUnregulated: includesUnregulated)
        let examined = try index.examinations(of: document)
        return DestructionAct.Item(
            document: document,
            cabinet: status.version.manifest.cabinet,
            retention: status.retention,
            versions: versions.map { DestructionAct.Version(of: $0, examined: examined) }
        )
    }

    private static func require(
        _ destruction: Destruction,
        of document: Identifier,
        includesUnregulated: Bool
    ) throws(VaultError) {
        switch destruction {
        case .permitted: return
        case .noTermKnown where includesUnregulated: return
        case .noTermKnown: throw .conflict(.termUnknown(document))
        case .held(let holds): throw .conflict(.held(holds))
        case .tooEarly(let end): throw .conflict(.notDue(document, until: end))
        }
    }

    /// Approves an act, which destroys what it names at once and for good.
    ///
    /// - Parameters:
    ///   - id: The act.
    ///   - asker: Who approves it; nil: the custodian. Never who prepared it.
    /// - Returns: The approval.
    /// - Throws: `conflict` when nothing was destroyed: the same person prepared it, a document is held or has changed.
    package func approveDestruction(
        _ id: Identifier,
        by asker: Asker? = nil
    ) throws(VaultError) -> DestructionApproval {
        let asker = asker ?? custodian
        guard let state = try index.act(id) else { throw .unknown(id.description) }
        guard state.approval == nil else { throw .conflict(.actApproved(id)) }
        let act = state.act
        for cabinet in Set(act.items.map(\.cabinet)).sorted() {
            _ = try pass(asker, .administer, for: .destructionApproved, in: cabinet)
        }
        let approver = asker.user ?? configuration.custodian
        guard ActApproval(preparedBy: act.preparedBy, approvedBy: approver) == .approved else {
            _ = try log([PendingAction(entry(.destructionApproved, of: act, by: asker, nil, outcome: .refused))])
            throw .conflict(.samePerson)
        }
        let now = ambient.moment().roundedToMilliseconds
        for item in act.items {
            let holds = try index.holds(on: item.document).map(\.hold)
            let destruction = Destruction(of: item.retention, holds: holds, at: now)
            try Self.require(destruction, of: item.document, includesUnregulated: true)
        }
        let approval = DestructionApproval(act: id, approvedBy: approver, approved: now)
        try keep(approval) { manifest in
            PendingAction(
                entry(.destructionApproved, of: act, by: asker, manifest),
                .destruction(approval, manifest: manifest)
            )
        }
        try eraseDestroyed()
        return approval
    }

    private func entry(
        _ action: LogEntry.Action,
        of act: DestructionAct,
        by asker: Asker,
        _ manifest: Fingerprint?,
        outcome: LogEntry.Outcome = .done
    ) -> LogEntry {
        let cabinets = Set(act.items.map(\.cabinet))
        let cabinet = cabinets.count == 1 ? cabinets.first : nil
        return entry(action, on: act.id, in: cabinet, manifest: manifest, by: asker, outcome: outcome)
    }

    /// What is left of a document that was destroyed; the look is logged.
    ///
    /// - Parameters:
    ///   - document: Which.
    ///   - asker: Who looks; nil: the custodian.
    /// - Returns: Nil: it was not destroyed, or the asker may not know of it.
    /// - Throws: What kept it from being read.
    package func showTombstone(_ document: Identifier, by asker: Asker? = nil) throws(VaultError) -> Tombstone? {
        let asker = asker ?? custodian
        guard let tombstone = try visibleTombstone(of: document, asker) else { return nil }
        _ = try log([PendingAction(entry(.documentViewed, on: document, in: tombstone.item.cabinet, by: asker))])
        return tombstone
    }

    /// The tombstone, as far as the asker might have seen the document.
    private func visibleTombstone(of document: Identifier, _ asker: Asker) throws(VaultError) -> Tombstone? {
        guard let tombstone = try index.tombstone(of: document), let newest = tombstone.item.versions.last else {
            return nil
        }
        let target = ObjectFacts.Target.document(document, folder: FolderPath(), kind: newest.kind)
        guard case .allowed = try decision(for: asker, to: .view, on: target, in: tombstone.item.cabinet) else {
            return nil
        }
        return tombstone
    }

    /// Tells whoever may know of it that a document was destroyed.
    func requireLife(
        of document: Identifier,
        _ versions: [DocumentVersion],
        for action: LogEntry.Action,
        _ asker: Asker
    ) throws(VaultError) {
        guard versions.isEmpty, let tombstone = try visibleTombstone(of: document, asker) else { return }
        let cabinet = tombstone.item.cabinet
        _ = try log([PendingAction(entry(action, on: document, in: cabinet, by: asker, outcome: .refused))])
        throw .destroyed(document, act: tombstone.act.id, at: tombstone.approval.approved)
    }

    /// Erases what acts destroyed, from the blob store and from the index's own files; begun again after a crash.
    func eraseDestroyed() throws(VaultError) {
        let waiting = try index.unerasedBlobs()
        for digest in waiting {
            _ = try reservations.unlessReserved(digest) { () throws(VaultError) in
                guard try index.isUnerased(digest) else { return }
                try blobs.delete(digest)
                try index.noteErased(digest)
                ambient.reached(.erasureNoted)
            }
        }
        guard try index.needsScrubbing() else { return }
        for suffix in ["", "-wal", "-shm"] where Folder.kind(of: folder.formerIndex + suffix) == .file {
            try onFiles { () throws(FileError) in try Folder.remove(folder.formerIndex + suffix) }
        }
        try index.scrub()
        ambient.reached(.indexScrubbed)
    }
}

package import SandyqAgreement

extension DocumentVault {
    /// Places a legal hold on a document: as long as it lasts, nothing of the document is destroyed.
    ///
    /// - Parameters:
    ///   - document: Which.
    ///   - reason: Why.
    ///   - asker: Who places it; nil: the custodian.
    /// - Returns: The hold.
    /// - Throws: `unknown`, `refused`, `destroyed`.
    package func placeHold(
        on document: Identifier,
        reason: String,
        by asker: Asker? = nil
    ) throws(VaultError) -> HoldRecord {
        let (asker, versions) = (asker ?? custodian, try index.versions(of: document))
        try requireLife(of: document, versions, for: .holdPlaced, asker)
        _ = try pass(asker, .administer, for: .holdPlaced, on: versions.last, named: document)
        guard let cabinet = versions.last?.manifest.cabinet else { throw .unknown(document.description) }
        let record = HoldRecord(
            id: ambient.identifier(),
            document: document,
            cabinet: cabinet,
            reason: reason,
            placedBy: asker.user ?? configuration.custodian,
            placed: ambient.moment().roundedToMilliseconds
        )
        try keep(record) { manifest in
            PendingAction(
                entry(.holdPlaced, on: record.id, in: cabinet, manifest: manifest, by: asker),
                .hold(record, manifest: manifest)
            )
        }
        return record
    }

    /// Removes a hold, for good.
    package func removeHold(_ id: Identifier, by asker: Asker? = nil) throws(VaultError) {
        let asker = asker ?? custodian
        guard let hold = try index.hold(id) else { throw .unknown(id.description) }
        let cabinet = hold.record.cabinet
        _ = try pass(asker, .administer, for: .holdRemoved, in: cabinet)
        guard hold.removal == nil else { throw .conflict(.holdRemoved(id)) }
        let removal = HoldRemoval(
            hold: id,
            removedBy: asker.user ?? configuration.custodian,
            removed: ambient.moment().roundedToMilliseconds
        )
        try keep(removal) { manifest in
            PendingAction(
                entry(.holdRemoved, on: id, in: cabinet, manifest: manifest, by: asker),
                .holdRemoval(removal, manifest: manifest)
            )
        }
    }
}

package import SandyqAgreement

extension DocumentVault {
    /// Places a legal hold on a document: as long as it lasts, nothing of the document is destroyed.
    package func placeHold(on document: Identifier, reason: String) throws(VaultError) -> HoldRecord {
        guard let newest = try index.versions(of: document).last else { throw .unknown(document.description) }
        let cabinet = newest.manifest.cabinet
        _ = try pass(custodian, .administer, for: .holdPlaced, in: cabinet)
        let record = HoldRecord(
            id: ambient.identifier(),
            document: document,
            cabinet: cabinet,
            reason: reason,
            placedBy: configuration.custodian,
            placed: ambient.moment().roundedToMilliseconds
        )
        try keep(record) { manifest in
            PendingAction(
                entry(.holdPlaced, on: record.id, in: cabinet, manifest: manifest),
                .hold(record, manifest: manifest)
            )
        }
        return record
    }

    /// Removes a hold, for good.
    package func removeHold(_ id: Identifier) throws(VaultError) {
        guard let hold = try index.hold(id) else { throw .unknown(id.description) }
        guard hold.removal == nil else { throw .conflict(.holdRemoved(id)) }
        let removal = HoldRemoval(
            hold: id,
            removedBy: configuration.custodian,
            removed: ambient.moment().roundedToMilliseconds
        )
        try keep(removal) { manifest in
            PendingAction(
                entry(.holdRemoved, on: id, in: hold.record.cabinet, manifest: manifest),
                .holdRemoval(removal, manifest: manifest)
            )
        }
    }
}

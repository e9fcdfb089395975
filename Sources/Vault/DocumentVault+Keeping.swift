internal import SandyqValidation

extension DocumentVault {
    /// Makes bytes durable and then commits the actions that need them.
    ///
    /// From before the bytes are found to be there already until something needs them, nobody erases them.
    func keep(_ drafts: [any BlobDraft], _ actions: [PendingAction]) throws(VaultError) -> [StoredEntry] {
        var digests: [Fingerprint] = []
        for draft in drafts { digests.append(try draft.seal().digest) }
        let reserved = Reservation(of: digests, in: reservations)
        defer { reserved.end() }
        try blobs.commit(drafts)
        return try log(actions)
    }

    /// Keeps one record as its manifest and commits the action it is of.
    func keep(_ record: some Encodable, _ action: (Fingerprint) -> PendingAction) throws(VaultError) {
        let draft = try blobs.draft(of: try CanonicalJSON.bytes(of: record))
        _ = try keep([draft], [action(try draft.seal().digest)])
    }
}

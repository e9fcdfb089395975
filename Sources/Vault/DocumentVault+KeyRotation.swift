internal import SandyqFiles
internal import SandyqOpenSSL
internal import SandyqValidation

extension DocumentVault {
    /// Puts a new vault key in the place of the present one: every data key, the seal's and the log's are wrapped by it,
    /// and the old key is dropped last.
    ///
    /// A rotation that was interrupted is finished first; then nothing else is done. At every instant between, whatever
    /// is in the vault can be read with the keys that are in the key file.
    ///
    /// - Parameters:
    ///   - path: The vault's folder; no process has it open.
    ///   - given: The vault keys when they are kept elsewhere; of several the first stays, and only what is wrapped is
    ///     changed.
    ///   - ambient: Time and chance.
    ///   - progress: Is told how many blobs were looked at.
    /// - Throws: `conflict` when there is no key to rotate, or it is not here to be changed.
    package static func rotateKey(
        at path: String,
        keys given: VaultKeys?,
        ambient: Ambient,
        progress: (Int) -> Void
    ) throws(VaultError) {
        let folder = VaultFolder(path: path)
        guard try folder.readConfiguration().isEncrypted else { throw .conflict(.nothingEncrypted) }
        if let given, given.isSingle { throw .conflict(.keyKeptElsewhere) }
        // Opened as for any work: what a crash left is finished, and a key that is wrong is told before anything is done.
        let vault = try DocumentVault(at: path, keys: given, ambient: ambient)
        guard var keys = vault.keys else { throw .conflict(.nothingEncrypted) }
        if keys.isSingle, let key = VaultKey(ambient.chance(AuthenticatedCipher.keySize)) {
            keys = keys.adding(key)
            try folder.write(Array(keys.text.utf8), to: folder.vaultKey)
            ambient.reached(.keyAdded)
        }
        let blobs = FileBlobStore(folder: folder.blobs, keys: keys, ambient: ambient)
        var last: Fingerprint?
        while true {
            let page = try blobs.page(after: last, limit: 1_000)
            for digest in page { _ = try blobs.rewrap(digest) }
            guard let next = page.last else { break }
            last = next
            progress(page.count)
        }
        try folder.rewrapSecrets(keys, ambient)
        _ = try vault.log([PendingAction(vault.entry(.keyRotated, on: vault.configuration.id))])
        guard given == nil else { return }
        try folder.write(Array(keys.withoutEarlier.text.utf8), to: folder.vaultKey)
        ambient.reached(.keyDropped)
    }
}

extension VaultFolder {
    /// Wraps the keys of seal and log by the present vault key.
    fileprivate func rewrapSecrets(_ keys: VaultKeys, _ ambient: Ambient) throws(VaultError) {
        let secrets = try readSecrets(keys)
        let size = AuthenticatedCipher.nonceSize
        try writeSecret(secrets.seal, to: sealKey, for: Self.sealPurpose, keys, nonce: ambient.chance(size))
        ambient.reached(.secretRewrapped)
        try writeSecret(secrets.log, to: logKey, for: Self.logPurpose, keys, nonce: ambient.chance(size))
        ambient.reached(.secretRewrapped)
    }
}

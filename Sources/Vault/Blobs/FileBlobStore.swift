internal import SandyqFiles
internal import SandyqOpenSSL
package import SandyqValidation
internal import Synchronization

/// Blobs as files in a folder, each under its digest, encrypted unless the vault was made without encryption.
package final class FileBlobStore: BlobStore {
    private let folder: String
    /// Nil: blobs are kept plain.
    private let keys: VaultKeys?
    let ambient: Ambient
    /// Held while names are given or taken, so that of two drafts of one blob one is kept.
    private let naming = Mutex(())

    /// From this many on, one call for the whole file system is cheaper than one for each file.
    private static let manyFiles = 8

    /// Opens the store, which ``create(in:)`` made.
    package init(folder: String, keys: VaultKeys?, ambient: Ambient) {
        self.folder = folder
        self.keys = keys
        self.ambient = ambient
    }

    /// Makes the folders of an empty store and makes them last.
    package static func create(in folder: String) throws(VaultError) {
        try onFiles { () throws(FileError) in
            try Folder.create(folder + "/incoming", permissions: 0o700)
            for number in 0..<256 { try Folder.create(folder + "/" + hexadecimal(number), permissions: 0o700) }
            try Durability.synchronizeFileSystem(of: folder)
        }
    }

    /// Removes what a crash left half-written; only for whoever holds the vault's lock.
    package func removeLeftovers() throws(VaultError) {
        let names = try onFiles { () throws(FileError) in try Folder.names(in: incoming) }
        for name in names { try erase(incoming + "/" + name) }
    }

    /// Names of files that are no blobs of this store.
    package func strays() throws(VaultError) -> [String] {
        try onFiles { () throws(FileError) in
            var strays = try Folder.names(in: incoming).map { "incoming/" + $0 }
            for name in try Folder.names(in: folder) where name != "incoming" {
                guard name.utf8.count == 2, [UInt8](hexadecimal: name) != nil else {
                    strays.append(name)
                    continue
                }
                for file in try Folder.names(in: folder + "/" + name)
                where !file.hasPrefix(name) || Fingerprint(hexadecimal: file) == nil {
                    strays.append(name + "/" + file)
                }
            }
            return strays
        }
    }

    package func draft() throws(VaultError) -> any BlobDraft {
        let path = incoming + "/" + ambient.chance(16).hexadecimal
        var encryption: FileBlobDraft.Encryption?
        if let keys {
            let dataKey = ambient.chance(AuthenticatedCipher.keySize)
            let cipher = try withOpenSSL { () throws(OpenSSLError) in try SegmentedCipher(key: dataKey) }
            let nonce = ambient.chance(AuthenticatedCipher.nonceSize)
            encryption = .init(dataKey: dataKey, nonce: nonce, vaultKey: keys.current, cipher: cipher)
        }
        return try FileBlobDraft(path: path, encryption: encryption, reached: ambient.reached)
    }

    package func commit(_ drafts: [any BlobDraft]) throws(VaultError) {
        let drafts = drafts.compactMap { $0 as? FileBlobDraft }
        guard !drafts.isEmpty else { return }
        ambient.reached(.blobsWritten)
        try synchronize(drafts.map(\.path))
        ambient.reached(.blobsSynchronized)
        var folders: Set<String> = []
        for draft in drafts {
            let target = path(of: try draft.seal().digest)
            folders.insert(Folder.parent(of: target))
            try naming.withLock { _ throws(VaultError) in
                do throws(FileError) {
                    // The same work whether the bytes were there already or not.
                    if Folder.kind(of: target) == .file {
                        try Folder.remove(draft.path)
                    } else {
                        try Durability.rename(draft.path, to: target)
                    }
                } catch { throw .file(error) }
            }
            draft.letGo()
            ambient.reached(.blobNamed)
        }
        try synchronize(folders.sorted())
        ambient.reached(.blobsDurable)
    }

    func synchronize(_ paths: [String]) throws(VaultError) {
        try onFiles { () throws(FileError) in
            if paths.count >= Self.manyFiles { return try Durability.synchronizeFileSystem(of: folder) }
            for path in paths { try Durability.synchronize(path) }
        }
    }

    package func stat(_ digest: Fingerprint) throws(VaultError) -> Blob? {
        guard let file = try open(digest) else { return nil }
        return Blob(digest: digest, size: try layout(of: file, digest).size)
    }

    package func read(
        _ digest: Fingerprint,
        _ range: Range<Int>?,
        verifying: Bool,
        _ use: (Span<UInt8>) throws(VaultError) -> Void
    ) throws(VaultError) {
        guard let file = try open(digest) else { throw .blobMissing(digest) }
        try read(digest, from: file, range, verifying: verifying, use)
    }

    /// Reads a blob from a file that need not have its name.
    func read(
        _ digest: Fingerprint,
        from file: borrowing ReadableFile,
        _ range: Range<Int>? = nil,
        verifying: Bool,
        _ use: (Span<UInt8>) throws(VaultError) -> Void
    ) throws(VaultError) {
        let layout = try layout(of: file, digest)
        let range = range?.clamped(to: 0..<layout.size) ?? 0..<layout.size
        var check: MessageDigest?
        if range == 0..<layout.size, verifying || keys == nil {
            check = try withOpenSSL { () throws(OpenSSLError) in try MessageDigest("SHA256") }
        }
        let cipher = try cipher(of: file, digest)
        let step = keys == nil ? Self.plainPiece : SegmentedCipher.segmentSize
        var position = range.lowerBound
        repeat {
            let index = position / step
            let piece = try piece(index, of: file, layout, cipher, digest)
            let end = min(range.upperBound, index * step + piece.count)
            guard end > position || range.isEmpty else { throw .blobDamaged(digest) }
            let wanted = piece.span.extracting((position - index * step)..<(end - index * step))
            check?.update(wanted)
            position = end
            // The last piece is held back until the whole is known to be right.
            if position >= range.upperBound, let whole = check.take()?.finish(), whole != digest.bytes {
                throw .blobDamaged(digest)
            }
            if !wanted.isEmpty { try use(wanted) }
        } while position < range.upperBound
    }

    private static let plainPiece = 256 << 10

    /// What decrypts a blob; nil: blobs are kept plain.
    private func cipher(
        of file: borrowing ReadableFile,
        _ digest: Fingerprint
    ) throws(VaultError) -> SegmentedCipher? {
        guard let keys else { return nil }
        let header: [UInt8]
        do throws(FileError) { header = try file.bytes(at: 0, count: BlobHeader.size) } catch { throw .file(error) }
        guard let found = try BlobHeader.dataKey(in: header, of: digest, with: keys) else {
            throw .blobDamaged(digest)
        }
        return try withOpenSSL { () throws(OpenSSLError) in try SegmentedCipher(key: found.key) }
    }

    private func piece(
        _ index: Int,
        of file: borrowing ReadableFile,
        _ layout: SegmentedCipher.Layout,
        _ cipher: borrowing SegmentedCipher?,
        _ digest: Fingerprint
    ) throws(VaultError) -> [UInt8] {
        let isPlain = keys == nil
        let (place, count) =
            isPlain
            ? (index * Self.plainPiece, Self.plainPiece)
            : (BlobHeader.size + index * SegmentedCipher.sealedSize, SegmentedCipher.sealedSize)
        let bytes: [UInt8]
        do throws(FileError) { bytes = try file.bytes(at: place, count: count) } catch { throw .file(error) }
        if isPlain { return bytes }
        let opened: [UInt8]?
        do throws(OpenSSLError) {
            opened = try cipher?.open(bytes.span, segment: index, isLast: index == layout.count - 1)
        } catch { throw .openSSL(error) }
        guard let opened else { throw .blobDamaged(digest) }
        return opened
    }

    package func page(after digest: Fingerprint?, limit: Int) throws(VaultError) -> [Fingerprint] {
        var page: [Fingerprint] = []
        let first = Int(digest?.bytes.first ?? 0)
        for number in first..<256 where page.count < limit {
            let names = try onFiles { () throws(FileError) in
                try Folder.names(in: folder + "/" + Self.hexadecimal(number))
            }
            for name in names where page.count < limit {
                guard let found = Fingerprint(hexadecimal: name), digest.map({ $0 < found }) ?? true else { continue }
                page.append(found)
            }
        }
        return page
    }

    package func delete(_ digest: Fingerprint) throws(VaultError) {
        let path = path(of: digest)
        guard Folder.kind(of: path) == .file else { return }
        // Out of the way first: a crash leaves the blob whole under its name, or without one and erased at the next start.
        let leaving = incoming + "/" + ambient.chance(16).hexadecimal
        try onFiles { () throws(FileError) in
            try Durability.rename(path, to: leaving)
            try Durability.synchronize(Folder.parent(of: path))
            try Durability.synchronize(incoming)
        }
        ambient.reached(.blobUnnamed)
        try erase(leaving)
        ambient.reached(.blobErased)
    }

    /// Overwrites a file's data key, where it has one, and removes the file.
    private func erase(_ path: String) throws(VaultError) {
        try onFiles { () throws(FileError) in
            if keys != nil {
                try Folder.setPermissions(0o600, of: path)
                let file = try WritableFile(path: path, .update)
                try file.write([UInt8](repeating: 0, count: BlobHeader.size).span, at: 0)
                try file.synchronize()
            }
            ambient.reached(.keyErased)
            try Folder.remove(path)
            try Durability.synchronize(Folder.parent(of: path))
        }
    }

    /// Wraps a blob's data key by the present vault key; whether it was wrapped by another.
    package func rewrap(_ digest: Fingerprint) throws(VaultError) -> Bool {
        guard let keys, let file = try open(digest) else { return false }
        let header = try onFiles { () throws(FileError) in try file.bytes(at: 0, count: BlobHeader.size) }
        guard let found = try BlobHeader.dataKey(in: header, of: digest, with: keys) else {
            throw .blobDamaged(digest)
        }
        let path = path(of: digest)
        let (slotSize, otherSlot) = (BlobHeader.slotSize, 1 - found.slot)
        if found.isCurrent {
            // A rotation that was interrupted may have left the other slot, which the earlier key still opens.
            let other = header[(otherSlot * slotSize)..<((otherSlot + 1) * slotSize)]
            guard other.contains(where: { $0 != 0 }) else { return false }
            try clear(otherSlot, of: path)
            return true
        }
        let slot = try BlobHeader.slot(
            dataKey: found.key,
            for: digest,
            wrappedBy: keys.current,
            nonce: ambient.chance(AuthenticatedCipher.nonceSize)
        )
        try onFiles { () throws(FileError) in
            try Folder.setPermissions(0o600, of: path)
            let file = try WritableFile(path: path, .update)
            try file.write(slot.span, at: otherSlot * slotSize)
            try file.synchronize()
        }
        ambient.reached(.slotWritten)
        try clear(found.slot, of: path)
        return true
    }

    /// Overwrites the slot an earlier vault key opens.
    private func clear(_ slot: Int, of path: String) throws(VaultError) {
        try onFiles { () throws(FileError) in
            try Folder.setPermissions(0o600, of: path)
            let file = try WritableFile(path: path, .update)
            try file.write([UInt8](repeating: 0, count: BlobHeader.slotSize).span, at: slot * BlobHeader.slotSize)
            try file.synchronize()
            try Folder.setPermissions(0o400, of: path)
        }
        ambient.reached(.blobRewrapped)
    }

    private func open(_ digest: Fingerprint) throws(VaultError) -> ReadableFile? {
        do throws(FileError) { return try ReadableFile(path: path(of: digest)) } catch {
            if error.kind == .missing { return nil }
            throw .file(error)
        }
    }

    private func layout(
        of file: borrowing ReadableFile,
        _ digest: Fingerprint
    ) throws(VaultError) -> SegmentedCipher.Layout {
        guard let size = file.size else { throw .blobDamaged(digest) }
        guard keys != nil else { return .init(count: 0, size: size) }
        guard let layout = SegmentedCipher.layout(ofSealed: size - BlobHeader.size) else { throw .blobDamaged(digest) }
        return layout
    }

    var incoming: String { folder + "/incoming" }

    /// Where a blob lies.
    package func path(of digest: Fingerprint) -> String {
        let name = digest.description
        return "\(folder)/\(name.prefix(2))/\(name)"
    }

    private static func hexadecimal(_ number: Int) -> String { [UInt8(truncatingIfNeeded: number)].hexadecimal }
}

internal import SandyqFiles
internal import SandyqOpenSSL
internal import SandyqValidation

extension FileBlobStore {
    /// Blobs that are made durable together.
    private static let blobsTogether = 64

    /// Copies the files of blobs as they are, encrypted where they are, from a store with the same keys; what is copied is
    /// read back and verified before it has its name.
    ///
    /// - Parameters:
    ///   - digests: Which.
    ///   - other: Where they are.
    ///   - copied: Is told how many more are there, and how many octets of files that were.
    /// - Returns: Those that are not there or not what was stored.
    /// - Throws: What the system said.
    func copy(
        _ digests: [Fingerprint],
        from other: FileBlobStore,
        copied: (_ count: Int, _ octets: Int) -> Void
    ) throws(VaultError) -> [Fingerprint] {
        var lost: [Fingerprint] = []
        for start in stride(from: 0, to: digests.count, by: Self.blobsTogether) {
            var drafts: [(path: String, digest: Fingerprint)] = []
            var octets = 0
            for digest in digests[start..<min(start + Self.blobsTogether, digests.count)] {
                let draft = incoming + "/" + ambient.chance(16).hexadecimal
                guard let size = try copy(digest, from: other, to: draft) else {
                    lost.append(digest)
                    continue
                }
                drafts.append((draft, digest))
                octets += size
            }
            try synchronize(drafts.map(\.path))
            for (draft, digest) in drafts {
                let target = path(of: digest)
                try onFiles { () throws(FileError) in try Durability.rename(draft, to: target) }
            }
            try synchronize(Set(drafts.map { Folder.parent(of: path(of: $0.digest)) }).sorted())
            if !drafts.isEmpty { ambient.reached(.backupBlobsCopied) }
            copied(drafts.count, octets)
        }
        return lost
    }

    /// Octets of the copy; nil when the blob is not there or not what was stored.
    private func copy(
        _ digest: Fingerprint,
        from other: FileBlobStore,
        to draft: String
    ) throws(VaultError) -> Int? {
        let source = other.path(of: digest)
        guard Folder.kind(of: source) == .file else { return nil }
        do throws(VaultError) {
            _ = try FileCopy.copy(source, to: draft, permissions: 0o400)
            let file = try onFiles { () throws(FileError) in try ReadableFile(path: draft) }
            try read(digest, from: file, verifying: true) { _ throws(VaultError) in }
            return file.size ?? 0
        } catch {
            try onFiles { () throws(FileError) in if Folder.kind(of: draft) == .file { try Folder.remove(draft) } }
            switch error {
            case .blobDamaged, .blobMissing: return nil
            case .file(let failure) where failure.kind == .missing: return nil
            default: throw error
            }
        }
    }

    /// Whether this store has a blob's file as the other has it: the octets of a blob never change, but its data key may
    /// have been wrapped anew.
    func has(_ digest: Fingerprint, likeThatIn other: FileBlobStore) throws(VaultError) -> Bool {
        let (own, theirs) = (path(of: digest), other.path(of: digest))
        guard Folder.kind(of: own) == .file else { return false }
        // What the other has lost is not copied, and so is not compared.
        guard Folder.kind(of: theirs) == .file else { return true }
        return try onFiles { () throws(FileError) in
            let first = try ReadableFile(path: own)
            let second = try ReadableFile(path: theirs)
            guard first.size == second.size else { return false }
            return try first.bytes(at: 0, count: BlobHeader.size) == second.bytes(at: 0, count: BlobHeader.size)
        }
    }
}

/// Copies of files, octet for octet.
enum FileCopy {
    /// Copies a file into a new one and forces nothing to the disk; the SHA-256 of what was written.
    static func copy(_ path: String, to target: String, permissions: UInt32) throws(VaultError) -> Fingerprint {
        var digest = try withOpenSSL { () throws(OpenSSLError) in try MessageDigest("SHA256") }
        let source = try onFiles { () throws(FileError) in try ReadableFile(path: path) }
        let file = try onFiles { () throws(FileError) in
            try WritableFile(path: target, .create(permissions: permissions))
        }
        do throws(ReadingError<FileError>) {
            try source.read { piece throws(FileError) in
                digest.update(piece)
                try file.write(piece)
            }
        } catch {
            switch error {
            case .file(let error), .use(let error): throw .file(error)
            }
        }
        return Fingerprint(digest.finish()) ?? .nothing
    }

    /// The SHA-256 of a file.
    static func digest(of path: String) throws(VaultError) -> Fingerprint {
        var digest = try withOpenSSL { () throws(OpenSSLError) in try MessageDigest("SHA256") }
        let file = try onFiles { () throws(FileError) in try ReadableFile(path: path) }
        do throws(ReadingError<Never>) { try file.read { digest.update($0) } } catch {
            switch error {
            case .file(let error): throw .file(error)
            }
        }
        return Fingerprint(digest.finish()) ?? .nothing
    }
}

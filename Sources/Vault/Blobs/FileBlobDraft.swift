internal import SandyqFiles
internal import SandyqOpenSSL
internal import SandyqValidation
internal import Synchronization

/// A blob on its way into a folder.
final class FileBlobDraft: BlobDraft {
    /// Where it lies until it has its name.
    let path: String
    private let state: Mutex<State>
    private let reached: @Sendable (WritePoint) -> Void

    private struct State: ~Copyable {
        var file: WritableFile?
        var digest: MessageDigest?
        var encryption: Encryption?
        var size = 0
        var blob: Blob?
        /// Whether the file is still the draft's to remove.
        var isOwned = true
    }

    /// What encrypting needs: nothing of it is in a blob that is kept plain.
    struct Encryption: ~Copyable {
        let dataKey: [UInt8]
        let nonce: [UInt8]
        let vaultKey: VaultKey
        let cipher: SegmentedCipher
        var segments = 0
        /// Octets that wait for their segment to be full.
        var rest: [UInt8] = []
    }

    init(
        path: String,
        encryption: consuming sending Encryption?,
        reached: @escaping @Sendable (WritePoint) -> Void
    ) throws(VaultError) {
        self.path = path
        self.reached = reached
        let digest = try withOpenSSL { () throws(OpenSSLError) in try MessageDigest("SHA256") }
        let file = try onFiles { () throws(FileError) in try WritableFile(path: path, .create(permissions: 0o400)) }
        if encryption != nil {
            try onFiles { () throws(FileError) in
                try file.write([UInt8](repeating: 0, count: BlobHeader.size).span)
            }
        }
        state = Mutex(State(file: file, digest: digest, encryption: encryption))
    }

    deinit {
        let path = path
        state.withLock { state in
            if state.isOwned { try? Folder.remove(path) }
        }
    }

    func write(_ bytes: Span<UInt8>) throws(VaultError) {
        // A span cannot go where the state is locked; its bytes can.
        let copy = [UInt8](copying: bytes)
        try state.withLock { state throws(VaultError) in
            state.digest?.update(copy)
            let isFirst = state.size == 0
            state.size += copy.count
            try Self.add(copy, to: &state)
            if isFirst { reached(.blobBegun) }
        }
    }

    private static func add(_ bytes: [UInt8], to state: inout State) throws(VaultError) {
        guard state.encryption != nil else { return try append(bytes, to: &state) }
        state.encryption?.rest += bytes
        // The last segment is known only when writing ends, so one octet at least waits.
        while let segment = state.encryption?.takeSegment() {
            try append(try sealed(segment, isLast: false, &state), to: &state)
        }
    }

    private static func sealed(_ segment: [UInt8], isLast: Bool, _ state: inout State) throws(VaultError) -> [UInt8] {
        guard let index = state.encryption?.segments else { return segment }
        state.encryption?.segments += 1
        do throws(OpenSSLError) {
            return try state.encryption?.cipher.seal(segment.span, segment: index, isLast: isLast) ?? []
        } catch { throw .openSSL(error) }
    }

    private static func append(_ bytes: [UInt8], to state: inout State) throws(VaultError) {
        do throws(FileError) { try state.file?.write(bytes.span) } catch { throw .file(error) }
    }

    func seal() throws(VaultError) -> Blob {
        try state.withLock { state throws(VaultError) in
            if let blob = state.blob { return blob }
            if let rest = state.encryption?.rest {
                try Self.append(try Self.sealed(rest, isLast: true, &state), to: &state)
            }
            guard let digest = Fingerprint(state.digest.take()?.finish() ?? []) else {
                throw .openSSL(OpenSSLError(description: "no SHA-256 of a blob"))
            }
            if let encryption = state.encryption.take() {
                let slot = try BlobHeader.slot(
                    dataKey: encryption.dataKey,
                    for: digest,
                    wrappedBy: encryption.vaultKey,
                    nonce: encryption.nonce
                )
                do throws(FileError) { try state.file?.write(slot.span, at: 0) } catch { throw .file(error) }
            }
            state.file = nil
            let blob = Blob(digest: digest, size: state.size)
            state.blob = blob
            return blob
        }
    }

    /// The file has its name, or is not needed: it is nobody's to remove.
    func letGo() { state.withLock { $0.isOwned = false } }
}

extension FileBlobDraft.Encryption {
    /// A full segment, when at least one octet comes after it.
    fileprivate mutating func takeSegment() -> [UInt8]? {
        let size = SegmentedCipher.segmentSize
        guard rest.count > size else { return nil }
        let segment = Array(rest[..<size])
        rest.removeFirst(size)
        return segment
    }
}

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif

/// A file open for reading, closed when it goes out of scope.
///
/// It is read piece by piece and never mapped: a mapped file that shrinks is a crash, a short read is not.
package struct ReadableFile: ~Copyable {
    private let path: String
    private let descriptor: Descriptor
    /// Octets, when the file is a regular one.
    package let size: Int?

    /// Opens a file, never a folder; `-` is standard input.
    package init(path: String) throws(FileError) {
        let descriptor = try Descriptor(
            path == "-" ? dup(STDIN_FILENO) : unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY),
            of: path
        )
        let status = try descriptor.status(of: path)
        guard status.st_mode & S_IFMT != S_IFDIR else { throw FileError(path: path, code: EISDIR) }
        self.path = path
        self.descriptor = descriptor
        size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
    }

    /// Reads to the end, in pieces that fit a core's cache.
    package borrowing func read<Failure>(
        _ use: (Span<UInt8>) throws(Failure) -> Void
    ) throws(ReadingError<Failure>) {
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: Self.pieceSize)
        defer { unsafe buffer.deallocate() }
        while true {
            let count = unsafe Glibc.read(descriptor.number, buffer.baseAddress, buffer.count)
            if count == 0 { return }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw .file(FileError(path: path, code: errno))
            }
            let piece = unsafe UnsafeBufferPointer(rebasing: buffer.prefix(count))
            do throws(Failure) { try unsafe use(Span(_unsafeElements: piece)) } catch { throw .use(error) }
        }
    }

    /// Larger ones leave the cache between the system, which fills them, and whoever digests them.
    private static let pieceSize = 64 << 10

    /// The whole file, to be read at any place.
    ///
    /// - Parameters:
    ///   - bound: A regular file of more octets stays on disk.
    ///   - most: Octets that anything else may give; it can be read only once, and so is read into memory.
    /// - Returns: Nil when a pipe or a device gives more than `most`.
    /// - Throws: What the system said.
    package consuming func octets(inMemoryUpTo bound: Int, elseAtMost most: Int) throws(FileError) -> FileBytes? {
        if let size, size > bound { return FileBytes(descriptor, path: path, count: size) }
        return try bytes(atMost: size == nil ? most : bound).map { FileBytes($0) }
    }

    /// Reads so many octets from a place; fewer when the file ends before.
    package borrowing func bytes(at offset: Int, count: Int) throws(FileError) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let rest = unsafe buffer.baseAddress.map { unsafe $0 + filled }
                let got = unsafe pread(descriptor.number, rest, count - filled, offset + filled)
                if got < 0 {
                    if errno == EINTR { continue }
                    failure = errno
                    return
                }
                if got == 0 { return }
                filled += got
            }
        }
        guard failure == 0 else { throw FileError(path: path, code: failure) }
        return bytes
    }

    /// Who may do what with the file, as chmod(1) takes it.
    package borrowing func permissions() throws(FileError) -> UInt32 {
        try descriptor.status(of: path).st_mode & 0o7777
    }

    /// Reads at most `bound` octets; nil when there are more.
    package consuming func bytes(atMost bound: Int) throws(FileError) -> [UInt8]? {
        if let size, size > bound { return nil }
        // One octet more than the size tells the end of the file without growing the array.
        var capacity = min(bound, max(size ?? 64 << 10, 4 << 10)) + 1
        var bytes: [UInt8] = []
        while true {
            let before = bytes.count
            try append(to: &bytes, upTo: capacity)
            if bytes.count > bound { return nil }
            if bytes.count == before { return bytes }
            if bytes.count == capacity { capacity = min(bound + 1, capacity * 2) }
        }
    }

    /// One read at the end of an array.
    private borrowing func append(to bytes: inout [UInt8], upTo capacity: Int) throws(FileError) {
        let room = capacity - bytes.count
        var failure: Int32 = 0
        let piece = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            var got = unsafe Glibc.read(descriptor.number, buffer.baseAddress, room)
            while got < 0, errno == EINTR { got = unsafe Glibc.read(descriptor.number, buffer.baseAddress, room) }
            if got < 0 { failure = errno }
            count = max(0, got)
        }
        guard failure == 0 else { throw FileError(path: path, code: failure) }
        if bytes.isEmpty { bytes = piece } else { bytes += piece }
    }
}

/// Why reading a file piece by piece ended early.
package enum ReadingError<Failure: Error>: Error {
    case file(FileError)
    /// The user of the pieces gave up.
    case use(Failure)
}

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif

/// A file that is written in place: appended to, patched, and forced to the disk when its owner says so.
package struct WritableFile: ~Copyable {
    private let path: String
    private let descriptor: Descriptor

    /// How a file is opened for writing.
    package enum Mode: Hashable, Sendable {
        /// It must not exist.
        case create(permissions: UInt32)
        /// It must exist.
        case update
        /// Writes go to its end; it is made when missing.
        case append(permissions: UInt32)
    }

    /// Opens a file; the umask applies to permissions.
    package init(path: String, _ mode: Mode) throws(FileError) {
        self.path = path
        let flags = O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NOFOLLOW
        let number =
            switch mode {
            case .create(let permissions): unsafe open(path, flags | O_CREAT | O_EXCL, permissions)
            case .update: unsafe open(path, flags)
            case .append(let permissions): unsafe open(path, flags | O_CREAT | O_APPEND, permissions)
            }
        descriptor = try Descriptor(number, of: path)
    }

    /// Octets it has now.
    package borrowing func size() throws(FileError) -> Int { Int(try descriptor.status(of: path).st_size) }

    /// Writes at the present position, which is the end of a new file.
    package borrowing func write(_ bytes: Span<UInt8>) throws(FileError) {
        try Descriptor.write(bytes, to: descriptor.number, path: path)
    }

    /// Writes at a place, whatever the present position.
    package borrowing func write(_ bytes: Span<UInt8>, at offset: Int) throws(FileError) {
        try Descriptor.write(bytes, at: offset, to: descriptor.number, path: path)
    }

    /// Cuts the file off.
    package borrowing func truncate(to size: Int) throws(FileError) {
        guard ftruncate(descriptor.number, size) == 0 else { throw FileError(path: path, code: errno) }
    }

    /// Returns when the file's bytes are on the disk.
    package borrowing func synchronize() throws(FileError) {
        guard fsync(descriptor.number) == 0 else { throw FileError(path: path, code: errno) }
    }
}

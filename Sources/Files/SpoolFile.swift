#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif

/// A file without a name, written once from its beginning and then read; the system forgets it with its last owner.
package struct SpoolFile: ~Copyable {
    private let folder: String
    private let descriptor: Descriptor
    private var count = 0

    /// Makes the file in a folder, whose file system must know nameless files, as Linux's own do.
    package init(in folder: String) throws(FileError) {
        self.folder = folder
        descriptor = try Descriptor(unsafe open(folder, Self.flags, 0o600), of: folder)
    }

    /// Adds octets at the end.
    package mutating func write(_ bytes: Span<UInt8>) throws(FileError) {
        try Descriptor.write(bytes, to: descriptor.number, path: folder)
        count += bytes.count
    }

    /// Ends writing; what was written can be read from now on.
    package consuming func bytes() -> FileBytes { FileBytes(descriptor, path: folder, count: count) }

    /// O_TMPFILE, which the importer leaves out: __O_TMPFILE | O_DIRECTORY.
    private static let flags = O_RDWR | O_CLOEXEC | O_EXCL | O_DIRECTORY | 0o20_000_000
}

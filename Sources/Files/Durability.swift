internal import CLinux
#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif

/// What makes names and bytes last: fsync(2) and its relatives.
package enum Durability {
    /// Returns when a file's bytes, or a folder's names, are on the disk.
    package static func synchronize(_ path: String) throws(FileError) {
        let descriptor = try Descriptor(unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY), of: path)
        guard fsync(descriptor.number) == 0 else { throw FileError(path: path, code: errno) }
    }

    /// Returns when everything written to the file system a path lies in is on the disk: one journal commit for many
    /// files, where fsync(2) would take one for each.
    package static func synchronizeFileSystem(of path: String) throws(FileError) {
        let descriptor = try Descriptor(unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY), of: path)
        guard syncfs(descriptor.number) == 0 else { throw FileError(path: path, code: errno) }
    }

    /// Gives a file another name in the same file system, in place of any file that has it.
    package static func rename(_ path: String, to target: String) throws(FileError) {
        guard unsafe Glibc.rename(path, target) == 0 else { throw FileError(path: target, code: errno) }
    }
}

/// A lock on a file that other processes see; it goes with its owner, however the process ends.
package struct FileLock: ~Copyable {
    private let descriptor: Descriptor

    private init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }

    /// Takes the lock, waiting for a moment; nil when another process keeps it.
    ///
    /// A child that was being started when a lock was let go holds it until it runs its own program.
    package static func taking(_ path: String) throws(FileError) -> FileLock? {
        let descriptor = try Descriptor(unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600), of: path)
        for attempt in 0..<attempts {
            if attempt > 0 { usleep(microseconds) }
            if flock(descriptor.number, LOCK_EX | LOCK_NB) == 0 { return FileLock(descriptor) }
            guard errno == EWOULDBLOCK || errno == EINTR else { throw FileError(path: path, code: errno) }
        }
        return nil
    }

    private static let (attempts, microseconds): (Int, UInt32) = (40, 50_000)
}

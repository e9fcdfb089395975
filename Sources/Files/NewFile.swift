#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif

/// A file that gets its name only when it is complete; dropped before that, it leaves nothing behind.
package struct NewFile: ~Copyable {
    private let path: String
    private let descriptor: Descriptor
    private let name: Name

    /// What the file is called until it is complete.
    private enum Name {
        /// Nothing: it was opened with O_TMPFILE.
        case none
        /// A hidden name, where the file system cannot do without.
        case temporary(Temporary)
        /// A pipe or a device, which is written to as it is.
        case final
    }

    /// Prepares a file that will be known as `path`.
    ///
    /// - Parameters:
    ///   - path: Its name once it is complete.
    ///   - permissions: As chmod(1) takes them; the umask applies.
    /// - Throws: What the system said.
    package init(at path: String, permissions: UInt32 = 0o644) throws(FileError) {
        // Writing through a symbolic link replaces what it points to, not the link.
        let target = Self.resolved(path)
        self.path = target
        if Folder.kind(of: target) == .other {
            descriptor = try Descriptor(unsafe open(target, O_WRONLY | O_CLOEXEC | O_NOCTTY), of: path)
            name = .final
            return
        }
        let anonymous = unsafe open(Folder.parent(of: target), Self.anonymousFlags, permissions)
        if anonymous >= 0 {
            descriptor = try Descriptor(anonymous, of: path)
            name = .none
            return
        }
        let temporary = Temporary(for: target)
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
        descriptor = try Descriptor(unsafe open(temporary.path, flags, permissions), of: path)
        name = .temporary(temporary)
    }

    /// Adds bytes at the end.
    package borrowing func write(_ bytes: Span<UInt8>) throws(FileError) {
        try Descriptor.write(bytes, to: descriptor.number, path: path)
    }

    /// Writes bytes at a place that was written before.
    package borrowing func write(_ bytes: Span<UInt8>, at offset: Int) throws(FileError) {
        try Descriptor.write(bytes, at: offset, to: descriptor.number, path: path)
    }

    /// Gives the file its name, in place of any file that has it.
    package consuming func replace() throws(FileError) {
        switch name {
        case .final: return
        case .temporary(let temporary): try temporary.rename(to: path)
        case .none:
            try synchronize()
            let temporary = Temporary(for: path)
            try link(as: temporary.path)
            try temporary.rename(to: path)
        }
    }

    /// Gives the file its name, unless any file has it.
    package consuming func create() throws(FileError) {
        switch name {
        case .final: throw FileError(path: path, code: EEXIST)
        case .temporary(let temporary): try temporary.link(as: path)
        case .none:
            try synchronize()
            try link(as: path)
        }
    }

    private borrowing func synchronize() throws(FileError) {
        guard fsync(descriptor.number) == 0 else { throw FileError(path: path, code: errno) }
    }

    /// Names the nameless file.
    private borrowing func link(as name: String) throws(FileError) {
        let source = "/proc/self/fd/\(descriptor.number)"
        guard unsafe linkat(AT_FDCWD, source, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0 else {
            throw FileError(path: path, code: errno)
        }
    }

    /// O_TMPFILE, which the importer leaves out: __O_TMPFILE | O_DIRECTORY.
    private static let anonymousFlags = O_WRONLY | O_CLOEXEC | O_DIRECTORY | 0o20_000_000

    private static func resolved(_ path: String) -> String {
        guard let pointer = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(pointer) }
        return unsafe String(cString: pointer)
    }
}

/// A hidden name in a file's folder, removed with its owner unless the file was renamed.
private final class Temporary {
    let path: String

    init(for target: String) {
        let name = target.split(separator: "/").last.map(String.init) ?? "file"
        path = Folder.parent(of: target) + "/.\(name.utf8.count > 200 ? "file" : name).\(getpid()).partial"
    }

    deinit { unsafe unlink(path) }

    func rename(to target: String) throws(FileError) {
        guard unsafe Glibc.rename(path, target) == 0 else { throw FileError(path: target, code: errno) }
    }

    func link(as target: String) throws(FileError) {
        guard unsafe Glibc.link(path, target) == 0 else { throw FileError(path: target, code: errno) }
    }
}

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif

/// Folders and what is in them.
package enum Folder {
    /// What a path leads to.
    package enum Kind: Hashable, Sendable {
        case file
        case folder
        case other
        case nothing
    }

    /// What a path leads to, symbolic links followed.
    package static func kind(of path: String) -> Kind {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return .nothing }
        return switch status.st_mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .folder
        default: .other
        }
    }

    /// The names in a folder, in the order of their bytes.
    package static func names(in path: String) throws(FileError) -> [String] {
        guard let folder = unsafe opendir(path) else { throw FileError(path: path, code: errno) }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Every regular file in a folder and the folders under it, in the order of their paths; symbolic links to folders
    /// are not followed, so that no circle of them is.
    package static func files(under path: String) throws(FileError) -> [String] {
        var files: [String] = []
        for name in try names(in: path) {
            let full = path.hasSuffix("/") ? path + name : path + "/" + name
            switch kind(of: full) {
            case .file: files.append(full)
            case .folder where !isSymbolicLink(full): files += try self.files(under: full)
            default: continue
            }
        }
        return files
    }

    /// Makes a folder and those above it that are missing; the umask applies to permissions.
    package static func create(_ path: String, permissions: UInt32 = 0o755) throws(FileError) {
        if kind(of: path) == .folder { return }
        let above = parent(of: path)
        if above != path { try create(above) }
        guard unsafe mkdir(path, permissions) == 0 || errno == EEXIST && kind(of: path) == .folder else {
            throw FileError(path: path, code: errno)
        }
    }

    /// Sets who may do what with a file, as chmod(1) takes it.
    package static func setPermissions(_ permissions: UInt32, of path: String) throws(FileError) {
        guard unsafe chmod(path, permissions) == 0 else { throw FileError(path: path, code: errno) }
    }

    /// Removes a file.
    package static func remove(_ path: String) throws(FileError) {
        guard unsafe unlink(path) == 0 else { throw FileError(path: path, code: errno) }
    }

    /// The folder a path lies in.
    package static func parent(of path: String) -> String {
        let trimmed = path.hasSuffix("/") && path.count > 1 ? String(path.dropLast()) : path
        guard let slash = trimmed.lastIndex(of: "/") else { return "." }
        return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
    }

    private static func isSymbolicLink(_ path: String) -> Bool {
        var status = stat()
        return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }
}

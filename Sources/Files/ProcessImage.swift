#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif

/// The program a process runs.
package enum ProcessImage {
    /// Where it lies.
    package static var path: String {
        guard let pointer = unsafe realpath("/proc/self/exe", nil) else { return CommandLine.arguments[0] }
        defer { unsafe free(pointer) }
        return unsafe String(cString: pointer)
    }

    /// Replaces it by another one, with arguments of which the first is its name; returns only when that fails.
    package static func replace(by path: String, arguments: [String]) -> FileError {
        var pointers = unsafe arguments.map { unsafe strdup($0) } + [nil]
        defer { unsafe pointers.forEach { unsafe free($0) } }
        _ = unsafe execv(path, &pointers)
        return FileError(path: path, code: errno)
    }
}

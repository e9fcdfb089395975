#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif

/// What the system said when a path could not be read or written.
package struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// As the caller named it.
    package let path: String
    package let kind: Kind
    /// The system's words.
    package let reason: String

    /// What a caller acts upon.
    package enum Kind: Hashable, Sendable {
        case missing
        case exists
        case folder
        case notRegular
        /// No room is left on the disk, or the file may not grow further.
        case full
        case readOnly
        case denied
        /// The disk itself failed.
        case device
        case other
    }

    package var description: String { "\(path): \(reason)" }

    /// Names a failure that the system itself does not report.
    package init(path: String, kind: Kind, reason: String) {
        self.path = path
        self.kind = kind
        self.reason = reason
    }

    /// Puts the system's error number into words.
    init(path: String, code: Int32) {
        self.path = path
        kind =
            switch code {
            case ENOENT, ENOTDIR: .missing
            case EEXIST: .exists
            case EISDIR: .folder
            case ENOSPC, EDQUOT, EFBIG: .full
            case EROFS: .readOnly
            case EACCES, EPERM: .denied
            case EIO: .device
            default: .other
            }
        reason = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
    }
}

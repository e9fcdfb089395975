#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif

/// Sole owner of one file descriptor; closes it when it goes out of scope.
struct Descriptor: ~Copyable {
    let number: Int32

    /// Takes what open(2) gave; on failure throws what the system said.
    init(_ number: Int32, of path: String) throws(FileError) {
        guard number >= 0 else { throw FileError(path: path, code: errno) }
        self.number = number
    }

    deinit { close(number) }

    /// The file's status.
    borrowing func status(of path: String) throws(FileError) -> stat {
        var status = stat()
        guard unsafe fstat(number, &status) == 0 else { throw FileError(path: path, code: errno) }
        return status
    }

    /// Writes every byte, however small the pieces the system takes.
    static func write(_ bytes: Span<UInt8>, to number: Int32, path: String) throws(FileError) {
        var start = 0
        while start < bytes.count {
            let rest = bytes.extracting(start...)
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(number, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw FileError(path: path, code: errno)
            }
            start += count
        }
    }

    /// Writes every byte at a place, whatever the present position.
    static func write(_ bytes: Span<UInt8>, at offset: Int, to number: Int32, path: String) throws(FileError) {
        var done = 0
        while done < bytes.count {
            let rest = bytes.extracting(done...)
            let count = unsafe rest.withUnsafeBytes { unsafe pwrite(number, $0.baseAddress, $0.count, offset + done) }
            if count < 0 {
                if errno == EINTR { continue }
                throw FileError(path: path, code: errno)
            }
            done += count
        }
    }
}

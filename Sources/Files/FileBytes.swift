#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif

/// The octets of one file, to be read at any place: in memory, or left on disk and read piece by piece.
///
/// A file on disk is never mapped: one that shrinks is an error, not a crash.
package final class FileBytes: Sendable {
    /// Octets.
    package let count: Int
    private let place: Place

    private enum Place: Sendable {
        case memory([UInt8])
        case disk(OpenFile)
    }

    /// Holds a descriptor where a value that is copied needs it.
    private final class OpenFile: Sendable {
        let descriptor: Descriptor
        let path: String

        init(_ descriptor: consuming Descriptor, path: String) {
            self.descriptor = descriptor
            self.path = path
        }
    }

    /// Takes octets that are at hand.
    package init(_ bytes: [UInt8]) {
        count = bytes.count
        place = .memory(bytes)
    }

    /// Takes an open regular file of a known size.
    init(_ descriptor: consuming Descriptor, path: String, count: Int) {
        self.count = count
        place = .disk(OpenFile(descriptor, path: path))
    }

    /// Where a library that opens files by name finds the very file that is open here; nil when the octets are in memory.
    package var descriptorPath: String? {
        switch place {
        case .memory: nil
        case .disk(let file): "/proc/self/fd/\(file.descriptor.number)"
        }
    }

    /// The octets of a range, which must lie within the file; of a file in memory without a copy of the whole.
    ///
    /// - Throws: What the system said, or that the file has become shorter.
    package func bytes(in range: Range<Int>) throws(FileError) -> ArraySlice<UInt8> {
        switch place {
        case .memory(let bytes): return bytes[range]
        case .disk(let file):
            var failure: FileError?
            let bytes = unsafe [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
                do throws(FileError) {
                    unsafe try Self.fill(buffer, from: file, at: range.lowerBound)
                    count = range.count
                } catch { failure = error }
            }
            if let failure { throw failure }
            return bytes[...]
        }
    }

    /// At most so many of the first octets.
    package func head(_ limit: Int) throws(FileError) -> ArraySlice<UInt8> { try bytes(in: 0..<min(limit, count)) }

    /// Every octet.
    package func all() throws(FileError) -> [UInt8] { Array(try bytes(in: 0..<count)) }

    /// Reads a range, which must lie within the file, in pieces that fit a core's cache.
    ///
    /// - Throws: What the system said, that the file has become shorter, or what the user of the pieces threw.
    package func read<Failure>(
        _ range: Range<Int>,
        _ use: (Span<UInt8>) throws(Failure) -> Void
    ) throws(ReadingError<Failure>) {
        switch place {
        case .memory(let bytes):
            do throws(Failure) { try use(bytes.span.extracting(range)) } catch { throw .use(error) }
        case .disk(let file):
            let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: min(range.count, Self.pieceSize))
            defer { unsafe buffer.deallocate() }
            var start = range.lowerBound
            while start < range.upperBound {
                let piece = unsafe UnsafeMutableBufferPointer(rebasing: buffer.prefix(range.upperBound - start))
                do throws(FileError) {
                    unsafe try Self.fill(piece, from: file, at: start)
                } catch { throw .file(error) }
                do throws(Failure) { try unsafe use(Span(_unsafeElements: UnsafeBufferPointer(piece))) } catch {
                    throw .use(error)
                }
                start += piece.count
            }
        }
    }

    /// Larger ones leave the cache between the system, which fills them, and whoever digests them.
    private static let pieceSize = 64 << 10

    /// Fills a buffer from one place of the file.
    private static func fill(
        _ buffer: UnsafeMutableBufferPointer<UInt8>,
        from file: OpenFile,
        at offset: Int
    ) throws(FileError) {
        var done = 0
        while done < buffer.count {
            let rest = unsafe UnsafeMutableBufferPointer(rebasing: buffer[done...])
            let count = unsafe pread(file.descriptor.number, rest.baseAddress, rest.count, off_t(offset + done))
            if count < 0 {
                if errno == EINTR { continue }
                throw FileError(path: file.path, code: errno)
            }
            guard count > 0 else {
                throw FileError(path: file.path, kind: .other, reason: "became shorter while it was being read")
            }
            done += count
        }
    }
}

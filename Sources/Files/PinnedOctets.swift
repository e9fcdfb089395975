#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif

/// The octets of a file at one address, as libraries want them that read back and forth; nobody else can change them.
///
/// A small file is copied into memory. A large one is copied into a file without a name and mapped from there: a mapping of
/// the file itself would be a crash waiting for somebody to cut it short.
@safe package final class PinnedOctets: @unchecked Sendable {
    /// The octets; valid as long as this object is.
    package let buffer: UnsafeRawBufferPointer
    private let isMapped: Bool

    /// Copies a file.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - bound: More octets than this go to disk.
    /// - Throws: What the system said.
    package init(of file: FileBytes, inMemoryUpTo bound: Int) throws(FileError) {
        isMapped = file.count > bound
        if isMapped {
            unsafe buffer = try Self.mapping(of: file)
        } else {
            let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: file.count, alignment: 16)
            unsafe buffer = UnsafeRawBufferPointer(memory)
            var offset = 0
            do throws(ReadingError<Never>) {
                try file.read(0..<file.count) { piece in
                    unsafe piece.withUnsafeBytes { octets in
                        guard let target = memory.baseAddress, let source = octets.baseAddress else { return }
                        unsafe memcpy(target + offset, source, octets.count)
                    }
                    offset += piece.count
                }
            } catch {
                unsafe memory.deallocate()
                switch error {
                case .file(let failure): throw failure
                }
            }
        }
    }

    deinit {
        guard isMapped else {
            unsafe buffer.deallocate()
            return
        }
        unsafe munmap(UnsafeMutableRawPointer(mutating: buffer.baseAddress), buffer.count)
    }

    /// Octets.
    package var count: Int { unsafe buffer.count }

    /// A copy of the octets of a range, clamped to the file.
    package func bytes(in range: Range<Int>) -> [UInt8] {
        let range = range.clamped(to: 0..<count)
        return unsafe [UInt8](buffer[range])
    }

    /// The octet at a place, which must lie within the file.
    package subscript(place: Int) -> UInt8 { unsafe buffer[place] }

    /// Gives the octets of a range, which must lie within the file, in pieces; a piece that was used is not kept in memory.
    package func read(_ range: Range<Int>, _ use: (Span<UInt8>) -> Void) {
        var start = range.lowerBound
        while start < range.upperBound {
            let end = min(range.upperBound, start + Self.pieceSize)
            unsafe use(Span(_unsafeBytes: UnsafeRawBufferPointer(rebasing: buffer[start..<end])))
            if isMapped { release(start..<end) }
            start = end
        }
    }

    private static let pieceSize = 4 << 20

    /// Gives whole pages back, which are read again when they are wanted again.
    private func release(_ range: Range<Int>) {
        let page = Int(getpagesize())
        let (first, last) = ((range.lowerBound + page - 1) / page * page, range.upperBound / page * page)
        guard first < last, let base = unsafe buffer.baseAddress else { return }
        _ = unsafe madvise(UnsafeMutableRawPointer(mutating: base + first), last - first, MADV_DONTNEED)
    }

    /// The places where a word stands, in order; pages that were searched are not kept in memory.
    package func places(of word: StaticString, from start: Int = 0, atMost limit: Int) -> [Int] {
        var places: [Int] = []
        let size = word.utf8CodeUnitCount
        var window = max(0, start)
        while places.count < limit, window + size <= count {
            let end = min(count, window + Self.pieceSize)
            search(for: word, in: window..<end, atMost: limit, into: &places)
            if isMapped { release(window..<end) }
            // A word may stand across the end of a window.
            window = end == count ? count : end - size + 1
        }
        return places
    }

    private func search(for word: StaticString, in range: Range<Int>, atMost limit: Int, into places: inout [Int]) {
        guard let base = unsafe buffer.baseAddress else { return }
        let (size, first) = (word.utf8CodeUnitCount, unsafe CInt(word.utf8Start[0]))
        var place = range.lowerBound
        while places.count < limit, place + size <= range.upperBound {
            guard let found = unsafe memchr(base + place, first, range.upperBound - size + 1 - place) else { return }
            place = unsafe UnsafeRawPointer(found) - base
            if unsafe memcmp(found, word.utf8Start, size) == 0 { places.append(place) }
            place += 1
        }
    }

    /// A private copy of a file, mapped.
    private static func mapping(of file: FileBytes) throws(FileError) -> UnsafeRawBufferPointer {
        let folder = "/var/tmp"
        var name = Array("\(folder)/sandyq-XXXXXX".utf8CString)
        let descriptor = try Descriptor(unsafe mkstemp(&name), of: folder)
        unsafe unlink(name)
        _ = fcntl(descriptor.number, F_SETFD, FD_CLOEXEC)
        do throws(ReadingError<FileError>) {
            try file.read(0..<file.count) { (piece: Span<UInt8>) throws(FileError) in
                try Descriptor.write(piece, to: descriptor.number, path: folder)
            }
        } catch {
            switch error {
            case .file(let failure), .use(let failure): throw failure
            }
        }
        let address = unsafe mmap(nil, file.count, PROT_READ, MAP_PRIVATE, descriptor.number, 0)
        guard let address = unsafe address, unsafe address != MAP_FAILED else {
            throw FileError(path: folder, code: errno)
        }
        return unsafe UnsafeRawBufferPointer(start: address, count: file.count)
    }
}

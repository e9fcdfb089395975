internal import CLibZip
internal import SandyqFiles

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif

/// Sole owner of one archive that libzip has open; closes it when it goes out of scope.
@safe struct ZIPHandle: ~Copyable, Sendable {
    // Used by one thread at a time: the archive keeps the handle under a lock.
    private nonisolated(unsafe) let pointer: OpaquePointer
    private let library: sandyq_zip
    /// Octets unpacked so far.
    private(set) var unpackedOctets = 0

    /// Hands a file to libzip: octets in memory as a copy that it frees itself, a file on disk by its open descriptor.
    init(_ file: FileBytes) throws(ZIPError) {
        guard let library = ZIPLibrary.table else { throw .libraryMissing }
        var error = unsafe zip_error_t()
        unsafe library.error_init(&error)
        defer { unsafe library.error_fini(&error) }
        let source: OpaquePointer?
        if let path = file.descriptorPath {
            unsafe source = library.source_file_create(path, 0, -1, &error)
        } else {
            let octets = try file.octets(0..<file.count)
            guard let copy = unsafe malloc(max(1, octets.count)) else { throw .unreadable("out of memory") }
            unsafe octets.withUnsafeBytes { octets in
                if let start = octets.baseAddress { unsafe copy.copyMemory(from: start, byteCount: octets.count) }
            }
            unsafe source = library.source_buffer_create(copy, UInt64(octets.count), 1, &error)
            if unsafe source == nil { unsafe free(copy) }
        }
        guard let source = unsafe source else { throw .unreadable("out of memory") }
        guard let pointer = unsafe library.open_from_source(source, ZIP_RDONLY, &error) else {
            unsafe library.source_free(source)
            throw unsafe Self.failure(&error, library, method: 0)
        }
        unsafe self.pointer = pointer
        self.library = library
    }

    deinit { unsafe library.discard(pointer) }

    /// How many entries libzip sees.
    var count: Int { unsafe Int(library.get_num_entries(pointer, 0)) }

    /// What libzip sees at a place, held against the header that stands there; nil when they differ.
    func entry(at index: Int, header: ZIPDirectory.Header) -> ZIPEntry? {
        var status = unsafe zip_stat_t()
        unsafe library.stat_init(&status)
        guard unsafe library.stat_index(pointer, UInt64(index), 0, &status) == 0,
            let raw = unsafe library.get_name(pointer, UInt64(index), zip_flags_t(ZIP_FL_ENC_RAW)),
            let name = unsafe library.get_name(pointer, UInt64(index), zip_flags_t(ZIP_FL_ENC_GUESS)),
            unsafe status.size == UInt64(header.size), unsafe status.comp_size == UInt64(header.packedSize),
            unsafe strlen(raw) == header.name.count, !header.name.isEmpty,
            unsafe header.name.elementsEqual(UnsafeRawBufferPointer(start: raw, count: header.name.count))
        else { return nil }
        return ZIPEntry(
            index: index,
            name: unsafe String(cString: name),
            size: header.size,
            packedSize: header.packedSize,
            isEncrypted: unsafe header.flags & 1 != 0 || status.encryption_method != 0,
            method: header.method
        )
    }

    /// Unpacks an entry piece by piece; libzip compares its check sum at the end.
    mutating func read(
        _ entry: ZIPEntry,
        withinAllOf bound: Int,
        _ use: (Span<UInt8>) -> Void
    ) throws(ZIPError) {
        guard let stream = unsafe library.fopen_index(pointer, UInt64(entry.index), 0) else {
            throw unsafe Self.failure(library.get_error(pointer), library, method: entry.method)
        }
        defer { _ = unsafe library.fclose(stream) }
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: Self.pieceSize)
        defer { unsafe buffer.deallocate() }
        guard let start = buffer.baseAddress else { return }
        var size = 0
        while true {
            let count = unsafe Int(library.fread(stream, start, UInt64(buffer.count)))
            guard count >= 0 else {
                throw unsafe Self.failure(library.file_get_error(stream), library, method: entry.method)
            }
            size += count
            unpackedOctets += count
            guard unpackedOctets <= bound else { throw .limit("containerUnpackedOctets", bound) }
            guard size <= entry.size else { throw .malformed("an entry is larger than its header says") }
            if count == 0 { break }
            unsafe use(Span(_unsafeElements: UnsafeBufferPointer(rebasing: buffer.prefix(count))))
        }
        guard size == entry.size else { throw .malformed("an entry is smaller than its header says") }
    }

    private static let pieceSize = 128 << 10

    private static func failure(
        _ error: UnsafeMutablePointer<zip_error_t>?,
        _ library: sandyq_zip,
        method: Int
    ) -> ZIPError {
        guard let error = unsafe error else { return .malformed("the archive is broken") }
        switch unsafe library.error_code_zip(error) {
        case ZIP_ER_NOPASSWD, ZIP_ER_WRONGPASSWD, ZIP_ER_ENCRNOTSUPP: return .encrypted
        case ZIP_ER_COMPNOTSUPP: return .unsupportedMethod(method)
        case ZIP_ER_READ, ZIP_ER_SEEK, ZIP_ER_OPEN, ZIP_ER_MEMORY:
            return .unreadable(unsafe library.error_strerror(error).map { unsafe String(cString: $0) } ?? "")
        case ZIP_ER_CRC: return .malformed("an entry's check sum is wrong")
        case ZIP_ER_ZLIB, ZIP_ER_COMPRESSED_DATA: return .malformed("an entry's packed data is broken")
        default: return .malformed("the archive is broken")
        }
    }
}

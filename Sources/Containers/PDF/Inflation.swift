internal import CZlib

/// Unpacks what FlateDecode packed (RFC 1950), and no more of it than asked for.
enum Inflation {
    /// What came of it.
    enum Outcome {
        /// The octets; those before the break when the data breaks off.
        case unpacked([UInt8])
        /// The octets before the place where the data is damaged.
        case damaged([UInt8])
        /// There are more than allowed.
        case tooLarge
        /// zlib is not installed.
        case libraryMissing
    }

    /// Unpacks one stream; what stands behind its end is passed over.
    static func outcome(of packed: UnsafeRawBufferPointer, atMost limit: Int) -> Outcome {
        guard let zlib = library else { return .libraryMissing }
        return unsafe withUnsafePointer(to: zlib) { table in unsafe unpack(packed, atMost: limit, with: table) }
    }

    private static func unpack(
        _ packed: UnsafeRawBufferPointer,
        atMost limit: Int,
        with zlib: UnsafePointer<sandyq_zlib>
    ) -> Outcome {
        var stream = unsafe z_stream()
        guard unsafe sandyq_zlib_begin(zlib, &stream) == Z_OK else { return .libraryMissing }
        defer { _ = unsafe zlib.pointee.inflateEnd(&stream) }
        let source = unsafe packed.bindMemory(to: UInt8.self)
        unsafe stream.next_in = unsafe UnsafeMutablePointer(mutating: source.baseAddress)
        unsafe stream.avail_in = UInt32(clamping: packed.count)
        var unpacked: [UInt8] = []
        while true {
            var (status, count) = (Z_OK, 0)
            let piece = unsafe [UInt8](unsafeUninitializedCapacity: pieceSize) { room, filled in
                unsafe stream.next_out = room.baseAddress
                unsafe stream.avail_out = UInt32(pieceSize)
                status = unsafe zlib.pointee.inflate(&stream, Z_NO_FLUSH)
                count = unsafe pieceSize - Int(stream.avail_out)
                filled = count
            }
            unpacked += piece
            guard unpacked.count <= limit else { return .tooLarge }
            switch status {
            case Z_OK where count > 0: continue
            case Z_OK, Z_STREAM_END, Z_BUF_ERROR: return .unpacked(unpacked)
            default: return .damaged(unpacked)
            }
        }
    }

    private static let pieceSize = 64 << 10

    /// Nil when zlib is not installed.
    private static let library: sandyq_zlib? = {
        let room = UnsafeMutablePointer<sandyq_zlib>.allocate(capacity: 1)
        defer { unsafe room.deallocate() }
        for name in ["libz.so.1", "libz.so"] where unsafe sandyq_zlib_load(room, name) { return unsafe room.move() }
        return nil
    }()
}

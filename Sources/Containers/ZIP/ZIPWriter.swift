package import SandyqFiles

/// Writes a ZIP archive (APPNOTE.TXT 6.3.10) that appears only when it is complete.
///
/// Entries come one after another, are stored as they are, and are not kept: their sizes are known when they begin, and
/// their check sums are put in when they end. libzip would fetch every entry when the archive is closed; the vault hands
/// its blobs over, and tells with the last piece alone whether a blob is right. The same entries give the same octets.
package struct ZIPWriter: ~Copyable {
    private let file: NewFile
    private let path: String
    private var position = 0
    private var headers: [Header] = []
    private var open: (header: Header, written: Int, sum: CheckSum)?
    private let largest: Int

    /// What the central directory will say of an entry.
    private struct Header {
        let name: [UInt8]
        let size: Int
        let offset: Int
        var sum: UInt32 = 0
    }

    /// Prepares an archive.
    ///
    /// - Parameters:
    ///   - path: Its name once it is complete.
    ///   - largest: The largest value that stands in the places of old; greater ones stand in those of ZIP64.
    /// - Throws: What the system said, or that it is no regular file, in which check sums are put in later.
    package init(at path: String, largest: Int = 0xffff_fffe) throws(FileError) {
        file = try Self.regularFile(at: path)
        self.path = path
        self.largest = largest
    }

    private static func regularFile(at path: String) throws(FileError) -> NewFile {
        guard Folder.kind(of: path) != .other else {
            throw FileError(path: path, kind: .notRegular, reason: "an archive needs a regular file")
        }
        return try NewFile(at: path)
    }

    /// Adds an entry that is at hand.
    package mutating func add(_ name: String, _ content: [UInt8]) throws(FileError) {
        try begin(name, size: content.count)
        try write(content.span)
        try end()
    }

    /// Begins an entry of so many octets.
    package mutating func begin(_ name: String, size: Int) throws(FileError) {
        let name = Array(name.utf8)
        guard open == nil, !name.isEmpty, name.count <= 0xffff else { throw failure("an entry cannot begin here") }
        let header = Header(name: name, size: size, offset: position)
        open = (header, 0, CheckSum())
        try append(local(header))
    }

    /// Adds octets to the entry that has begun.
    package mutating func write(_ piece: Span<UInt8>) throws(FileError) {
        guard let written = open?.written else { throw failure("no entry has begun") }
        open?.written = written + piece.count
        open?.sum.update(piece)
        try file.write(piece)
        position += piece.count
    }

    /// Ends the entry.
    package mutating func end() throws(FileError) {
        guard let (header, written, sum) = open, written == header.size else {
            throw failure("an entry is not as long as was said")
        }
        open = nil
        var ended = header
        ended.sum = sum.value
        headers.append(ended)
        var field = LittleEndianOctets()
        field.add(32, Int(ended.sum))
        try file.write(field.octets.span, at: header.offset + Self.placeOfSum)
    }

    /// Writes the central directory and gives the archive its name, in place of any file that has it.
    package consuming func finish() throws(FileError) {
        guard open == nil else { throw failure("an entry has not ended") }
        let start = position
        for header in headers { try append(central(header)) }
        let size = position - start
        var end = LittleEndianOctets()
        if headers.count >= 0xffff || size > largest || start > largest {
            end.addLargeEnd(count: headers.count, size: size, offset: start, at: position)
        }
        end.add(32, 0x0605_4b50)
        end.add(16, 0, 0, min(headers.count, 0xffff), min(headers.count, 0xffff))
        end.add(32, short(size), short(start))
        end.add(16, 0)
        try append(end.octets)
        try file.replace()
    }

    private mutating func append(_ octets: [UInt8]) throws(FileError) {
        try file.write(octets.span)
        position += octets.count
    }

    private borrowing func failure(_ reason: String) -> FileError {
        FileError(path: path, kind: .other, reason: reason)
    }

    /// A value, or what says that it stands elsewhere (clause 4.4.1.4).
    private borrowing func short(_ value: Int) -> Int { value > largest ? 0xffff_ffff : value }

    /// Clause 4.3.7.
    private borrowing func local(_ header: Header) -> [UInt8] {
        let isLarge = header.size > largest
        var octets = LittleEndianOctets()
        octets.add(32, 0x0403_4b50)
        octets.add(16, isLarge ? 45 : 20)
        octets.addCommon(header.name, sum: 0, size: short(header.size), extra: isLarge ? 20 : 0)
        octets.octets += header.name
        if isLarge {
            octets.add(16, 1, 16)
            octets.add(64, header.size, header.size)
        }
        return octets.octets
    }

    /// Where a local header has its check sum.
    private static let placeOfSum = 14

    /// Clause 4.3.12.
    private borrowing func central(_ header: Header) -> [UInt8] {
        // Large values stand in the extra field, in this order (clause 4.5.3).
        var large = header.size > largest ? [header.size, header.size] : []
        if header.offset > largest { large.append(header.offset) }
        var octets = LittleEndianOctets()
        octets.add(32, 0x0201_4b50)
        octets.add(16, Self.madeOnUnix, large.isEmpty ? 20 : 45)
        octets.addCommon(
            header.name,
            sum: header.sum,
            size: short(header.size),
            extra: large.isEmpty ? 0 : 4 + 8 * large.count
        )
        octets.add(16, 0, 0, 0)
        octets.add(32, Self.ordinaryFile, short(header.offset))
        octets.octets += header.name
        if !large.isEmpty {
            octets.add(16, 1, 8 * large.count)
            for value in large { octets.add(64, value) }
        }
        return octets.octets
    }

    private static let madeOnUnix = 3 << 8 | 45
    /// A regular file that everybody may read.
    private static let ordinaryFile = 0o100_644 << 16
}

/// Numbers of an archive as they are written, least octet first.
private struct LittleEndianOctets {
    var octets: [UInt8] = []

    mutating func add(_ bits: Int, _ values: Int...) {
        for value in values {
            for shift in stride(from: 0, to: bits, by: 8) { octets.append(UInt8(truncatingIfNeeded: value >> shift)) }
        }
    }

    /// What local and central headers have in common, from the flags to the length of the extra field.
    mutating func addCommon(_ name: [UInt8], sum: UInt32, size: Int, extra: Int) {
        // Names are UTF-8 (clause 4.4.4, bit 11); plain ASCII needs no saying so. Stored. The first day there is.
        add(16, name.allSatisfy { $0 < 0x80 } ? 0 : 1 << 11, 0, 0, 1 << 5 | 1)
        add(32, Int(sum), size, size)
        add(16, name.count, extra)
    }

    /// ZIP64 end record and locator (clauses 4.3.14 and 4.3.15).
    mutating func addLargeEnd(count: Int, size: Int, offset: Int, at position: Int) {
        add(32, 0x0606_4b50)
        add(64, 44)
        add(16, 45, 45)
        add(32, 0, 0)
        add(64, count, count, size, offset)
        add(32, 0x0706_4b50, 0)
        add(64, position)
        add(32, 1)
    }
}

/// CRC-32 (clause 4.4.7).
private struct CheckSum {
    private var state: UInt32 = 0xffff_ffff

    private static let table: [UInt32] = (0..<256).map { number in
        (0..<8).reduce(UInt32(number)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xedb8_8320 : sum >> 1 }
    }

    mutating func update(_ piece: Span<UInt8>) {
        var state = state
        let table = Self.table.span
        for index in piece.indices { state = state >> 8 ^ table[Int(UInt8(truncatingIfNeeded: state) ^ piece[index])] }
        self.state = state
    }

    var value: UInt32 { ~state }
}

internal import SandyqFiles

/// The central directory of an archive, and what the local headers say beside it (APPNOTE.TXT 6.3.10, clauses 4.3.7 to 4.3.16).
///
/// libzip unpacks by the central directory alone; other programs go by the local headers, or by what lies between them.
/// Two readers of one archive must not see two contents, so the whole layout is compared here before anything is unpacked.
struct ZIPDirectory {
    /// Central headers in their order.
    let headers: [Header]
    /// Octets that belong to no entry and to no directory, by where they lie.
    let stray: [ZIPOddity]

    /// One entry as the central directory describes it.
    struct Header {
        let name: ArraySlice<UInt8>
        let flags: Int
        let method: Int
        let packedSize: Int
        let size: Int
        let offset: Int

        /// Bit 3: sizes follow the data, and may be absent from the local header.
        var hasDescriptor: Bool { flags & 0x8 != 0 }
    }

    /// Reads and compares the headers.
    ///
    /// - Parameters:
    ///   - file: The archive.
    ///   - bounds: How many entries, how long names, how large a directory.
    /// - Throws: The contradiction, or the bound that was reached.
    init(of file: FileBytes, within bounds: ZIPBounds) throws(ZIPError) {
        let end = try DirectoryEnd(of: file)
        guard end.count <= bounds.entries else { throw .limit("containerEntries", bounds.entries) }
        guard end.size <= bounds.directoryOctets else { throw .limit("containerDirectory", bounds.directoryOctets) }
        var rest = try file.octets(end.offset..<end.offset + end.size)
        var headers: [Header] = []
        headers.reserveCapacity(end.count)
        for _ in 0..<end.count {
            let header = try Header(takenFrom: &rest)
            guard header.name.count <= bounds.nameOctets else {
                throw .limit("containerNameOctets", bounds.nameOctets)
            }
            headers.append(header)
        }
        guard rest.isEmpty else { throw .malformed("the central directory holds more than its entries") }
        self.headers = headers
        stray = try Self.strayOctets(headers, in: file, before: end)
    }

    /// Compares every local header with its central one, and finds what lies between the entries.
    private static func strayOctets(
        _ headers: [Header],
        in file: FileBytes,
        before end: DirectoryEnd
    ) throws(ZIPError) -> [ZIPOddity] {
        var stray: [ZIPOddity] = []
        var position = 0
        for header in headers.sorted(by: { $0.offset < $1.offset }) {
            guard header.offset >= position else { throw .malformed("entries overlap") }
            if header.offset > position {
                stray.append(position == 0 ? .octetsBefore(header.offset) : .octetsBetween(header.offset - position))
            }
            position = try header.endOfData(in: file, directory: end.offset)
        }
        if end.offset > position { stray.append(.octetsBetween(end.offset - position)) }
        if end.octetsAfter > 0 { stray.append(.octetsAfter(end.octetsAfter)) }
        if end.hasRival { stray.append(.secondDirectoryEnd) }
        return stray
    }
}

extension ZIPDirectory.Header {
    /// Takes one central header (clause 4.3.12) from the front of the directory.
    fileprivate init(takenFrom rest: inout ArraySlice<UInt8>) throws(ZIPError) {
        let broken = ZIPError.malformed("a central header is broken")
        guard rest.count >= 46, rest.starts(with: [0x50, 0x4b, 0x01, 0x02]) else { throw broken }
        let fixed = LittleEndian(rest.prefix(46))
        let (nameSize, extraSize, commentSize) = (fixed[16, at: 28], fixed[16, at: 30], fixed[16, at: 32])
        let whole = 46 + nameSize + extraSize + commentSize
        guard rest.count >= whole else { throw broken }
        let variable = rest.dropFirst(46)
        name = variable.prefix(nameSize)
        flags = fixed[16, at: 8]
        method = fixed[16, at: 10]
        var large = LargeSizes(in: variable.dropFirst(nameSize).prefix(extraSize))
        size = try large.value(instead: fixed[32, at: 24])
        packedSize = try large.value(instead: fixed[32, at: 20])
        offset = try large.value(instead: fixed[32, at: 42])
        rest = rest.dropFirst(whole)
    }

    /// Compares the local header (clause 4.3.7), and tells where data and data descriptor end.
    fileprivate func endOfData(in file: FileBytes, directory: Int) throws(ZIPError) -> Int {
        guard offset <= directory - 30 else { throw .malformed("an entry lies beyond the central directory") }
        let local = try file.octets(offset..<offset + 30)
        guard local.starts(with: [0x50, 0x4b, 0x03, 0x04]) else { throw .malformed("an entry has no local header") }
        let fixed = LittleEndian(local)
        let start = offset + 30 + fixed[16, at: 26] + fixed[16, at: 28]
        let end = start + packedSize
        guard end <= directory, packedSize <= directory else {
            throw .malformed("an entry reaches into the central directory")
        }
        let localName = try file.octets(offset + 30..<offset + 30 + fixed[16, at: 26])
        let statesSizes = !hasDescriptor && fixed[32, at: 18] != 0xffff_ffff && fixed[32, at: 22] != 0xffff_ffff
        guard localName.elementsEqual(name), fixed[16, at: 6] & Self.tellingFlags == flags & Self.tellingFlags,
            fixed[16, at: 8] == method, !statesSizes || fixed[32, at: 18] == packedSize && fixed[32, at: 22] == size
        else { throw .malformed("a local header contradicts the central directory") }
        guard hasDescriptor else { return end }
        return end + (try descriptorSize(at: end, in: file, directory: directory))
    }

    /// Bits that change what is read: encrypted, and the sizes stand elsewhere.
    private static let tellingFlags = 0x9

    /// The data descriptor (clause 4.3.9) comes with or without signature, with short or long sizes.
    private func descriptorSize(at start: Int, in file: FileBytes, directory: Int) throws(ZIPError) -> Int {
        let octets = LittleEndian(try file.octets(start..<min(start + 24, directory)))
        let skip = octets.count >= 4 && octets[32, at: 0] == 0x0807_4b50 ? 4 : 0
        if octets.count >= skip + 12, octets[32, at: skip + 4] == packedSize, octets[32, at: skip + 8] == size {
            return skip + 12
        }
        if octets.count >= skip + 20, octets[64, at: skip + 4] == packedSize, octets[64, at: skip + 12] == size {
            return skip + 20
        }
        // Some writers announce a descriptor and write none, the sizes being known.
        return 0
    }
}

/// The end of central directory record (clauses 4.3.14 to 4.3.16).
private struct DirectoryEnd {
    let count: Int
    let offset: Int
    let size: Int
    /// Octets after the record and its comment.
    let octetsAfter: Int
    /// Whether other programs may take another place for the end.
    let hasRival: Bool

    /// Finds the last record that describes a central directory.
    init(of file: FileBytes) throws(ZIPError) {
        let tail = try file.octets(max(0, file.count - 22 - 0xffff)..<file.count)
        let signature: [UInt8] = [0x50, 0x4b, 0x05, 0x06]
        let candidates = tail.indices.dropLast(21).reversed().filter { tail[$0...].starts(with: signature) }
        let base = file.count - tail.endIndex
        for place in candidates.prefix(Self.candidateLimit) {
            let record = LittleEndian(tail[place..<place + 22])
            var (count, size, offset) = (record[16, at: 10], record[32, at: 12], record[32, at: 16])
            var recordStart = base + place
            if count == 0xffff || size == 0xffff_ffff || offset == 0xffff_ffff,
                let large = try Self.large(before: recordStart, in: file)
            {
                (count, size, offset, recordStart) = (large.count, large.size, large.offset, large.start)
            }
            let after = tail.endIndex - place - 22 - record[16, at: 20]
            guard after >= 0, record[16, at: 4] == 0, record[16, at: 6] == 0, size <= recordStart,
                offset == recordStart - size, count <= size / 46
            else { continue }
            if count > 0 {
                guard try file.octets(offset..<offset + 4).elementsEqual([0x50, 0x4b, 0x01, 0x02]) else { continue }
            }
            (self.count, self.size, self.offset) = (count, size, offset)
            octetsAfter = after
            hasRival = candidates.count > 1
            return
        }
        throw .malformed("no end of the central directory")
    }

    /// Places that are tried.
    private static let candidateLimit = 64

    /// The ZIP64 record (clause 4.3.14), which its locator (clause 4.3.15) names.
    private static func large(
        before end: Int,
        in file: FileBytes
    ) throws(ZIPError) -> (count: Int, size: Int, offset: Int, start: Int)? {
        guard end >= 20 + 56 else { return nil }
        let locator = LittleEndian(try file.octets(end - 20..<end))
        let place = locator[64, at: 8]
        guard locator[32, at: 0] == 0x0706_4b50, place >= 0, place <= end - 20 - 56 else { return nil }
        let record = LittleEndian(try file.octets(place..<place + 56))
        guard record[32, at: 0] == 0x0606_4b50 else { return nil }
        let (count, size, offset) = (record[64, at: 32], record[64, at: 40], record[64, at: 48])
        guard count >= 0, size >= 0, offset >= 0 else { return nil }
        return (count, size, offset, place)
    }
}

/// The ZIP64 extra field (clause 4.5.3): values too large for their places, in their order.
private struct LargeSizes {
    private var rest: ArraySlice<UInt8>

    init(in extra: ArraySlice<UInt8>) {
        rest = []
        var extra = extra
        while extra.count >= 4 {
            let head = LittleEndian(extra.prefix(4))
            let body = extra.dropFirst(4).prefix(head[16, at: 2])
            if head[16, at: 0] == 0x0001 {
                rest = body
                return
            }
            extra = extra.dropFirst(4 + body.count)
        }
    }

    /// The value itself, or the large one that stands for it.
    mutating func value(instead short: Int) throws(ZIPError) -> Int {
        guard short == 0xffff_ffff else { return short }
        guard rest.count >= 8 else { throw .malformed("a ZIP64 size is missing") }
        let value = LittleEndian(rest.prefix(8))[64, at: 0]
        rest = rest.dropFirst(8)
        // Beyond 2^53 there is no file, and sums of two such values do not overflow.
        guard (0..<1 << 53).contains(value) else { throw .malformed("a ZIP64 size is absurd") }
        return value
    }
}

/// Numbers of an archive, least octet first; places must lie within the octets.
private struct LittleEndian {
    private let octets: ArraySlice<UInt8>

    init(_ octets: ArraySlice<UInt8>) { self.octets = octets }

    var count: Int { octets.count }

    /// The number of so many bits at a place; one that does not fit an Int reads as -1.
    subscript(_ bits: Int, at place: Int) -> Int {
        var value: UInt64 = 0
        for octet in octets.dropFirst(place).prefix(bits / 8).reversed() { value = value << 8 | UInt64(octet) }
        return Int(exactly: value) ?? -1
    }
}

/// Writes ZIP archives, honest ones and others; entries are stored as they are.
struct ArchiveWriter {
    var octets: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    /// Adds an entry; what the local header says may differ from what the directory says.
    mutating func add(
        _ name: String,
        _ content: [UInt8],
        localName: String? = nil,
        localMethod: Int = 0,
        size: Int? = nil,
        checksum: UInt32? = nil
    ) {
        let offset = octets.count
        let sum = Self.number(Int(checksum ?? Self.checksum(of: content)), 4)
        let sizes = Self.number(content.count, 4) + Self.number(size ?? content.count, 4)
        let inner = Array((localName ?? name).utf8)
        octets += [0x50, 0x4b, 3, 4, 20, 0, 0, 8] + Self.number(localMethod, 2) + [0, 0, 0x21, 0x28] + sum + sizes
        octets += Self.number(inner.count, 2) + [0, 0] + inner + content
        let outer = Array(name.utf8)
        directory += [0x50, 0x4b, 1, 2, 20, 0, 20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0x28] + sum + sizes
        directory += Self.number(outer.count, 2) + [UInt8](repeating: 0, count: 12) + Self.number(offset, 4) + outer
        count += 1
    }

    /// Ends the archive.
    func finished(entries: Int? = nil, comment: [UInt8] = []) -> [UInt8] {
        let number = Self.number(entries ?? count, 2)
        let end =
            [0x50, 0x4b, 5, 6, 0, 0, 0, 0] + number + number + Self.number(directory.count, 4)
            + Self.number(octets.count, 4) + Self.number(comment.count, 2)
        return octets + directory + end + comment
    }

    private static func number(_ value: Int, _ size: Int) -> [UInt8] {
        (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    /// CRC-32.
    private static func checksum(of octets: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0xffff_ffff
        for octet in octets {
            sum ^= UInt32(octet)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xedb8_8320 : sum >> 1 }
        }
        return ~sum
    }
}

package import SandyqFiles
internal import Synchronization

/// A ZIP archive open for reading, within bounds; entries are unpacked piece by piece and never kept.
package final class ZIPArchive: Sendable {
    /// In the order of the central directory.
    package let entries: [ZIPEntry]
    /// What is odd about the archive without making it unreadable.
    package let oddities: [ZIPOddity]
    private let bounds: ZIPBounds
    private let handle: Mutex<ZIPHandle>

    /// Opens an archive, and compares all of its headers.
    ///
    /// - Parameters:
    ///   - file: The archive, in memory or on disk.
    ///   - bounds: The bounds within which it is read.
    /// - Throws: Why it is refused.
    package init(_ file: FileBytes, within bounds: ZIPBounds) throws(ZIPError) {
        let directory = try ZIPDirectory(of: file, within: bounds)
        let handle = try ZIPHandle(file)
        // The one parser tells where things lie, the other unpacks them: they must speak of the same things.
        guard handle.count == directory.headers.count else { throw Self.disagreement }
        var entries: [ZIPEntry] = []
        for (index, header) in directory.headers.enumerated() {
            guard let entry = handle.entry(at: index, header: header) else { throw Self.disagreement }
            entries.append(entry)
        }
        guard Set(entries.map(\.name)).count == entries.count else { throw .malformed("two entries have one name") }
        self.entries = entries
        self.bounds = bounds
        self.handle = Mutex(handle)
        oddities = directory.stray + ZIPOddity.oddities(ofNames: entries.map(\.name))
    }

    /// Octets unpacked so far, every time an entry was read anew counted.
    package var unpackedOctets: Int { handle.withLock { $0.unpackedOctets } }

    /// Unpacks an entry from its beginning to its end.
    ///
    /// - Throws: Why it cannot be unpacked as a whole; what was given out before must then be forgotten.
    package func read(_ entry: ZIPEntry, _ use: (Span<UInt8>) -> Void) throws(ZIPError) {
        guard !entry.isEncrypted else { throw .encrypted }
        guard entry.size <= ZIPBounds.ratioFreeOctets || entry.size / max(1, entry.packedSize) <= bounds.ratio else {
            throw .limit("containerRatio", bounds.ratio)
        }
        try handle.withLock { handle throws(ZIPError) in
            try handle.read(entry, withinAllOf: bounds.unpackedOctets, use)
        }
    }

    /// All of an entry, if it is no larger than a bound.
    ///
    /// - Throws: Why it cannot be unpacked, or the bound by its name.
    package func content(of entry: ZIPEntry, atMost bound: Int, _ boundName: String) throws(ZIPError) -> [UInt8] {
        guard entry.size <= bound else { throw .limit(boundName, bound) }
        var content: [UInt8] = []
        content.reserveCapacity(entry.size)
        try read(entry) { piece in for index in piece.indices { content.append(piece[index]) } }
        return content
    }

    private static let disagreement = ZIPError.malformed("the central directory can be read in two ways")
}

/// One entry of an archive.
package struct ZIPEntry: Hashable, Sendable {
    /// Its place in the central directory.
    package let index: Int
    /// Its name: a name, never a path.
    package let name: String
    /// Octets when unpacked, as the header says.
    package let size: Int
    /// Octets in the archive.
    package let packedSize: Int
    /// Whether a password is needed.
    package let isEncrypted: Bool
    /// How it is packed (APPNOTE.TXT clause 4.4.5).
    package let method: Int

    /// Whether it stands for a folder, which has no content.
    package var isFolder: Bool { name.hasSuffix("/") && size == 0 }
}

import SandyqContainers
import SandyqFiles
import Testing

@Suite("A ZIP archive")
struct ZIPArchiveTests {
    static let bounds = ZIPBounds(
        entries: 100,
        nameOctets: 200,
        directoryOctets: 1 << 20,
        unpackedOctets: 1 << 20,
        ratio: 100
    )

    func open(_ octets: [UInt8], bounds: ZIPBounds = bounds) throws(ZIPError) -> ZIPArchive {
        try ZIPArchive(FileBytes(octets), within: bounds)
    }

    @Test("gives out what was put in, in order")
    func roundTrip() throws {
        var writer = ArchiveWriter()
        writer.add("mimetype", Array("text/plain".utf8))
        writer.add("папка/құжат.txt", Array("сәлем".utf8))
        let archive = try open(writer.finished(comment: Array("made by hand".utf8)))
        #expect(archive.entries.map(\.name) == ["mimetype", "папка/құжат.txt"])
        #expect(archive.oddities.isEmpty)
        let content = try archive.content(of: archive.entries[1], atMost: 100, "bound")
        #expect(content == Array("сәлем".utf8))
    }

    @Test("is refused when a local header says something else than the directory")
    func disagreement() {
        var renamed = ArchiveWriter()
        renamed.add("good.txt", [1], localName: "evil.txt")
        var repacked = ArchiveWriter()
        repacked.add("good.txt", [1], localMethod: 8)
        for octets in [renamed.finished(), repacked.finished()] {
            #expect(throws: ZIPError.malformed("a local header contradicts the central directory")) {
                try open(octets)
            }
        }
    }

    @Test("is refused when two entries have one name, or share their octets")
    func doubles() {
        var twins = ArchiveWriter()
        twins.add("a", [1])
        twins.add("a", [2])
        #expect(throws: ZIPError.malformed("two entries have one name")) { try open(twins.finished()) }
        var composed = ArchiveWriter()
        composed.add("\u{e9}", [1])
        composed.add("e\u{301}", [2])
        #expect(throws: ZIPError.malformed("two entries have one name")) { try open(composed.finished()) }
        var overlapping = ArchiveWriter()
        overlapping.add("a", [1])
        let second = ArchiveWriter().finished()
        #expect(second.count == 22)
        var octets = overlapping.finished()
        // The directory lists the one entry twice.
        let header = octets[octets.count - 22 - 47..<octets.count - 22]
        octets.insert(contentsOf: header, at: octets.count - 22)
        octets[octets.count - 22 + 8] = 2
        octets[octets.count - 22 + 10] = 2
        octets[octets.count - 22 + 12] = 94
        #expect(throws: ZIPError.malformed("entries overlap")) { try open(octets) }
    }

    @Test("names octets that belong to no entry")
    func strayOctets() throws {
        var writer = ArchiveWriter()
        writer.octets = [9, 9, 9]
        writer.add("a", [1])
        writer.octets += [7]
        writer.add("b", [2])
        writer.octets += [8, 8]
        let archive = try open(writer.finished() + [0])
        #expect(archive.oddities == [.octetsBefore(3), .octetsBetween(1), .octetsBetween(2), .octetsAfter(1)])
    }

    @Test("names a second end of the directory inside the comment")
    func secondEnd() throws {
        var writer = ArchiveWriter()
        writer.add("a", [1])
        let decoy = [0x50, 0x4b, 5, 6] + [UInt8](repeating: 1, count: 18)
        #expect(try open(writer.finished(comment: decoy)).oddities == [.secondDirectoryEnd])
    }

    @Test("names what leads out of its folder, and what many systems cannot tell apart")
    func names() throws {
        var writer = ArchiveWriter()
        for name in ["../a", "/b", "c\\d", "e/../f", "C:/g", "fine..txt", "x/y", "X/Y", "./q", "q"] {
            writer.add(name, [1])
        }
        let archive = try open(writer.finished())
        let straying = archive.oddities.compactMap { if case .strayingName(let name) = $0 { name } else { nil } }
        #expect(straying == ["../a", "/b", "c\\d", "e/../f", "C:/g"])
        #expect(archive.oddities.contains(.similarNames("x/y", "X/Y")))
        #expect(archive.oddities.contains(.similarNames("./q", "q")))
    }

    @Test("keeps to its bounds")
    func bounds() throws {
        var many = ArchiveWriter()
        for number in 0..<101 { many.add("\(number)", []) }
        #expect(throws: ZIPError.limit("containerEntries", 100)) { try open(many.finished()) }
        var named = ArchiveWriter()
        named.add(String(repeating: "n", count: 201), [])
        #expect(throws: ZIPError.limit("containerNameOctets", 200)) { try open(named.finished()) }
        var large = ArchiveWriter()
        large.add("large", [UInt8](repeating: 0, count: 700_000))
        let archive = try open(large.finished())
        try archive.read(archive.entries[0]) { _ in }
        #expect(throws: ZIPError.limit("containerUnpackedOctets", 1 << 20)) {
            try archive.read(archive.entries[0]) { _ in }
        }
        #expect(throws: ZIPError.limit("bound", 10)) {
            try archive.content(of: archive.entries[0], atMost: 10, "bound")
        }
    }

    @Test("is refused where its counts and places are absurd")
    func absurdity() {
        var writer = ArchiveWriter()
        writer.add("a", [1])
        let whole = writer.finished()
        #expect(throws: ZIPError.self) { try open(writer.finished(entries: 0xffff)) }
        for length in 0..<whole.count {
            #expect(throws: ZIPError.self, "cut to \(length)") { try open(Array(whole.prefix(length))) }
        }
    }

    @Test("tells damage of an entry when it is unpacked")
    func damage() throws {
        var writer = ArchiveWriter()
        writer.add("a", [1, 2, 3], checksum: 7)
        let archive = try open(writer.finished())
        #expect(throws: ZIPError.malformed("an entry's check sum is wrong")) {
            try archive.read(archive.entries[0]) { _ in }
        }
    }

    @Test("never crashes, whichever octet is changed")
    func mutations() throws {
        var writer = ArchiveWriter()
        writer.add("mimetype", Array("text/plain".utf8))
        writer.add("META-INF/manifest.xml", Array("<manifest/>".utf8))
        let whole = writer.finished(comment: [1, 2])
        for place in whole.indices {
            for value: UInt8 in [0, 1, 0x7f, 0xff] {
                var octets = whole
                octets[place] = value
                guard let archive = try? open(octets) else { continue }
                for entry in archive.entries { try? archive.read(entry) { _ in } }
            }
        }
    }
}

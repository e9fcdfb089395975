import Foundation
import SandyqFiles
import Testing

import SandyqContainers

/// What is written is what every reader sees.
@Suite struct ZIPWriterTests {
    private static let contents: [(name: String, content: [UInt8])] = [
        ("mimetype", Array("application/vnd.etsi.asic-e+zip".utf8)),
        ("empty", []),
        ("документы/акт №1.txt", [UInt8](repeating: 0x41, count: 300_000)),
        ("documents/last.bin", (0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }),
    ]

    private func folder() throws -> URL {
        let url = FileManager.default.temporaryDirectory.appending(path: "sandyq-zip-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return url
    }

    private func write(to path: String, largest: Int) throws {
        var writer = try ZIPWriter(at: path, largest: largest)
        for (name, content) in Self.contents {
            try writer.begin(name, size: content.count)
            let half = content.count / 3
            try writer.write(content.span.extracting(..<half))
            try writer.write(content.span.extracting(half...))
            try writer.end()
        }
        #expect(!FileManager.default.fileExists(atPath: path), "it has no name before it is complete")
        try writer.finish()
    }

    private func run(_ words: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = words
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    /// A small largest value puts sizes and places into ZIP64 fields, as four gigabytes would.
    @Test(arguments: [0xffff_fffe, 100, 0])
    func everyReaderSeesWhatWasWritten(largest: Int) throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "a.zip").path
        try write(to: path, largest: largest)
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        let bounds = ZIPBounds(entries: 9, nameOctets: 99, directoryOctets: 9_999, unpackedOctets: 1 << 20, ratio: 9)
        let archive = try ZIPArchive(FileBytes(bytes), within: bounds)
        #expect(archive.entries.map(\.name) == Self.contents.map(\.name))
        #expect(archive.oddities.isEmpty)
        for (entry, (_, content)) in zip(archive.entries, Self.contents) {
            #expect(try archive.content(of: entry, atMost: 1 << 20, "test") == content)
        }
        #expect(try run(["unzip", "-tq", path]).status == 0)
        let python = """
            import sys, zipfile
            with zipfile.ZipFile(sys.argv[1]) as z:
                assert z.testzip() is None
                print([(i.filename, i.file_size, i.compress_type) for i in z.infolist()])
            """
        let seen = try run(["python3", "-c", python, path])
        #expect(seen.status == 0)
        for (name, content) in Self.contents { #expect(seen.output.contains("('\(name)', \(content.count), 0)")) }
    }

    @Test func theTypeStandsWhereFileMagicLooksForIt() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "a.asice").path
        try write(to: path, largest: 0xffff_fffe)
        let head = [UInt8](try Data(contentsOf: URL(filePath: path)).prefix(69))
        #expect(head.starts(with: [0x50, 0x4b, 3, 4]))
        #expect(head[30...].elementsEqual("mimetypeapplication/vnd.etsi.asic-e+zip".utf8))
    }

    @Test func whatIsNotCompleteLeavesNothing() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "a.zip").path
        do {
            var writer = try ZIPWriter(at: path)
            try writer.begin("short", size: 9)
            try writer.write([1, 2].span)
            #expect(throws: FileError.self) { try writer.end() }
            #expect(throws: FileError.self) { try writer.begin("other", size: 0) }
            do {
                try writer.finish()
                Issue.record("an archive was finished in the middle of an entry")
            } catch { #expect(error.path == path) }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        #expect(throws: FileError.self) { _ = try ZIPWriter(at: "/dev/null") }
    }
}

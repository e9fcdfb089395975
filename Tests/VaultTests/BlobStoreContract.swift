import Foundation
import SandyqValidation
import SandyqVault
import Testing

/// What every blob store must do, run against each there is.
@Suite struct BlobStoreContract {
    /// A store to be tried, empty.
    struct Candidate: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let make: @Sendable (TemporaryFolder) throws -> any BlobStore

        static let all = [
            Candidate(testDescription: "files, encrypted") { folder in
                try FileBlobStore.create(in: folder.path)
                let keys = VaultKeys([try #require(VaultKey(Octets.of(1, count: 32)))])
                return FileBlobStore(folder: folder.path, keys: keys, ambient: .test())
            },
            Candidate(testDescription: "files, plain") { folder in
                try FileBlobStore.create(in: folder.path)
                return FileBlobStore(folder: folder.path, keys: nil, ambient: .test())
            },
        ]
    }

    private static let sizes = [0, 1, 65_535, 65_536, 65_537, 131_072, 262_144, 262_145, 1_000_003]

    private static func bytes(
        of digest: Fingerprint,
        in store: any BlobStore,
        _ range: Range<Int>? = nil
    ) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try store.read(digest, range, verifying: true) { piece in
            for index in piece.indices { bytes.append(piece[index]) }
        }
        return bytes
    }

    @Test(arguments: Candidate.all)
    func whatIsStoredIsReadBack(candidate: Candidate) throws {
        let folder = try TemporaryFolder()
        let store = try candidate.make(folder)
        for size in Self.sizes {
            let octets = Octets.of(UInt64(size), count: size)
            let draft = try store.draft()
            // In pieces that fit nothing else.
            for start in stride(from: 0, to: size, by: 50_021) {
                try draft.write(octets[start..<min(size, start + 50_021)].span)
            }
            let blob = try draft.seal()
            #expect(blob == Blob(digest: Octets.digest(octets), size: size))
            #expect(try draft.seal() == blob)
            #expect(try store.stat(blob.digest) == nil)
            try store.commit([draft])
            #expect(try store.stat(blob.digest) == blob)
            #expect(try Self.bytes(of: blob.digest, in: store) == octets)
        }
    }

    @Test(arguments: Candidate.all)
    func anyRangeIsReadWithoutTheRest(candidate: Candidate) throws {
        let folder = try TemporaryFolder()
        let store = try candidate.make(folder)
        let octets = Octets.of(7, count: 200_000)
        try store.commit([try store.draft(of: octets)])
        let digest = Octets.digest(octets)
        for range in [
            0..<0, 0..<1, 65_535..<65_537, 65_536..<131_072, 199_999..<200_000, 0..<200_000, 150_000..<999_999,
        ] {
            #expect(try Self.bytes(of: digest, in: store, range) == Array(octets[range.clamped(to: 0..<200_000)]))
        }
        #expect(try Self.bytes(of: digest, in: store, 200_000..<300_000).isEmpty)
    }

    @Test(arguments: Candidate.all)
    func nothingIsThereBeforeTheCommitOrAfterADroppedDraft(candidate: Candidate) throws {
        let folder = try TemporaryFolder()
        let store = try candidate.make(folder)
        do {
            let draft = try store.draft()
            try draft.write([1, 2, 3].span)
            #expect(try store.page(after: nil, limit: 10).isEmpty)
            _ = try draft.seal()
            #expect(try store.page(after: nil, limit: 10).isEmpty)
        }
        #expect(try store.page(after: nil, limit: 10).isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/incoming").isEmpty)
    }

    @Test(arguments: Candidate.all)
    func bytesThatAreThereAlreadyAreKeptOnce(candidate: Candidate) throws {
        let folder = try TemporaryFolder()
        let store = try candidate.make(folder)
        let octets = Octets.of(3, count: 100)
        try store.commit([try store.draft(of: octets), try store.draft(of: octets)])
        try store.commit([try store.draft(of: octets)])
        #expect(try store.page(after: nil, limit: 10) == [Octets.digest(octets)])
        #expect(try Self.bytes(of: Octets.digest(octets), in: store) == octets)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/incoming").isEmpty)
    }

    @Test(arguments: Candidate.all)
    func pagesListEveryBlobOnceInOrder(candidate: Candidate) throws {
        let folder = try TemporaryFolder()
        let store = try candidate.make(folder)
        let blobs = (0..<60).map { Octets.of($0, count: 10) }
        try store.commit(try blobs.map { try store.draft(of: $0) })
        var listed: [Fingerprint] = []
        while true {
            let page = try store.page(after: listed.last, limit: 7)
            if page.isEmpty { break }
            #expect(page.count <= 7)
            listed += page
        }
        #expect(listed == blobs.map(Octets.digest).sorted())
    }

    @Test(arguments: Candidate.all)
    func whatIsDeletedIsGone(candidate: Candidate) throws {
        let folder = try TemporaryFolder()
        let store = try candidate.make(folder)
        let octets = Octets.of(4, count: 100)
        try store.commit([try store.draft(of: octets)])
        try store.delete(Octets.digest(octets))
        try store.delete(Octets.digest(octets))
        #expect(try store.stat(Octets.digest(octets)) == nil)
        #expect(throws: VaultError.blobMissing(Octets.digest(octets))) {
            try Self.bytes(of: Octets.digest(octets), in: store)
        }
        try store.commit([try store.draft(of: octets)])
        #expect(try Self.bytes(of: Octets.digest(octets), in: store) == octets)
    }

    /// Whichever octet of a stored file is changed, or where it is cut off: never other bytes, only an error.
    @Test(arguments: Candidate.all)
    func changedBytesAreNoticed(candidate: Candidate) throws {
        let folder = try TemporaryFolder()
        let store = try candidate.make(folder)
        let octets = Octets.of(5, count: 70_000)
        let digest = Octets.digest(octets)
        try store.commit([try store.draft(of: octets)])
        let name = digest.description
        let path = URL(filePath: folder.path + "/" + name.prefix(2) + "/" + name)
        let whole = try Data(contentsOf: path)
        var changed: [Data] = [0, 20, 40, 60, 1_024, 30_000, 66_560, whole.count - 1].filter { $0 < whole.count }
            .map { place in
                var copy = whole
                copy[place] ^= 1
                return copy
            }
        changed += [whole.prefix(whole.count - 1), whole.prefix(66_576), whole.prefix(10), Data(), whole + [0]]
        for data in changed {
            try FileManager.default.removeItem(at: path)
            try data.write(to: path)
            #expect(throws: VaultError.self, "\(data.count) octets") { try Self.bytes(of: digest, in: store) }
        }
        try FileManager.default.removeItem(at: path)
        try whole.write(to: path)
        #expect(try Self.bytes(of: digest, in: store) == octets)
    }

    @Test(arguments: Candidate.all)
    func manyThreadsStoreAtOnce(candidate: Candidate) async throws {
        let folder = try TemporaryFolder()
        let store = try candidate.make(folder)
        try await withThrowingTaskGroup { group in
            for number in 0..<40 {
                group.addTask { try store.commit([try store.draft(of: Octets.of(UInt64(number % 10), count: 5_000))]) }
            }
            try await group.waitForAll()
        }
        #expect(try store.page(after: nil, limit: 100).count == 10)
        for number in 0..<10 {
            let octets = Octets.of(UInt64(number), count: 5_000)
            #expect(try Self.bytes(of: Octets.digest(octets), in: store) == octets)
        }
    }
}

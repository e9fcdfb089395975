import Foundation
import SandyqFiles
import SandyqOpenSSL
import SandyqValidation
import SandyqVault
import Testing

@Suite struct EncryptionTests {
    private func store(in folder: TemporaryFolder, _ keys: VaultKeys?) throws -> FileBlobStore {
        try FileBlobStore.create(in: folder.path)
        return FileBlobStore(folder: folder.path, keys: keys, ambient: .test())
    }

    private func key(_ seed: UInt64) throws -> VaultKey { try #require(VaultKey(Octets.of(seed, count: 32))) }

    /// The recipe of docs/vault.md, carried out by openssl(1) alone.
    @Test func theFormatIsReadWithoutThisProgram() throws {
        let folder = try TemporaryFolder()
        let vaultKey = try key(1)
        let store = try store(in: folder, VaultKeys([vaultKey]))
        let octets = Octets.of(9, count: 150_000)
        try store.commit([try store.draft(of: octets)])
        let file = try Data(contentsOf: URL(filePath: store.path(of: Octets.digest(octets))))
        func decrypt(_ data: Data, _ key: String, _ nonce: Data) throws -> Data {
            let counter = hexadecimal(nonce) + "00000002"
            return try Program.run(
                ["openssl", "enc", "-d", "-aes-256-ctr", "-K", key, "-iv", counter],
                input: data
            ).output
        }
        #expect(file.prefix(16) == Data("sandyq blob 1\n\0\0".utf8))
        let dataKey = try decrypt(file[44..<76], hexadecimal(Data(Octets.of(1, count: 32))), file[32..<44])
        #expect(dataKey.count == 32)
        var plain = Data()
        var (place, index) = (1_024, 0)
        while place < file.count {
            let end = min(place + 65_552, file.count)
            let nonce = Data([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, UInt8(index), end == file.count ? 1 : 0])
            plain += try decrypt(file[place..<(end - 16)], hexadecimal(dataKey), nonce)
            (place, index) = (end, index + 1)
        }
        #expect(plain == Data(octets))
    }

    private func hexadecimal(_ data: Data) -> String { data.map { String(format: "%02x", $0) }.joined() }

    @Test func plainBlobsAreTheBytesThemselves() throws {
        let folder = try TemporaryFolder()
        let store = try store(in: folder, nil)
        let octets = Octets.of(9, count: 1_000)
        try store.commit([try store.draft(of: octets)])
        let path = store.path(of: Octets.digest(octets))
        let sum = try Program.run(["sha256sum", path]).output
        #expect(String(decoding: sum, as: UTF8.self).hasPrefix(Octets.digest(octets).description))
    }

    @Test func anotherKeyOpensNothing() throws {
        let folder = try TemporaryFolder()
        let octets = Octets.of(9, count: 10)
        let store = try store(in: folder, VaultKeys([try key(1)]))
        try store.commit([try store.draft(of: octets)])
        let other = FileBlobStore(folder: folder.path, keys: VaultKeys([try key(2)]), ambient: .test())
        #expect(throws: VaultError.keyWrong) { try other.bytes(of: Octets.digest(octets), atMost: 10) }
    }

    @Test func aBlobCannotTakeAnothersPlace() throws {
        let folder = try TemporaryFolder()
        let store = try store(in: folder, VaultKeys([try key(1)]))
        let (one, two) = (Octets.of(1, count: 10), Octets.of(2, count: 10))
        try store.commit([try store.draft(of: one), try store.draft(of: two)])
        let path = store.path(of: Octets.digest(one))
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.copyItem(atPath: store.path(of: Octets.digest(two)), toPath: path)
        #expect(throws: VaultError.blobDamaged(Octets.digest(one))) {
            try store.read(Octets.digest(one), 0..<1, verifying: false) { _ in }
        }
    }

    @Test func rotationWrapsEveryKeyAnew() throws {
        let folder = try TemporaryFolder()
        let (old, new) = (try key(1), try key(2))
        let store = try store(in: folder, VaultKeys([old]))
        let octets = Octets.of(9, count: 100_000)
        let digest = Octets.digest(octets)
        try store.commit([try store.draft(of: octets)])
        let both = FileBlobStore(folder: folder.path, keys: VaultKeys([new, old]), ambient: .test())
        #expect(try both.bytes(of: digest, atMost: 100_000) == octets)
        #expect(try both.rewrap(digest))
        #expect(try !both.rewrap(digest))
        let rotated = FileBlobStore(folder: folder.path, keys: VaultKeys([new]), ambient: .test())
        #expect(try rotated.bytes(of: digest, atMost: 100_000) == octets)
        #expect(throws: VaultError.keyWrong) { try store.bytes(of: digest, atMost: 100_000) }
    }

    @Test func whatIsErasedCannotBeDecrypted() throws {
        let folder = try TemporaryFolder()
        let store = try store(in: folder, VaultKeys([try key(1)]))
        let octets = Octets.of(9, count: 10)
        try store.commit([try store.draft(of: octets)])
        // A second name keeps the octets, as a careless copy of the folder would by hard links.
        let path = store.path(of: Octets.digest(octets))
        try FileManager.default.linkItem(atPath: path, toPath: folder.path + "/kept")
        try store.delete(Octets.digest(octets))
        let kept = try Data(contentsOf: URL(filePath: folder.path + "/kept"))
        #expect(kept.prefix(1_024) == Data(count: 1_024))
    }

    @Test(arguments: [0, 15, 17, 65_552, 65_553, 65_568, 65_569, 131_104])
    func onlySizesThatWritingGivesAreRead(size: Int) {
        let layout = SegmentedCipher.layout(ofSealed: size)
        switch size {
        case 17: #expect(layout == .init(count: 1, size: 1))
        case 65_552: #expect(layout == .init(count: 1, size: 65_536))
        case 65_569: #expect(layout == .init(count: 2, size: 65_537))
        case 131_104: #expect(layout == .init(count: 2, size: 131_072))
        default: #expect(layout == nil)
        }
    }
}

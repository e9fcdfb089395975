import Foundation
import Glibc
import SandyqAgreement
import SandyqFiles
import SandyqSignatures
import SandyqVault
import Testing

/// Disks that are full, read-only or broken: what, where and what to do is told, and nothing acknowledged is lost.
@Suite(.serialized) struct DiskTroubleTests {
    /// A file system in memory of so many octets, mounted where nobody else sees it as long as the test runs.
    private struct SmallDisk: ~Copyable {
        let path: String

        /// Nil where mounting is not permitted.
        init?(in folder: TemporaryFolder, octets: Int) throws {
            path = folder.path + "/disk"
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            let options = "size=\(octets)"
            guard try Program.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", path]).status == 0 else {
                return nil
            }
        }

        func remount(_ option: String) throws {
            #expect(try Program.run(["mount", "-o", "remount,\(option)", path]).status == 0)
        }

        deinit { _ = try? Program.run(["umount", "--lazy", path]) }
    }

    private static let canMount = geteuid() == 0

    private func sentence(of work: () throws -> Void) -> String? {
        do {
            try work()
            return nil
        } catch let error as VaultError { return Language.en.vaultWording.sentence(error).text } catch {
            return "\(error)"
        }
    }

    @Test(.enabled(if: canMount, "mounting a small disk takes the superuser")) func aFullDiskLosesNothing() throws {
        let folder = try TemporaryFolder()
        guard let disk = try SmallDisk(in: folder, octets: 3 << 20) else { return }
        try DocumentVault.create(at: disk.path + "/v", name: "a", isEncrypted: true, keys: nil, ambient: .test())
        var filed: [(Identifier, UInt64)] = []
        var told: String?
        do {
            let vault = try DocumentVault(at: disk.path + "/v", keys: nil, ambient: .test())
            _ = try vault.openCabinet(try Sample.party("000740000728"), name: "A", isDemo: false)
            for seed in 0..<200 as Range<UInt64> where told == nil {
                told = sentence {
                    let octets = Octets.of(seed, count: 90_000)
                    filed.append((try Sample.file(octets, "t", in: vault, folder).manifest.document, seed))
                }
            }
        }
        #expect(told?.contains("no room is left on the disk. Make room") == true, "\(told ?? "nothing")")
        #expect(filed.count > 3)
        try disk.remount("size=64m")
        let vault = try DocumentVault(at: disk.path + "/v", keys: nil, ambient: .test())
        for (document, seed) in filed {
            #expect(try Sample.bytes(of: document, in: vault) == Octets.of(seed, count: 90_000))
        }
        _ = try Sample.file([1], "after", in: vault, folder)
        #expect(try Sample.defects(of: vault).filter(\.isGrave).isEmpty)
    }

    @Test(.enabled(if: canMount, "mounting a read-only disk takes the superuser")) func aReadOnlyDiskIsTold() throws {
        let folder = try TemporaryFolder()
        guard let disk = try SmallDisk(in: folder, octets: 16 << 20) else { return }
        let document: Identifier
        do {
            try DocumentVault.create(at: disk.path + "/v", name: "a", isEncrypted: true, keys: nil, ambient: .test())
            let vault = try DocumentVault(at: disk.path + "/v", keys: nil, ambient: .test())
            _ = try vault.openCabinet(try Sample.party("000740000728"), name: "A", isDemo: false)
            document = try Sample.file([1, 2], "t", in: vault, folder).manifest.document
        }
        try disk.remount("ro")
        let told = sentence { _ = try DocumentVault(at: disk.path + "/v", keys: nil, ambient: .test()) }
        #expect(told?.contains("read-only. Make it writable") == true, "\(told ?? "nothing")")
        try disk.remount("rw")
        let vault = try DocumentVault(at: disk.path + "/v", keys: nil, ambient: .test())
        #expect(try Sample.bytes(of: document, in: vault) == [1, 2])
    }

    /// Reading /proc/self/mem from its start fails as a broken disk does.
    @Test(arguments: ["vault.json", "keys/vault.key", "keys/seal.key", "keys/log.key", "keys/seal.pem"])
    func aFileThatCannotBeReadIsNamed(file: String) throws {
        let folder = try TemporaryFolder()
        do { _ = try Sample.vault(in: folder) }
        let path = folder.path + "/vault"
        let (place, aside) = (URL(filePath: "\(path)/\(file)"), URL(filePath: "\(path)-aside"))
        try FileManager.default.moveItem(at: place, to: aside)
        try FileManager.default.createSymbolicLink(atPath: place.path, withDestinationPath: "/proc/self/mem")
        let told = sentence { _ = try DocumentVault(at: path, keys: nil, ambient: .test()) }
        #expect(
            told?.contains("\(file): the disk reports an error. Look after the disk") == true,
            "\(told ?? "nothing")"
        )
        try FileManager.default.removeItem(at: place)
        try FileManager.default.moveItem(at: aside, to: place)
        #expect(try Sample.defects(of: try DocumentVault(at: path, keys: nil, ambient: .test())).isEmpty)
    }

    @Test func aSecondProcessIsToldWhatToDo() throws {
        let folder = try TemporaryFolder()
        let vault = try Sample.vault(in: folder)
        let told = sentence { _ = try DocumentVault(at: vault.folder.path, keys: nil, ambient: .test()) }
        #expect(told == "Another process has this vault open. Try again when it is done.")
        #expect(try Sample.defects(of: vault).isEmpty)
    }

    /// Whatever is done with the clock set back, the log stays in order and retention does not end early.
    @Test func aClockSetBackLosesNothing() throws {
        let folder = try TemporaryFolder()
        let document: Identifier
        do {
            let vault = try Sample.vault(in: folder, ambient: .test(from: Date(timeIntervalSince1970: 1_800_000_000)))
            document = try Sample.file([1], "t", in: vault, folder).manifest.document
        }
        let past = Ambient.test(from: Date(timeIntervalSince1970: 1_000_000_000))
        let vault = try DocumentVault(at: folder.path + "/vault", keys: nil, ambient: past)
        _ = try Sample.file([2], "u", in: vault, folder)
        let hold = try vault.placeHold(on: document, reason: "x")
        #expect(throws: VaultError.conflict(.held([hold.id]))) {
            try vault.prepareDestruction(of: [document], ground: "x", includesUnregulated: true)
        }
        let times = try vault.index.entries(from: 0, limit: 100).map(\.entry.time)
        #expect(times == times.sorted())
        #expect(try Sample.bytes(of: document, in: vault) == [1])
        #expect(try Sample.defects(of: vault).isEmpty)
    }
}

import Foundation
import SandyqAgreement
import SandyqFiles
import SandyqSignatures
import SandyqValidation
import SandyqVault
import Testing

/// What was backed up comes back, and nothing else does.
@Suite struct BackupTests {
    private func filled(_ folder: TemporaryFolder, isEncrypted: Bool = true) throws -> (DocumentVault, DocumentVersion)
    {
        let vault = try Sample.vault(in: folder, isEncrypted: isEncrypted)
        let filed = try Sample.file(Octets.of(1, count: 100_000), "Договор", in: vault, folder)
        _ = try Sample.file(Octets.of(2, count: 10), "Акт", in: vault, folder)
        return (vault, filed)
    }

    private func restore(
        _ folder: TemporaryFolder,
        keys: VaultKeys? = nil,
        to name: String = "restored"
    ) throws
        -> BackupSummary
    {
        try DocumentVault.restore(
            folder.path + "/backup",
            to: "\(folder.path)/\(name)",
            keys: keys,
            ambient: .test()
        )
    }

    private func keys(_ folder: TemporaryFolder) throws -> VaultKeys {
        try VaultFolder(path: folder.path + "/vault").readKeys()
    }

    @Test(arguments: [true, false])
    func aRestoredVaultGivesTheSameAnswers(isEncrypted: Bool) throws {
        let folder = try TemporaryFolder()
        var listed: [DocumentVersion] = []
        var size = 0
        do {
            let (vault, filed) = try filled(folder, isEncrypted: isEncrypted)
            _ = try Sample.file([5], "Договор второй", in: vault, folder, previous: filed)
            listed = try vault.list(DocumentQuery())
            size = try vault.index.logSize()
            let summary = try vault.backUp(to: folder.path + "/backup", withKeys: true)
            #expect(summary.lost.isEmpty && summary.hasKeys)
            #expect(summary.copied == summary.needed)
            #expect(summary.entries == size)
        }
        let summary = try restore(folder)
        #expect(summary.lost.isEmpty)
        let vault = try DocumentVault(at: folder.path + "/restored", keys: nil, ambient: .test())
        #expect(try vault.index.logSize() == size)
        #expect(try Sample.defects(of: vault).isEmpty)
        #expect(try vault.list(DocumentQuery()) == listed)
        for version in listed {
            let bytes = try Sample.bytes(of: version.manifest.document, in: vault)
            #expect(Octets.digest(bytes).description == version.manifest.sha256)
        }
        _ = try Sample.file([7], "Новый", in: vault, folder)
        #expect(throws: VaultError.notEmpty(folder.path + "/restored")) { _ = try restore(folder) }
    }

    @Test func aSecondBackupCopiesWhatIsNew() throws {
        let folder = try TemporaryFolder()
        let (vault, _) = try filled(folder)
        let path = folder.path + "/backup"
        let first = try vault.backUp(to: path, withKeys: false)
        #expect(first.copied == first.needed && first.copied > 0)
        #expect(try vault.backUp(to: path, withKeys: false).copied == 0)
        let filed = try Sample.file(Octets.of(3, count: 70_000), "Третий", in: vault, folder)
        let third = try vault.backUp(to: path, withKeys: false)
        #expect(third.copied == third.needed - first.needed)
        #expect(try FileManager.default.contentsOfDirectory(atPath: path + "/index").count == 1)
        #expect(try restore(folder, keys: try keys(folder)).lost.isEmpty)
        let copy = try DocumentVault(at: folder.path + "/restored", keys: try keys(folder), ambient: .test())
        #expect(try Sample.bytes(of: filed.manifest.document, in: copy) == Octets.of(3, count: 70_000))
    }

    @Test func keysAreCopiedOnlyWhenAskedFor() throws {
        let folder = try TemporaryFolder()
        let (vault, _) = try filled(folder)
        let path = folder.path + "/backup"
        #expect(try !vault.backUp(to: path, withKeys: false).hasKeys)
        let key = try Data(contentsOf: URL(filePath: folder.path + "/vault/keys/vault.key")).dropLast()
        for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
            let url = URL(filePath: "\(path)/\(name)")
            guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
            let bytes = try Data(contentsOf: url)
            #expect(bytes.range(of: key) == nil, "\(name)")
        }
        #expect(throws: VaultError.self) { _ = try restore(folder) }
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/restored/vault.json"))
        let plain = try TemporaryFolder()
        let (open, _) = try filled(plain, isEncrypted: false)
        #expect(try !open.backUp(to: plain.path + "/backup", withKeys: false).hasKeys)
        let keys = try FileManager.default.contentsOfDirectory(atPath: plain.path + "/backup/keys")
        #expect(keys == ["seal.pem"], "plain secrets stay where they are")
    }

    @Test func whatTheVaultErasedIsErasedFromTheBackup() throws {
        let folder = try TemporaryFolder()
        let (vault, _) = try filled(folder)
        let path = folder.path + "/backup"
        _ = try vault.backUp(to: path, withKeys: false)
        // A blob nobody needs, as it is before it is needed or after it is erased.
        let unneeded = try vault.blobs.draft(of: [9, 9])
        try vault.blobs.commit([unneeded])
        let digest = try unneeded.seal().digest
        let copy = path + "/blobs" + vault.blobs.path(of: digest).dropFirst((folder.path + "/vault/blobs").count)
        try FileManager.default.copyItem(atPath: vault.blobs.path(of: digest), toPath: copy)
        _ = try vault.backUp(to: path, withKeys: false)
        #expect(FileManager.default.fileExists(atPath: copy), "the vault has it")
        try vault.blobs.delete(digest)
        _ = try vault.backUp(to: path, withKeys: false)
        #expect(!FileManager.default.fileExists(atPath: copy))
    }

    @Test func aKeyThatWrapsAnewIsCopiedAnew() throws {
        let folder = try TemporaryFolder()
        let (vault, filed) = try filled(folder)
        let path = folder.path + "/backup"
        _ = try vault.backUp(to: path, withKeys: false)
        let old = try keys(folder)
        let new = try #require(VaultKey([UInt8](repeating: 7, count: 32)))
        let store = FileBlobStore(folder: folder.path + "/vault/blobs", keys: old.adding(new), ambient: .test())
        let digest = try #require(Fingerprint(hexadecimal: filed.manifest.sha256))
        #expect(try store.rewrap(digest))
        let both = old.adding(new)
        let again = try DocumentVault.openForReading(at: folder.path + "/vault", keys: both, ambient: .test())
        #expect(try again.backUp(to: path, withKeys: false).copied == 1)
        let copy = FileBlobStore(folder: path + "/blobs", keys: VaultKeys([new]), ambient: .test())
        #expect(try copy.bytes(of: digest, atMost: 1 << 20) == Octets.of(1, count: 100_000))
    }

    @Test func damageIsToldAndNeverSpread() throws {
        let folder = try TemporaryFolder()
        let (vault, filed) = try filled(folder)
        let path = folder.path + "/backup"
        let digest = try #require(Fingerprint(hexadecimal: filed.manifest.sha256))
        let file = vault.blobs.path(of: digest)
        let whole = try Data(contentsOf: URL(filePath: file))
        try damage(file, at: whole.count / 2)
        #expect(try vault.backUp(to: path, withKeys: true).lost == [digest])
        #expect(try restore(folder).lost == [digest], "the rest comes back")
        try FileManager.default.removeItem(atPath: file)
        try whole.write(to: URL(filePath: file))
        #expect(try vault.backUp(to: path, withKeys: true).lost.isEmpty)
        // The backup has it whole; a vault that loses it does not take it away.
        try damage(file, at: whole.count / 2)
        #expect(try vault.backUp(to: path, withKeys: true).lost.isEmpty)
        #expect(try restore(folder, to: "second").lost.isEmpty)
    }

    private func damage(_ path: String, at place: Int) throws {
        var bytes = try Data(contentsOf: URL(filePath: path))
        bytes[place] ^= 0x10
        try FileManager.default.removeItem(atPath: path)
        try bytes.write(to: URL(filePath: path))
    }

    /// One changed octet in each kind of file of a backup.
    @Test func aChangedBackupIsNotRestoredUnseen() throws {
        let folder = try TemporaryFolder()
        let (vault, filed) = try filled(folder)
        let path = folder.path + "/backup"
        _ = try vault.backUp(to: path, withKeys: true)
        let index = try #require(try FileManager.default.contentsOfDirectory(atPath: path + "/index").first)
        let blob = path + "/blobs/\(filed.manifest.sha256.prefix(2))/\(filed.manifest.sha256)"
        let files = [
            "\(path)/index/\(index)", path + "/log/000000.jsonl", path + "/backup.json", path + "/vault.json", blob,
        ]
        for (number, file) in files.enumerated() {
            let before = try Data(contentsOf: URL(filePath: file))
            // A digit of the record's and the log's digests, a character of the name.
            let place =
                before.range(of: Data("\"index\":\"".utf8))?.upperBound ?? before.range(of: Data("test.kz".utf8))?
                .lowerBound ?? before.count / 2
            try damage(file, at: place)
            if file == blob {
                let digest = try #require(Fingerprint(hexadecimal: filed.manifest.sha256))
                #expect(try restore(folder, to: "target-\(number)").lost == [digest])
            } else {
                #expect(throws: VaultError.self, "\(file)") { _ = try restore(folder, to: "target-\(number)") }
                let target = "\(folder.path)/target-\(number)/vault.json"
                #expect(!FileManager.default.fileExists(atPath: target), "no vault is left behind")
            }
            try FileManager.default.removeItem(atPath: file)
            try before.write(to: URL(filePath: file))
        }
        #expect(try restore(folder).lost.isEmpty)
    }

    @Test func anotherVaultsBackupIsLeftAlone() throws {
        let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
        let (vault, _) = try filled(folder)
        let (stranger, _) = try filled(other)
        let path = folder.path + "/backup"
        _ = try vault.backUp(to: path, withKeys: false)
        #expect(throws: VaultError.notEmpty(path)) { _ = try stranger.backUp(to: path, withKeys: false) }
        #expect(throws: VaultError.notEmpty(other.path)) { _ = try vault.backUp(to: other.path, withKeys: false) }
        // A vault that was set back has another history than its backup.
        let early = folder.path + "/early"
        try FileManager.default.createDirectory(atPath: early, withIntermediateDirectories: true)
        let fresh = try TemporaryFolder()
        _ = try vault.backUp(to: fresh.path + "/backup", withKeys: true)
        _ = try vault.list(DocumentQuery())
        _ = try vault.backUp(to: path, withKeys: false)
        _ = try DocumentVault.restore(fresh.path + "/backup", to: early, keys: nil, ambient: .test())
        let setBack = try DocumentVault(at: early, keys: nil, ambient: .test())
        #expect(throws: VaultError.notEmpty(path)) { _ = try setBack.backUp(to: path, withKeys: false) }
    }

    /// Documents are filed on one thread while another backs up; every backup is of one moment.
    @Test func aBackupOfAVaultInUseIsConsistent() async throws {
        let folder = try TemporaryFolder()
        let (vault, _) = try filled(folder)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 0..<40 {
                    _ = try Sample.file(Octets.of(UInt64(number + 100), count: 9_000), "d\(number)", in: vault, folder)
                }
            }
            group.addTask {
                for rounds in 0..<4 {
                    // Beside the process that has it open: without its lock, for reading.
                    let reader = try DocumentVault.openForReading(
                        at: folder.path + "/vault",
                        keys: nil,
                        ambient: .test()
                    )
                    #expect(reader.isReadOnly)
                    let summary = try reader.backUp(to: folder.path + "/backup", withKeys: true)
                    #expect(summary.lost.isEmpty)
                    let restored = try DocumentVault.restore(
                        folder.path + "/backup",
                        to: "\(folder.path)/restored-\(rounds)",
                        keys: nil,
                        ambient: .test()
                    )
                    #expect(restored.lost.isEmpty)
                    let copy = try DocumentVault(at: "\(folder.path)/restored-\(rounds)", keys: nil, ambient: .test())
                    #expect(try Sample.defects(of: copy).isEmpty)
                    var defects: [VaultDefect] = []
                    try reader.check(found: { defects.append($0) })
                    #expect(defects.filter(\.isGrave).isEmpty, "\(defects)")
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func aVaultOpenElsewhereIsReadAndNotWritten() throws {
        let folder = try TemporaryFolder()
        let (vault, filed) = try filled(folder)
        let reader = try DocumentVault.openForReading(at: folder.path + "/vault", keys: nil, ambient: .test())
        #expect(reader.isReadOnly && !vault.isReadOnly)
        #expect(try Sample.defects(of: reader).isEmpty)
        #expect(throws: VaultError.busy) { _ = try reader.show(filed.manifest.document) }
        _ = try vault.list(DocumentQuery())
        var export = LogExport.Verification(key: vault.configuration.logKey)
        try reader.exportLog { export.add(Array($0.dropLast())) }
        #expect(export.finding == .intact(size: try vault.index.logSize()))
    }
}

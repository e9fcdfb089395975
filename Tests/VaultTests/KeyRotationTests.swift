import Foundation
import SandyqAgreement
import SandyqValidation
import SandyqVault
import Testing

/// A new vault key takes the place of the old one.
@Suite struct KeyRotationTests {
    private func keys(_ folder: TemporaryFolder) throws -> VaultKeys {
        try VaultFolder(path: folder.path + "/vault").readKeys()
    }

    private func rotate(_ folder: TemporaryFolder, keys: VaultKeys? = nil) throws {
        try DocumentVault.rotateKey(at: folder.path + "/vault", keys: keys, ambient: .test(), progress: { _ in })
    }

    @Test func theOldKeyOpensNothingAndTheNewOneAll() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/vault"
        let octets = Octets.of(1, count: 200_000)
        let (document, receipt, configuration): (Identifier, [UInt8], VaultConfiguration)
        do {
            let vault = try Sample.vault(in: folder)
            let filed = try Sample.file(octets, "Договор", in: vault, folder)
            (document, configuration) = (filed.manifest.document, vault.configuration)
            receipt = try vault.receipt(for: filed)
        }
        let old = try keys(folder)
        try rotate(folder)
        let new = try keys(folder)
        #expect(new.isSingle)
        #expect(new.current != old.current)
        #expect(throws: VaultError.keyWrong) { _ = try DocumentVault(at: path, keys: old, ambient: .test()) }
        let vault = try DocumentVault(at: path, keys: nil, ambient: .test())
        #expect(try Sample.bytes(of: document, in: vault) == octets)
        #expect(vault.configuration == configuration, "seal and log are who they were")
        #expect(try !vault.receipt(for: try #require(try vault.show(document).last)).isEmpty)
        #expect(!receipt.isEmpty)
        #expect(try vault.index.entries(from: 0, limit: 99).map(\.entry.action).contains(.keyRotated))
        #expect(try Sample.defects(of: vault).isEmpty)
        for digest in try vault.blobs.page(after: nil, limit: 1_000) {
            let header = try Data(contentsOf: URL(filePath: vault.blobs.path(of: digest))).prefix(1_024)
            #expect(header.range(of: Data(old.current.id)) == nil)
        }
    }

    @Test func aKeyThatIsKeptElsewhereIsRotatedWhenBothAreGiven() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/vault"
        do { _ = try Sample.file([1, 2], "Договор", in: try Sample.vault(in: folder), folder) }
        let old = try keys(folder)
        try FileManager.default.removeItem(atPath: VaultFolder(path: path).vaultKey)
        #expect(throws: VaultError.conflict(.keyKeptElsewhere)) { try rotate(folder, keys: old) }
        let new = try #require(VaultKey(Octets.of(77, count: 32)))
        try rotate(folder, keys: old.adding(new))
        let vault = try DocumentVault(at: path, keys: VaultKeys([new]), ambient: .test())
        #expect(try Sample.defects(of: vault).isEmpty)
        #expect(!FileManager.default.fileExists(atPath: VaultFolder(path: path).vaultKey))
    }

    @Test func aVaultWithoutEncryptionHasNoKeyToRotate() throws {
        let folder = try TemporaryFolder()
        do { _ = try Sample.vault(in: folder, isEncrypted: false) }
        #expect(throws: VaultError.conflict(.nothingEncrypted)) { try rotate(folder) }
    }

    @Test func anOpenVaultIsNotRotated() throws {
        let folder = try TemporaryFolder()
        let vault = try Sample.vault(in: folder)
        let before = try keys(folder).text
        #expect(throws: VaultError.busy) { try rotate(folder) }
        #expect(try keys(folder).text == before)
        #expect(try Sample.defects(of: vault).isEmpty)
    }
}

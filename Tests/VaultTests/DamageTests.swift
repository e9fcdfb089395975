import Foundation
import SandyqAgreement
import SandyqValidation
import SandyqVault
import Testing

/// What is missing, changed or stray is found, and a lost index comes back.
@Suite struct DamageTests {
    private func filled(_ folder: TemporaryFolder) throws -> (DocumentVault, DocumentVersion) {
        let vault = try Sample.vault(in: folder)
        let filed = try Sample.file(Octets.of(1, count: 100_000), "Договор", in: vault, folder)
        _ = try Sample.file(Octets.of(2, count: 10), "Акт", in: vault, folder)
        return (vault, filed)
    }

    private func path(of digest: Fingerprint, in vault: DocumentVault) -> URL {
        URL(filePath: vault.blobs.path(of: digest))
    }

    @Test func everyKindOfDamageToBlobsIsNamed() throws {
        let folder = try TemporaryFolder()
        let (vault, filed) = try filled(folder)
        let blob = try #require(Fingerprint(hexadecimal: filed.manifest.sha256))
        #expect(try Sample.defects(of: vault).isEmpty)
        let whole = try Data(contentsOf: path(of: blob, in: vault))
        for digest in [blob, filed.digest] {
            let file = path(of: digest, in: vault)
            let before = try Data(contentsOf: file)
            var bytes = before
            bytes[bytes.count / 2] ^= 0x10
            try FileManager.default.removeItem(at: file)
            #expect(try Sample.defects(of: vault) == [.blobMissing(digest)])
            try bytes.write(to: file)
            // A manifest's middle is padding of its header, or its text: only the text matters.
            let defects = try Sample.defects(of: vault)
            #expect(defects == [.blobDamaged(digest)] || digest != blob && defects.isEmpty)
            try FileManager.default.removeItem(at: file)
            try before.write(to: file)
        }
        #expect(try Data(contentsOf: path(of: blob, in: vault)) == whole)
        let stray = vault.folder.path + "/blobs/ab/notes.txt"
        try Data().write(to: URL(filePath: stray))
        #expect(try Sample.defects(of: vault) == [.strayFile("blobs/ab/notes.txt")])
        try FileManager.default.removeItem(atPath: stray)
        let unneeded = try vault.blobs.draft(of: [9, 9])
        try vault.blobs.commit([unneeded])
        #expect(try Sample.defects(of: vault) == [.blobUnneeded(try unneeded.seal().digest)])
    }

    @Test func slicesTogetherReadEveryBlobOnce() throws {
        let folder = try TemporaryFolder()
        let (vault, _) = try filled(folder)
        var all: [Fingerprint] = []
        try vault.check(found: { _ in }, checked: { all.append($0) })
        var parts: [Fingerprint] = []
        for part in 1...3 {
            try vault.check(try #require(Slice("\(part)/3")), found: { _ in }, checked: { parts.append($0) })
        }
        #expect(parts.sorted() == all)
        for text in ["0/3", "4/3", "1/0", "1/257", "1", "/", "a/b", "1/2/3"] { #expect(Slice(text) == nil) }
    }

    @Test func aRebuiltIndexGivesTheSameAnswers() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/vault"
        var before: [DocumentVersion] = []
        var (size, found) = (0, 0)
        do {
            let (vault, filed) = try filled(folder)
            _ = try Sample.file([5], "Договор второй", in: vault, folder, previous: filed)
            before = try vault.list(DocumentQuery())
            found = try vault.list(DocumentQuery(words: ["договор"])).count
            size = try vault.index.logSize()
        }
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: path + "/index.sqlite" + suffix)
        }
        // Without an index the vault does not pretend to be empty.
        #expect(throws: VaultError.self) { _ = try DocumentVault(at: path, keys: nil, ambient: .test()) }
        var entries = 0
        try DocumentVault.rebuildIndex(at: path, keys: nil, ambient: .test(), progress: { entries += $0 })
        #expect(entries == size)
        let vault = try DocumentVault(at: path, keys: nil, ambient: .test())
        #expect(try vault.index.logSize() == size)
        #expect(try vault.list(DocumentQuery()) == before)
        #expect(try vault.list(DocumentQuery(words: ["договор"])).count == found)
        #expect(try Sample.defects(of: vault).isEmpty)
    }

    /// Each line of the log in files changed, removed, doubled or moved in turn.
    @Test func anAlteredLineOfTheLogIsNamed() throws {
        let folder = try TemporaryFolder()
        let (vault, _) = try filled(folder)
        let file = URL(filePath: vault.folder.path + "/log/000000.jsonl")
        let text = try String(contentsOf: file, encoding: .utf8)
        let lines = text.split(separator: "\n").map { String($0) }
        for position in lines.indices {
            var changed = lines
            changed[position] = changed[position].replacingOccurrences(of: "terminal", with: "terminaL")
            try (changed.joined(separator: "\n") + "\n").write(to: file, atomically: true, encoding: .utf8)
            #expect(try Sample.defects(of: vault) == [.logDiffers(position: position)])
            var removed = lines
            removed.remove(at: position)
            try (removed.joined(separator: "\n") + "\n").write(to: file, atomically: true, encoding: .utf8)
            let isLast = position == lines.count - 1
            #expect(
                try Sample.defects(of: vault)
                    == [isLast ? .logLength(files: position, index: lines.count) : .logDiffers(position: position)]
            )
        }
    }

    @Test func anAlteredExportIsNamedByItsFirstBadEntry() throws {
        let folder = try TemporaryFolder()
        let (vault, _) = try filled(folder)
        for _ in 0..<5 { _ = try vault.list(DocumentQuery()) }
        var bytes: [UInt8] = []
        try vault.exportLog { bytes += $0 }
        let key = vault.configuration.logKey
        let size = try vault.index.logSize()
        #expect(LogExport.verify(bytes, key: key) == .intact(size: size))
        #expect(LogExport.verify(bytes, key: nil) == .intact(size: size))
        let other = try Sample.vault(in: try TemporaryFolder())
        #expect(LogExport.verify(bytes, key: other.configuration.logKey) == .checkpointInvalid)
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { String($0) }
        func verify(_ lines: [String]) -> LogExport.Finding {
            LogExport.verify(Array((lines.joined(separator: "\n") + "\n").utf8), key: key)
        }
        for position in 0..<size {
            var changed = lines
            changed[position + 1] = changed[position + 1].replacingOccurrences(of: "\"done\"", with: "\"refused\"")
            #expect(verify(changed) == .altered(position: position, .changed))
            var removed = lines
            removed.remove(at: position + 1)
            #expect(
                verify(removed)
                    == (position == size - 1
                        ? .sizeDiffers(found: size - 1, signed: size) : .altered(position: position, .misplaced))
            )
            var doubled = lines
            doubled.insert(lines[position + 1], at: position + 1)
            #expect(verify(doubled) == .altered(position: position + 1, .misplaced))
        }
        // Entry and hash both made anew: only the signed root can tell.
        let entry = Array(try vault.index.entries(from: 3, limit: 1)[0].bytes)
        let forged = String(decoding: entry, as: UTF8.self).replacingOccurrences(of: "\"done\"", with: "\"refused\"")
        var remade = lines
        let hash = MerkleTree.leaf(Array(forged.utf8)).map { String(format: "%02x", $0) }.joined()
        remade[4] = "{\"hash\":\"\(hash)\",\"entry\":\(forged)}"
        #expect(verify(remade) == .treeDiffers)
        #expect(LogExport.verify([], key: key) == .unreadable)
        #expect(LogExport.verify(Array(bytes.prefix(bytes.count - 9)), key: key) == .unreadable)
    }

    @Test func linesACrashKeptFromTheLogAreWrittenWhenTheVaultIsOpened() throws {
        let folder = try TemporaryFolder()
        var size = 0
        do {
            let (vault, _) = try filled(folder)
            size = try vault.index.logSize()
        }
        let file = URL(filePath: folder.path + "/vault/log/000000.jsonl")
        let whole = try Data(contentsOf: file)
        for cut in [1, 10, whole.count / 2, whole.count - 1] {
            try whole.prefix(whole.count - cut).write(to: file)
            let vault = try DocumentVault(at: folder.path + "/vault", keys: nil, ambient: .test())
            #expect(try Sample.defects(of: vault).isEmpty)
            #expect(try vault.index.logSize() == size)
            #expect(try Data(contentsOf: file) == whole)
        }
    }
}

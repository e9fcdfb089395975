import Foundation
import SandyqAgreement
import SandyqSignatures
import SandyqValidation
import SandyqVault
import Testing

/// One bit of one file of a vault is changed: it is told which file, or it made no difference; nothing is given out wrong.
@Suite struct BitFlipTests {
    /// A vault with everything in it, closed.
    private struct Whole {
        let folder: TemporaryFolder
        let path: String
        let octets = Octets.of(1, count: 70_000)
        let document: Identifier
        let answers: Answers

        init(isEncrypted: Bool = true) throws {
            folder = try TemporaryFolder()
            path = folder.path + "/vault"
            do {
                let vault = try Sample.vault(in: folder, isEncrypted: isEncrypted)
                document = try Sample.file(octets, "Договор", in: vault, folder).manifest.document
                _ = try Sample.file([2], "Акт", in: vault, folder)
                let gone = try Sample.file([3], "Счёт", in: vault, folder, kind: .invoice, date: "2001-01-01")
                _ = try vault.placeHold(on: document, reason: "суд")
                _ = try vault.prepareDestruction(
                    of: [gone.manifest.document],
                    ground: "x",
                    includesUnregulated: false
                )
            }
            answers = try Answers(path)
        }

        /// Flips a bit, looks, and puts it back.
        func flipping(_ bit: Int, at offset: Int, of file: String, _ look: () throws -> Void) throws {
            let url = URL(filePath: path + "/" + file)
            let attributes = try FileManager.default.attributesOfItem(atPath: url.path)
            let permissions = try #require(attributes[.posixPermissions])
            let before = try Data(contentsOf: url)
            var bytes = before
            bytes[offset] ^= UInt8(1 << bit)
            for data in [bytes, before] {
                try FileManager.default.removeItem(at: url)
                try data.write(to: url)
                try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: url.path)
                if data == bytes { try look() }
            }
        }

        /// What is wrong with the vault: an error when it is opened, or defects.
        func trouble() throws -> [String] {
            do {
                let vault = try DocumentVault(at: path, keys: nil, ambient: .test())
                let defects = try Sample.defects(of: vault).filter(\.isGrave)
                for defect in defects { #expect(!Language.ru.vaultWording.sentence(defect).text.isEmpty) }
                return defects.map { Language.en.vaultWording.sentence($0).text }
            } catch let error as VaultError {
                return [Language.en.vaultWording.sentence(error).text]
            }
        }
    }

    /// What a vault answers.
    private struct Answers: Equatable {
        let documents: [DocumentVersion]
        let found: [DocumentVersion]
        let holds: [HoldState]
        let acts: [ActState]
        let entries: [StoredEntry]
        let needed: [Fingerprint]

        init(_ path: String) throws {
            let vault = try DocumentVault.openForReading(at: path, keys: nil, ambient: .test())
            documents = try vault.index.documents(DocumentQuery())
            found = try vault.index.documents(DocumentQuery(words: ["договор"]))
            holds = try vault.index.holds(on: nil)
            acts = try vault.index.acts()
            entries = try vault.index.entries(from: 0, limit: 1_000)
            needed = try vault.index.neededBlobs(after: nil, limit: 1_000)
        }
    }

    private static let secrets = ["keys/seal.key", "keys/log.key"]

    @Test func aBitOfASecretIsToldByItsFile() throws {
        let whole = try Whole()
        for file in Self.secrets + ["keys/seal.pem", "vault.json"] {
            let size = try Data(contentsOf: URL(filePath: whole.path + "/" + file)).count
            for step in 0..<12 {
                try whole.flipping(step % 8, at: step * (size - 1) / 11, of: file) {
                    let trouble = try whole.trouble()
                    // A schema that is not ours is told as such.
                    let isTold = trouble.first.map { $0.contains(file) || $0.contains("format") }
                    #expect(isTold == true, "\(file), octet \(step * (size - 1) / 11): \(trouble)")
                }
            }
        }
        #expect(try whole.trouble().isEmpty)
    }

    @Test func aBitOfAPlainSecretIsToldByItsFile() throws {
        let whole = try Whole(isEncrypted: false)
        for step in 0..<12 {
            try whole.flipping(step % 8, at: step * 31 / 11, of: "keys/log.key") {
                let trouble = try whole.trouble()
                #expect(trouble.first?.contains("keys/log.key") == true, "\(trouble)")
            }
        }
    }

    @Test func aBitOfTheVaultKeyOpensNothingAndLosesNothing() throws {
        let whole = try Whole()
        for octet in stride(from: 0, to: 64, by: 9) {
            try whole.flipping(0, at: octet, of: "keys/vault.key") {
                let trouble = try whole.trouble()
                #expect(trouble.count == 1 && trouble[0].contains("key"), "\(trouble)")
            }
        }
        #expect(try whole.trouble().isEmpty)
    }

    @Test(arguments: [true, false])
    func aBitOfABlobIsToldByItsName(isEncrypted: Bool) throws {
        let whole = try Whole(isEncrypted: isEncrypted)
        let digest = Octets.digest(whole.octets)
        let file = "blobs/\(digest.description.prefix(2))/\(digest)"
        let size = try Data(contentsOf: URL(filePath: whole.path + "/" + file)).count
        // The slot in use, segments and tags, the last octet; the rest of the header is padding.
        let places = isEncrypted ? [0, 17, 40, 91, 1_024, 40_000, 66_570, size - 1] : [0, 1, 40_000, size - 1]
        for place in places {
            try whole.flipping(3, at: place, of: file) {
                let trouble = try whole.trouble()
                #expect(trouble.contains { $0.contains(digest.description) }, "octet \(place): \(trouble)")
                let vault = try DocumentVault(at: whole.path, keys: nil, ambient: .test())
                #expect(throws: VaultError.self) { try Sample.bytes(of: whole.document, in: vault) }
            }
        }
        #expect(try whole.trouble().isEmpty)
    }

    @Test func aBitOfALineOfTheLogIsToldByItsEntry() throws {
        let whole = try Whole()
        let text = try Data(contentsOf: URL(filePath: whole.path + "/log/000000.jsonl"))
        for place in stride(from: 5, to: text.count - 1, by: max(1, text.count / 25)) {
            try whole.flipping(1, at: place, of: "log/000000.jsonl") {
                let trouble = try whole.trouble()
                #expect(trouble.contains { $0.contains("log") || $0.contains("Entry") }, "octet \(place): \(trouble)")
            }
        }
        #expect(try whole.trouble().isEmpty)
    }

    /// A bit of the index is noticed wherever it makes a difference, and a rebuilt index is whole again.
    @Test func aBitOfTheIndexIsToldOrMakesNoDifference() throws {
        let whole = try Whole()
        let size = try Data(contentsOf: URL(filePath: whole.path + "/index.sqlite")).count
        var told = 0
        for step in 0..<80 {
            let offset = (step * 104_729 + 24) % size
            try whole.flipping(step % 8, at: offset, of: "index.sqlite") {
                let trouble: [String]
                do {
                    let vault = try DocumentVault.openForReading(at: whole.path, keys: nil, ambient: .test())
                    trouble = try Sample.defects(of: vault).map { Language.en.vaultWording.sentence($0).text }
                } catch let error as VaultError { trouble = [Language.en.vaultWording.sentence(error).text] }
                if trouble.isEmpty {
                    let answers = try Answers(whole.path)
                    #expect(answers == whole.answers, "octet \(offset) changed an answer and was not noticed")
                } else {
                    told += 1
                }
            }
            for suffix in ["-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: whole.path + "/index.sqlite" + suffix)
            }
        }
        #expect(told > 2)
        try DocumentVault.rebuildIndex(at: whole.path, keys: nil, ambient: .test(), progress: { _ in })
        #expect(try Answers(whole.path) == whole.answers)
        #expect(try whole.trouble().isEmpty)
    }
}

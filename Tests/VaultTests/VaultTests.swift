import Foundation
import SandyqAgreement
import SandyqSignatures
import SandyqValidation
import SandyqVault
import Testing

@Suite struct VaultTests {
    @Test(arguments: [true, false])
    func whatIsFiledComesBackAfterTheVaultIsOpenedAgain(isEncrypted: Bool) throws {
        let folder = try TemporaryFolder()
        let octets = Octets.of(1, count: 300_000)
        let filed: DocumentVersion
        do {
            let vault = try Sample.vault(in: folder, isEncrypted: isEncrypted)
            filed = try Sample.file(octets, "Договор", in: vault, folder)
        }
        let vault = try DocumentVault(at: folder.path + "/vault", keys: nil, ambient: .test())
        #expect(try vault.show(filed.manifest.document) == [filed])
        #expect(try Sample.bytes(of: filed.manifest.document, in: vault) == octets)
        #expect(try Sample.defects(of: vault).isEmpty)
    }

    @Test func versionsStandBesideEachOther() throws {
        let folder = try TemporaryFolder()
        let vault = try Sample.vault(in: folder)
        let first = try Sample.file([1], "old title", in: vault, folder)
        let second = try Sample.file([2], "new title", in: vault, folder, previous: first)
        #expect(try vault.show(first.manifest.document) == [first, second])
        #expect(try Sample.bytes(of: first.manifest.document, in: vault) == [2])
        #expect(try Sample.bytes(of: first.manifest.document, in: vault, version: 1) == [1])
        #expect(throws: VaultError.self) { try Sample.bytes(of: first.manifest.document, in: vault, version: 3) }
        #expect(try vault.list(DocumentQuery(words: ["old"])).isEmpty)
        #expect(try vault.list(DocumentQuery(words: ["new"])) == [second])
        // The same version twice: somebody else was quicker.
        #expect(throws: VaultError.self) { try Sample.file([3], "third", in: vault, folder, previous: first) }
        #expect(try vault.show(first.manifest.document).count == 2)
    }

    @Test func signaturesAreVerifiedAndTheEvidenceIsKept() throws {
        let folder = try TemporaryFolder()
        let moment = Date(timeIntervalSince1970: 1_773_662_400)
        let vault = try Sample.vault(in: folder, ambient: .test(from: moment))
        let anchor = try Certificate(
            der: [UInt8](Data(contentsOf: URL(filePath: Sample.testdata + "/pki/root-rsa.cer")))[...]
        )
        var evidence = Evidence()
        evidence.anchors = [anchor]
        let order = FilingOrder(
            path: Sample.testdata + "/showcase/invoice.cms",
            cabinet: try Sample.cabinet(vault),
            description: DocumentDescription(kind: .invoice, title: "ЭСФ")
        )
        let verification = try Sample.verification(evidence)
        let filed = try #require(try vault.commit([try vault.prepare(order, verifying: verification)]).first)
        #expect(filed.manifest.verification.indication == "TOTAL-PASSED")
        let report = try #require(filed.manifest.verification.report.flatMap { Fingerprint(hexadecimal: $0) })
        let text = String(decoding: try vault.blobs.bytes(of: report, atMost: 1 << 20) ?? [], as: UTF8.self)
        #expect(text.contains("\"indication\":\"TOTAL-PASSED\""))
        #expect(filed.manifest.verification.evidence == [anchor.facts.fingerprint.description])
        #expect(filed.manifest.significance.eds.first?.conditions.first == .signatureHolds)
        #expect(try Sample.defects(of: vault).isEmpty)
    }

    @Test func opensslVerifiesAReceiptAndWhatItSays() throws {
        let folder = try TemporaryFolder()
        let vault = try Sample.vault(in: folder)
        let filed = try Sample.file([1, 2, 3], "Договор", in: vault, folder)
        let path = folder.path + "/receipt.cms"
        try Data(try vault.receipt(for: filed)).write(to: URL(filePath: path))
        let (status, output) = try Program.run([
            "openssl", "cms", "-verify", "-inform", "DER", "-in", path, "-CAfile", vault.folder.sealCertificate,
            "-purpose", "any", "-attime", "1780000100",
        ])
        #expect(status == 0)
        let text = String(decoding: output, as: UTF8.self)
        #expect(text.contains("\"sha256\":\"039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81\""))
        #expect(text.contains("\"logPosition\":\(filed.logPosition)"))
        #expect(text.contains("\"document\":\"\(filed.manifest.document)\""))
    }

    @Test func aSecondProcessIsTurnedAway() throws {
        let folder = try TemporaryFolder()
        let vault = try Sample.vault(in: folder)
        #expect(throws: VaultError.busy) { _ = try DocumentVault(at: vault.folder.path, keys: nil, ambient: .test()) }
    }

    @Test func aKeyOthersMayReadIsRefusedAndAnotherKeyOpensNothing() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/vault"
        do { _ = try Sample.vault(in: folder) }
        let other = VaultKeys([try #require(VaultKey(Octets.of(99, count: 32)))])
        #expect(throws: VaultError.keyWrong) { _ = try DocumentVault(at: path, keys: other, ambient: .test()) }
        let key = VaultFolder(path: path).vaultKey
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: key)
        #expect(throws: VaultError.self) { _ = try DocumentVault(at: path, keys: nil, ambient: .test()) }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
        #expect(throws: Never.self) { _ = try DocumentVault(at: path, keys: nil, ambient: .test()) }
    }

    @Test func numbersWithAWrongControlDigitAndCabinetsThatExistAreRefused() throws {
        let folder = try TemporaryFolder()
        let vault = try Sample.vault(in: folder)
        #expect(throws: VaultError.conflict(.controlDigit("000740000729"))) {
            try vault.openCabinet(try Sample.party("000740000729"), name: "x", isDemo: false)
        }
        let size = try vault.index.logSize()
        #expect(throws: VaultError.conflict(.cabinetExists)) {
            try vault.openCabinet(try Sample.party("000740000728"), name: "x", isDemo: false)
        }
        #expect(try vault.index.logSize() == size, "neither the action nor its entry exists")
    }

    @Test func theClockSetBackDatesNothingBefore() throws {
        let folder = try TemporaryFolder()
        do { _ = try Sample.vault(in: folder, ambient: .test(from: Date(timeIntervalSince1970: 1_800_000_000))) }
        let past = Ambient.test(from: Date(timeIntervalSince1970: 1_700_000_000))
        let vault = try DocumentVault(at: folder.path + "/vault", keys: nil, ambient: past)
        _ = try vault.list(DocumentQuery())
        let times = try vault.index.entries(from: 0, limit: 100).map(\.entry.time)
        #expect(times == times.sorted())
        #expect(try Sample.defects(of: vault).isEmpty)
    }

    @Test func everyLookIsLogged() throws {
        let folder = try TemporaryFolder()
        let vault = try Sample.vault(in: folder)
        let filed = try Sample.file([1], "Договор", in: vault, folder)
        _ = try vault.show(filed.manifest.document)
        _ = try Sample.bytes(of: filed.manifest.document, in: vault)
        _ = try vault.list(DocumentQuery())
        _ = try vault.list(DocumentQuery(words: ["дог"]))
        let entries = try vault.index.entries(from: 0, limit: 100).map(\.entry)
        #expect(
            entries.map(\.action) == [
                .vaultCreated, .cabinetOpened, .documentFiled, .documentViewed, .documentRead, .documentsListed,
                .documentsSearched,
            ]
        )
        #expect(entries[3...4].allSatisfy { $0.object == filed.manifest.document })
        let text = try vault.index.entries(from: 0, limit: 100).map { String(decoding: $0.bytes, as: UTF8.self) }
        #expect(text.allSatisfy { !$0.contains("Договор") && !$0.contains("JSC") }, "names stay in manifests")
    }
}

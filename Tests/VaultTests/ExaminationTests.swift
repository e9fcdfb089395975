import Foundation
import SandyqAgreement
import SandyqSignatures
import SandyqValidation
import SandyqVault
import Testing

/// Detached signatures that come after their documents, and verification under the evidence of another day.
@Suite struct ExaminationTests {
    private static let samples = Sample.testdata + "/cms/"
    /// Within the validity of the samples' certificates.
    private static let moment = Date(timeIntervalSince1970: 1_773_662_400)

    private let folder: TemporaryFolder
    private let cast: Cast
    private var vault: DocumentVault { cast.vault }

    init() throws {
        folder = try TemporaryFolder()
        cast = try Cast(in: folder, ambient: .test(from: Self.moment))
    }

    private func order(
        _ path: String,
        by asker: Asker? = nil,
        kind: DocumentKind = .completionAct
    ) throws -> FilingOrder {
        FilingOrder(
            path: path,
            cabinet: cast.cabinet,
            description: DocumentDescription(kind: kind, title: path),
            by: asker
        )
    }

    private func act() throws -> DocumentVersion {
        let order = try order(Self.samples + "content/act.txt")
        return try #require(try vault.commit([vault.prepare(order, verifying: Sample.verification())]).first)
    }

    /// A copy beside which nothing lies.
    private func alone(_ name: String) throws -> String {
        let path = folder.path + "/" + name
        try? FileManager.default.removeItem(atPath: path)
        try FileManager.default.copyItem(atPath: Self.samples + name, toPath: path)
        return path
    }

    private func receive(_ path: String, signing: Identifier? = nil, by asker: Asker? = nil) throws -> Examination? {
        let received = try vault.receive(
            order(path, by: asker),
            signing: signing,
            verifying: Sample.verification()
        )
        switch received {
        case .document(let filing):
            _ = try vault.commit([filing])
            return nil
        case .signature(let examination): return try vault.commit([examination]).first
        }
    }

    @Test(arguments: ["detached-rsa.cms", "detached-ec.cms", "detached-gost512.cms", "detached-gost2004.cms"])
    func aSignatureFindsItsDocumentByWhatItSigns(name: String) throws {
        let act = try act()
        let examination = try #require(try receive(alone(name)))
        #expect(examination.record.document == act.manifest.document)
        #expect(examination.record.signature?.fileName == name)
        #expect(try vault.index.examinations(of: act.manifest.document) == [examination])
        #expect(examination.record.significance.cabinet == act.manifest.significance.cabinet, "as it was frozen")
        let digest = try #require(examination.record.signature).sha256
        #expect(examination.record.significance.eds.map(\.signature) == ["\(name) \(digest.prefix(8)) S-1"])
        #expect(examination.record.verification.indication == "INDETERMINATE", "nobody is trusted here")
        #expect(try vault.list(DocumentQuery()).count == 1, "no document of its own")
        #expect(try Sample.defects(of: vault).isEmpty)
        let entry = try #require(try vault.index.entries(from: examination.logPosition, limit: 1).first?.entry)
        #expect(entry.action == .documentSigned)
        #expect(entry.object == act.manifest.document)
    }

    @Test func severalSignaturesAreOfOneDocument() throws {
        let act = try act()
        _ = try receive(alone("detached-rsa.cms"))
        let second = try #require(try receive(alone("detached-ec.cms")))
        let names = second.record.significance.eds.map { $0.signature?.split(separator: " ").first }
        #expect(names == ["detached-rsa.cms", "detached-ec.cms"])
        #expect(try vault.index.examinations(of: act.manifest.document).count == 2)
    }

    @Test func aSignatureOfSomethingElseIsADocumentUnlessItWasSaidToBeOne() throws {
        let other = try Sample.file([1], "other", in: vault, folder)
        #expect(try receive(alone("detached-rsa.cms")) == nil)
        #expect(try vault.list(DocumentQuery()).count == 2)
        let id = other.manifest.document
        #expect(throws: VaultError.conflict(.signsSomethingElse(id))) {
            try receive(alone("detached-rsa.cms"), signing: id)
        }
        #expect(throws: VaultError.conflict(.signsSomethingElse(id)), "an attached one") {
            try receive(alone("attached-rsa.cms"), signing: id)
        }
        #expect(try vault.index.examinations(of: id).isEmpty)
    }

    @Test func whoMayNotSeeTheDocumentIsNotToldThatItIsThere() throws {
        let act = try act()
        let path = try alone("detached-rsa.cms")
        #expect(throws: VaultError.unknown(cast.cabinet.id.description)) { try receive(path, by: cast.stranger) }
        #expect(throws: VaultError.refused(.forbidden)) { try receive(path, by: cast.clerk) }
        #expect(throws: VaultError.refused(.forbidden)) {
            try receive(path, signing: act.manifest.document, by: cast.clerk)
        }
        #expect(try vault.index.examinations(of: act.manifest.document).isEmpty)
        let added = try #require(try receive(path, by: cast.head))
        #expect(added.record.examiner == cast.head.user)
    }

    @Test func ofTwoDocumentsOfTheSameBytesASignatureFindsTheOneItsSenderMaySee() throws {
        let phone = try #require(PhoneNumber("+77010000009"))
        let filer = Asker(user: try vault.addUser(phone, name: "P9", numbers: []).id)
        let scopes = Set([Scope.Permission.read, .file].map { Scope($0, in: .kind(.completionAct)) })
        let role = Role.limitedUser(cabinet: cast.cabinet.id, scopes: scopes)
        _ = try vault.appoint(try #require(filer.user), as: role, until: nil, by: cast.head)
        let act = try act()
        let hidden = try order(Self.samples + "content/act.txt", kind: .contract)
        _ = try vault.commit([vault.prepare(hidden, verifying: Sample.verification())])
        let examination = try #require(try receive(alone("detached-gost512.cms"), by: filer))
        #expect(examination.record.document == act.manifest.document)
    }

    @Test func whatANewVersionIsSaidToBeGivesNoRightOverTheDocument() throws {
        let phone = try #require(PhoneNumber("+77010000008"))
        let filer = Asker(user: try vault.addUser(phone, name: "P8", numbers: []).id)
        let scopes: Set<Scope> = [Scope(.read), Scope(.file, in: .kind(.invoice))]
        let role = Role.limitedUser(cabinet: cast.cabinet.id, scopes: scopes)
        _ = try vault.appoint(try #require(filer.user), as: role, until: nil, by: cast.head)
        let relabelled = FilingOrder(
            path: Self.samples + "content/act.txt",
            cabinet: cast.cabinet,
            description: DocumentDescription(kind: .invoice, title: "act"),
            previous: try act(),
            by: filer
        )
        #expect(throws: VaultError.refused(.forbidden)) {
            _ = try vault.prepare(relabelled, verifying: Sample.verification())
        }
    }

    @Test func whatWasUndecidedIsSettledByLaterEvidence() throws {
        let act = try act()
        _ = try receive(alone("detached-rsa.cms"))
        #expect(try vault.undecided(for: vault.custodian) == [act.manifest.document])
        var evidence = Evidence()
        let pki = Sample.testdata + "/pki/"
        for name in try FileManager.default.contentsOfDirectory(atPath: pki).sorted() {
            guard let data = FileManager.default.contents(atPath: pki + name) else { continue }
            let bytes = [UInt8](data)
            if name.hasSuffix(".cer"), let certificate = try? Certificate(der: bytes[...]) {
                if name.hasPrefix("root-") { evidence.anchors.append(certificate) }
                if name.hasPrefix("ca-") { evidence.certificates.append(certificate) }
            } else if name.hasSuffix(".crl"), let list = try? RevocationList(der: bytes[...]) {
                evidence.revocationLists.append((list, .given))
            }
        }
        let integrity = FilingVerification(policy: try #require(try Policy.named("integrity")), evidence: evidence)
        let found = try vault.reexamine(act.manifest.document, verifying: integrity)
        #expect(found.map(\.record.verification.indication) == ["TOTAL-PASSED"])
        #expect(found.allSatisfy { $0.record.signature?.fileName == "detached-rsa.cms" })
        let line = try #require(found.last?.record.significance.eds.first)
        #expect(line.conditions.first == .signatureUndecided, "integrity alone says nothing of who signed")
        #expect(try vault.undecided(for: vault.custodian).isEmpty)
        #expect(try vault.index.examinations(of: act.manifest.document).count == 2, "beside, not in place of")
        #expect(throws: VaultError.unknown(act.manifest.document.description)) {
            try vault.reexamine(act.manifest.document, verifying: integrity, by: cast.stranger)
        }
        let plain = try Sample.file([7], "plain", in: vault, folder)
        #expect(try vault.reexamine(plain.manifest.document, verifying: integrity).isEmpty)
    }

    @Test func aSignatureOfAnEarlierVersionSaysNothingOfTheNewest() throws {
        let act = try act()
        _ = try receive(alone("detached-rsa.cms"))
        _ = try Sample.file([1], "act", in: vault, folder, kind: .completionAct, previous: act)
        let verification = try Sample.verification()
        #expect(try vault.reexamine(act.manifest.document, verifying: verification).isEmpty)
        #expect(try vault.undecided(for: vault.custodian).isEmpty)
    }

    @Test func examinationsGoWithTheirDocumentAndComeBackWithTheIndex() throws {
        let act = try act()
        let examination = try #require(try receive(alone("detached-rsa.cms")))
        let other = folder.path + "/copy"
        try FileManager.default.copyItem(atPath: vault.folder.path, toPath: other)
        try DocumentVault.rebuildIndex(at: other, keys: nil, ambient: .test(from: Self.moment)) { _ in }
        do {
            let rebuilt = try DocumentVault(at: other, keys: nil, ambient: .test(from: Self.moment))
            #expect(try rebuilt.index.examinations(of: act.manifest.document) == [examination])
        }
        let documents = [act.manifest.document]
        let stale = try vault.prepareDestruction(of: documents, ground: "x", includesUnregulated: true)
        _ = try receive(alone("detached-ec.cms"))
        #expect(throws: VaultError.conflict(.actOutdated(act.manifest.document))) {
            try vault.approveDestruction(stale.id, by: Sample.second(vault))
        }
        let fresh = try vault.prepareDestruction(of: documents, ground: "x", includesUnregulated: true)
        _ = try vault.approveDestruction(fresh.id, by: Sample.second(vault))
        let signature = try #require(examination.record.signature.flatMap { Fingerprint(hexadecimal: $0.sha256) })
        #expect(try vault.blobs.stat(signature) == nil)
        #expect(try vault.blobs.stat(examination.digest) == nil)
        // The approval that was refused left its record, which nothing needs.
        #expect(try Sample.defects(of: vault).count == 1)
        #expect(try !Sample.defects(of: vault).contains(where: \.isGrave))
        let last = folder.path + "/last"
        try FileManager.default.copyItem(atPath: vault.folder.path, toPath: last)
        try DocumentVault.rebuildIndex(at: last, keys: nil, ambient: .test(from: Self.moment)) { _ in }
        let rebuilt = try DocumentVault(at: last, keys: nil, ambient: .test(from: Self.moment))
        #expect(try Sample.defects(of: rebuilt) == Sample.defects(of: vault))
    }
}

import Foundation
import SandyqAgreement
import SandyqVault
import Testing

@Suite struct SharingTests {
    private let folder: TemporaryFolder
    private let cast: Cast
    private let contract: DocumentVersion
    private let invoice: DocumentVersion
    private var vault: DocumentVault { cast.vault }

    init() throws {
        folder = try TemporaryFolder()
        cast = try Cast(in: folder)
        contract = try Sample.file([1], "Договор аренды", in: cast.vault, folder, kind: .contract)
        invoice = try Sample.file([2], "Счёт на оплату", in: cast.vault, folder, kind: .invoice)
    }

    private func order(_ grantee: GrantOrder.Grantee, rights: Set<Right> = [.view, .download]) -> GrantOrder {
        GrantOrder(contract.manifest.document, with: grantee, rights: rights)
    }

    private func titles(_ asker: Asker, _ words: String...) throws -> [String] {
        try vault.list(DocumentQuery(words: words), by: asker).map(\.manifest.description.title)
    }

    private func canRead(_ version: DocumentVersion, _ asker: Asker) throws -> Bool {
        do throws(VaultError) {
            _ = try vault.read(version.manifest.document, version: nil, by: asker) { _ in }
            return true
        } catch {
            #expect([.unknown(version.manifest.document.description), .refused(.forbidden)].contains(error))
            return false
        }
    }

    @Test func everybodySeesWhatIsTheirsAndNothingElseExists() throws {
        for asker in [cast.head, cast.deputy, cast.accountant] {
            #expect(try titles(asker) == ["Счёт на оплату", "Договор аренды"])
            #expect(try canRead(contract, asker))
        }
        #expect(try titles(cast.clerk) == ["Счёт на оплату"])
        #expect(try titles(cast.clerk, "договор").isEmpty)
        #expect(try !canRead(contract, cast.clerk))
        for asker in [cast.partner, cast.stranger, Asker(user: nil)] {
            #expect(try titles(asker).isEmpty)
            let id = contract.manifest.document
            #expect(throws: VaultError.unknown(id.description)) { try vault.show(id, by: asker) }
            let none = Identifier(milliseconds: 1, chance: [UInt8](repeating: 7, count: 10))
            #expect(throws: VaultError.unknown(none.description), "as what is not there") {
                try vault.show(none, by: asker)
            }
        }
    }

    @Test func aCounterpartySeesWhatItWasGivenUntilItIsRevoked() throws {
        let number = try Sample.party(Cast.counterparty).number
        let (grant, secret) = try vault.share(order(.counterparty(number)), by: cast.head)
        #expect(secret == nil)
        #expect(try canRead(contract, cast.partner))
        #expect(try titles(cast.partner) == ["Договор аренды"])
        #expect(try titles(cast.partner, "счет").isEmpty)
        #expect(try !canRead(invoice, cast.partner))
        let uses = try #require(try vault.index.grant(grant.record.id)).uses
        #expect(uses == 1)
        let log = try vault.index.entries(from: 0, limit: 1_000).map(\.entry)
        #expect(log.contains { $0.action == .documentRead && $0.grant == grant.record.id })
        try vault.revokeGrant(grant.record.id, by: cast.head)
        #expect(try !canRead(contract, cast.partner))
        #expect(try titles(cast.partner).isEmpty)
        #expect(throws: VaultError.self, "once") { try vault.revokeGrant(grant.record.id, by: cast.head) }
    }

    @Test func usesRunOut() throws {
        let number = try Sample.party(Cast.counterparty).number
        var order = order(.counterparty(number))
        order.maximumUses = 2
        _ = try vault.share(order, by: cast.head)
        #expect(try (0..<4).map { _ in try canRead(contract, cast.partner) } == [true, true, false, false])
    }

    @Test func aGrantOfViewingGivesNoBytes() throws {
        let number = try Sample.party(Cast.counterparty).number
        _ = try vault.share(order(.counterparty(number), rights: [.view]), by: cast.head)
        #expect(try vault.show(contract.manifest.document, by: cast.partner).count == 1)
        #expect(throws: VaultError.refused(.forbidden)) {
            try vault.read(contract.manifest.document, version: nil, by: cast.partner) { _ in }
        }
    }

    @Test func aLinkOpensWithSecretAndPassphraseOnly() throws {
        var order = order(.link)
        order.passphrase = "арқа-жарқа"
        let secret = try #require(try vault.share(order, by: cast.head).secret)
        func opening(_ secret: String, _ phrase: String?) throws -> Asker {
            try vault.opening(link: secret, passphrase: phrase, origin: "192.0.2.7")
        }
        #expect(try canRead(contract, opening(secret, "арқа-жарқа")))
        #expect(try !canRead(invoice, opening(secret, "арқа-жарқа")))
        for (secret, phrase) in [(secret, "арқа"), (secret, nil), (secret + "x", "арқа-жарқа"), ("", "арқа-жарқа")] {
            #expect(throws: VaultError.self) { try opening(secret, phrase) }
        }
        let everything = try vault.index.entries(from: 0, limit: 1_000).map {
            String(decoding: $0.bytes, as: UTF8.self)
        }
        #expect(everything.allSatisfy { !$0.contains(secret) }, "the secret is told once")
    }

    @Test func whatAnAdditionalUserSharesWaitsForTheMainUser() throws {
        let number = try Sample.party(Cast.counterparty).number
        let proposal = try vault.share(order(.counterparty(number)), by: cast.deputy).grant
        #expect(proposal.confirmed == nil)
        #expect(try !canRead(contract, cast.partner))
        #expect(throws: VaultError.self) { try vault.confirmGrant(proposal.record.id, by: cast.deputy) }
        try vault.confirmGrant(proposal.record.id, by: cast.head)
        #expect(try canRead(contract, cast.partner))
    }

    @Test func nobodyGrantsMoreThanTheyHold() throws {
        let number = try Sample.party(Cast.counterparty).number
        #expect(throws: VaultError.unknown(contract.manifest.document.description), "not seen by the clerk") {
            try vault.share(order(.counterparty(number)), by: cast.clerk)
        }
        let wide = GrantOrder(invoice.manifest.document, with: .counterparty(number), rights: [.view, .sign])
        #expect(throws: VaultError.refused(.forbidden)) { try vault.share(wide, by: cast.clerk) }
        for asker in [cast.accountant, cast.partner, cast.stranger, vault.custodian] {
            #expect(throws: VaultError.self) { try vault.share(order(.link), by: asker) }
        }
        #expect(try vault.index.grants(in: cast.cabinet.id, on: nil).isEmpty)
    }

    @Test func aGrantDiesWithItsGrantorsRight() throws {
        let number = try Sample.party(Cast.counterparty).number
        let proposal = try vault.share(order(.counterparty(number)), by: cast.deputy).grant
        try vault.confirmGrant(proposal.record.id, by: cast.head)
        #expect(try canRead(contract, cast.partner))
        let user = try #require(cast.deputy.user)
        let appointment = try #require(try vault.index.appointments(of: user).first)
        try vault.endAppointment(appointment.id, by: cast.head)
        #expect(try !canRead(contract, cast.deputy))
        #expect(try !canRead(contract, cast.partner))
    }

    @Test func onlyTheMainUserAppointsAdditionalUsers() throws {
        let user = try #require(cast.stranger.user)
        for asker in [cast.deputy, cast.clerk, cast.accountant, cast.partner, cast.stranger, vault.custodian] {
            #expect(throws: VaultError.self) {
                try vault.appoint(user, as: .fullUser(cabinet: cast.cabinet.id), until: nil, by: asker)
            }
        }
        for asker in [cast.head, cast.deputy, cast.stranger] {
            for role in [Role.mainUser(cabinet: cast.cabinet.id), .backOffice, .auditor] {
                #expect(throws: VaultError.self) { try vault.appoint(user, as: role, until: nil, by: asker) }
            }
        }
        #expect(try vault.index.appointments(of: user).isEmpty)
    }

    @Test func anAccountantSeesTheCabinetWhileItIsAssigned() throws {
        #expect(try canRead(contract, cast.accountant))
        let company = try #require(try vault.index.companies().first)
        try vault.endAssignment(of: cast.cabinet, to: company)
        #expect(try !canRead(contract, cast.accountant))
        #expect(try titles(cast.accountant).isEmpty)
    }

    @Test func everyRefusalIsInTheLog() throws {
        let before = try vault.index.logSize()
        #expect(try !canRead(contract, cast.stranger))
        let entry = try #require(try vault.index.entries(from: before, limit: 10).first?.entry)
        #expect(entry.outcome == .refused)
        #expect(entry.actor == cast.stranger.user)
        #expect(entry.action == .documentRead)
    }

    @Test func whatAUserFilesIsSentThroughTheCabinet() throws {
        let path = folder.path + "/letter"
        try Data("letter".utf8).write(to: URL(filePath: path))
        func file(_ asker: Asker) throws -> DocumentVersion {
            let order = FilingOrder(
                path: path,
                cabinet: cast.cabinet,
                description: DocumentDescription(kind: .officialLetter, title: "Письмо"),
                by: asker
            )
            return try #require(
                try vault.commit([try vault.prepare(order, verifying: try Sample.verification())]).first
            )
        }
        let sent = try file(cast.head)
        #expect(sent.manifest.filedBy == cast.head.user)
        let conditions = sent.manifest.significance.cabinet.conditions
        #expect(conditions.contains(.sessionAuthenticated([.password])))
        #expect(conditions.contains(.senderEntitled(.mainUser)))
        #expect(try file(cast.accountant).manifest.significance.cabinet.conditions.contains(.senderIsNoPartnerUser))
        #expect(throws: VaultError.refused(.forbidden)) { try file(cast.clerk) }
        #expect(throws: VaultError.unknown(cast.cabinet.id.description)) { try file(cast.stranger) }
    }

    @Test func theIndexIsMadeAnewWithPeopleAndGrants() throws {
        let number = try Sample.party(Cast.counterparty).number
        var limited = order(.counterparty(number))
        limited.maximumUses = 3
        let first = try vault.share(limited, by: cast.head).grant.record.id
        _ = try canRead(contract, cast.partner)
        let second = try vault.share(order(.link), by: cast.deputy).grant.record.id
        try vault.confirmGrant(second, by: cast.head)
        try vault.revokeGrant(second, by: cast.head)
        _ = try canRead(contract, cast.stranger)
        let users = try vault.index.users()
        let grants = try [first, second].map { try vault.index.grant($0) }
        let appointments = try users.map { try vault.index.appointments(of: $0.id) }
        let needed = try vault.index.neededBlobs(after: nil, limit: 1_000)
        let other = folder.path + "/copy"
        try FileManager.default.copyItem(atPath: vault.folder.path, toPath: other)
        try DocumentVault.rebuildIndex(at: other, keys: nil, ambient: .test()) { _ in }
        let rebuilt = try DocumentVault(at: other, keys: nil, ambient: .test())
        #expect(try rebuilt.index.users() == users)
        #expect(try [first, second].map { try rebuilt.index.grant($0) } == grants)
        #expect(try users.map { try rebuilt.index.appointments(of: $0.id) } == appointments)
        #expect(try rebuilt.index.neededBlobs(after: nil, limit: 1_000) == needed)
        #expect(try Sample.defects(of: rebuilt).isEmpty)
    }
}

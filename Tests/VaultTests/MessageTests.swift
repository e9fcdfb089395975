import Foundation
import SandyqAgreement
import SandyqVault
import Testing

@Suite struct MessageTests {
    private let folder: TemporaryFolder
    private let cast: Cast
    private let act: DocumentVersion
    private var vault: DocumentVault { cast.vault }

    init() throws {
        folder = try TemporaryFolder()
        cast = try Cast(in: folder)
        act = try Sample.file([1], "Акт", in: cast.vault, folder, kind: .completionAct)
    }

    private func send(_ text: String, in thread: Identifier? = nil, by asker: Asker) throws -> MessageState {
        let place = thread.map { MessageOrder.Place.thread($0) } ?? .about("Октябрь")
        let attachments = thread == nil ? [act.manifest.document] : []
        return try vault.send(MessageOrder(in: cast.cabinet, place, text: text, attachments: attachments), by: asker)
    }

    @Test func aMessageIsDeliveredAndAcknowledgedByTheOtherSide() throws {
        let sent = try send("Акт приложен.", by: cast.head)
        let thread = sent.record.thread
        #expect(sent.record.attachments.map(\.sha256) == [act.manifest.sha256])
        #expect(sent.record.significance.cabinet.conditions.contains(.senderEntitled(.mainUser)))
        #expect(try vault.messages(in: thread, by: cast.head).map(\.delivered) == [nil], "not by the own side's look")
        #expect(try vault.messages(in: thread).map(\.delivered) == [nil], "not by the Operator's")
        let seen = try vault.messages(in: thread, by: cast.accountant)
        #expect(seen.map(\.record) == [sent.record])
        #expect(seen.allSatisfy { $0.delivered != nil && $0.acknowledged == nil })
        #expect(throws: VaultError.refused(.forbidden)) { try vault.acknowledge(sent.record.id, by: cast.head) }
        try vault.acknowledge(sent.record.id, by: cast.accountant)
        #expect(throws: VaultError.refused(.forbidden)) { try vault.acknowledge(sent.record.id, by: cast.accountant) }
        let answer = try send("Получено.", in: thread, by: cast.accountant)
        #expect(answer.record.significance.cabinet.conditions.contains(.senderIsNoPartnerUser))
        #expect(try vault.messages(in: thread, by: cast.head).map(\.record.text) == ["Акт приложен.", "Получено."])
        #expect(try vault.threads(in: cast.cabinet, by: cast.accountant).map(\.subject) == ["Октябрь"])
    }

    @Test func outsideNobodyLearnsOfAThread() throws {
        let sent = try send("Акт приложен.", by: cast.head)
        for asker in [cast.partner, cast.stranger, Asker(user: nil)] {
            let (thread, id) = (sent.record.thread, sent.record.id)
            #expect(throws: VaultError.unknown(thread.description)) { try vault.messages(in: thread, by: asker) }
            #expect(throws: VaultError.unknown(thread.description)) { try send("x", in: thread, by: asker) }
            #expect(throws: VaultError.unknown(id.description)) { try vault.acknowledge(id, by: asker) }
            #expect(throws: VaultError.unknown(id.description)) { try vault.receipt(for: id, by: asker) }
            #expect(throws: VaultError.self) { try vault.threads(in: cast.cabinet, by: asker) }
            #expect(throws: VaultError.self) { try send("x", by: asker) }
        }
        #expect(throws: VaultError.refused(.forbidden), "the Operator reads and does not write") {
            try send("x", by: vault.custodian)
        }
        #expect(try vault.index.messages(in: sent.record.thread).count == 1)
    }

    @Test func onlyDocumentsOfTheCabinetAreAttached() throws {
        let party = try Sample.party(Cast.counterparty)
        let other = try vault.openCabinet(party, name: "Other", isDemo: false)
        let foreign = try Sample.file([9], "Чужой", in: vault, folder, cabinet: other).manifest.document
        let order = MessageOrder(in: cast.cabinet, .about("x"), text: "x", attachments: [foreign])
        #expect(throws: VaultError.unknown(foreign.description)) { try vault.send(order, by: cast.head) }
        let long = MessageOrder(in: cast.cabinet, .about("x"), text: String(repeating: "ж", count: 40_000))
        #expect(throws: VaultError.self) { try vault.send(long, by: cast.head) }
        #expect(try vault.index.threads(in: cast.cabinet.id).isEmpty)
    }

    @Test func opensslVerifiesAMessagesReceipt() throws {
        let sent = try send("Акт приложен.", by: cast.head)
        let path = folder.path + "/receipt.cms"
        try Data(try vault.receipt(for: sent.record.id, by: cast.accountant)).write(to: URL(filePath: path))
        let (status, output) = try Program.run([
            "openssl", "cms", "-verify", "-inform", "DER", "-in", path, "-CAfile", vault.folder.sealCertificate,
            "-purpose", "any", "-attime", "1780000100",
        ])
        #expect(status == 0)
        let text = String(decoding: output, as: UTF8.self)
        #expect(text.contains("\"sha256\":\"\(sent.digest)\""))
        #expect(text.contains("\"logPosition\":\(sent.logPosition)"))
    }

    @Test func theIndexIsMadeAnewWithMessages() throws {
        let sent = try send("Акт приложен.", by: cast.head)
        _ = try vault.messages(in: sent.record.thread, by: cast.accountant)
        try vault.acknowledge(sent.record.id, by: cast.accountant)
        let messages = try vault.index.messages(in: sent.record.thread)
        let needed = try vault.index.neededBlobs(after: nil, limit: 1_000)
        let other = folder.path + "/copy"
        try FileManager.default.copyItem(atPath: vault.folder.path, toPath: other)
        try DocumentVault.rebuildIndex(at: other, keys: nil, ambient: .test()) { _ in }
        let rebuilt = try DocumentVault(at: other, keys: nil, ambient: .test())
        #expect(try rebuilt.index.messages(in: sent.record.thread) == messages)
        #expect(try rebuilt.index.threads(in: cast.cabinet.id) == vault.index.threads(in: cast.cabinet.id))
        #expect(try rebuilt.index.neededBlobs(after: nil, limit: 1_000) == needed)
        let defects = try Sample.defects(of: rebuilt)
        #expect(defects.isEmpty, "\(defects)")
    }
}

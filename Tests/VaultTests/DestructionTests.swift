import Foundation
import SandyqAgreement
import SandyqSignatures
import SandyqValidation
import SandyqVault
import Testing

/// Documents go when two persons decided so, with everything that says what was in them, and a tombstone stays.
@Suite struct DestructionTests {
    /// A document whose retention is over.
    private func old(
        _ octets: [UInt8],
        _ title: String,
        in vault: DocumentVault,
        _ folder: TemporaryFolder,
        previous: DocumentVersion? = nil,
        cabinet: CabinetRecord? = nil
    ) throws -> DocumentVersion {
        try Sample.file(
            octets,
            title,
            in: vault,
            folder,
            kind: .invoice,
            date: "2001-02-03",
            previous: previous,
            cabinet: cabinet
        )
    }

    private func destroy(_ documents: [Identifier], in vault: DocumentVault) throws -> DestructionAct {
        let act = try vault.prepareDestruction(of: documents, ground: "order 12", includesUnregulated: false)
        _ = try vault.approveDestruction(act.id, by: try Sample.second(vault))
        return act
    }

    /// Whether any file of a vault holds some text.
    private func isAnywhere(_ text: String, in path: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: path).filter { name in
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
            guard attributes[.type] as? FileAttributeType == .typeRegular else { return false }
            return try Data(contentsOf: URL(filePath: "\(path)/\(name)")).range(of: Data(text.utf8)) != nil
        }
    }

    @Test(arguments: [true, false])
    func nothingIsLeftButTheTombstone(isEncrypted: Bool) throws {
        let folder = try TemporaryFolder()
        let vault = try Sample.vault(in: folder, isEncrypted: isEncrypted)
        let first = try old(Octets.of(1, count: 100_000), "zebra", in: vault, folder)
        let newest = try old(Array("octopus".utf8), "walrus", in: vault, folder, previous: first)
        let kept = try old([1], "giraffe", in: vault, folder)
        let document = first.manifest.document
        #expect(try !isAnywhere("walrus", in: vault.folder.path).isEmpty)
        let act = try destroy([document], in: vault)
        #expect(throws: VaultError.self) { try Sample.bytes(of: document, in: vault) }
        #expect(throws: VaultError.self) { try vault.show(document) }
        for words in [["walrus"], ["zebra"], []] {
            #expect(try vault.list(DocumentQuery(words: words)).allSatisfy { $0 == kept })
        }
        #expect(try vault.list(DocumentQuery()) == [kept])
        for version in [first, newest] {
            let bytes = try #require(Fingerprint(hexadecimal: version.manifest.sha256))
            for digest in [bytes, version.digest] {
                #expect(try vault.blobs.stat(digest) == nil)
            }
        }
        for word in ["walrus", "zebra", "octopus"] {
            #expect(try isAnywhere(word, in: vault.folder.path) == [])
        }
        let tombstone = try #require(try vault.showTombstone(document))
        #expect(tombstone.act == act)
        #expect(tombstone.item.versions.map(\.sha256) == [first, newest].map(\.manifest.sha256))
        #expect(tombstone.item.versions.map(\.significance) == [first, newest].map(\.manifest.significance))
        #expect(tombstone.approval.approvedBy == (try Sample.second(vault)).user)
        #expect(try Sample.defects(of: vault).isEmpty)
        #expect(try vault.showTombstone(kept.manifest.document) == nil)
    }

    @Test func aLookAtWhatWasDestroyedNamesActAndDay() throws {
        let folder = try TemporaryFolder()
        let vault = try Sample.vault(in: folder)
        let document = try old([1], "a", in: vault, folder).manifest.document
        let act = try destroy([document], in: vault)
        let moment = try #require(try vault.index.act(act.id)?.approval).approved
        let expected = VaultError.destroyed(document, act: act.id, at: moment)
        #expect(throws: expected) { try Sample.bytes(of: document, in: vault) }
        #expect(throws: expected) { try vault.placeHold(on: document, reason: "x") }
        #expect(throws: expected) {
            try vault.prepareDestruction(of: [document], ground: "x", includesUnregulated: true)
        }
        for language in Language.allCases {
            let text = language.vaultWording.sentence(expected).text
            #expect(text.contains(act.id.description))
            #expect(text.contains(CalendarDate(of: moment).description))
        }
    }

    /// What another document needs, in any cabinet, stays; the last one that needs it takes it along.
    @Test func bytesStayAsLongAsAnythingNeedsThem() throws {
        let folder = try TemporaryFolder()
        let vault = try Sample.vault(in: folder)
        let other = try vault.openCabinet(try Sample.party("761231300313"), name: "B", isDemo: false)
        let octets = Octets.of(7, count: 70_000)
        let digest = Octets.digest(octets)
        let here = try old(octets, "a", in: vault, folder)
        let there = try old(octets, "b", in: vault, folder, cabinet: other)
        _ = try destroy([here.manifest.document], in: vault)
        #expect(try Sample.bytes(of: there.manifest.document, in: vault) == octets)
        _ = try destroy([there.manifest.document], in: vault)
        #expect(try vault.blobs.stat(digest) == nil)
        let again = try old(octets, "c", in: vault, folder)
        #expect(try Sample.bytes(of: again.manifest.document, in: vault) == octets)
        #expect(try Sample.defects(of: vault).isEmpty)
    }

    @Test func whatMustBeKeptIsRefusedWithTheDay() throws {
        let folder = try TemporaryFolder()
        let vault = try Sample.vault(in: folder)
        let young = try Sample.file([1], "a", in: vault, folder, kind: .invoice, date: "2026-01-01").manifest.document
        let endless = try Sample.file([2], "b", in: vault, folder, kind: .contract).manifest.document
        let held = try old([3], "c", in: vault, folder).manifest.document
        let hold = try vault.placeHold(on: held, reason: "суд")
        let end = try #require(CalendarDate("2032-01-01")).start
        let refusals: [(Identifier, VaultError.Conflict)] = [
            (young, .notDue(young, until: end)), (endless, .termUnknown(endless)), (held, .held([hold.id])),
        ]
        for (document, conflict) in refusals {
            #expect(throws: VaultError.conflict(conflict)) {
                try vault.prepareDestruction(of: [document], ground: "x", includesUnregulated: false)
            }
        }
        #expect(throws: VaultError.conflict(.notDue(young, until: end))) {
            try vault.prepareDestruction(of: [young], ground: "x", includesUnregulated: true)
        }
        #expect(try vault.index.acts().isEmpty)
        let act = try vault.prepareDestruction(of: [endless], ground: "x", includesUnregulated: true)
        _ = try vault.approveDestruction(act.id, by: try Sample.second(vault))
        #expect(try vault.index.tombstone(of: endless) != nil)
        #expect(Language.en.vaultWording.sentence(.conflict(.notDue(young, until: end))).text.contains("2032-01-01"))
    }

    @Test func onePersonAloneDestroysNothing() throws {
        let folder = try TemporaryFolder()
        let vault = try Sample.vault(in: folder)
        let filed = try old([1], "a", in: vault, folder)
        let documents = [filed.manifest.document]
        for person in [nil, try Sample.second(vault)] {
            let act = try vault.prepareDestruction(of: documents, ground: "x", includesUnregulated: false, by: person)
            #expect(throws: VaultError.conflict(.samePerson)) { try vault.approveDestruction(act.id, by: person) }
            let last = try #require(try vault.index.entries(from: 0, limit: 99).last).entry
            #expect(last.outcome == .refused)
            #expect(last.actor == act.preparedBy)
        }
        #expect(try vault.show(documents[0]) == [filed])
        #expect(try Sample.bytes(of: documents[0], in: vault) == [1])
    }

    /// Destruction is the Operator's own work, and whoever may not see a document learns nothing of its end.
    @Test func onlyTheBackOfficeDestroys() throws {
        let folder = try TemporaryFolder()
        let cast = try Cast(in: folder)
        let vault = cast.vault
        let document = try old([1], "a", in: vault, folder).manifest.document
        let act = try vault.prepareDestruction(of: [document], ground: "x", includesUnregulated: false)
        for asker in [cast.head, cast.deputy, cast.clerk, cast.accountant, cast.partner, cast.stranger] {
            #expect(throws: VaultError.self) {
                try vault.prepareDestruction(of: [document], ground: "x", includesUnregulated: false, by: asker)
            }
            #expect(throws: VaultError.self) { try vault.approveDestruction(act.id, by: asker) }
            #expect(throws: VaultError.self) { try vault.placeHold(on: document, reason: "x", by: asker) }
            #expect(throws: VaultError.self) {
                try vault.listRetention(in: cast.cabinet.id, at: nil, by: asker) { _ in }
            }
        }
        #expect(try vault.index.tombstone(of: document) == nil)
        #expect(try vault.index.holds(on: nil).isEmpty)
        _ = try vault.approveDestruction(act.id, by: try Sample.second(vault))
        #expect(try vault.showTombstone(document, by: cast.head) != nil)
        for asker in [cast.partner, cast.stranger] {
            #expect(try vault.showTombstone(document, by: asker) == nil)
            #expect(throws: VaultError.unknown(document.description)) { try vault.show(document, by: asker) }
        }
    }

    /// What a message carries stays as long as the message does.
    @Test func bytesAMessageCarriesStay() throws {
        let folder = try TemporaryFolder()
        let cast = try Cast(in: folder)
        let vault = cast.vault
        let octets = Octets.of(5, count: 1_000)
        let document = try old(octets, "a", in: vault, folder).manifest.document
        let order = MessageOrder(in: cast.cabinet, .about("x"), text: "y", attachments: [document])
        _ = try vault.send(order, by: cast.head)
        _ = try destroy([document], in: vault)
        #expect(try vault.blobs.stat(Octets.digest(octets)) != nil)
        #expect(try vault.index.tombstone(of: document) != nil)
        #expect(try Sample.defects(of: vault).isEmpty)
    }

    @Test func anActThatNoLongerFitsDestroysNothing() throws {
        let folder = try TemporaryFolder()
        let vault = try Sample.vault(in: folder)
        let stays = try old([1], "a", in: vault, folder)
        let changes = try old([2], "b", in: vault, folder)
        let (one, two) = (stays.manifest.document, changes.manifest.document)
        let act = try vault.prepareDestruction(of: [one, two], ground: "x", includesUnregulated: false)
        let hold = try vault.placeHold(on: two, reason: "суд")
        #expect(throws: VaultError.conflict(.held([hold.id]))) {
            try vault.approveDestruction(act.id, by: try Sample.second(vault))
        }
        try vault.removeHold(hold.id)
        let newer = try old([3], "c", in: vault, folder, previous: changes)
        #expect(throws: VaultError.conflict(.actOutdated(two))) {
            try vault.approveDestruction(act.id, by: try Sample.second(vault))
        }
        #expect(try vault.show(one) == [stays])
        #expect(try vault.show(two) == [changes, newer])
        let other = try vault.prepareDestruction(of: [one, one, two], ground: "x", includesUnregulated: false)
        _ = try vault.approveDestruction(other.id, by: try Sample.second(vault))
        #expect(throws: VaultError.conflict(.actApproved(other.id))) {
            try vault.approveDestruction(other.id, by: try Sample.second(vault))
        }
        #expect(throws: VaultError.conflict(.actOutdated(one))) {
            try vault.approveDestruction(act.id, by: try Sample.second(vault))
        }
        #expect(throws: VaultError.self) { try old([4], "d", in: vault, folder, previous: newer) }
    }

    /// What the index checks itself in its one transaction, whatever was looked at before.
    @Test func theTransactionItselfRefusesWhatIsHeldOrChanged() throws {
        let folder = try TemporaryFolder()
        let vault = try Sample.vault(in: folder)
        let filed = try old([1], "a", in: vault, folder)
        let document = filed.manifest.document
        let act = try vault.prepareDestruction(of: [document], ground: "x", includesUnregulated: false)
        let approval = DestructionApproval(act: act.id, approvedBy: document, approved: act.prepared)
        let entry = LogEntry(
            time: act.prepared.addingTimeInterval(1_000),
            actor: document,
            action: .destructionApproved,
            object: act.id
        )
        let action = PendingAction(entry, .destruction(approval, manifest: Octets.digest([9])))
        let hold = try vault.placeHold(on: document, reason: "суд")
        let size = try vault.index.logSize()
        #expect(throws: VaultError.conflict(.held([hold.id]))) { try vault.index.append([action]) }
        try vault.removeHold(hold.id)
        _ = try old([2], "b", in: vault, folder, previous: filed)
        #expect(throws: VaultError.conflict(.actOutdated(document))) { try vault.index.append([action]) }
        #expect(try vault.index.logSize() == size + 2)
        #expect(try vault.index.unerasedBlobs().isEmpty)
        #expect(try vault.show(document).count == 2)
    }

    @Test func aRebuiltIndexKnowsWhatWasDestroyed() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/vault"
        let document: Identifier
        let (before, tombstone, needed): ([DocumentVersion], Tombstone?, [Fingerprint])
        do {
            let vault = try Sample.vault(in: folder)
            let first = try old(Octets.of(1, count: 9), "zebra", in: vault, folder)
            _ = try old(Octets.of(2, count: 9), "walrus", in: vault, folder, previous: first)
            _ = try old(Octets.of(1, count: 9), "twin", in: vault, folder)
            document = first.manifest.document
            try vault.removeHold(try vault.placeHold(on: document, reason: "past").id)
            let act = try vault.prepareDestruction(of: [document], ground: "x", includesUnregulated: false)
            #expect(throws: VaultError.conflict(.samePerson)) { try vault.approveDestruction(act.id) }
            _ = try vault.approveDestruction(act.id, by: try Sample.second(vault))
            _ = try old(Octets.of(2, count: 9), "again", in: vault, folder)
            before = try vault.list(DocumentQuery())
            tombstone = try vault.index.tombstone(of: document)
            needed = try vault.index.neededBlobs(after: nil, limit: 1_000)
        }
        try DocumentVault.rebuildIndex(at: path, keys: nil, ambient: .test(), progress: { _ in })
        let vault = try DocumentVault(at: path, keys: nil, ambient: .test())
        #expect(tombstone != nil)
        #expect(try vault.index.tombstone(of: document) == tombstone)
        #expect(try vault.list(DocumentQuery()) == before)
        #expect(try vault.list(DocumentQuery(words: ["walrus"])).isEmpty)
        #expect(try vault.index.neededBlobs(after: nil, limit: 1_000) == needed)
        #expect(try vault.index.unerasedBlobs().isEmpty)
        #expect(try Sample.bytes(of: before[0].manifest.document, in: vault) == Octets.of(2, count: 9))
        #expect(try Sample.defects(of: vault).isEmpty)
    }

    /// Many threads file the very bytes that are being destroyed: whatever is acknowledged can be read.
    @Test func bytesFiledWhileTheyAreErasedAreKept() async throws {
        let folder = try TemporaryFolder()
        let vault = try Sample.vault(in: folder)
        let octets = Octets.of(3, count: 5_000)
        let source = folder.path + "/twin"
        try Data(octets).write(to: URL(filePath: source))
        for _ in 0..<8 {
            let doomed = try old(octets, "a", in: vault, folder).manifest.document
            let act = try vault.prepareDestruction(of: [doomed], ground: "x", includesUnregulated: false)
            let filed = try await withThrowingTaskGroup(of: Identifier?.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        let order = FilingOrder(
                            path: source,
                            cabinet: try Sample.cabinet(vault),
                            description: DocumentDescription(kind: .other, title: "twin")
                        )
                        let prepared = try vault.prepare(order, verifying: try Sample.verification())
                        return try vault.commit([prepared]).first?.manifest.document
                    }
                }
                group.addTask { [second = try Sample.second(vault)] in
                    _ = try vault.approveDestruction(act.id, by: second)
                    return nil
                }
                return try await group.reduce(into: [Identifier]()) { $0 += $1.map { [$0] } ?? [] }
            }
            #expect(filed.count == 3)
            for document in filed { #expect(try Sample.bytes(of: document, in: vault) == octets) }
            let next = try vault.prepareDestruction(of: filed, ground: "x", includesUnregulated: true)
            _ = try vault.approveDestruction(next.id, by: try Sample.second(vault))
            #expect(try vault.blobs.stat(Octets.digest(octets)) == nil)
        }
        #expect(try Sample.defects(of: vault).isEmpty)
    }
}

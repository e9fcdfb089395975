import Foundation
import SandyqAgreement
import SandyqValidation
import SandyqVault
import Testing

/// Legal holds, and the list of what must be kept until when.
@Suite struct HoldTests {
    private func statuses(_ vault: DocumentVault, at moment: Date? = nil) throws -> [RetentionStatus] {
        var statuses: [RetentionStatus] = []
        try vault.listRetention(in: nil, at: moment) { statuses.append($0) }
        return statuses
    }

    @Test func aHoldIsKeptWithItsReasonAndItsEnd() throws {
        let folder = try TemporaryFolder()
        let vault = try Sample.vault(in: folder)
        let filed = try Sample.file([1], "Договор", in: vault, folder)
        let document = filed.manifest.document
        let hold = try vault.placeHold(on: document, reason: "проверка")
        #expect(try vault.index.holds(on: document) == [HoldState(record: hold, removal: nil)])
        #expect(hold.reason == "проверка")
        #expect(hold.placedBy == vault.configuration.custodian)
        try vault.removeHold(hold.id)
        let removed = try #require(try vault.index.hold(hold.id)?.removal)
        #expect(removed.removed > hold.placed)
        #expect(throws: VaultError.conflict(.holdRemoved(hold.id))) { try vault.removeHold(hold.id) }
        let entries = try vault.index.entries(from: 3, limit: 9).map(\.entry)
        #expect(entries.map(\.action) == [.holdPlaced, .holdRemoved])
        #expect(entries.allSatisfy { $0.object == hold.id && $0.cabinet == filed.manifest.cabinet })
        #expect(try Sample.defects(of: vault).isEmpty)
    }

    @Test func nothingIsHeldThatIsNotThere() throws {
        let folder = try TemporaryFolder()
        let vault = try Sample.vault(in: folder)
        let stranger = Ambient.test().identifier()
        #expect(throws: VaultError.unknown(stranger.description)) { try vault.placeHold(on: stranger, reason: "x") }
        #expect(throws: VaultError.unknown(stranger.description)) { try vault.removeHold(stranger) }
        #expect(try vault.index.logSize() == 3, "the refusal is logged, and nothing else")
    }

    @Test func theListSaysWhyAndUntilWhen() throws {
        let folder = try TemporaryFolder()
        let vault = try Sample.vault(in: folder)
        let invoice = try Sample.file([1], "a", in: vault, folder, kind: .invoice, date: "2020-06-30")
        _ = try Sample.file([2], "b", in: vault, folder, kind: .contract, date: "2020-06-30")
        let end = try #require(CalendarDate("2026-01-01")).start
        for (moment, expected) in [(end.addingTimeInterval(-1), Destruction.tooEarly(until: end)), (end, .permitted)] {
            let statuses = try statuses(vault, at: moment)
            #expect(statuses.map(\.version.manifest.description.title) == ["b", "a"])
            #expect(statuses.map(\.destruction) == [.noTermKnown, expected])
            #expect(statuses[1].retention.category == .accounting)
        }
        let hold = try vault.placeHold(on: invoice.manifest.document, reason: "суд")
        #expect(try statuses(vault)[1].destruction == .held([hold.id]))
        #expect(try statuses(vault)[1].holds.map(\.record) == [hold])
        #expect(try statuses(vault, at: hold.placed.addingTimeInterval(-1))[1].destruction == .permitted)
        try vault.removeHold(hold.id)
        #expect(try statuses(vault)[1].destruction == .permitted)
    }

    @Test func aRebuiltIndexKnowsHoldsAndTheirEnds() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/vault"
        let before: [HoldState]
        do {
            let vault = try Sample.vault(in: folder)
            let document = try Sample.file([1], "Договор", in: vault, folder).manifest.document
            try vault.removeHold(try vault.placeHold(on: document, reason: "a").id)
            _ = try vault.placeHold(on: document, reason: "b")
            before = try vault.index.holds(on: nil)
        }
        #expect(before.map { $0.removal == nil } == [false, true])
        try DocumentVault.rebuildIndex(at: path, keys: nil, ambient: .test(), progress: { _ in })
        let vault = try DocumentVault(at: path, keys: nil, ambient: .test())
        #expect(try vault.index.holds(on: nil) == before)
        #expect(try Sample.defects(of: vault).isEmpty)
    }
}

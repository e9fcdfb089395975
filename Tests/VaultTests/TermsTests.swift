import Foundation
import SandyqAgreement
import SandyqVault
import Synchronization
import Testing

/// A clock that is set.
final class SetClock: Sendable {
    private let time: Mutex<Date>

    init(_ start: Date) { time = Mutex(start) }

    func set(_ date: Date) { time.withLock { $0 = date } }

    var ambient: Ambient {
        Ambient(
            moment: { self.time.withLock { $0 } },
            chance: { count in (0..<count).map { _ in UInt8.random(in: .min ... .max) } }
        )
    }
}

@Suite struct TermsTests {
    private let folder: TemporaryFolder
    private let clock: SetClock
    private let cast: Cast
    private var vault: DocumentVault { cast.vault }

    init() throws {
        folder = try TemporaryFolder()
        clock = SetClock(try Self.time("2026-06-01T06:00:00Z"))
        cast = try Cast(in: folder, ambient: clock.ambient)
    }

    private static func time(_ text: String) throws -> Date {
        try Date.ISO8601FormatStyle().parse(text)
    }

    private func publish(_ effective: String, _ words: String) throws -> RevisionRecord {
        let day = try #require(CalendarDate(effective))
        return try vault.publish(.agreement, words: ["ru": Array(words.utf8)], effective: day)
    }

    private func letter(_ kind: DocumentKind = .officialLetter) throws -> DocumentVersion {
        let path = folder.path + "/letter"
        try Data("letter".utf8).write(to: URL(filePath: path))
        let order = FilingOrder(
            path: path,
            cabinet: try Sample.cabinet(vault),
            description: DocumentDescription(kind: kind, title: "Письмо"),
            by: cast.head
        )
        return try #require(try vault.commit([try vault.prepare(order, verifying: try Sample.verification())]).first)
    }

    @Test func nothingIsUsedBeforeTheTermsAreAccepted() throws {
        let revision = try publish("2026-06-02", "one")
        #expect(throws: Never.self) { try letter() }
        clock.set(try Self.time("2026-06-02T06:00:00Z"))
        for asker in [cast.head, cast.deputy] {
            #expect(throws: VaultError.refused(.agreementRequired)) { try vault.list(DocumentQuery(), by: asker) }
            #expect(throws: VaultError.refused(.agreementRequired)) {
                try vault.threads(in: cast.cabinet, by: asker)
            }
        }
        #expect(throws: VaultError.refused(.agreementRequired)) { try letter() }
        #expect(throws: VaultError.refused(.forbidden), "nor may a deputy accept them") {
            try vault.answer(revision.id, for: cast.cabinet, objection: nil, language: "ru", by: cast.deputy)
        }
        #expect(throws: VaultError.self, "words nobody could have shown") {
            try vault.answer(revision.id, for: cast.cabinet, objection: nil, language: "kk", by: cast.head)
        }
        let answer = try vault.answer(revision.id, for: cast.cabinet, objection: nil, language: "ru", by: cast.head)
        #expect(answer.sha256 == "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed", "of \"one\"")
        let conditions = try letter().manifest.significance.cabinet.conditions
        #expect(conditions.contains { if case .termsAccepted = $0 { true } else { false } })
    }

    /// 2.5: ten calendar days, the day of the event not counted, until 24:00 in Almaty, which is UTC+5.
    @Test func whoDoesNotObjectInTimeHasAccepted() throws {
        let first = try publish("2026-06-01", "one")
        _ = try vault.answer(first.id, for: cast.cabinet, objection: nil, language: "ru", by: cast.head)
        let second = try publish("2026-07-01", "two")
        func state(_ time: String) throws -> Acceptance {
            try vault.acceptance(of: .agreement, by: cast.cabinet.id, at: try Self.time(time))
        }
        let deadline = try Self.time("2026-07-11T19:00:00Z")
        #expect(try state("2026-07-11T18:59:59Z") == .pending(revision: second.id, until: deadline))
        #expect(try state("2026-07-11T19:00:00Z") == .deemed(revision: second.id, at: deadline))
        clock.set(try Self.time("2026-07-05T06:00:00Z"))
        let objection = try letter(.objection).manifest.document
        let other = try letter().manifest.document
        #expect(throws: VaultError.self, "no objection is filed") {
            try vault.answer(second.id, for: cast.cabinet, objection: other, language: "ru", by: cast.head)
        }
        _ = try vault.answer(second.id, for: cast.cabinet, objection: objection, language: "ru", by: cast.head)
        let time = try Self.time("2026-07-05T06:00:00Z")
        #expect(try state("2026-08-01T00:00:00Z") == .objected(revision: second.id, document: objection, at: time))
    }

    @Test func aRevisionComesIntoForceAfterItIsPublished() throws {
        #expect(throws: VaultError.self) { try publish("2026-05-31", "late") }
        for asker in [cast.head, cast.accountant, cast.stranger] {
            #expect(throws: VaultError.refused(.forbidden)) {
                let day = try #require(CalendarDate("2026-07-01"))
                _ = try vault.publish(.offer, words: ["ru": [1]], effective: day, by: asker)
            }
        }
    }

    @Test func aRestrictedCabinetGivesOutWhatItHoldsAndTakesNothing() throws {
        let before = try letter()
        try vault.setStanding(.restricted, of: cast.cabinet, ground: "Order 7")
        #expect(throws: VaultError.refused(.closed)) { try letter() }
        let id = before.manifest.document
        #expect(throws: Never.self) { try vault.read(id, version: nil, by: cast.head) { _ in } }
        #expect(throws: VaultError.self) { try vault.read(id, version: nil, by: cast.deputy) { _ in } }
        #expect(throws: VaultError.self) { try vault.setStanding(.active, of: cast.cabinet, ground: "", by: cast.head) }
        try vault.setStanding(.active, of: cast.cabinet, ground: "Order 8")
        #expect(throws: Never.self) { try letter() }
    }

    @Test func theIndexIsMadeAnewWithTermsAndStanding() throws {
        let revision = try publish("2026-06-01", "one")
        _ = try vault.answer(revision.id, for: cast.cabinet, objection: nil, language: "ru", by: cast.head)
        try vault.setStanding(.terminated, of: cast.cabinet, ground: "5.6")
        let (revisions, answers) = (try vault.index.revisions(), try vault.index.answers(of: cast.cabinet.id))
        let other = folder.path + "/copy"
        try FileManager.default.copyItem(atPath: vault.folder.path, toPath: other)
        try DocumentVault.rebuildIndex(at: other, keys: nil, ambient: clock.ambient) { _ in }
        let rebuilt = try DocumentVault(at: other, keys: nil, ambient: clock.ambient)
        #expect(try rebuilt.index.revisions() == revisions)
        #expect(try rebuilt.index.answers(of: cast.cabinet.id) == answers)
        #expect(try rebuilt.index.cabinet(cast.cabinet.id)?.standing == .terminated)
        #expect(try Sample.defects(of: rebuilt).isEmpty)
    }
}

import Foundation
import SandyqAgreement
import Testing

@Suite struct AcceptanceTests {
    private static func revision(_ id: Identifier, _ number: Int, _ effective: String) -> Revision {
        Revision(
            id: id,
            text: .agreement,
            number: number,
            published: Cast.date("2023-12-01T00:00:00Z"),
            effective: Cast.day(effective)
        )
    }

    private let first = revision(Cast.revision, 1, "2024-01-01")

    private func state(
        next effective: String,
        _ moment: Date,
        _ answers: [PartnerAnswer] = [
            PartnerAnswer(to: Cast.revision, .accepted, at: Cast.date("2024-01-02T00:00:00Z"))
        ]
    ) -> Acceptance {
        let next = Self.revision(Cast.nextRevision, 2, effective)
        return Acceptance(of: [next, first], answers: answers, at: moment)
    }

    /// The tenth day after the day of entry into force ends at 24:00 in Almaty, on either side of the change of zone.
    @Test(arguments: [
        ("2024-02-18", "2024-02-28T18:00:00Z"), ("2024-02-19", "2024-02-29T19:00:00Z"),
        ("2024-02-20", "2024-03-01T19:00:00Z"), ("2026-07-01", "2026-07-11T19:00:00Z"),
        ("2025-12-25", "2026-01-04T19:00:00Z"),
    ])
    func silenceIsAcceptanceFromTheEndOfTheTenthDay(effective: String, deadline: String) {
        let end = Cast.date(deadline)
        #expect(state(next: effective, end.addingTimeInterval(-1)) == .pending(revision: Cast.nextRevision, until: end))
        #expect(state(next: effective, end) == .deemed(revision: Cast.nextRevision, at: end))
        #expect(
            state(next: effective, end.addingTimeInterval(86_400 * 900))
                == .deemed(revision: Cast.nextRevision, at: end)
        )
    }

    @Test func nobodyIsBoundByTheFirstRevisionWithoutAWord() {
        let late = Cast.date("2026-01-01T00:00:00Z")
        #expect(Acceptance(of: [first], answers: [], at: late) == .missing(revision: Cast.revision))
        #expect(state(next: "2025-01-01", late, []) == .missing(revision: Cast.nextRevision))
    }

    @Test func anObjectionInTimeStopsIt() {
        let (inTime, late) = (Cast.date("2026-07-11T18:59:59Z"), Cast.date("2026-07-11T19:00:00Z"))
        let accepted = PartnerAnswer(to: Cast.revision, .accepted, at: Cast.date("2024-01-02T00:00:00Z"))
        let after = Cast.date("2026-08-01T00:00:00Z")
        let objected = PartnerAnswer(to: Cast.nextRevision, .objected(document: Cast.objection), at: inTime)
        #expect(
            state(next: "2026-07-01", after, [accepted, objected])
                == .objected(revision: Cast.nextRevision, document: Cast.objection, at: inTime)
        )
        #expect(!state(next: "2026-07-01", after, [accepted, objected]).permitsUse)
        let tooLate = PartnerAnswer(to: Cast.nextRevision, .objected(document: Cast.objection), at: late)
        #expect(
            state(next: "2026-07-01", after, [accepted, tooLate]) == .deemed(revision: Cast.nextRevision, at: late)
        )
    }

    @Test func anAnswerCountsOnlyFromItsMomentOn() {
        let accepted = PartnerAnswer(to: Cast.revision, .accepted, at: Cast.date("2024-01-02T00:00:00Z"))
        let before = Cast.date("2024-01-01T23:59:59Z")
        #expect(Acceptance(of: [first], answers: [accepted], at: before) == .missing(revision: Cast.revision))
        #expect(
            Acceptance(of: [first], answers: [accepted], at: accepted.time)
                == .accepted(revision: Cast.revision, at: accepted.time)
        )
    }

    @Test func whatIsNotInForceBindsNobody() {
        let early = Cast.date("2023-12-31T17:59:59Z")
        #expect(Acceptance(of: [first], answers: [], at: early) == .nothingInForce)
        #expect(Acceptance(of: [], answers: [], at: early) == .nothingInForce)
    }

    @Test func afterAnObjectionALaterRevisionIsNotDeemedAccepted() {
        let accepted = PartnerAnswer(to: Cast.revision, .accepted, at: Cast.date("2024-01-02T00:00:00Z"))
        let objected = PartnerAnswer(
            to: Cast.nextRevision,
            .objected(document: Cast.objection),
            at: Cast.date("2025-01-03T00:00:00Z")
        )
        let second = Self.revision(Cast.nextRevision, 2, "2025-01-01")
        let third = Self.revision(Cast.id(30), 3, "2025-06-01")
        let state = Acceptance(
            of: [first, second, third],
            answers: [accepted, objected],
            at: Cast.date("2026-01-01T00:00:00Z")
        )
        #expect(state == .missing(revision: Cast.id(30)))
    }
}

import Foundation
import SandyqAgreement
import Testing

@Suite struct RetentionTests {
    @Test(arguments: [DocumentKind.invoice, .completionAct, .waybill, .paymentOrder, .bankStatement, .taxForm])
    func accountingDocumentsAreKeptFiveYearsFromThePeriodAfterTheirs(kind: DocumentKind) {
        let retention = Retention(of: kind, dated: Cast.day("2024-03-15"))
        #expect(retention.end == Cast.day("2030-01-01").start)
        let before = Cast.day("2030-01-01").start.addingTimeInterval(-1)
        #expect(Destruction(of: retention, holds: [], at: before) == .tooEarly(until: Cast.day("2030-01-01").start))
        #expect(Destruction(of: retention, holds: [], at: Cast.day("2030-01-01").start) == .permitted)
    }

    @Test func recordingsAreKeptFiveYearsFromTheirDay() {
        let retention = Retention(of: .mediaRecord, dated: Cast.day("2024-02-29"))
        #expect(retention.end == Cast.day("2029-03-01").end)
    }

    @Test func aConsentIsKeptWhileProcessingLastsAndThreeYearsMore() {
        #expect(Destruction(of: Retention(of: .consent, dated: nil), holds: [], at: Cast.noon) == .noTermKnown)
        let ended = Retention(of: .consent, dated: nil, processingEnded: Cast.day("2026-05-04"))
        #expect(ended.end == Cast.day("2029-05-04").end)
    }

    @Test func whatHasNoTermIsNotDestroyedForItsAge() {
        for kind in [DocumentKind.contract, .other, .invoice] {
            #expect(Destruction(of: Retention(of: kind, dated: nil), holds: [], at: .distantFuture) == .noTermKnown)
        }
    }

    @Test func aHoldStopsDestructionUntilItIsLifted() {
        let retention = Retention(of: .invoice, dated: Cast.day("2001-01-01"))
        let hold = Hold(id: Cast.id(80), reason: "tax audit", term: Term(revoked: Cast.noon))
        let during = Cast.noon.addingTimeInterval(-1)
        #expect(Destruction(of: retention, holds: [hold], at: during) == .held([Cast.id(80)]))
        #expect(Destruction(of: retention, holds: [hold], at: Cast.noon) == .permitted)
    }

    @Test func aNewVersionNeverShortensATerm() {
        let long = Retention(of: .invoice, dated: Cast.day("2024-03-15"))
        let short = Retention(of: .invoice, dated: Cast.day("2001-03-15"))
        let endless = Retention(of: .contract, dated: Cast.day("2024-03-15"))
        #expect(Retention.governing([]) == nil)
        #expect(Retention.governing([long, short]) == long)
        #expect(Retention.governing([short, long]) == long)
        #expect(Retention.governing([short, endless]) == endless, "what it is now has no term")
        #expect(Retention.governing([endless, short]) == short)
    }

    @Test func aTermBeginsTheYearAfterThePeriodOrOnItsDay() {
        #expect(Retention(of: .invoice, dated: Cast.day("2024-03-15")).start == Cast.day("2025-01-01"))
        #expect(Retention(of: .mediaRecord, dated: Cast.day("2024-02-29")).start == Cast.day("2024-02-29"))
        #expect(Retention(of: .contract, dated: Cast.day("2024-02-29")).start == nil)
    }

    @Test func twoPersonsAreNeeded() {
        #expect(ActApproval(preparedBy: Cast.main, approvedBy: Cast.main) == .samePerson)
        #expect(ActApproval(preparedBy: Cast.main, approvedBy: Cast.full) == .approved)
    }
}

@Suite struct EntitlementTests {
    private let demo = Entitlement(documents: 2, octets: 100, functions: ["search"], services: ["consultation": 1])

    @Test func boundsAreReachedExactly() {
        #expect(demo.answer(to: .filing(octets: 100), after: .init(documents: 1)) == .entitled)
        #expect(demo.answer(to: .filing(octets: 101), after: .init(documents: 1)) == .octetsUsedUp(100))
        #expect(demo.answer(to: .filing(octets: 1), after: .init(documents: 2)) == .documentsUsedUp(2))
        #expect(demo.answer(to: .filing(octets: .max), after: .init(octets: 1)) == .octetsUsedUp(100))
        #expect(demo.answer(to: .service("consultation"), after: .init()) == .entitled)
        #expect(
            demo.answer(to: .service("consultation"), after: .init(services: ["consultation": 1]))
                == .serviceUsedUp(1)
        )
        #expect(demo.answer(to: .service("audit"), after: .init()) == .notIncluded)
        #expect(demo.answer(to: .function("search"), after: .init()) == .entitled)
        #expect(demo.answer(to: .function("share"), after: .init()) == .notIncluded)
    }
}

@Suite struct IdentifierTests {
    @Test func aVersion7IdentifierSortsByTime() {
        let chance = [UInt8](repeating: 0xFF, count: 10)
        let early = Identifier(milliseconds: 0x0192_3456_789A, chance: chance)
        let late = Identifier(milliseconds: 0x0192_3456_789B, chance: [UInt8](repeating: 0, count: 10))
        #expect(early.description == "01923456-789a-7fff-bfff-ffffffffffff")
        #expect(early < late)
        #expect(Identifier(early.description.uppercased()) == early)
    }

    @Test(arguments: ["", "01923456-789a-7fff-bfff-fffffffffff", "01923456-789a-7fff-bfff-fffffffffffg", "../../etc"])
    func whatIsNoIdentifierIsRefused(text: String) { #expect(Identifier(text) == nil) }
}

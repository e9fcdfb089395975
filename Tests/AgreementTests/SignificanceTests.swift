import Foundation
import SandyqAgreement
import Testing

@Suite struct SignificanceTests {
    private static let party = Cast.number("000740000728").map { Party(number: $0, isIndividual: false) }
    private static let person = Cast.number("761231300313")

    private static func sent(_ change: (inout SendingFacts) -> Void = { _ in }) -> SignificanceArgument {
        var facts = SendingFacts(
            kind: .completionAct,
            party: party,
            moment: Cast.noon,
            sending: .init(sender: Cast.main, decision: .allowed(.mainUser), factors: [.password, .sms]),
            cabinet: .active,
            acceptance: .accepted(revision: Cast.revision, at: Cast.date("2026-01-01T00:00:00Z")),
            receipt: .init(sha256: String(repeating: "0", count: 64), logPosition: 7)
        )
        change(&facts)
        return Significance().argument(for: facts)
    }

    private static func signed(
        _ capacities: Set<DocumentSigner.Capacity>,
        verdict: SignatureEvidence.Verdict = .passed,
        isForSigning: Bool? = true,
        bin: PartyNumber? = party?.number
    ) -> SignatureEvidence {
        SignatureEvidence(
            id: "S-1",
            verdict: verdict,
            isForSigning: isForSigning,
            signer: DocumentSigner(iin: person, bin: bin, capacities: capacities),
            time: Cast.noon
        )
    }

    @Test func whatTheMainUserSendsCounts() {
        let argument = Self.sent()
        #expect(argument.state == .significant)
        #expect(argument.basis == .cabinet)
        #expect(argument.cabinet.conditions.allSatisfy { $0.outcome == .passed })
    }

    /// Arguments are kept by the SHA-256 of their octets.
    @Test func factorsStandInTheOrderOfTheirNames() {
        let argument = Self.sent { facts in
            facts.sending = facts.sending.map { sending in
                .init(sender: sending.sender, decision: sending.decision, factors: [.sms, .eds, .password])
            }
        }
        #expect(argument.cabinet.conditions.contains(.sessionAuthenticated([.eds, .password, .sms])))
    }

    /// Each condition of the agreement, broken in turn.
    @Test func everyConditionOfTheAgreementIsNeeded() {
        let broken: [((inout SendingFacts) -> Void, Condition, SignificanceArgument.State)] = [
            ({ $0.sending = nil }, .storedOnly, .notSignificant),
            (
                { $0.sending = .init(sender: Cast.guest, decision: .denied(.hidden), factors: [.password]) },
                .senderNotEntitled, .notSignificant
            ),
            (
                {
                    $0.sending = .init(
                        sender: Cast.guest,
                        decision: .allowed(.assignment(Cast.company)),
                        factors: [.sms]
                    )
                },
                .senderIsNoPartnerUser, .notSignificant
            ),
            (
                { $0.sending = .init(sender: Cast.main, decision: .allowed(.mainUser), factors: []) },
                .sessionNotAuthenticated, .notSignificant
            ),
            (
                { $0.acceptance = .missing(revision: Cast.revision) },
                .termsNotAccepted(.missing(revision: Cast.revision)), .notSignificant
            ),
            (
                { $0.acceptance = .accepted(revision: Cast.revision, at: Cast.noon.addingTimeInterval(1)) },
                .termsNotAccepted(.accepted(revision: Cast.revision, at: Cast.noon.addingTimeInterval(1))),
                .notSignificant
            ),
            (
                { $0.acceptance = .pending(revision: Cast.revision, until: Cast.noon.addingTimeInterval(9)) },
                .termsPending(until: Cast.noon.addingTimeInterval(9)), .undetermined
            ),
            ({ $0.cabinet = .restricted }, .cabinetClosed, .notSignificant),
            ({ $0.cabinet = .terminated }, .cabinetClosed, .notSignificant),
            ({ $0.cabinet = .demo }, .demo, .undetermined),
            ({ $0.receipt = nil }, .receiptMissing, .notSignificant),
            ({ $0.paper = .init(signer: nil, capacity: nil) }, .paperSignerUnknown, .undetermined),
        ]
        for (change, condition, state) in broken {
            let argument = Self.sent(change)
            #expect(argument.state == state, "\(condition)")
            #expect(argument.cabinet.conditions.contains(condition), "\(argument.cabinet.conditions)")
            #expect(argument.basis == .none)
        }
    }

    @Test func aDemoCabinetClaimsNothingButASignatureStands() {
        let stored = Self.sent { facts in
            facts.cabinet = .demo
            facts.sending = nil
        }
        #expect(stored.state == .undetermined)
        let signed = Self.sent { facts in
            facts.cabinet = .demo
            facts.signatures = [Self.signed([.head])]
        }
        #expect(signed.state == .significant)
        #expect(signed.basis == .eds)
    }

    /// DOMAIN: the signer's role carries the authority this kind of document needs.
    @Test(arguments: DocumentKind.allCases)
    func authorityFollowsRoleAndKind(kind: DocumentKind) {
        let accounting: Set<DocumentKind> = [
            .invoice, .completionAct, .waybill, .paymentOrder, .bankStatement, .taxForm,
        ]
        let contracts: Set<DocumentKind> = [.contract, .agreementRevision]
        let expected: [DocumentSigner.Capacity: Bool] = [
            .head: true, .signatory: contracts.contains(kind), .financialSignatory: accounting.contains(kind),
            .humanResources: false, .employee: false, .individual: false,
        ]
        for (capacity, suffices) in expected {
            let argument = Self.sent { facts in
                facts.kind = kind
                facts.sending = nil
                facts.signatures = [Self.signed([capacity])]
            }
            #expect(argument.state == (suffices ? .significant : .notSignificant), "\(capacity)")
        }
    }

    @Test func anotherCompanysHeadSpeaksForNobodyHere() {
        let argument = Self.sent { facts in
            facts.sending = nil
            facts.signatures = [Self.signed([.head], bin: Cast.number("123456789021"))]
        }
        #expect(argument.state == .notSignificant)
        #expect(argument.eds.first?.conditions.contains(.authority(.stranger)) == true)
    }

    @Test func thePartnersCounterpartySpeaksForItself() {
        let other = Cast.number("123456789021")
        let argument = Self.sent { facts in
            facts.sending = nil
            facts.counterparty = other.map { Party(number: $0, isIndividual: false) }
            facts.signatures = [Self.signed([.head], bin: other)]
        }
        #expect(argument.basis == .eds)
    }

    @Test func anEmployeeNeedsAPowerOfAttorneyValidThatDay() throws {
        let principal = try #require(Self.party).number
        let agent = try #require(Self.person)
        func state(from: String, through: String, kinds: Set<DocumentKind>? = nil) -> SignificanceArgument.State {
            Self.sent { facts in
                facts.sending = nil
                facts.signatures = [Self.signed([.employee])]
                facts.powers = [
                    PowerOfAttorney(
                        document: Cast.id(70),
                        principal: principal,
                        agent: agent,
                        kinds: kinds,
                        from: Cast.day(from),
                        through: Cast.day(through)
                    )
                ]
            }.state
        }
        #expect(state(from: "2026-05-04", through: "2026-05-04") == .significant)
        #expect(state(from: "2026-05-05", through: "2027-01-01") == .notSignificant)
        #expect(state(from: "2026-01-01", through: "2026-05-03") == .notSignificant)
        #expect(state(from: "2026-01-01", through: "2027-01-01", kinds: [.contract]) == .notSignificant)
        #expect(state(from: "2026-01-01", through: "2027-01-01", kinds: [.completionAct]) == .significant)
    }

    @Test(arguments: [
        (SignatureEvidence.Verdict.failed, true as Bool?, SignificanceArgument.State.notSignificant),
        (.indeterminate, true, .undetermined), (.passed, false, .notSignificant), (.passed, nil, .undetermined),
    ])
    func aSignatureMustHoldAndBeMadeWithASigningKey(
        verdict: SignatureEvidence.Verdict,
        isForSigning: Bool?,
        state: SignificanceArgument.State
    ) {
        let argument = Self.sent { facts in
            facts.sending = nil
            facts.signatures = [Self.signed([.head], verdict: verdict, isForSigning: isForSigning)]
        }
        #expect(argument.state == state)
    }

    @Test func oneSignatureThatFulfilsEverythingIsEnough() {
        let argument = Self.sent { facts in
            facts.signatures = [Self.signed([.employee]), Self.signed([.head])]
        }
        #expect(argument.basis == .both)
    }

    @Test func anIndividualSignsOwnDocumentsOnly() throws {
        let iin = try #require(Self.person)
        let own = Self.sent { facts in
            facts.party = Party(number: iin, isIndividual: true)
            facts.sending = nil
            facts.signatures = [Self.signed([.individual], bin: nil)]
        }
        #expect(own.basis == .eds)
        let company = Self.sent { facts in
            facts.sending = nil
            facts.signatures = [Self.signed([.individual], bin: nil)]
        }
        #expect(company.state == .notSignificant)
    }

    @Test(arguments: [("2026-07-11T18:59:59Z", "370-II"), ("2026-07-11T19:00:00Z", "255-VIII")])
    func theLawOfTheDayIsQuoted(moment: String, law: String) {
        let argument = Self.sent { $0.moment = Cast.date(moment) }
        #expect(argument.legalBases == ["agreement-3.7", law])
    }
}

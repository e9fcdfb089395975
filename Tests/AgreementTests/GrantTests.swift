import Foundation
import SandyqAgreement
import Testing

@Suite struct GrantTests {
    private let counterparty = Cast.number("000740000728")

    private func grant(
        from grantor: Identifier = Cast.main,
        rights: Set<Right> = [.view, .download],
        on object: Grant.Object = .document(Cast.document),
        term: Term = Term(),
        maximumUses: Int? = nil,
        uses: Int = 0,
        needsPassphrase: Bool = false,
        confirmed: Date? = nil,
        to grantee: Grant.Grantee = .user(Cast.guest)
    ) -> Grant {
        Grant(
            id: Cast.id(50),
            cabinet: Cast.cabinet,
            grantor: grantor,
            grantee: grantee,
            object: object,
            rights: rights,
            term: term,
            maximumUses: maximumUses,
            uses: uses,
            needsPassphrase: needsPassphrase,
            confirmed: confirmed
        )
    }

    private func decision(
        _ grant: Grant,
        _ right: Right = .view,
        subject: Subject = Subject(user: Cast.guest),
        grantors: [Subject] = [Cast.mainUser, Cast.fullUser],
        object: ObjectFacts = Cast.object(),
        at moment: Date = Cast.noon
    ) -> Decision {
        let people = Dictionary(
            uniqueKeysWithValues: grantors.compactMap { subject in
                subject.user.map { ($0, subject) }
            }
        )
        return Access(grants: [grant], grantors: people).decision(for: subject, to: right, on: object, at: moment)
    }

    @Test func aGrantGivesItsRightsAndNoOthers() {
        #expect(decision(grant()) == .allowed(.grant(Cast.id(50))))
        #expect(decision(grant(), .download) == .allowed(.grant(Cast.id(50))))
        for right in Right.allCases where right != .view && right != .download {
            #expect(decision(grant(), right) == .denied(.forbidden))
        }
    }

    @Test func rightsThatCannotBePassedOnAreLeftOut() {
        #expect(grant(rights: Set(Right.allCases)).rights == [.view, .download, .comment, .sign])
    }

    @Test func whatIsNotDesignatedDoesNotExist() {
        let other = Cast.object(.document(Cast.otherDocument, folder: FolderPath("2026/acts"), kind: .completionAct))
        for right in Right.allCases { #expect(decision(grant(), right, object: other) == .denied(.hidden)) }
        #expect(decision(grant(on: .folder(FolderPath("2026"))), object: other) == .allowed(.grant(Cast.id(50))))
        #expect(decision(grant(on: .folder(FolderPath("2025"))), object: other) == .denied(.hidden))
    }

    @Test func revocationAndExpiryTakeEffectAtOnce() {
        for term in [Term(revoked: Cast.noon), Term(until: Cast.noon)] {
            #expect(decision(grant(term: term), at: Cast.noon) == .denied(.hidden))
            #expect(
                decision(grant(term: term), at: Cast.noon.addingTimeInterval(-0.001)) == .allowed(.grant(Cast.id(50)))
            )
        }
        #expect(decision(grant(term: Term(from: Cast.noon.addingTimeInterval(0.001)))) == .denied(.hidden))
    }

    @Test func usesAreCounted() {
        #expect(decision(grant(maximumUses: 2, uses: 1)) == .allowed(.grant(Cast.id(50))))
        #expect(decision(grant(maximumUses: 2, uses: 2)) == .denied(.hidden))
    }

    @Test func secretsAndPassphrasesMustBePresented() {
        let link = grant(needsPassphrase: true, to: .link)
        #expect(decision(link, subject: Subject(user: nil)) == .denied(.hidden))
        #expect(decision(link, subject: Subject(user: nil, links: [Cast.id(50)])) == .denied(.hidden))
        #expect(decision(link, subject: Subject(user: nil, passphrases: [Cast.id(50)])) == .denied(.hidden))
        let both = Subject(user: nil, links: [Cast.id(50)], passphrases: [Cast.id(50)])
        #expect(decision(link, subject: both) == .allowed(.grant(Cast.id(50))))
    }

    @Test func aCounterpartyIsKnownByItsNumber() throws {
        let number = try #require(counterparty)
        let granted = grant(to: .counterparty(number))
        #expect(decision(granted, subject: Subject(user: nil, numbers: [number])) == .allowed(.grant(Cast.id(50))))
        #expect(decision(granted, subject: Subject(user: Cast.guest)) == .denied(.hidden))
    }

    @Test func aGrantDiesWithItsGrantorsRight() {
        let dismissed = Cast.subject(Cast.main, .mainUser(cabinet: Cast.cabinet), Term(revoked: Cast.noon))
        #expect(decision(grant(), grantors: [dismissed]) == .denied(.hidden))
        #expect(decision(grant(), grantors: []) == .denied(.hidden))
        #expect(decision(grant(), object: Cast.object(standing: .restricted)) == .denied(.hidden))
    }

    @Test func aProposalGivesNothingUntilConfirmed() {
        #expect(decision(grant(from: Cast.full)) == .denied(.hidden))
        #expect(decision(grant(from: Cast.full, confirmed: Cast.noon)) == .allowed(.grant(Cast.id(50))))
        #expect(decision(grant(from: Cast.full, confirmed: Cast.noon.addingTimeInterval(1))) == .denied(.hidden))
    }

    /// Every combination of grantor, right and state: whatever a grant allows, its grantor may do and may share.
    @Test func noGrantWidens() {
        let scopes: Set = [Scope(.read), Scope(.share, in: .folder(FolderPath("2026/acts")))]
        let roles: [Role] = [
            .mainUser(cabinet: Cast.cabinet), .mainUser(cabinet: Cast.otherCabinet), .fullUser(cabinet: Cast.cabinet),
            .limitedUser(cabinet: Cast.cabinet, scopes: scopes), .accountant(company: Cast.company), .backOffice,
            .auditor, .system(cabinet: Cast.cabinet, scopes: scopes),
        ]
        let objects = [
            Cast.object(), Cast.object(standing: .demo), Cast.object(standing: .restricted),
            Cast.object(standing: .terminated), Cast.object(accepted: false), Cast.object(assignedUntil: Cast.noon),
            Cast.object(.document(Cast.otherDocument, folder: FolderPath("2025"), kind: .contract)),
            Cast.object(.cabinet), Cast.object(.thread(Cast.thread)),
        ]
        let targets: [Grant.Object] = [
            .document(Cast.document), .folder(FolderPath()), .folder(FolderPath("2025")), .thread(Cast.thread),
        ]
        var allowed = 0
        for role in roles {
            let grantor = Cast.subject(Cast.id(60), role)
            for (object, target) in objects.flatMap({ object in targets.map { (object, $0) } }) {
                for (right, confirmed) in Right.allCases.flatMap({ right in [nil, Cast.noon].map { (right, $0) } }) {
                    let given = grant(from: Cast.id(60), rights: Set(Right.allCases), on: target, confirmed: confirmed)
                    guard case .allowed = decision(given, right, grantors: [grantor], object: object) else { continue }
                    allowed += 1
                    let own = Access().decision(for: grantor, to: right, on: object, at: Cast.noon)
                    let share = Access().decision(for: grantor, to: .share, on: object, at: Cast.noon)
                    guard case .allowed = own else {
                        Issue.record("\(role) passed on \(right) without holding it")
                        continue
                    }
                    switch share {
                    case .allowed: break
                    case .needsConfirmation: #expect(confirmed != nil)
                    case .denied: Issue.record("\(role) shared without the right to")
                    }
                }
            }
        }
        #expect(allowed > 0)
    }
}

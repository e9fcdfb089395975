import Foundation
import SandyqAgreement
import Testing

@Suite struct AccessTests {
    private let access = Access()

    private func allowed(_ subject: Subject, _ object: ObjectFacts = Cast.object()) -> Set<Right> {
        Set(
            Right.allCases.filter { right in
                if case .allowed = access.decision(for: subject, to: right, on: object, at: Cast.noon) {
                    true
                } else {
                    false
                }
            }
        )
    }

    /// DOMAIN: who works with it, row by row.
    @Test func everyRoleHasExactlyItsRights() {
        let partner: Set<Right> = [.view, .download, .comment, .sign, .file, .message]
        let everything: Set<Right> = partner.union([
            .share, .acceptTerms, .appointUsers, .admitCounterparties, .changeMainIdentifier, .request,
        ])
        #expect(allowed(Cast.mainUser) == everything)
        #expect(allowed(Cast.fullUser) == partner)
        let scoped = Cast.subject(
            Cast.limited,
            .limitedUser(cabinet: Cast.cabinet, scopes: [Scope(.read), Scope(.sign, in: .kind(.invoice))])
        )
        #expect(allowed(scoped) == [.view, .download])
        #expect(
            allowed(Cast.subject(Cast.guest, .accountant(company: Cast.company)))
                == [.view, .download, .file, .request, .message, .comment]
        )
        #expect(allowed(Cast.subject(Cast.guest, .backOffice)) == [.view, .download, .administer, .audit])
        #expect(allowed(Cast.subject(Cast.guest, .auditor)) == [.view, .download, .audit])
        #expect(
            allowed(Cast.subject(Cast.guest, .system(cabinet: Cast.cabinet, scopes: [Scope(.file), Scope(.share)])))
                == [.file]
        )
        #expect(allowed(Subject(user: Cast.guest)).isEmpty)
    }

    @Test func nobodyFromOutsideLearnsThatAnythingExists() {
        let strangers = [
            Subject(user: nil), Subject(user: Cast.guest),
            Cast.subject(Cast.guest, .mainUser(cabinet: Cast.otherCabinet)),
            Cast.subject(Cast.guest, .fullUser(cabinet: Cast.otherCabinet)),
            Cast.subject(Cast.guest, .accountant(company: Cast.id(99))),
            Cast.subject(Cast.guest, .system(cabinet: Cast.otherCabinet, scopes: [Scope(.read)])),
            Cast.subject(
                Cast.guest,
                .limitedUser(cabinet: Cast.cabinet, scopes: [Scope(.read, in: .folder(FolderPath("2026/act")))])
            ),
        ]
        for subject in strangers {
            for right in Right.allCases {
                #expect(access.decision(for: subject, to: right, on: Cast.object(), at: Cast.noon) == .denied(.hidden))
            }
        }
    }

    @Test func withoutAcceptedTermsEveryCallSaysSo() {
        let object = Cast.object(accepted: false)
        for right in Right.allCases where right != .administer && right != .audit {
            let expected: Decision = right == .acceptTerms ? .allowed(.mainUser) : .denied(.agreementRequired)
            #expect(access.decision(for: Cast.mainUser, to: right, on: object, at: Cast.noon) == expected)
        }
        #expect(
            access.decision(for: Cast.fullUser, to: .view, on: object, at: Cast.noon) == .denied(.agreementRequired)
        )
    }

    @Test(arguments: [CabinetFacts.Standing.restricted, .terminated])
    func aClosedCabinetStaysReadableForTheMainUserAlone(standing: CabinetFacts.Standing) {
        let object = Cast.object(standing: standing)
        #expect(allowed(Cast.mainUser, object) == [.view, .download])
        #expect(allowed(Cast.fullUser, object).isEmpty)
        #expect(allowed(Cast.subject(Cast.guest, .accountant(company: Cast.company)), object).isEmpty)
    }

    @Test func anAssignmentOrAnAppointmentThatEndedGivesNothing() {
        let accountant = Cast.subject(Cast.guest, .accountant(company: Cast.company))
        let ended = Cast.object(assignedUntil: Cast.noon)
        #expect(access.decision(for: accountant, to: .view, on: ended, at: Cast.noon) == .denied(.hidden))
        let instant = Cast.noon.addingTimeInterval(-0.001)
        #expect(
            access.decision(for: accountant, to: .view, on: ended, at: instant) == .allowed(.assignment(Cast.company))
        )
        for term in [Term(revoked: Cast.noon), Term(until: Cast.noon), Term(from: Cast.noon.addingTimeInterval(1))] {
            let former = Cast.subject(Cast.main, .mainUser(cabinet: Cast.cabinet), term)
            #expect(access.decision(for: former, to: .view, on: Cast.object(), at: Cast.noon) == .denied(.hidden))
        }
    }

    @Test func aShareByAnybodyButTheMainUserIsAProposal() {
        let object = Cast.object()
        #expect(access.decision(for: Cast.mainUser, to: .share, on: object, at: Cast.noon) == .allowed(.mainUser))
        #expect(
            access.decision(for: Cast.fullUser, to: .share, on: object, at: Cast.noon) == .needsConfirmation(.fullUser)
        )
    }

    @Test func aScopeReachesItsFoldersAndKindsOnly() {
        let user = Cast.subject(
            Cast.limited,
            .limitedUser(
                cabinet: Cast.cabinet,
                scopes: [Scope(.read, in: .folder(FolderPath("2026"))), Scope(.file, in: .kind(.waybill))]
            )
        )
        func sees(_ folder: String, _ kind: DocumentKind, _ right: Right) -> Decision {
            let object = Cast.object(.document(Cast.document, folder: FolderPath(folder), kind: kind))
            return access.decision(for: user, to: right, on: object, at: Cast.noon)
        }
        #expect(sees("2026/acts", .contract, .view) == .allowed(.scope(Scope(.read, in: .folder(FolderPath("2026"))))))
        #expect(sees("2026", .contract, .file) == .denied(.forbidden))
        #expect(sees("20261", .contract, .view) == .denied(.hidden))
        #expect(sees("", .contract, .view) == .denied(.hidden))
        #expect(sees("2025", .waybill, .file) == .allowed(.scope(Scope(.file, in: .kind(.waybill)))))
    }
}

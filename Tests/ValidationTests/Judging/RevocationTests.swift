import SandyqValidation
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite("Revocation") struct RevocationTests {
    @Test("follows from what is entitled, fresh and in scope", arguments: listCases + responseCases)
    func verdicts(example: ScenarioCase) throws {
        #expect(try example.scenario.verdict() == example.expected)
    }

    @Test("tells good, revoked, unknown and not checked apart")
    func answers() throws {
        var scenario = Scenario()
        #expect(try scenario.report()?.revocation.answer == .good)
        scenario.list?.isSigned = false
        #expect(try scenario.report()?.revocation.answer == .unknown(.signatureNotVerified))
        scenario.list = nil
        #expect(try scenario.report()?.revocation.answer == .notChecked)
        scenario.list = .init("C=KZ, CN=Authority")
        scenario.list?.revoked = [("C=KZ, CN=Signer", -3, nil)]
        #expect(try scenario.report()?.revocation.answer == .revoked(at: Scenario.day(-3), reason: nil))
    }

    static let signer: DistinguishedName = "C=KZ, CN=Signer"
    static let unknown = Verdict.indeterminate(.tryLater)

    static func scope(
        users: Bool = false,
        authorities: Bool = false,
        reasons: ReasonFlags? = nil,
        names: [GeneralName] = []
    ) -> RevocationListFacts.IssuingDistributionPoint {
        .init(
            names: names,
            onlyUserCertificates: users,
            onlyAuthorityCertificates: authorities,
            onlyAttributeCertificates: false,
            onlyReasons: reasons,
            isIndirect: false
        )
    }

    static let listCases: [ScenarioCase] = [
        .init("nothing at hand", unknown) { $0.list = nil },
        .init("an unsigned list", unknown) { $0.list?.isSigned = false },
        .init("a stale list", unknown) { $0.list?.until = -0.5 },
        .init("a list without end, old", unknown) {
            $0.list?.until = nil
            $0.list?.madeOn = -2
        },
        .init("a list without end, fresh", .passed) {
            $0.list?.until = nil
            $0.list?.madeOn = -0.5
        },
        .init("a list from the future", unknown) {
            $0.list?.madeOn = 1
            $0.list?.until = 2
        },
        .init("an unknown critical extension", unknown) { $0.list?.unknownCritical = ["1.2.3"] },
        .init("a weak digest on the list", unknown) { $0.list?.digest = .md5 },
        .init("only authorities in scope", unknown) { $0.list?.scope = scope(authorities: true) },
        .init("only users in scope", .passed) { $0.list?.scope = scope(users: true) },
        .init("another distribution point", unknown) { $0.list?.scope = scope(names: [.uri("http://other")]) },
        .init("the certificate's distribution point", .passed) {
            $0.list?.scope = scope(names: [.uri("http://own")])
            $0.signer.extensions.distributionPoints = [.init(names: [.uri("http://own")], reasons: nil, issuers: [])]
        },
        .init("some reasons only", unknown) { $0.list?.scope = scope(reasons: ReasonFlags(rawValue: 2)) },
        .init("all reasons, over two lists", .passed) {
            $0.list?.scope = scope(reasons: ReasonFlags(rawValue: 2))
            var other = Scenario.List("C=KZ, CN=Authority")
            other.scope = scope(reasons: ReasonFlags(rawValue: 0b1_1111_1100))
            $0.moreLists = [other]
        },
        .init("an issuer that may not sign lists", unknown) {
            $0.authority = Sample.authority("C=KZ, CN=Authority", by: "C=KZ, CN=Root") {
                $0.extensions.keyUsage = [.keyCertSign]
            }
        },
        .init("a revoked signer", .indeterminate(.revokedNoPOE)) { $0.list?.revoked = [(signer, -3, .superseded)] },
        .init("a revocation to come", .passed) { $0.list?.revoked = [(signer, 0.5, .superseded)] },
        .init("a revoked signer on a stale list", .indeterminate(.revokedNoPOE)) {
            $0.list?.revoked = [(signer, -3, .superseded)]
            $0.list?.until = -0.5
        },
        .init("a signer on hold", unknown) { $0.list?.revoked = [(signer, -3, .certificateHold)] },
        .init("a revoked authority", .indeterminate(.revokedAuthorityNoPOE)) {
            $0.rootList.revoked = [("C=KZ, CN=Authority", -3, .cACompromise)]
        },
        .init("an authority of unknown status", unknown) { $0.rootList.isSigned = false },
        .init("a delta that revokes", .indeterminate(.revokedNoPOE)) {
            $0.moreLists = [delta { $0.revoked = [(signer, -0.3, .keyCompromise)] }]
        },
        .init("a delta that lifts a hold", .passed) {
            $0.list?.revoked = [(signer, -3, .certificateHold)]
            $0.moreLists = [delta { $0.revoked = [(signer, -0.3, .removeFromCRL)] }]
        },
        .init("another issuer's list, where the certificate names it", .passed) {
            $0.list = indirect
            $0.signer.extensions.distributionPoints = [named]
            $0.responder.issuer = "C=KZ, CN=Root"
            $0.responder.extensions.keyUsage = [.cRLSign]
        },
        .init("a list by somebody whose certificate does not say that he signs lists", unknown) {
            $0.list = indirect
            $0.signer.extensions.distributionPoints = [named]
            $0.responder.issuer = "C=KZ, CN=Root"
        },
        .init("a delta that strikes out what is revoked for good", .indeterminate(.revokedNoPOE)) {
            $0.list?.revoked = [(signer, -3, .keyCompromise)]
            $0.moreLists = [delta { $0.revoked = [(signer, -0.3, .removeFromCRL)] }]
        },
        .init("a delta that strikes out a hold because the certificate expired", unknown) {
            $0.signer.years = -1 ... -0.5 / 365.25
            $0.stamps = [.init(on: -0.9)]
            $0.list?.revoked = [(signer, -3, .certificateHold)]
            $0.moreLists = [delta { $0.revoked = [(signer, -0.3, .removeFromCRL)] }]
        },
        .init("a list that strikes out what it revokes", .indeterminate(.revokedNoPOE)) {
            $0.list?.revoked = [(signer, -3, .keyCompromise), (signer, -2, .removeFromCRL)]
        },
        .init("a delta on a newer base", .passed) {
            $0.moreLists = [
                delta {
                    $0.base = "11"
                    $0.revoked = [(signer, -0.3, .keyCompromise)]
                }
            ]
        },
        .init("a delta alone", unknown) {
            $0.list = nil
            $0.moreLists = [delta { _ in }]
        },
    ]

    static let responseCases: [ScenarioCase] = [
        .init("a good response", .passed) { $0.asked() },
        .init("an unsigned response", unknown) { $0.asked { $0.isSigned = false } },
        .init("a response by the authority itself", .passed) { $0.asked { $0.by = "C=KZ, CN=Authority" } },
        .init("a response by somebody else", unknown) { $0.asked { $0.by = "C=KZ, CN=Root" } },
        .init("a responder without the purpose", unknown) {
            $0.asked()
            $0.responder.extensions.extendedKeyUsage = nil
        },
        .init("a responder of another authority", unknown) {
            $0.asked()
            $0.responder.issuer = "C=KZ, CN=Root"
        },
        .init("an expired responder", unknown) {
            $0.asked()
            $0.responder.years = -1 ... -0.1
        },
        .init("a responder that may be revoked, shown not to be", .passed) {
            $0.asked()
            $0.responder.extensions.ocspNoCheck = false
            $0.list = Scenario.List("C=KZ, CN=Authority")
        },
        .init("a responder revoked on an older list than the one that forgets it", unknown) {
            $0.asked()
            $0.responder.extensions.ocspNoCheck = false
            let authorities = scope(authorities: true)
            var older = Scenario.List("C=KZ, CN=Authority")
            older.madeOn = -2
            older.scope = authorities
            older.revoked = [("C=KZ, CN=Responder", -3, .keyCompromise)]
            var newer = Scenario.List("C=KZ, CN=Authority")
            newer.scope = authorities
            // Only authorities are on the lists, so that they say nothing of the signer.
            $0.responder.extensions.basicConstraints = .init(isAuthority: true, pathLength: nil)
            $0.moreLists = [older, newer]
        },
        .init("a responder whose certificate is signed with a weak digest", unknown) {
            $0.asked()
            $0.responder.digest = .sha1
        },
        .init("a responder whose certificate has an extension twice", unknown) {
            $0.asked()
            $0.responder.defects = [.duplicateExtension("2.5.29.37")]
        },
        .init("a new response about what was known long ago", unknown) { $0.asked { $0.knownOn = -400 } },
        .init("a new response whose end has passed", unknown) {
            $0.stamps = [.init(on: -2)]
            $0.asked {
                $0.knownOn = -9
                $0.until = -8
            }
        },
        .init("an old response without end", unknown) { $0.asked { $0.madeOn = -1.5 } },
        .init("an old response that still holds", .passed) {
            $0.asked {
                $0.madeOn = -1.5
                $0.until = 0.5
            }
        },
        .init("a response from the future", unknown) { $0.asked { $0.madeOn = 0.5 } },
        .init("another nonce", unknown) { $0.asked { $0.nonceMatches = false } },
        .init("the answer unknown", unknown) { $0.asked { $0.status = .unknown } },
        .init("the answer revoked", .indeterminate(.revokedNoPOE)) {
            $0.asked { $0.status = .revoked(at: Scenario.day(-2), reason: nil) }
        },
        .init("never issued, told as revoked in 1970", unknown) {
            $0.asked {
                $0.status = .revoked(at: .init(timeIntervalSince1970: 0), reason: .certificateHold)
                $0.extendedRevoke = true
            }
        },
        .init("revoked in a newer response than the list", .indeterminate(.revokedNoPOE)) {
            $0.response = .init(status: .revoked(at: Scenario.day(-0.7), reason: nil))
        },
        .init("good in a newer response than the list that revokes", .indeterminate(.revokedNoPOE)) {
            $0.response = .init()
            $0.list?.revoked = [(signer, -3, .keyCompromise)]
        },
    ]

    private static let named = DistributionPoint(
        names: [],
        reasons: nil,
        issuers: [.directory("C=KZ, CN=Responder")]
    )

    /// A list by another than the certificates' issuer.
    private static var indirect: Scenario.List {
        var list = Scenario.List("C=KZ, CN=Responder")
        list.scope = .init(
            names: [],
            onlyUserCertificates: false,
            onlyAuthorityCertificates: false,
            onlyAttributeCertificates: false,
            onlyReasons: nil,
            isIndirect: true
        )
        return list
    }

    private static func delta(_ change: (inout Scenario.List) -> Void) -> Scenario.List {
        var delta = Scenario.List("C=KZ, CN=Authority")
        delta.madeOn = -0.2
        delta.number = "3"
        delta.base = "10"
        change(&delta)
        return delta
    }
}

extension Scenario {
    /// Leaves the signer's status to a response alone.
    fileprivate mutating func asked(_ change: (inout Response) -> Void = { _ in }) {
        list = nil
        var response = Response()
        change(&response)
        self.response = response
    }
}

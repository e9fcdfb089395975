import SandyqValidation
import Testing

@Suite("Time-stamps") struct TimestampTests {
    @Test("bound the time of signing", arguments: cases)
    func verdicts(example: ScenarioCase) throws {
        #expect(try example.scenario.verdict() == example.expected)
    }

    @Test("prove the earliest time that any of them proves")
    func earliest() throws {
        var scenario = Scenario()
        scenario.stamps = [
            .init(on: -10), .init(on: -20), .init(on: -30, imprint: .altered(expected: [1], actual: [2])),
        ]
        let best = try scenario.report()?.bestSignatureTime
        #expect(best?.time == Scenario.day(-20))
        #expect(best?.source == .timestamp)
        let verdicts = try scenario.report()?.timestamps.map(\.block.verdict)
        #expect(verdicts == [.passed, .passed, .failed(.hash)])
    }

    @Test("that prove nothing leave the time at now", arguments: useless)
    func unusable(example: ScenarioCase) throws {
        let report = try example.scenario.report()
        #expect(report?.bestSignatureTime.source == .now)
        #expect(report?.timestamps.first?.block.verdict == example.expected)
        #expect(report?.verdict == .passed)
    }

    @Test("over references prove nothing of the signature")
    func references() throws {
        var scenario = Scenario()
        scenario.stamps = [.init(kind: .references, on: -9)]
        scenario.list?.revoked = [(Self.signer, -5, .keyCompromise)]
        let report = try scenario.report()
        #expect(report?.timestamps.first?.block.verdict == .passed)
        #expect(report?.bestSignatureTime.source == .now)
        #expect(report?.verdict == .indeterminate(.revokedNoPOE))
    }

    @Test("vouch for older ones that they cover")
    func archive() throws {
        var scenario = Scenario()
        scenario.stamper.years = -1 ... -0.1
        scenario.list?.keepsExpiredSince = -4000
        scenario.stamps = [.init(on: -100)]
        #expect(try scenario.report()?.bestSignatureTime.source == .now)
        scenario.stamps.append(.init(kind: .archive, on: -60))
        #expect(try scenario.report()?.bestSignatureTime.time == Scenario.day(-100))
        scenario.stamps[1].on = -20
        #expect(try scenario.report()?.bestSignatureTime.time == Scenario.day(-20))
    }

    static let signer: DistinguishedName = "C=KZ, CN=Signer"

    static let cases: [ScenarioCase] = [
        .init("a good one", .passed) { $0.stamps = [.init(on: -10)] },
        .init("before expiry, with a list of then", .passed) {
            $0.expire()
            $0.stamps = [.init(on: -50)]
            $0.list?.keepsExpiredSince = -4000
        },
        .init("before expiry, with a list that forgets the expired", .indeterminate(.tryLater)) {
            $0.expire()
            $0.stamps = [.init(on: -50)]
            $0.list?.revoked = []
        },
        .init("before expiry, with an archived list", .passed) {
            $0.expire()
            $0.stamps = [.init(on: -50)]
            var archived = Scenario.List("C=KZ, CN=Authority")
            archived.madeOn = -45
            archived.until = -40
            $0.moreLists = [archived]
        },
        .init("after expiry", .indeterminate(.outOfBoundsNotRevoked)) {
            $0.expire()
            $0.stamps = [.init(on: -20)]
            $0.list?.keepsExpiredSince = -4000
        },
        .init("on the content after expiry", .failed(.expired)) {
            $0.expire()
            $0.stamps = [.init(kind: .content, on: -20)]
        },
        .init("before revocation", .passed) {
            $0.stamps = [.init(on: -10)]
            $0.list?.revoked = [(signer, -5, .keyCompromise)]
        },
        .init("after revocation", .indeterminate(.revokedNoPOE)) {
            $0.stamps = [.init(on: -3)]
            $0.list?.revoked = [(signer, -5, .keyCompromise)]
        },
        .init("on the content after revocation", .failed(.revoked)) {
            $0.stamps = [.init(kind: .content, on: -3)]
            $0.list?.revoked = [(signer, -5, .keyCompromise)]
        },
        .init("on the content before revocation", .indeterminate(.revokedNoPOE)) {
            $0.stamps = [.init(kind: .content, on: -9)]
            $0.list?.revoked = [(signer, -5, .keyCompromise)]
        },
        .init("on the content after that on the signature", .indeterminate(.timestampOrder)) {
            $0.stamps = [.init(on: -9), .init(kind: .content, on: -3)]
        },
        .init("before the signer was valid", .failed(.notYetValid)) {
            $0.signer.years = -0.01...1
            $0.stamps = [.init(on: -100)]
        },
    ]

    static let useless: [ScenarioCase] = [
        .init("over other data", .failed(.hash)) {
            $0.stamps = [.init(on: -5, imprint: .altered(expected: [1], actual: [2]))]
        },
        .init("that does not name its authority's certificate", .indeterminate(.signatureConstraints)) {
            $0.stamps = [.init(on: -5, binding: .absent)]
        },
        .init("with a wrong signature", .failed(.crypto)) { $0.stamps = [.init(on: -5, value: .invalid)] },
        .init("under a foreign policy", .indeterminate(.signatureConstraints)) {
            $0.stamps = [.init(on: -5, policy: "1.2.3")]
        },
        .init("from the future", .indeterminate(.timestampOrder)) { $0.stamps = [.init(on: 5)] },
        .init("by an authority without the purpose", .indeterminate(.chainConstraints)) {
            $0.stamps = [.init(on: -5)]
            $0.stamper.extensions.extendedKeyUsage = ["1.3.6.1.5.5.7.3.4"]
        },
        .init("by an authority whose purpose is not critical", .indeterminate(.chainConstraints)) {
            $0.stamps = [.init(on: -5)]
            $0.stamper.extensions.critical = []
        },
        .init("by an authority without chain", .indeterminate(.noChain)) {
            $0.stamps = [.init(on: -5)]
            $0.forged = "C=KZ, CN=Stamper"
        },
        .init("by an authority revoked before", .failed(.revoked)) {
            $0.stamps = [.init(on: -5)]
            $0.list?.revoked = [("C=KZ, CN=Stamper", -9, .keyCompromise)]
        },
        .init("by an authority expired before", .failed(.expired)) {
            $0.stamps = [.init(on: -5)]
            $0.stamper.years = -1 ... -0.1
        },
        .init("from before the authority was valid", .failed(.notYetValid)) {
            $0.stamps = [.init(on: -100)]
            $0.stamper.years = -0.1...1
        },
    ]
}

extension Scenario {
    /// Lets the signer's certificate end about 36 days ago.
    fileprivate mutating func expire() { signer.years = -1 ... -0.1 }
}

import SandyqValidation
import Testing

/// The policy rules of RFC 5280 clause 6.1, as RFC 9618 recasts them.
@Suite("Certificate policies")
struct PolicyProcessingTests {
    typealias Link = SamplePath.Link

    static let anyPolicy: OID = "2.5.29.32.0"
    static let named: [OID] = ["1.1", "1.2", "1.3"]

    private static func link(
        _ policies: [OID]?,
        mappings: [(OID, OID)] = [],
        explicit: Int? = nil,
        mapping: Int? = nil,
        any: Int? = nil,
        isSelfIssued: Bool = false
    ) -> Link {
        Link(isSelfIssued: isSelfIssued) {
            $0.extensions.policies = policies
            $0.extensions.policyMappings = mappings.map { .init(issuerDomain: $0.0, subjectDomain: $0.1) }
            if explicit != nil || mapping != nil {
                $0.extensions.policyConstraints = .init(requireExplicitPolicy: explicit, inhibitPolicyMapping: mapping)
            }
            $0.extensions.inhibitAnyPolicy = any
        }
    }

    private func options(_ initial: Set<OID>? = nil, explicit: Bool = true) -> PathOptions {
        var options = PathOptions()
        options.initialPolicies = initial
        options.requireExplicitPolicy = explicit
        return options
    }

    @Test("in force are those of every certificate, within those asked for")
    func common() {
        let path = SamplePath([Self.link(["1.1", "1.2"]), Self.link(["1.2", "1.3"]), Self.link(["1.2"])])
        #expect(path.outcome(options()).policies == ["1.2"])
        #expect(path.outcome(options(["1.2", "1.9"])).policies == ["1.2"])
        #expect(path.outcome(options([Self.anyPolicy, "1.9"])).policies == ["1.2"])
        #expect(path.outcome(options(["1.1"])).failure?.breach == .explicitPolicyMissing)
        #expect(path.outcome(options([])).failure?.breach == .explicitPolicyMissing)
        let unasked = path.outcome(options(["1.1"], explicit: false))
        #expect(unasked.failure == nil)
        #expect(unasked.policies.isEmpty)
    }

    @Test("missing from one certificate are missing from the path")
    func missing() {
        let path = SamplePath([Self.link(["1.1"]), Self.link(nil), Self.link(["1.1"])])
        #expect(path.outcome(options()).failure?.breach == .explicitPolicyMissing)
        #expect(path.outcome(options()).failure?.subject == "CN=1")
        #expect(path.outcome().failure == nil)
    }

    @Test("may be any, which asks for whatever is asked for")
    func anything() {
        let path = SamplePath([Self.link([Self.anyPolicy]), Self.link([Self.anyPolicy])])
        #expect(path.outcome(options()).policies == [Self.anyPolicy])
        #expect(path.outcome(options(["1.1"])).policies == ["1.1"])
        #expect(SamplePath([Self.link([Self.anyPolicy]), Self.link(["1.1"])]).outcome(options()).policies == ["1.1"])
        #expect(SamplePath([Self.link(["1.1"]), Self.link([Self.anyPolicy])]).outcome(options()).policies == ["1.1"])
    }

    @Test("are named in the anchor's terms, whatever they are mapped to")
    func mapped() {
        let path = SamplePath([Self.link(["1.1"], mappings: [("1.1", "1.2"), ("1.1", "1.3")]), Self.link(["1.3"])])
        #expect(path.outcome(options()).policies == ["1.1"])
        #expect(path.outcome(options(["1.3"])).failure?.breach == .explicitPolicyMissing)
        var inhibited = options()
        inhibited.inhibitPolicyMapping = true
        #expect(path.outcome(inhibited).failure?.breach == .explicitPolicyMissing)
        let fromAny = SamplePath([Self.link([Self.anyPolicy], mappings: [("1.1", "1.2")]), Self.link(["1.2"])])
        #expect(fromAny.outcome(options(["1.1"])).policies == ["1.1"])
    }

    @Test("are not mapped to or from any", arguments: [("2.5.29.32.0", "1.1"), ("1.1", "2.5.29.32.0")] as [(OID, OID)])
    func anyMapped(from: OID, to: OID) {
        let authority = Self.link(["1.1"], mappings: [(from, to)])
        #expect(SamplePath([authority, Self.link(["1.1"])]).breach == .anyPolicyMapped)
        #expect(SamplePath([Self.link(["1.1"]), authority]).breach == nil, "The last certificate maps nothing")
    }

    /// requireExplicitPolicy of the first authority, how many follow it, and how many of those are self-issued.
    @Test(
        "are demanded after as many certificates as requireExplicitPolicy says",
        arguments: [
            (0, 1, 0, false), (1, 1, 0, false), (2, 1, 0, true), (2, 2, 0, false), (3, 2, 0, true), (2, 2, 1, true),
        ]
    )
    func explicit(skip: Int, following: Int, selfIssued: Int, holds: Bool) {
        var links = [Self.link(["1.1"], explicit: skip)]
        for place in 0..<following { links.append(Self.link(["1.2"], isSelfIssued: place < selfIssued)) }
        #expect(SamplePath(links).breach == (holds ? nil : .explicitPolicyMissing))
    }

    @Test("are demanded at the last certificate when it says so itself")
    func lastExplicit() {
        #expect(SamplePath([Self.link(["1.1"]), Self.link(["1.2"], explicit: 0)]).breach == .explicitPolicyMissing)
        #expect(SamplePath([Self.link(["1.1"]), Self.link(["1.2"], explicit: 1)]).breach == nil)
    }

    @Test("may be any only as long as inhibitAnyPolicy lets them")
    func anyInhibited() {
        func holds(_ links: [Link]) -> Bool { SamplePath(links).outcome(options()).failure == nil }
        let any = [Self.anyPolicy]
        #expect(!holds([Self.link(["1.1"], any: 0), Self.link(any)]))
        #expect(holds([Self.link(["1.1"], any: 1), Self.link(any)]))
        #expect(!holds([Self.link(["1.1"], any: 1), Self.link(any), Self.link(any)]))
        #expect(holds([Self.link(["1.1"], any: 1), Self.link(any), Self.link(["1.1"])]))
        #expect(holds([Self.link(["1.1"], any: 0), Self.link(any, isSelfIssued: true), Self.link(["1.1"])]))
        #expect(
            !holds([Self.link(["1.1"], any: 0), Self.link(any, isSelfIssued: true)]),
            "The last one is no exception"
        )
        #expect(!holds([Self.link(["1.1"], any: 1), Self.link(["1.1"], any: 9), Self.link(any)]))
    }

    @Test("agree with the tree of RFC 5280 in many thousand paths", .timeLimit(.minutes(5)))
    func differential() {
        var dice = Dice(state: 9618)
        var held = 0
        for round in 0..<6000 {
            let path = SamplePath((0..<(1 + dice.roll(5))).map { _ in Self.randomLink(&dice) })
            let certificates = Array(path.certificates.dropLast().reversed())
            for initial in [nil, ["1.1"], ["1.2", "1.3"]] as [Set<OID>?] {
                var options = options(initial, explicit: dice.roll(4) > 0)
                options.inhibitAnyPolicy = dice.roll(8) == 0
                options.inhibitPolicyMapping = dice.roll(8) == 0
                let expected = PolicyTree.outcome(of: certificates, options: options)
                let actual = path.outcome(options)
                #expect((actual.failure == nil) == expected.holds, "round \(round)")
                #expect(actual.policies == (expected.holds ? expected.policies : []), "round \(round)")
                held += options.requireExplicitPolicy && expected.holds ? 1 : 0
            }
        }
        #expect(held > 1000, "the paths are not all hopeless")
    }

    private static func randomLink(_ dice: inout Dice) -> Link {
        var policies: [OID]? = named.filter { _ in dice.roll(3) > 0 }
        if dice.roll(3) == 0 { policies?.append(anyPolicy) }
        if dice.roll(20) == 0 { policies = nil }
        let mappings = (0..<max(0, dice.roll(6) - 2)).map { _ in (named[dice.roll(3)], named[dice.roll(3)]) }
        return link(
            policies,
            mappings: mappings,
            explicit: dice.roll(6) == 0 ? dice.roll(3) : nil,
            mapping: dice.roll(6) == 0 ? dice.roll(3) : nil,
            any: dice.roll(5) == 0 ? dice.roll(3) : nil,
            isSelfIssued: dice.roll(4) == 0
        )
    }

    /// Numbers that are the same in every run.
    private struct Dice {
        var state: UInt64

        /// A number from zero up to, and without, `sides`.
        mutating func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % sides
        }
    }

    @Test("that would make a tree explode stay small, or are given up on, quickly", .timeLimit(.minutes(1)))
    func bomb() {
        // Every policy maps to every other: a tree would have 40 to the power of 18 leaves.
        let policies = (1...40).map { OID(rawValue: "1.\($0)") }
        let all = policies.flatMap { from in policies.map { (from, $0) } }
        let small = SamplePath(Array(repeating: Self.link(policies, mappings: all), count: 5) + [Self.link(policies)])
        #expect(small.outcome(options()).policies == Set(policies))
        let long = SamplePath(Array(repeating: Self.link(policies, mappings: all), count: 18) + [Self.link(policies)])
        #expect(long.outcome(options()).failure?.breach == .constraintsTooMany(20_000))
        let many = (1...30_000).map { OID(rawValue: "1.\($0)") }
        #expect(SamplePath([Self.link(many), Self.link(["1.1"])]).breach == .constraintsTooMany(20_000))
        let fromAny = Self.link([Self.anyPolicy], mappings: many.map { ($0, "1.1") })
        #expect(SamplePath([fromAny, Self.link(["1.1"])]).breach == .constraintsTooMany(20_000))
    }
}

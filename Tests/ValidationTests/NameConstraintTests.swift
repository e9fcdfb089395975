import SandyqValidation
import Testing

/// RFC 5280 clause 4.2.1.10.
@Suite("Name constraints")
struct NameConstraintTests {
    typealias Link = SamplePath.Link

    /// A constraint, a name of its form, and whether the name lies in it; nil: that cannot be told.
    struct Row: Sendable {
        let base: GeneralName
        let name: GeneralName
        let isInside: Bool?

        init(_ base: GeneralName, _ name: GeneralName, _ isInside: Bool?) {
            self.base = base
            self.name = name
            self.isInside = isInside
        }
    }

    static let hosts: [Row] = [
        Row(.dns("kgd.kz"), .dns("kgd.kz"), true), Row(.dns("kgd.kz"), .dns("KGD.KZ"), true),
        Row(.dns("KGD.kz"), .dns("www.kgd.kz"), true), Row(.dns("kgd.kz"), .dns("a.b.kgd.kz"), true),
        Row(.dns("kgd.kz"), .dns("mykgd.kz"), false), Row(.dns("kgd.kz"), .dns("kz"), false),
        Row(.dns("kgd.kz"), .dns("kgd.kz.example"), false), Row(.dns("kgd.kz"), .dns("kgd.kz."), true),
        Row(.dns("kgd.kz"), .dns("*.kgd.kz"), true), Row(.dns("kgd.kz."), .dns("www.kgd.kz"), true),
        Row(.dns(".kgd.kz"), .dns("www.kgd.kz"), true), Row(.dns(".kgd.kz"), .dns("kgd.kz"), false),
        Row(.dns(".kgd.kz"), .dns("mykgd.kz"), false), Row(.dns(""), .dns("anything.example"), true),
        Row(.dns("kgd.kz"), .dns(".kgd.kz"), nil), Row(.dns("kgd.kz"), .dns("a..kgd.kz"), nil),
        Row(.dns("kgd.kz"), .dns(""), nil), Row(.dns("kgd.kz"), .dns("a b.kgd.kz"), nil),
        Row(.dns("kgd.kz"), .dns("қgd.kz"), nil), Row(.dns("kgd..kz"), .dns("kgd.kz"), nil),
    ]

    static let mailboxes: [Row] = [
        Row(.email("kgd.kz"), .email("a@kgd.kz"), true), Row(.email("kgd.kz"), .email("a@KGD.KZ"), true),
        Row(.email("kgd.kz"), .email("a@mail.kgd.kz"), false), Row(.email("kgd.kz"), .email("a@mykgd.kz"), false),
        Row(.email(".kgd.kz"), .email("a@mail.kgd.kz"), true), Row(.email(".kgd.kz"), .email("a@x.y.kgd.kz"), true),
        Row(.email(".kgd.kz"), .email("a@kgd.kz"), false), Row(.email(".kgd.kz"), .email("a@mykgd.kz"), false),
        Row(.email("a@kgd.kz"), .email("a@kgd.kz"), true), Row(.email("a@kgd.kz"), .email("a@Kgd.kz"), true),
        Row(.email("a@kgd.kz"), .email("A@kgd.kz"), false), Row(.email("a@kgd.kz"), .email("b@kgd.kz"), false),
        Row(.email("**@kgd.kz"), .email("**@kgd.kz"), true), Row(.email("**@kgd.kz"), .email("a@kgd.kz"), false),
        Row(.email(""), .email("a@kgd.kz"), true), Row(.email("kgd.kz"), .email("kgd.kz"), nil),
        Row(.email("kgd.kz"), .email("x@evil.example@kgd.kz"), nil), Row(.email("kgd.kz"), .email("@kgd.kz"), nil),
        Row(.email("kgd.kz"), .email("a@"), nil), Row(.email("a@b@kgd.kz"), .email("a@kgd.kz"), nil),
    ]

    static let addresses: [Row] = [
        Row(.uri("kgd.kz"), .uri("http://kgd.kz/x"), true), Row(.uri("kgd.kz"), .uri("https://KGD.kz:8443?q"), true),
        Row(.uri("kgd.kz"), .uri("http://www.kgd.kz/"), false), Row(.uri(".kgd.kz"), .uri("http://www.kgd.kz"), true),
        Row(.uri(".kgd.kz"), .uri("http://kgd.kz"), false), Row(.uri(".kgd.kz"), .uri("http://mykgd.kz"), false),
        Row(.uri("kgd.kz"), .uri("ldap://user:word@kgd.kz/o=x"), true),
        Row(.uri("kgd.kz"), .uri("http://kgd.kz@evil.example/"), false),
        Row(.uri("kgd.kz"), .uri("http://evil.example#@kgd.kz"), false),
        Row(.uri("kgd.kz"), .uri("http://evil.example/@kgd.kz"), false),
        Row(.uri(""), .uri("http://kgd.kz"), true), Row(.uri("kgd.kz"), .uri("urn:isbn:1"), nil),
        Row(.uri("kgd.kz"), .uri("http:///path"), nil), Row(.uri("kgd.kz"), .uri("http://192.0.2.1/"), nil),
        Row(.uri("kgd.kz"), .uri("http://[2001:db8::1]/"), nil), Row(.uri("kgd.kz"), .uri("//kgd.kz"), nil),
        Row(.uri("kgd.kz"), .uri("http://kgd%2ekz/"), nil), Row(.uri("kgd.kz"), .uri("http://kgd.kz:80x/"), nil),
        Row(.uri("kgd.kz"), .uri("http://kgd.kz\\@evil.example/"), nil),
        Row(.uri("kgd.kz"), .uri("http://evil.example\\.kgd.kz/"), nil),
        Row(.address([192, 0, 2, 0, 255, 255, 255, 0]), .address([192, 0, 2, 77]), true),
        Row(.address([192, 0, 2, 9, 255, 255, 255, 0]), .address([192, 0, 2, 77]), true),
        Row(.address([192, 0, 2, 0, 255, 255, 255, 0]), .address([192, 0, 3, 77]), false),
        Row(.address([0, 0, 0, 0, 0, 0, 0, 0]), .address([9, 9, 9, 9]), true),
        Row(.address([0, 0, 0, 0, 0, 0, 0, 0]), .address(Array(repeating: 0, count: 16)), false),
        Row(.address(Array(repeating: 0, count: 32)), .address(Array(repeating: 7, count: 16)), true),
        Row(
            .address([0x20, 1] + Array(repeating: 0, count: 14) + [0xFF, 0xFF] + Array(repeating: 0, count: 14)),
            .address([0x20, 2] + Array(repeating: 0, count: 14)),
            false
        ),
        Row(.address([192, 0, 2, 0]), .address([192, 0, 2, 0]), nil),
        Row(.address([192, 0, 2, 0, 255, 255, 255, 0]), .address([192, 0, 2, 0, 255, 255, 255, 0]), nil),
    ]

    static let directories: [Row] = [
        Row(.directory("C=KZ"), .directory("C=KZ"), true), Row(.directory("C=KZ"), .directory("C=kz, O=Org"), true),
        Row(.directory("C=KZ, O=Org"), .directory("C=KZ, O= ORG , CN=A"), true),
        Row(.directory("C=KZ, O=Org"), .directory("C=KZ"), false),
        Row(.directory("C=KZ, O=Org"), .directory("C=KZ, O=Organisation"), false),
        Row(.directory("O=Org"), .directory("C=KZ, O=Org"), false), Row(.directory(""), .directory("C=KZ"), true),
        Row(.directory("C=KZ, OU=a+CN=b"), .directory("C=KZ, CN=b+OU=a, E=x"), true),
        Row(.directory("C=KZ, OU=a"), .directory("C=KZ, OU=a+CN=b"), false),
        Row(.registeredID("1.2.3"), .registeredID("1.2.3"), nil),
        Row(.other(tag: 0, encoding: [1]), .other(tag: 0, encoding: [1]), nil),
        Row(.other(tag: 3, encoding: [1]), .other(tag: 3, encoding: [2]), nil),
    ]

    private func path(
        permitted: [GeneralName] = [],
        excluded: [GeneralName] = [],
        _ names: [GeneralName]
    ) -> SamplePath {
        SamplePath([
            Link { $0.extensions.nameConstraints = .init(permitted: permitted, excluded: excluded) },
            // Directory constraints would meet the subject first.
            Link(DistinguishedName(relativeNames: [])) { $0.extensions.subjectAlternativeNames = names },
        ])
    }

    @Test(
        "tell inside from outside, and refuse what they cannot tell",
        arguments: hosts + mailboxes + addresses + directories
    )
    func matching(row: Row) {
        let permitted = path(permitted: [row.base], [row.name]).breach
        let excluded = path(excluded: [row.base], [row.name]).breach
        #expect(permitted == (row.isInside == true ? nil : .nameNotPermitted(row.name)))
        #expect(excluded == (row.isInside == false ? nil : .nameExcluded(row.name)))
    }

    @Test("say nothing of names of another form")
    func otherForms() {
        let bases = [Self.hosts, Self.mailboxes, Self.addresses, Self.directories].map { $0[0].base }
        let names: [GeneralName] = [
            .dns("x.example"), .email("a@x.example"), .uri("http://x.example"), .directory("C=US"),
        ]
        for (place, base) in bases.enumerated() {
            for (other, name) in names.enumerated() where other != place {
                #expect(path(permitted: [base], [name]).breach == nil)
                #expect(path(excluded: [base], [name]).breach == nil)
            }
        }
        let private3 = GeneralName.other(tag: 3, encoding: [1])
        #expect(path(permitted: [private3], [.other(tag: 0, encoding: [1])]).breach == nil)
        #expect(path(excluded: [.other(tag: 0, encoding: [1]), .registeredID("1.2")], names).breach == nil)
    }

    @Test("permit when one subtree does, and exclude when one does")
    func lists() {
        let bases: [GeneralName] = [.dns("a.kz"), .dns("b.kz")]
        #expect(path(permitted: bases, [.dns("x.a.kz"), .dns("x.b.kz")]).breach == nil)
        #expect(path(permitted: bases, [.dns("x.a.kz"), .dns("c.kz")]).breach == .nameNotPermitted(.dns("c.kz")))
        #expect(path(excluded: bases, [.dns("c.kz"), .dns("b.kz")]).breach == .nameExcluded(.dns("b.kz")))
        #expect(
            path(permitted: [.dns("kz")], excluded: [.dns("b.kz")], [.dns("x.b.kz")]).breach
                == .nameExcluded(.dns("x.b.kz"))
        )
    }

    @Test("exclude a wildcard that stands for an excluded name")
    func wildcards() {
        let wildcard = GeneralName.dns("*.kgd.kz")
        #expect(path(excluded: [.dns("secret.kgd.kz")], [wildcard]).breach == .nameExcluded(wildcard))
        #expect(path(excluded: [.dns("very.secret.kgd.kz")], [wildcard]).breach == nil)
        #expect(path(excluded: [.dns("secretkgd.kz")], [wildcard]).breach == nil)
        #expect(path(permitted: [.dns("secret.kgd.kz")], [wildcard]).breach == .nameNotPermitted(wildcard))
    }

    @Test("hold for the subject, and for mailboxes in it")
    func subject() {
        func breach(_ base: GeneralName, _ subject: DistinguishedName) -> PathBreach? {
            SamplePath([
                Link { $0.extensions.nameConstraints = .init(permitted: [base], excluded: []) }, Link(subject),
            ]).breach
        }
        #expect(breach(.directory("C=KZ"), "C=KZ, CN=A") == nil)
        #expect(breach(.directory("C=KZ"), "C=RU, CN=A") == .nameNotPermitted(.directory("C=RU, CN=A")))
        #expect(breach(.directory("C=KZ"), DistinguishedName(relativeNames: [])) == nil)
        #expect(breach(.email("kgd.kz"), "C=KZ, CN=A+E=a@kgd.kz") == nil)
        #expect(breach(.email("kgd.kz"), "C=KZ, E=a@x.example") == .nameNotPermitted(.email("a@x.example")))
    }

    @Test("only ever narrow, and bind every certificate below but self-issued authorities")
    func inheritance() {
        func constrained(_ names: [GeneralName], isSelfIssued: Bool = false) -> Link {
            Link(isSelfIssued: isSelfIssued) { $0.extensions.nameConstraints = .init(permitted: names, excluded: []) }
        }
        func named(_ name: String, isSelfIssued: Bool = false) -> Link {
            Link(isSelfIssued: isSelfIssued) { $0.extensions.subjectAlternativeNames = [.dns(name)] }
        }
        let foo = PathBreach.nameNotPermitted(.dns("foo"))
        let both: [GeneralName] = [.dns("foo"), .dns("bar")]
        #expect(SamplePath([constrained(both), constrained([.dns("bar")]), named("foo")]).breach == foo)
        #expect(SamplePath([constrained([.dns("bar")]), constrained(both), named("foo")]).breach == foo)
        #expect(SamplePath([constrained(both), constrained([.dns("foo")]), named("foo")]).breach == nil)
        #expect(SamplePath([constrained(both), constrained([.email("x")]), named("foo")]).breach == nil)
        #expect(SamplePath([constrained([.dns("bar")]), named("foo"), Link()]).breach == foo)
        #expect(SamplePath([constrained([.dns("bar")]), named("foo", isSelfIssued: true), Link()]).breach == nil)
        #expect(SamplePath([constrained([.dns("bar")]), Link(), named("foo", isSelfIssued: true)]).breach == foo)
        #expect(
            SamplePath([constrained([.dns("bar")], isSelfIssued: true), named("foo")]).breach == foo,
            "A self-issued authority's own constraints count"
        )
        #expect(SamplePath([named("foo"), constrained([.dns("bar")]), Link()]).breach == nil)
    }

    @Test("give up on more comparisons than a path may take, quickly", .timeLimit(.minutes(1)))
    func bomb() {
        let bases = (0..<3000).map { GeneralName.dns("c\($0).example") }
        let names = (0..<3000).map { GeneralName.dns("n\($0).example") }
        let tooMany = PathBreach.constraintsTooMany(50_000)
        #expect(path(excluded: bases, names).breach == tooMany)
        #expect(path(permitted: bases + [.dns("n0.example")], names).breach == .nameNotPermitted(names[1]))
        #expect(path(permitted: bases, excluded: names, Array(repeating: bases[2999], count: 3000)).breach == tooMany)
        #expect(path(excluded: Array(bases[..<200]), Array(names[..<200])).breach == nil)
        let unconstrained = Link { $0.extensions.subjectAlternativeNames = Array(repeating: names[0], count: 60_000) }
        #expect(SamplePath([Link(), unconstrained]).breach == nil, "Without constraints there is nothing to compare")
        let deep = DistinguishedName(relativeNames: Array(repeating: [.init(type: "2.5.4.3", value: "x")], count: 1000))
        let directories = Array(repeating: GeneralName.directory(deep), count: 100)
        #expect(path(excluded: directories, [.directory("CN=x"), .directory("CN=y")]).breach == tooMany)
    }
}

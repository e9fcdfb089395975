import SandyqValidation
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The search for paths (RFC 4158).
@Suite("The finder of paths")
struct PathFinderTests {
    /// Makes a dossier in which a key verifies whatever it is said to have signed: equal issuer name and key label.
    private func dossier(
        _ signed: [(certificate: CertificateFacts, signers: [CertificateFacts])],
        anchors: [CertificateFacts]
    ) -> Dossier {
        var dossier = Dossier()
        for (certificate, _) in signed { dossier.certificates[certificate.fingerprint] = certificate }
        dossier.anchors = Set(anchors.map(\.fingerprint))
        for (certificate, signers) in signed {
            let keys = Set(signers.map(\.key.fingerprint))
            dossier.issuances[certificate.fingerprint] = signed.map(\.certificate)
                .filter { $0.subject == certificate.issuer }
                .map { .init(issuer: $0.fingerprint, signature: keys.contains($0.key.fingerprint) ? .valid : .invalid) }
        }
        return dossier
    }

    private func names(_ paths: [[CertificateFacts]]) -> [String] {
        paths.map { $0.map { "\($0.subject.values(of: "2.5.4.3")[0])" }.joined(separator: " ") }
    }

    private let root = Sample.authority("CN=Root", by: "CN=Root")
    private let ca = Sample.authority("CN=CA", by: "CN=Root")
    private let leaf = Sample.person("CN=Leaf", by: "CN=CA")

    @Test("goes from the leaf to the anchor")
    func simple() {
        let finder = PathFinder(dossier: dossier([(root, [root]), (ca, [root]), (leaf, [ca])], anchors: [root]))
        let found = finder.paths(from: leaf.fingerprint, at: noon)
        #expect(found.paths == [[leaf, ca, root]])
        #expect(!found.exhausted)
        #expect(finder.paths(from: root.fingerprint, at: noon).paths == [[root]])
        #expect(finder.paths(from: Fingerprint(label: "nobody"), at: noon).paths.isEmpty)
    }

    @Test("takes an authority for an anchor when it is one, and goes no further")
    func middle() {
        let finder = PathFinder(dossier: dossier([(root, [root]), (ca, [root]), (leaf, [ca])], anchors: [root, ca]))
        #expect(finder.paths(from: leaf.fingerprint, at: noon).paths == [[leaf, ca]])
    }

    @Test("follows no link that arithmetic does not bear out")
    func forged() {
        var dossier = dossier([(root, [root]), (ca, [root]), (leaf, [ca])], anchors: [root])
        for signature in [SignatureValue.invalid, .unsupported("x"), .notChecked] {
            dossier.issuances[ca.fingerprint] = [.init(issuer: root.fingerprint, signature: signature)]
            #expect(PathFinder(dossier: dossier).paths(from: leaf.fingerprint, at: noon).paths.isEmpty)
        }
    }

    @Test("tells authorities of one name apart by their keys")
    func sameName() {
        let impostor = Sample.authority("CN=CA", by: "CN=Root") { $0.key = "another" }
        let finder = PathFinder(
            dossier: dossier([(impostor, [root]), (root, [root]), (ca, [root]), (leaf, [ca])], anchors: [root])
        )
        #expect(finder.paths(from: leaf.fingerprint, at: noon).paths == [[leaf, ca, root]])
    }

    @Test("finds every way through cross-certificates, the shortest first, and none twice through one name and key")
    func cross() {
        let other = Sample.authority("CN=Other", by: "CN=Other")
        let caByOther = Sample.authority("CN=CA", by: "CN=Other")
        let otherByCA = Sample.authority("CN=Other", by: "CN=CA")
        let rootByOther = Sample.authority("CN=Root", by: "CN=Other")
        let signed = [
            (root, [root]), (other, [other]), (ca, [root]), (caByOther, [other]), (otherByCA, [ca]),
            (rootByOther, [other]),
            (leaf, [ca]),
        ]
        let fromOther = PathFinder(dossier: dossier(signed, anchors: [other])).paths(from: leaf.fingerprint, at: noon)
        #expect(names(fromOther.paths) == ["Leaf CA Other", "Leaf CA Root Other"])
        #expect(fromOther.paths[0] == [leaf, caByOther, other])
        #expect(!fromOther.exhausted)
        let fromRoot = PathFinder(dossier: dossier(signed, anchors: [root])).paths(from: leaf.fingerprint, at: noon)
        #expect(fromRoot.paths == [[leaf, ca, root]])
    }

    @Test("lets an authority change its key")
    func rollover() {
        let newKey = Sample.authority("CN=CA", by: "CN=CA") { $0.key = "new" }
        let leafByNew = Sample.person("CN=Leaf", by: "CN=CA")
        let finder = PathFinder(
            dossier: dossier([(root, [root]), (ca, [root]), (newKey, [ca]), (leafByNew, [newKey])], anchors: [root])
        )
        #expect(finder.paths(from: leafByNew.fingerprint, at: noon).paths == [[leafByNew, newKey, ca, root]])
    }

    @Test("ends a path at another certificate of an anchor's name and key, and gives out the anchor")
    func twin() {
        let twin = Sample.authority("CN=Root", by: "CN=Unknown")
        var facts = dossier([(root, [root]), (twin, []), (ca, [root]), (leaf, [ca])], anchors: [root])
        #expect(PathFinder(dossier: facts).paths(from: leaf.fingerprint, at: noon).paths == [[leaf, ca, root]])
        facts.issuances[ca.fingerprint]?.removeAll { $0.issuer == root.fingerprint }
        #expect(PathFinder(dossier: facts).paths(from: leaf.fingerprint, at: noon).paths == [[leaf, ca, root]])
    }

    @Test("takes an anchor's twin at its word only when the anchor signed it")
    func twinLeaf() {
        let renewed = Sample.authority("CN=Root", by: "CN=Root") { $0.serialNumber = "2" }
        let made = Sample.authority("CN=Root", by: "CN=Root") { $0.serialNumber = "3" }
        let finder = PathFinder(dossier: dossier([(root, [root]), (renewed, [root]), (made, [])], anchors: [root]))
        #expect(finder.paths(from: renewed.fingerprint, at: noon).paths == [[renewed, root]])
        #expect(finder.paths(from: made.fingerprint, at: noon).paths.isEmpty)
    }

    @Test("ends at the anchor that is in time, then at the newest, where several bear one name and key")
    func anchorsOfOneKey() {
        func anchor(_ number: String, _ years: ClosedRange<Double>) -> CertificateFacts {
            Sample.authority("CN=Root", by: "CN=Root") {
                $0.serialNumber = number
                $0.years = years
            }
        }
        let anchors = [
            anchor("expired", -0.2...(-0.1)), anchor("old", -0.9...1), anchor("new", -0.5...1),
            anchor("early", 0.5...1),
        ]
        let signed = anchors.map { ($0, [root]) } + [(ca, [root]), (leaf, [ca])]
        let found = PathFinder(dossier: dossier(signed, anchors: anchors)).paths(from: leaf.fingerprint, at: noon)
        #expect(found.paths == [[leaf, ca, anchors[2]]])
    }

    @Test("prefers what is in time, then what is short, then matching key identifiers, then what is new")
    func preference() {
        func ca(_ number: String, _ change: (inout Sample) -> Void = { _ in }) -> CertificateFacts {
            Sample.authority("CN=CA", by: "CN=Root") {
                $0.serialNumber = number
                $0.extensions.subjectKeyIdentifier = [7]
                change(&$0)
            }
        }
        let middle = Sample.authority("CN=Middle", by: "CN=Root")
        let best = ca("best") { $0.years = -0.5...1 }
        let older = ca("older")
        let unnamed = ca("unnamed") { $0.extensions.subjectKeyIdentifier = nil }
        let misnamed = ca("misnamed") { $0.extensions.subjectKeyIdentifier = [8] }
        let long = ca("long") { $0.issuer = "CN=Middle" }
        let expired = ca("expired") { $0.years = -1...(-0.5) }
        let early = ca("early") { $0.years = 0.5...1 }
        let leaf = Sample.person("CN=Leaf", by: "CN=CA") {
            $0.extensions.authorityKeyIdentifier = .init(keyIdentifier: [7], issuers: [], serialNumber: nil)
        }
        let all = [expired, long, misnamed, unnamed, older, best, early]
        let signed =
            [(root, [root]), (middle, [root]), (leaf, [ca("any")])] + all.map { ($0, [$0 == long ? middle : root]) }
        let found = PathFinder(dossier: dossier(signed, anchors: [root])).paths(from: leaf.fingerprint, at: noon)
        #expect(
            found.paths.map { $0[1].serialNumber } == [
                "best", "older", "unnamed", "misnamed", "long", "early", "expired",
            ]
        )
    }

    @Test("says how far a chain goes, and why no further")
    func dangling() {
        func end(_ dossier: Dossier) -> (Int, DanglingChain.End) {
            let chain = PathFinder(dossier: dossier).dangling(from: leaf.fingerprint, at: noon)
            return (chain.certificates.count, chain.end)
        }
        #expect(end(dossier([(leaf, [])], anchors: [])) == (1, .issuerMissing))
        #expect(end(dossier([(leaf, [ca]), (ca, [])], anchors: [])) == (2, .issuerMissing))
        #expect(end(dossier([(leaf, [ca]), (ca, [root]), (root, [root])], anchors: [])) == (3, .untrusted))
        #expect(end(dossier([(leaf, []), (ca, [root]), (root, [root])], anchors: [root])) == (1, .signatureInvalid))
        var facts = dossier([(leaf, [ca]), (ca, [root]), (root, [root])], anchors: [root])
        facts.issuances[ca.fingerprint] = [.init(issuer: root.fingerprint, signature: .unsupported("1.2.3"))]
        #expect(end(facts) == (2, .signatureUnsupported("1.2.3")))
        facts.issuances[ca.fingerprint] = [.init(issuer: root.fingerprint, signature: .notChecked)]
        #expect(end(facts) == (2, .signatureNotChecked))
        #expect(PathFinder(dossier: Dossier()).dangling(from: leaf.fingerprint, at: noon).certificates.isEmpty)
    }

    @Test("does not call a signature forged when the key identifiers say that another key made it")
    func danglingNamesake() {
        let namesake = Sample.authority("CN=CA", by: "CN=Root") { $0.extensions.subjectKeyIdentifier = [1] }
        func end(_ identifier: [UInt8]?) -> DanglingChain.End {
            let leaf = Sample.person("CN=Leaf", by: "CN=CA") {
                $0.extensions.authorityKeyIdentifier = .init(keyIdentifier: identifier, issuers: [], serialNumber: nil)
            }
            return PathFinder(dossier: dossier([(leaf, []), (namesake, [])], anchors: []))
                .dangling(from: leaf.fingerprint, at: noon).end
        }
        #expect(end([1]) == .signatureInvalid)
        #expect(end(nil) == .signatureInvalid)
        #expect(end([2]) == .issuerMissing)
    }

    @Test("passes by thousands of decoys", .timeLimit(.minutes(1)))
    func decoys() {
        var facts = dossier([(root, [root]), (ca, [root]), (leaf, [ca])], anchors: [root])
        // Certificates of the authority's own name and key, which lead nowhere.
        for number in 0..<5000 {
            let decoy = Sample.authority("CN=CA", by: "CN=Nobody") {
                $0.serialNumber = "\(number)"
                $0.years = -0.5...1
            }
            facts.certificates[decoy.fingerprint] = decoy
            facts.issuances[leaf.fingerprint]?.append(.init(issuer: decoy.fingerprint, signature: .valid))
        }
        let found = PathFinder(dossier: facts).paths(from: leaf.fingerprint, at: noon)
        #expect(found.paths == [[leaf, ca, root]])
        #expect(!found.exhausted)
        let many = Array(
            repeating: Dossier.Issuance(issuer: root.fingerprint, signature: .invalid),
            count: 100_000
        )
        facts.issuances[root.fingerprint] = many
        #expect(
            !PathFinder(dossier: facts).paths(from: leaf.fingerprint, at: noon).exhausted,
            "Anchors have no issuers"
        )
        facts.issuances[leaf.fingerprint] = many
        #expect(PathFinder(dossier: facts).paths(from: leaf.fingerprint, at: noon).exhausted)
    }

    /// Thirty authorities, each certified by each, and the first by the root: more ways than can be counted.
    private var mesh: (dossier: Dossier, named: [DistinguishedName: [CertificateFacts]]) {
        let first = Sample.authority("CN=A0", by: "CN=Root")
        var facts = dossier([(root, [root]), (first, [root])], anchors: [root])
        let subjects = (0..<30).map { DistinguishedName(stringLiteral: "CN=A\($0)") }
        var named = [subjects[0]: [first]]
        for subject in subjects {
            for issuer in subjects where issuer != subject {
                let certificate = Sample.authority(subject, by: issuer)
                facts.certificates[certificate.fingerprint] = certificate
                named[subject, default: []].append(certificate)
            }
        }
        for certificate in facts.certificates.values {
            guard let issuers = named[certificate.issuer] else { continue }
            facts.issuances[certificate.fingerprint] = issuers.map { .init(issuer: $0.fingerprint, signature: .valid) }
        }
        return (facts, named)
    }

    @Test("stops at its limits, and says so", .timeLimit(.minutes(1)))
    func limits() throws {
        let (facts, named) = mesh
        let last = try #require(named["CN=A29"]?.first { $0.issuer == "CN=A28" })
        let found = PathFinder(dossier: facts).paths(from: last.fingerprint, at: noon)
        #expect(found.paths.count == PathFinder.pathLimit)
        #expect(found.exhausted)
        #expect(names(found.paths)[0] == "A29 A28 A0 Root")
        #expect(zip(found.paths, found.paths.dropFirst()).allSatisfy { $0.count <= $1.count })
        #expect(found.paths.allSatisfy { path in Set(path.map(\.subject)).count == path.count })
        #expect(Set(found.paths.map { $0.map(\.fingerprint) }).count == PathFinder.pathLimit)
    }

    @Test("gives up where every way runs in a circle", .timeLimit(.minutes(1)))
    func circles() throws {
        let (facts, named) = mesh
        // Only the first authority's own name and key lead to the root, and the path has been there.
        let start = try #require(named["CN=A0"]?.first { $0.issuer == "CN=A1" })
        let found = PathFinder(dossier: facts).paths(from: start.fingerprint, at: noon)
        #expect(found.paths.isEmpty)
        #expect(found.exhausted)
    }

    @Test("does not walk where no anchor is", .timeLimit(.minutes(1)))
    func hopeless() {
        var (facts, named) = mesh
        for certificate in named["CN=A0"] ?? [] where certificate.issuer == root.subject {
            facts.issuances[certificate.fingerprint] = []
        }
        let start = Sample.person("CN=Leaf", by: "CN=A1")
        let way = Sample.authority("CN=A1", by: "CN=Root") { $0.key = "another" }
        for certificate in [start, way] { facts.certificates[certificate.fingerprint] = certificate }
        facts.issuances[way.fingerprint] = [.init(issuer: root.fingerprint, signature: .valid)]
        facts.issuances[start.fingerprint] = ((named["CN=A1"] ?? []) + [way])
            .map { .init(issuer: $0.fingerprint, signature: .valid) }
        let found = PathFinder(dossier: facts).paths(from: start.fingerprint, at: noon)
        #expect(found.paths == [[start, way, root]])
        #expect(!found.exhausted)
    }

    @Test("goes no further than twenty certificates")
    func length() {
        func find(_ authorities: Int) -> (paths: [[CertificateFacts]], exhausted: Bool, dangling: Int) {
            var signed = [(root, [root])]
            for number in 0..<authorities {
                let above = signed[number].0
                let subject = DistinguishedName(stringLiteral: "CN=A\(number)")
                signed.append((Sample.authority(subject, by: above.subject), [above]))
            }
            let finder = PathFinder(dossier: dossier(signed, anchors: [root]))
            let start = signed[authorities].0.fingerprint
            let found = finder.paths(from: start, at: noon)
            return (found.paths, found.exhausted, finder.dangling(from: start, at: noon).certificates.count)
        }
        #expect(find(19).paths.first?.count == 20)
        #expect(!find(19).exhausted)
        #expect(find(20).paths.isEmpty)
        #expect(find(20).exhausted)
        #expect(find(100).dangling == 20)
    }
}

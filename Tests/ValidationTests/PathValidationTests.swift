import SandyqValidation
import Testing

/// RFC 5280 clause 6.1 without names and policies, which have suites of their own.
@Suite("A path")
struct PathValidationTests {
    typealias Link = SamplePath.Link

    @Test("holds when every rule does")
    func holds() {
        let outcome = SamplePath([Link(), Link(), Link()]).outcome()
        #expect(outcome.failure == nil)
        #expect(outcome.policies.isEmpty)
    }

    @Test("of the anchor alone holds, whatever the anchor says")
    func anchorAlone() {
        let anchor = Sample.person("CN=Root", by: "CN=Other") {
            $0.version = 1
            $0.defects = [.duplicateExtension("2.5.29.19")]
            $0.extensions.unknownCritical = ["1.2.3"]
        }
        var options = PathOptions()
        options.requireExplicitPolicy = true
        let outcome = PathValidation.outcome(of: [anchor], options: options)
        #expect(outcome.failure == nil)
        #expect(outcome.policies == ["2.5.29.32.0"])
    }

    @Test("without certificates fails")
    func empty() {
        #expect(PathValidation.firstBreach(of: [], options: PathOptions())?.breach == .namesDoNotChain)
    }

    @Test("looks at nothing of its anchor but name and key")
    func anchorUnchecked() {
        var certificates = SamplePath([Link(), Link()]).certificates
        certificates[2] = Sample.person("CN=Root", by: "CN=Nobody") {
            $0.extensions.keyUsage = [.digitalSignature]
            $0.extensions.basicConstraints = .init(isAuthority: false, pathLength: nil)
            $0.extensions.nameConstraints = .init(permitted: [.directory("CN=Elsewhere")], excluded: [])
        }
        #expect(PathValidation.firstBreach(of: certificates, options: PathOptions()) == nil)
    }

    @Test("breaks where an issuer's name is not the subject's above, and says whose certificate it is")
    func names() throws {
        let certificates = [
            Sample.person("CN=Leaf", by: "CN=Another CA"), Sample.authority("CN=CA", by: "CN=Root"),
            Sample.authority("CN=Root", by: "CN=Root"),
        ]
        let found = try #require(PathValidation.firstBreach(of: certificates, options: PathOptions()))
        #expect(found.breach == .namesDoNotChain)
        #expect(found.subject == "CN=Leaf")
    }

    @Test("is reported from the anchor down")
    func order() {
        let path = SamplePath([
            Link { $0.extensions.keyUsage = [.cRLSign] }, Link { $0.extensions.basicConstraints = nil }, Link(),
        ])
        #expect(path.breach == .keyCertSignMissing)
        #expect(path.outcome().failure?.subject == "CN=0")
    }

    @Test("breaks on what makes a certificate unreadable, in leaf and authority", arguments: [0, 1])
    func defects(place: Int) {
        let grave: [CertificateFacts.Defect] = [
            .signatureAlgorithmsDiffer, .duplicateExtension("2.5.29.17"), .unreadableExtension("2.5.29.30"),
        ]
        for defect in grave {
            var links = [Link(), Link()]
            links[place].change = { $0.defects = [.notDER, defect] }
            #expect(SamplePath(links).breach == .unreadable(defect))
        }
        var links = [Link(), Link()]
        links[place].change = { $0.defects = [.notDER, .serialNumberOutOfRange, .extensionsBeforeVersion3] }
        #expect(SamplePath(links).breach == nil)
    }

    @Test("breaks on a critical extension nobody knows, in leaf and authority", arguments: [0, 1])
    func critical(place: Int) {
        var links = [Link(), Link()]
        links[place].change = {
            $0.extensions.critical = ["2.5.29.19", "1.2.3"]
            $0.extensions.unknownCritical = ["1.2.3"]
        }
        #expect(SamplePath(links).breach == .unknownCriticalExtension("1.2.3"))
    }

    @Test("needs authorities of version 3 that say they are", arguments: [1, 2])
    func version(number: Int) {
        #expect(SamplePath([Link { $0.version = number }, Link()]).breach == .version1Authority)
        #expect(SamplePath([Link(), Link { $0.version = number }]).breach == nil)
        #expect(SamplePath([Link { $0.extensions.basicConstraints = nil }, Link()]).breach == .notAuthority)
        let denial = CertificateExtensions.BasicConstraints(isAuthority: false, pathLength: nil)
        #expect(SamplePath([Link { $0.extensions.basicConstraints = denial }, Link()]).breach == .notAuthority)
        #expect(
            SamplePath([Link(isSelfIssued: true) { $0.extensions.basicConstraints = nil }, Link()]).breach
                == .notAuthority
        )
    }

    @Test("needs keyCertSign of authorities that state a key usage")
    func keyUsage() {
        #expect(SamplePath([Link { $0.extensions.keyUsage = nil }, Link()]).breach == nil)
        #expect(SamplePath([Link { $0.extensions.keyUsage = [.keyCertSign] }, Link()]).breach == nil)
        #expect(SamplePath([Link { $0.extensions.keyUsage = [.cRLSign] }, Link()]).breach == .keyCertSignMissing)
        #expect(SamplePath([Link(), Link { $0.extensions.keyUsage = [.digitalSignature] }]).breach == nil)
    }

    /// Authorities as letters: a digit is one with that pathLenConstraint, `-` one without, `s` a self-issued one without.
    @Test(
        "is no longer than its authorities allow",
        arguments: [
            ("0", nil), ("0-", 0), ("1-", nil), ("1--", 1), ("10-", 1), ("01", 0), ("12", nil), ("12-", 1),
            ("0s", nil), ("0ss", nil), ("0s-", 0), ("1s-s", nil), ("1s-s-", 1), ("604", 0), ("60-", 0), ("-0", nil),
            ("s0s", nil), ("210", nil), ("2100", 2), ("2s1s0s", nil), ("5-----", nil), ("5------", 5),
        ] as [(String, Int?)]
    )
    func length(authorities: String, limit: Int?) {
        var links = authorities.map { letter in
            Link(isSelfIssued: letter == "s") {
                $0.extensions.basicConstraints = .init(isAuthority: true, pathLength: letter.wholeNumberValue)
            }
        }
        let expected = limit.map { PathBreach.pathTooLong(limit: $0) }
        #expect(SamplePath(links + [Link()]).breach == expected)
        // A last certificate that is an authority's, or self-issued, makes no difference.
        links.append(
            Link(isSelfIssued: true) { $0.extensions.basicConstraints = .init(isAuthority: true, pathLength: 0) }
        )
        #expect(SamplePath(links).breach == expected)
    }
}

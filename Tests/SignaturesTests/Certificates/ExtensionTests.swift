import SandyqSignatures
import SandyqValidation
import Testing

@Suite("Certificate extensions")
struct ExtensionTests {
    @Test("Key usage is read bit by bit")
    func keyUsage() throws {
        let facts = try CertificateDraft.facts("2.5.29.15", critical: true, DER.bits([0xc0], unused: 6))
        #expect(facts.extensions.keyUsage == [.digitalSignature, .nonRepudiation])
        #expect(facts.extensions.critical == ["2.5.29.15"])
        #expect(facts.extensions.unknownCritical.isEmpty)
        let last = try CertificateDraft.facts("2.5.29.15", DER.bits([0x00, 0x80], unused: 7))
        #expect(last.extensions.keyUsage == .decipherOnly)
    }

    @Test("Basic constraints are read with their defaults")
    func basicConstraints() throws {
        let empty = try CertificateDraft.facts("2.5.29.19", DER.sequence())
        #expect(empty.extensions.basicConstraints == .init(isAuthority: false, pathLength: nil))
        let full = try CertificateDraft.facts("2.5.29.19", DER.sequence(DER.isTrue, DER.integer(3)))
        #expect(full.extensions.basicConstraints == .init(isAuthority: true, pathLength: 3))
        let negative = try CertificateDraft.facts("2.5.29.19", DER.sequence(DER.isTrue, DER.integer(-1)))
        #expect(negative.extensions.basicConstraints == nil)
        #expect(negative.defects == [.unreadableExtension("2.5.29.19")])
    }

    @Test("A key identifier and an authority's are read")
    func keyIdentifiers() throws {
        let subject = try CertificateDraft.facts("2.5.29.14", DER.octets([1, 2]))
        #expect(subject.extensions.subjectKeyIdentifier == [1, 2])
        let authority = try CertificateDraft.facts(
            "2.5.29.35",
            DER.sequence(
                DER.implicit(0, [3, 4]),
                DER.element(0xa1, DER.directoryName("CA")),
                DER.implicit(2, [0x00, 0xff])
            )
        )
        #expect(authority.extensions.authorityKeyIdentifier?.keyIdentifier == [3, 4])
        #expect(authority.extensions.authorityKeyIdentifier?.serialNumber == "ff")
        #expect(authority.extensions.authorityKeyIdentifier?.issuers.count == 1)
    }

    @Test("Alternative names are read in every form")
    func alternativeNames() throws {
        let facts = try CertificateDraft.facts(
            "2.5.29.17",
            DER.sequence(
                DER.implicit(1, Array("a@b.kz".utf8)),
                DER.implicit(2, Array("b.kz".utf8)),
                DER.uri("urn:x"),
                DER.implicit(7, [127, 0, 0, 1]),
                DER.implicit(8, DER.oidContents("1.2.3")),
                DER.directoryName("D"),
                DER.element(0xa0, DER.oid("1.2"))
            )
        )
        let directory = DistinguishedName(relativeNames: [[.init(type: "2.5.4.3", value: "D")]])
        #expect(
            facts.extensions.subjectAlternativeNames == [
                .email("a@b.kz"), .dns("b.kz"), .uri("urn:x"), .address([127, 0, 0, 1]), .registeredID("1.2.3"),
                .directory(directory), .other(tag: 0, encoding: DER.element(0xa0, DER.oid("1.2"))),
            ]
        )
    }

    @Test("Name constraints are read, and a minimum other than zero is not accepted")
    func nameConstraints() throws {
        let facts = try CertificateDraft.facts(
            "2.5.29.30",
            critical: true,
            DER.sequence(
                DER.element(0xa0, DER.sequence(DER.implicit(2, Array("kz".utf8)))),
                DER.element(0xa1, DER.sequence(DER.implicit(7, [10, 0, 0, 0, 255, 0, 0, 0])))
            )
        )
        #expect(facts.extensions.nameConstraints?.permitted == [.dns("kz")])
        #expect(facts.extensions.nameConstraints?.excluded == [.address([10, 0, 0, 0, 255, 0, 0, 0])])
        let odd = try CertificateDraft.facts(
            "2.5.29.30",
            DER.sequence(DER.element(0xa0, DER.sequence(DER.implicit(2, [0x61]), DER.implicit(0, [1]))))
        )
        #expect(odd.defects == [.unreadableExtension("2.5.29.30")])
    }

    @Test("Policies, mappings and constraints are read")
    func policies() throws {
        let policies = try CertificateDraft.facts(
            "2.5.29.32",
            DER.sequence(DER.sequence(DER.oid("1.2.3")), DER.sequence(DER.oid("2.5.29.32.0"), DER.sequence()))
        )
        #expect(policies.extensions.policies == ["1.2.3", "2.5.29.32.0"])
        let mappings = try CertificateDraft.facts(
            "2.5.29.33",
            DER.sequence(DER.sequence(DER.oid("1.2.3"), DER.oid("1.2.4")))
        )
        #expect(mappings.extensions.policyMappings == [.init(issuerDomain: "1.2.3", subjectDomain: "1.2.4")])
        let constraints = try CertificateDraft.facts(
            "2.5.29.36",
            DER.sequence(DER.implicit(0, [2]), DER.implicit(1, [0]))
        )
        #expect(constraints.extensions.policyConstraints == .init(requireExplicitPolicy: 2, inhibitPolicyMapping: 0))
        let inhibited = try CertificateDraft.facts("2.5.29.54", DER.integer(5))
        #expect(inhibited.extensions.inhibitAnyPolicy == 5)
    }

    @Test("Purposes, addresses and statements are read")
    func purposesAndAddresses() throws {
        let purposes = try CertificateDraft.facts("2.5.29.37", DER.sequence(DER.oid("1.3.6.1.5.5.7.3.8")))
        #expect(purposes.extensions.extendedKeyUsage == ["1.3.6.1.5.5.7.3.8"])
        let access = try CertificateDraft.facts(
            "1.3.6.1.5.5.7.1.1",
            DER.sequence(
                DER.sequence(DER.oid("1.3.6.1.5.5.7.48.1"), DER.uri("http://ocsp")),
                DER.sequence(DER.oid("1.3.6.1.5.5.7.48.1"), DER.uri("ldap://x")),
                DER.sequence(DER.oid("1.3.6.1.5.5.7.48.2"), DER.uri("http://ca"))
            )
        )
        #expect(access.extensions.ocspAddresses == ["http://ocsp"])
        #expect(access.extensions.issuerAddresses == ["http://ca"])
        let statements = try CertificateDraft.facts(
            "1.3.6.1.5.5.7.1.3",
            DER.sequence(DER.sequence(DER.oid("0.4.0.1862.1.1")))
        )
        #expect(statements.extensions.qcStatements == ["0.4.0.1862.1.1"])
        #expect(try CertificateDraft.facts("1.3.6.1.5.5.7.48.1.5", DER.null).extensions.ocspNoCheck)
    }

    @Test("A distribution point relative to its issuer is completed")
    func distributionPoints() throws {
        let relative = DER.element(0xa1, DER.sequence(DER.oid("2.5.4.10"), DER.utf8("List")))
        let facts = try CertificateDraft.facts(
            "2.5.29.31",
            DER.sequence(
                DER.sequence(DER.explicit(0, DER.explicit(0, DER.uri("http://crl")))),
                DER.sequence(DER.explicit(0, relative), DER.implicit(1, [0x01, 0x40])),
                DER.sequence(DER.explicit(0, relative), DER.element(0xa2, DER.directoryName("Other")))
            )
        )
        let points = facts.extensions.distributionPoints
        #expect(points.map(\.names.count) == [1, 1, 1])
        #expect(points[0].names == [.uri("http://crl")])
        let list = [DistinguishedName.Attribute(type: "2.5.4.10", value: "List")]
        func name(_ text: String) -> GeneralName {
            .directory(DistinguishedName(relativeNames: [[.init(type: "2.5.4.3", value: text)], list]))
        }
        #expect(points[1].names == [name("Issuer")])
        #expect(points[1].reasons == ReasonFlags(rawValue: 0b10))
        #expect(points[2].names == [name("Other")])
        #expect(points[2].issuers.count == 1)
    }

    @Test("Only critical extensions nobody processes are unknown")
    func unknownCritical() throws {
        #expect(try CertificateDraft.facts("1.2.3.4", DER.null).extensions.unknownCritical.isEmpty)
        let facts = try CertificateDraft.facts("1.2.3.4", critical: true, [0xff])
        #expect(facts.extensions.unknownCritical == ["1.2.3.4"])
        #expect(facts.defects.isEmpty)
    }

    @Test(
        "A recognised extension that cannot be read is a defect",
        arguments: [
            "2.5.29.14", "2.5.29.15", "2.5.29.17", "2.5.29.19", "2.5.29.30", "2.5.29.31", "2.5.29.32", "2.5.29.33",
            "2.5.29.35", "2.5.29.36", "2.5.29.37", "2.5.29.46", "2.5.29.54", "1.3.6.1.5.5.7.1.1", "1.3.6.1.5.5.7.1.3",
        ] as [OID]
    )
    func unreadable(_ id: OID) throws {
        for value: [UInt8] in [[], [0x01], [0x30, 0x05], DER.utf8("x"), DER.sequence(DER.null) + [0]] {
            #expect(try CertificateDraft.facts(id, critical: true, value).defects == [.unreadableExtension(id)])
        }
    }
}

import SandyqSignatures
import SandyqValidation
import Testing

/// Root, authority and signer, each with a key of its own.
private struct Chain {
    let root: Certificate
    let authority: Certificate
    let signer: Certificate

    static let (rootKey, authorityKey, signerKey) = (TestKey(10), TestKey(11), TestKey(12))

    init() throws {
        root = try Self.make("Root", Self.rootKey, by: "Root", Self.rootKey, number: 1)
        authority = try Self.make("CA", Self.authorityKey, by: "Root", Self.rootKey, number: 2)
        signer = try Self.make("Signer", Self.signerKey, by: "CA", Self.authorityKey, number: 3)
    }

    static func make(
        _ subject: String,
        _ key: TestKey,
        by issuer: String,
        _ issuerKey: TestKey,
        number: Int,
        extensions: [[UInt8]] = []
    ) throws -> Certificate {
        var draft = CertificateDraft()
        draft.subject = DER.name(subject)
        draft.issuer = DER.name(issuer)
        draft.key = key.subjectPublicKeyInfo
        draft.serialNumber = DER.integer(number)
        draft.extensions = extensions
        return try draft.certificate(signedBy: issuerKey)
    }

    func evidence() -> Evidence {
        var evidence = Evidence()
        evidence.anchors = [root]
        evidence.certificates = [authority]
        return evidence
    }

    func list(signedBy key: TestKey = authorityKey, revoking number: Int = 3) throws -> RevocationList {
        var draft = ListDraft()
        draft.entries = [ListDraft.entry(DER.integer(number)), ListDraft.entry(DER.integer(99))]
        return try draft.list(signedBy: key)
    }

    func response(
        about number: Int = 3,
        digest: DigestAlgorithm = .sha1,
        oid: OID = "1.3.14.3.2.26",
        responder: [UInt8]? = nil,
        signedBy key: TestKey = authorityKey,
        certificates: [Certificate] = []
    ) throws -> OCSPResponse {
        var draft = ResponseDraft()
        draft.responder = responder ?? DER.explicit(1, DER.name("CA"))
        draft.certificates = certificates.map(\.der)
        let identifier = try ResponseDraft.identifier(
            DER.integer(number),
            name: DER.name("CA"),
            key: Self.authorityKey.octets,
            digest: digest,
            oid: oid
        )
        draft.answers = [ResponseDraft.answer(identifier, ResponseDraft.good)]
        return try draft.response(signedBy: key)
    }
}

@Suite("A file's dossier")
struct DossierTests {
    private let chain: Chain

    init() throws { chain = try Chain() }

    private func builder(
        _ evidence: Evidence? = nil,
        ledger: IssuanceLedger = IssuanceLedger(),
        limits: Limits = Limits()
    ) -> DossierBuilder {
        var builder = DossierBuilder(evidence: evidence ?? chain.evidence(), ledger: ledger, limits: limits)
        builder.add(certificates: [chain.signer])
        return builder
    }

    @Test("The chain is followed to a self-signed certificate, which issued itself")
    func chainOfIssuances() {
        let dossier = builder().dossier(for: [chain.signer.fingerprint])
        #expect(Set(dossier.certificates.keys) == Set([chain.root, chain.authority, chain.signer].map(\.fingerprint)))
        #expect(dossier.anchors == [chain.root.fingerprint])
        let expected = [
            (chain.signer, chain.authority), (chain.authority, chain.root), (chain.root, chain.root),
        ]
        for (certificate, issuer) in expected {
            #expect(
                dossier.issuances[certificate.fingerprint] == [.init(issuer: issuer.fingerprint, signature: .valid)]
            )
        }
    }

    @Test("A namesake with another key is named as an issuer that is none, and not followed")
    func namesake() throws {
        let stranger = TestKey(50)
        let imitation = try Chain.make("CA", stranger, by: "Elsewhere", stranger, number: 7)
        let elsewhere = try Chain.make("Elsewhere", stranger, by: "Elsewhere", stranger, number: 8)
        var evidence = chain.evidence()
        evidence.certificates.insert(contentsOf: [imitation, elsewhere], at: 0)
        let dossier = builder(evidence).dossier(for: [chain.signer.fingerprint])
        #expect(
            dossier.issuances[chain.signer.fingerprint] == [
                .init(issuer: imitation.fingerprint, signature: .invalid),
                .init(issuer: chain.authority.fingerprint, signature: .valid),
            ]
        )
        #expect(dossier.certificates[imitation.fingerprint] != nil)
        #expect(dossier.certificates[elsewhere.fingerprint] == nil)
    }

    @Test("The issuer whose key identifier fits is asked first")
    func keyIdentifier() throws {
        func extensions(_ id: OID, _ value: [UInt8]) -> [[UInt8]] { [DER.extension(id, value)] }
        let wrong = try Chain.make(
            "CA",
            TestKey(50),
            by: "Root",
            Chain.rootKey,
            number: 7,
            extensions: extensions("2.5.29.14", DER.octets([9]))
        )
        let right = try Chain.make(
            "CA",
            Chain.authorityKey,
            by: "Root",
            Chain.rootKey,
            number: 8,
            extensions: extensions("2.5.29.14", DER.octets([1]))
        )
        let signer = try Chain.make(
            "Signer",
            Chain.signerKey,
            by: "CA",
            Chain.authorityKey,
            number: 9,
            extensions: extensions("2.5.29.35", DER.sequence(DER.implicit(0, [1])))
        )
        var evidence = Evidence()
        evidence.certificates = [wrong, right, signer]
        var limits = Limits()
        limits.issuanceChecks = 1
        let dossier = DossierBuilder(evidence: evidence, ledger: IssuanceLedger(), limits: limits)
            .dossier(for: [signer.fingerprint])
        #expect(
            dossier.issuances[signer.fingerprint] == [.init(issuer: right.fingerprint, signature: .valid)]
        )
    }

    @Test("Strangers to the signer's chain stay out")
    func strangers() throws {
        let stranger = try Chain.make("Stranger", TestKey(60), by: "CA", Chain.authorityKey, number: 5)
        var other = ListDraft()
        other.issuer = DER.name("Nobody")
        var evidence = chain.evidence()
        evidence.certificates.append(stranger)
        evidence.revocationLists = [(try other.list(), .given)]
        evidence.ocspResponses = [(try chain.response(about: 5), .given)]
        let dossier = builder(evidence).dossier(for: [chain.signer.fingerprint])
        #expect(dossier.certificates[stranger.fingerprint] == nil)
        #expect(dossier.revocationLists.isEmpty)
        #expect(dossier.ocspResponses.isEmpty)
    }

    @Test("A list comes with its signer and the entries of the chain's serial numbers")
    func revocationList() throws {
        var evidence = chain.evidence()
        evidence.revocationLists = [(try chain.list(), .stored)]
        let list = try #require(
            builder(evidence).dossier(for: [chain.signer.fingerprint]).revocationLists.first
        )
        #expect(list.signers == [chain.authority.fingerprint])
        #expect(list.origin == .stored)
        #expect(list.entries.map(\.serialNumber) == ["3"])
        #expect(list.entryCount == 2)
    }

    @Test("A list signed by another key has no signer")
    func forgedList() throws {
        var evidence = chain.evidence()
        evidence.revocationLists = [(try chain.list(signedBy: TestKey(70)), .given)]
        let list = try #require(
            builder(evidence).dossier(for: [chain.signer.fingerprint]).revocationLists.first
        )
        #expect(list.signers.isEmpty)
    }

    @Test("A list of another issuer counts when a distribution point names that issuer")
    func indirectList() throws {
        let point = DER.sequence(
            DER.sequence(
                DER.explicit(0, DER.explicit(0, DER.uri("http://c"))),
                DER.element(0xa2, DER.directoryName("L"))
            )
        )
        let listKey = TestKey(80)
        let signer = try Chain.make(
            "Signer",
            Chain.signerKey,
            by: "CA",
            Chain.authorityKey,
            number: 4,
            extensions: [DER.extension("2.5.29.31", point)]
        )
        let lister = try Chain.make("L", listKey, by: "Root", Chain.rootKey, number: 6)
        var draft = ListDraft()
        draft.issuer = DER.name("L")
        var evidence = chain.evidence()
        evidence.certificates += [signer, lister]
        evidence.revocationLists = [(try draft.list(signedBy: listKey), .given)]
        let dossier = builder(evidence).dossier(for: [signer.fingerprint])
        #expect(dossier.revocationLists.map(\.signers) == [[lister.fingerprint]])
        #expect(dossier.issuances[lister.fingerprint]?.map(\.signature) == [.valid])
    }

    @Test(
        "An answer is matched by any digest of issuer name and key",
        arguments: [
            (.sha1, "1.3.14.3.2.26"), (.sha256, "2.16.840.1.101.3.4.2.1"), (.streebog512, "1.2.398.3.10.1.3.3"),
            (.gost94, "1.2.398.3.10.1.3.1"),
        ] as [(DigestAlgorithm, OID)]
    )
    func answers(_ digest: DigestAlgorithm, _ oid: OID) throws {
        var builder = builder()
        builder.add(ocspResponse: try chain.response(digest: digest, oid: oid), origin: .embedded)
        let response = try #require(builder.dossier(for: [chain.signer.fingerprint]).ocspResponses.first)
        #expect(response.signers == [chain.authority.fingerprint])
        let answer = try #require(response.answers.first)
        #expect(answer.certificate == chain.signer.fingerprint)
        #expect(answer.issuer == chain.authority.fingerprint)
        #expect(answer.status == .good)
    }

    @Test("A responder is found by name or key hash among the certificates that came with the response")
    func responders() throws {
        let key = TestKey(90)
        let responder = try Chain.make("Responder", key, by: "CA", Chain.authorityKey, number: 10)
        let hash = try #require(
            try? ResponseDraft.identifier(DER.integer(1), name: [], key: key.octets).suffix(25).prefix(22)
        )
        for identifier in [DER.explicit(1, DER.name("responder")), DER.explicit(2, Array(hash))] {
            var builder = builder()
            builder.add(
                ocspResponse: try chain.response(responder: identifier, signedBy: key, certificates: [responder]),
                origin: .embedded
            )
            let dossier = builder.dossier(for: [chain.signer.fingerprint])
            #expect(dossier.ocspResponses.map(\.signers) == [[responder.fingerprint]])
            #expect(dossier.issuances[responder.fingerprint]?.map(\.signature) == [.valid])
        }
    }

    @Test("A response that another key signed has no signer")
    func forgedResponse() throws {
        var builder = builder()
        builder.add(ocspResponse: try chain.response(signedBy: TestKey(91)), origin: .embedded)
        #expect(builder.dossier(for: [chain.signer.fingerprint]).ocspResponses.map(\.signers) == [[]])
    }

    @Test("What the file carries is found first, and each thing once")
    func lookups() throws {
        var evidence = chain.evidence()
        evidence.certificates.append(chain.signer)
        let list = try chain.list()
        evidence.revocationLists = [(list, .fetched), (list, .given)]
        var builder = builder(evidence)
        builder.add(revocationList: list, origin: .embedded)
        let dossier = builder.dossier(for: [chain.signer.fingerprint])
        #expect(dossier.revocationLists.map(\.origin) == [.embedded])
        #expect(builder.certificates.count == 3)
        #expect(builder.certificate(issuer: chain.authority.facts.subject, serialNumber: "3") == [chain.signer])
        #expect(builder.certificate(issuer: chain.root.facts.subject, serialNumber: "3").isEmpty)
    }

    @Test("A ledger remembers across files what was verified, and verifies nothing twice")
    func ledger() {
        let ledger = IssuanceLedger()
        _ = builder(ledger: ledger).dossier(for: [chain.signer.fingerprint])
        var limits = Limits()
        limits.issuanceChecks = 0
        let dossier = builder(ledger: ledger, limits: limits).dossier(for: [chain.signer.fingerprint])
        #expect(dossier.certificates.count == 3)
        let forgetful = builder(limits: limits).dossier(for: [chain.signer.fingerprint])
        #expect(forgetful.certificates.count == 1)
    }

    @Test("A full ledger forgets the oldest answers and nothing else")
    func boundedLedger() throws {
        let ledger = IssuanceLedger(capacity: 10)
        let prints = try (0..<100).map { number in
            try #require(Fingerprint([UInt8](repeating: UInt8(number), count: 32)))
        }
        for print in prints { ledger.record(.valid, of: print, by: prints[0]) }
        #expect(ledger.value(of: prints[99], by: prints[0]) == .valid)
        #expect(ledger.value(of: prints[0], by: prints[0]) == nil)
        #expect(prints.count { ledger.value(of: $0, by: prints[0]) != nil } <= 20)
    }

    @Test("A thousand namesakes end the search at its bound")
    func flood() throws {
        let namesakes = try (0..<300).map {
            try Chain.make("CA", TestKey(UInt8($0 % 200 + 20)), by: "CA", TestKey(5), number: $0)
        }
        var evidence = Evidence()
        evidence.certificates = namesakes
        var limits = Limits()
        limits.issuanceChecks = 100
        let dossier = builder(evidence, limits: limits).dossier(for: [chain.signer.fingerprint])
        #expect(dossier.issuances.values.joined().count < 1_000)
    }
}

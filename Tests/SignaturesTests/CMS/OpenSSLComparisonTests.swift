import SandyqOpenSSL
import SandyqSignatures
import SandyqValidation
import Testing

/// OpenSSL verifies CMS as well; where it differs there is a reason, and it is written down here.
@Suite("OpenSSL's own opinion of CMS files")
struct OpenSSLComparisonTests {
    @Test(
        "is ours, but for the reasons listed",
        arguments: Vectors.cases(in: "cms").filter {
            // OpenSSL is given no certificates beside the file.
            $0.content.count < 2 && $0.file.hasSuffix(".cms") && !$0.file.contains("no-certificate")
        }
    )
    func vectors(entry: Vectors.Case) throws {
        let facts = try Vectors.facts(of: entry)
        let content = entry.content.first.map { Vectors.bytes($0) }
        let opinion = CMSMessage.verifies(Vectors.bytes(entry.file), content: content) == true
        compare(facts, opinion, reason: reasons[String(entry.file.dropFirst(4))])
    }

    @Test(
        "of files made by others is ours, but for the reasons listed",
        arguments: Corpus.entries(of: ["cades", "kz-cms"])
    )
    func corpora(entry: Corpus.Entry) throws {
        let content = entry.detached?.first?.path.map { Corpus.bytes(entry, $0) }
        if entry.detached != nil, content == nil { return }
        let opinion = CMSMessage.verifies(Corpus.bytes(entry), content: content) == true
        compare(try Corpus.facts(of: entry), opinion, reason: reasons["\(entry)"])
    }

    @Test("of a file with any bit turned is ours, but for what it looks at and we do not, or the reverse")
    func turnedBits() {
        let original = Vectors.facts(of: Vectors.bytes("cms/attached-ec.cms"))
        var bytes = Vectors.bytes("cms/attached-ec.cms")
        for index in bytes.indices {
            let octet = bytes[index]
            bytes[index] ^= 1 << UInt8(index % 8)
            let facts = Vectors.facts(of: bytes)
            let opinion = CMSMessage.verifies(bytes) == true
            bytes[index] = octet
            guard opinion != (facts.outcome == .holds) else { continue }
            if opinion {
                // We find no certificate where one bit makes it unreadable, know no algorithm by another identifier, and
                // read no SET whose tag says it is primitive; OpenSSL does not look at these.
                let breaksRules = facts.signatures.contains { !$0.attributes.breaches.isEmpty }
                #expect(facts.outcome != .fails || breaksRules, "octet \(index): \(facts.summary)")
            } else {
                // OpenSSL wants the digest listed in digestAlgorithms, and certificates and numbers in DER.
                #expect(facts.signatures.map(\.toBeSigned) == original.signatures.map(\.toBeSigned), "octet \(index)")
            }
        }
    }

    private func compare(_ facts: SubmissionFacts, _ opinion: Bool, reason: String?) {
        let ours = facts.outcome == .holds
        let breaksRules = facts.signatures.contains { !$0.attributes.breaches.isEmpty }
        let lacksNull = facts.signatures.contains { $0.notes.contains(.digestInfoWithoutNull) }
        if opinion == ours {
            #expect(reason == nil, "a reason that has gone stale")
        } else if opinion {
            // Rules of RFC 5652 clause 11 and RFC 6211 that OpenSSL does not check.
            #expect(breaksRules || reason != nil, "\(facts.summary)")
        } else {
            // A DigestInfo without NULL is accepted as legacy, with a note.
            #expect(lacksNull || reason != nil, "\(facts.summary)")
        }
    }

    private let reasons: [String: String] = {
        let edwards = "OpenSSL 3.0 does not know RFC 8419"
        let counter = "OpenSSL does not look at counter-signatures"
        let unsorted =
            "RFC 5652 clause 5.4: the signature is over the sorted DER encoding; OpenSSL takes the order as sent"
        let given = "OpenSSL is not given the certificate that stands beside the file"
        return [
            "attached-ed25519-individual.cms": edwards, "attached-ed25519.cms": edwards,
            "detached-ed25519.cms": edwards,
            "tampered-certificate-named-ed25519.cms": edwards, "tampered-certificate-not-named-ed25519.cms": edwards,
            "counter-signature-bad-ec.cms": counter, "counter-signature-bad-gost512.cms": counter,
            "unsorted-attributes-signed-as-sent-ec.cms": unsorted,
            "unsorted-attributes-signed-as-sent-gost512.cms": unsorted,
            "unsorted-attributes-signed-sorted-ec.cms": unsorted,
            "unsorted-attributes-signed-sorted-gost512.cms": unsorted,
            "eu/cades/dss-BER_reordered_prova.txt.p7m": unsorted,
            "eu/cades/dss-CAdES_A_DETACHED.csig": unsorted,
            "eu/cades/dss-Signature-C-DE_CRY-4.p7m": unsorted,
            "eu/cades/dss-no-key-info-cert.pkcs7": given,
            "digest-algorithms-empty.cms":
                "RFC 5652 clause 5.1 lets a verifier fail a digest that is not listed; OpenSSL does",
            "unknown-signature-algorithm-ec.cms": "OpenSSL takes the key's own algorithm, whatever the identifier says",
        ]
    }()
}

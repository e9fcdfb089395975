#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import SandyqSignatures
import SandyqValidation
import Testing

@Suite("Certificates")
struct CertificateTests {
    @Test("A plain certificate is read without defects")
    func plain() throws {
        let certificate = try CertificateDraft().certificate()
        let facts = certificate.facts
        #expect(facts.version == 3)
        #expect(facts.serialNumber == "1234")
        #expect(facts.issuer.description == "CN=Issuer")
        #expect(facts.subject.description == "CN=Subject")
        #expect(facts.notBefore.timeIntervalSince1970 == 1_577_836_800)
        #expect(facts.key.scheme == .ed25519)
        #expect(facts.key.bits == 255)
        #expect(facts.signatureAlgorithm.scheme == .ed25519)
        #expect(facts.defects.isEmpty)
        #expect(certificate.der == CertificateDraft().encoded())
        #expect(
            try certificate.signatureMethod.value(
                of: certificate.signature,
                over: certificate.signedPart,
                by: certificate.publicKey()
            ) == .valid
        )
    }

    @Test(
        "Serial numbers out of range are noted",
        arguments: [
            (DER.integer(0), "0"), (DER.integer(-5), "-5"),
            (DER.element(2, [UInt8](repeating: 0x7f, count: 21)), String(repeating: "7f", count: 21)),
        ]
    )
    func serialNumbers(_ number: [UInt8], _ expected: String) throws {
        var draft = CertificateDraft()
        draft.serialNumber = number
        let facts = try draft.certificate().facts
        #expect(facts.serialNumber == expected)
        #expect(facts.defects == [.serialNumberOutOfRange])
    }

    @Test("A serial number padded with zeros is the same number")
    func paddedSerialNumber() throws {
        var draft = CertificateDraft()
        draft.serialNumber = DER.element(2, [0, 0, 0x12, 0x34])
        let certificate = try draft.certificate()
        #expect(certificate.facts.serialNumber == "1234")
        #expect(certificate.serialOctets == [0x12, 0x34])
    }

    @Test("Extensions before version 3 are noted")
    func versions() throws {
        var draft = CertificateDraft()
        draft.version = 0
        #expect(try draft.certificate().facts.version == 1)
        draft.extensions = [DER.extension("2.5.29.14", DER.octets([1]))]
        let facts = try draft.certificate().facts
        #expect(facts.defects == [.extensionsBeforeVersion3])
        #expect(facts.extensions.subjectKeyIdentifier == [1])
        draft.version = 3
        #expect(throws: FormatError.self) { try draft.certificate() }
    }

    @Test("Two different signature algorithms are noted; NULL parameters make no difference")
    func innerAlgorithm() throws {
        var draft = CertificateDraft()
        draft.innerAlgorithm = DER.sequence(DER.oid("1.2.840.113549.1.1.11"), DER.null)
        #expect(try draft.certificate().facts.defects == [.signatureAlgorithmsDiffer])
        draft.innerAlgorithm = DER.sequence(DER.oid("1.3.101.112"), DER.null)
        #expect(try draft.certificate().facts.defects.isEmpty)
    }

    @Test("A duplicate extension is noted, and the first one counts")
    func duplicateExtension() throws {
        var draft = CertificateDraft()
        draft.extensions = [
            DER.extension("2.5.29.14", DER.octets([1])), DER.extension("2.5.29.14", DER.octets([2])),
        ]
        let facts = try draft.certificate().facts
        #expect(facts.defects == [.duplicateExtension("2.5.29.14")])
        #expect(facts.extensions.subjectKeyIdentifier == [1])
    }

    @Test("BER where DER belongs is noted")
    func longLengths() throws {
        let encoding = CertificateDraft().encoded()
        let contents = Array(encoding.dropFirst(encoding[1] == 0x81 ? 3 : 4))
        let loose: [UInt8] = [0x30, 0x84, 0, 0, UInt8(contents.count >> 8), UInt8(contents.count & 0xff)] + contents
        #expect(try Certificate(der: loose[...]).facts.defects == [.notDER])
        let indefinite: [UInt8] = [0x30, 0x80] + contents + [0, 0]
        #expect(try Certificate(der: indefinite[...]).facts.defects == [.notDER])
    }

    @Test("A date the calendar does not have is an error")
    func badDate() {
        var draft = CertificateDraft()
        draft.notAfter = DER.utcTime("300230000000Z")
        #expect(throws: FormatError("notAfter: not a valid time")) { try draft.certificate() }
    }

    @Test("A certificate with anything after it is refused")
    func trailing() {
        #expect(throws: FormatError.self) { try Certificate(der: (CertificateDraft().encoded() + [0])[...]) }
    }

    @Test("No truncation and no changed octet does more than be refused")
    func hostile() {
        let encoding = fullCertificate()
        for count in encoding.indices {
            #expect(throws: FormatError.self) { try Certificate(der: encoding.prefix(count)) }
        }
        for index in encoding.indices {
            for value: UInt8 in [0, 1, 0x30, 0x7f, 0x80, 0x81, 0xff] {
                var changed = encoding
                changed[index] = value
                if let certificate = try? Certificate(der: changed[...]) { _ = try? certificate.publicKey() }
            }
        }
    }

    private func fullCertificate() -> [UInt8] {
        var draft = CertificateDraft()
        draft.extensions = [
            DER.extension("2.5.29.15", critical: true, DER.bits([0xc0], unused: 6)),
            DER.extension("2.5.29.19", critical: true, DER.sequence(DER.isTrue, DER.integer(1))),
            DER.extension(
                "2.5.29.31",
                DER.sequence(DER.sequence(DER.explicit(0, DER.explicit(0, DER.uri("http://c")))))
            ),
            DER.extension(
                "2.5.29.30",
                critical: true,
                DER.sequence(DER.explicit(0, DER.sequence(DER.directoryName("n"))))
            ),
        ]
        return draft.encoded()
    }

    @Test("Names compare by RFC 5280, whatever string type they are written in")
    func names() throws {
        var draft = CertificateDraft()
        draft.issuer = DER.sequence(DER.set(DER.sequence(DER.oid("2.5.4.3"), DER.element(0x13, Array("My  CA ".utf8)))))
        draft.subject = DER.name("my ca")
        #expect(try draft.certificate().facts.isSelfIssued)
    }

    @Test("A name's value that is no string is shown as its encoding; an empty relative name is refused")
    func oddNames() throws {
        var draft = CertificateDraft()
        draft.subject = DER.sequence(DER.set(DER.sequence(DER.oid("2.5.4.45"), DER.bits([1]))))
        #expect(try draft.certificate().facts.subject.relativeNames == [[.init(type: "2.5.4.45", value: "#03020001")]])
        draft.subject = DER.sequence(DER.set())
        #expect(throws: FormatError.self) { try draft.certificate() }
        draft.subject = DER.sequence()
        #expect(try draft.certificate().facts.subject.isEmpty)
    }

    @Test("A relative name of several attributes keeps them all")
    func multipleValues() throws {
        var draft = CertificateDraft()
        draft.subject = DER.sequence(
            DER.set(
                DER.sequence(DER.oid("2.5.4.3"), DER.utf8("a")),
                DER.sequence(DER.oid("2.5.4.10"), DER.utf8("b"))
            )
        )
        #expect(try draft.certificate().facts.subject.relativeNames.map(\.count) == [2])
    }

    @Test("A key of an unknown algorithm or curve is facts without scheme, not an error")
    func unknownKeys() throws {
        var draft = CertificateDraft()
        draft.key = DER.sequence(DER.sequence(DER.oid("1.2.3.4"), DER.null), DER.bits([1, 2, 3]))
        var certificate = try draft.certificate()
        #expect(certificate.facts.key.scheme == nil)
        #expect(throws: (any Error).self) { try certificate.publicKey() }
        draft.key = DER.sequence(DER.sequence(DER.oid("1.2.840.10045.2.1"), DER.oid("1.2.3")), DER.bits([4, 1, 2]))
        certificate = try draft.certificate()
        #expect(certificate.facts.key.curve == "1.2.3")
        #expect(certificate.facts.key.scheme == nil)
    }
}

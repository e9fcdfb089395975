#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import SandyqSignatures
import SandyqValidation
import Testing

@Suite("Files of certificates")
struct TrustMaterialTests {
    private let der = CertificateDraft().encoded()

    private func base64(_ bytes: [UInt8], lineLength: Int = 64) -> String {
        let text = Array(Data(bytes).base64EncodedString())
        return stride(from: 0, to: text.count, by: lineLength)
            .map { String(text[$0..<min($0 + lineLength, text.count)]) }.joined(separator: "\n")
    }

    private func pem(_ label: String = "CERTIFICATE", _ bytes: [UInt8]? = nil) -> String {
        "-----BEGIN \(label)-----\n\(base64(bytes ?? der))\n-----END \(label)-----\n"
    }

    private func fingerprints(_ text: String) throws -> [Fingerprint] {
        try TrustMaterial.certificates(in: Array(text.utf8)[...]).map(\.facts.fingerprint)
    }

    @Test("DER is read, with a line feed after it too")
    func binary() throws {
        #expect(try TrustMaterial.certificates(in: der[...]).map(\.der) == [der])
        #expect(try TrustMaterial.certificates(in: (der + [10])[...]).map(\.der) == [der])
    }

    @Test("PEM is read as people write it")
    func armour() throws {
        let expected = try CertificateDraft().certificate().facts.fingerprint
        #expect(try fingerprints(pem()) == [expected])
        #expect(
            try fingerprints(pem() + "\n# two\n" + pem("TRUSTED CERTIFICATE", der + [0x30, 0x00])) == [
                expected, expected,
            ]
        )
        #expect(try fingerprints(pem("X509 CERTIFICATE").replacing("\n", with: "\r\n")) == [expected])
        #expect(try fingerprints("Bag Attributes\n  friendlyName: x\nsubject=/CN=y\n" + pem()) == [expected])
        let headers = "-----BEGIN CERTIFICATE-----\nProc-Type: 4,CLEAR\n\n"
        #expect(try fingerprints(pem().replacing("-----BEGIN CERTIFICATE-----\n", with: headers)) == [expected])
        #expect(try fingerprints("\u{FEFF}\n" + pem()) == [expected])
    }

    @Test("Bare base64 is read, broken into lines or not, and as an address")
    func bareBase64() throws {
        let expected = try CertificateDraft().certificate().facts.fingerprint
        #expect(try fingerprints(base64(der)) == [expected])
        #expect(try fingerprints(base64(der, lineLength: 100_000) + "\r\n") == [expected])
        #expect(try fingerprints("data:application/x-x509-ca-cert;base64," + base64(der)) == [expected])
    }

    @Test("A PKCS#7 bundle gives its certificates and lists")
    func bundle() throws {
        let list = ListDraft().encoded()
        let signed = DER.sequence(
            DER.integer(1),
            DER.set(),
            DER.sequence(DER.oid("1.2.840.113549.1.7.1")),
            DER.element(0xa0, der + der),
            DER.element(0xa1, list),
            DER.set()
        )
        let bundle = DER.sequence(DER.oid("1.2.840.113549.1.7.2"), DER.explicit(0, signed))
        var material = TrustMaterial()
        try material.add(Array(pem("PKCS7", bundle).utf8)[...])
        #expect(material.certificates.count == 2)
        #expect(material.revocationLists.map(\.der) == [list])
    }

    @Test("Lists and responses are told from certificates")
    func kinds() throws {
        let list = ListDraft().encoded()
        let response = ResponseDraft.wrapped(ResponseDraft().basic())
        var material = TrustMaterial()
        for bytes in [list, response, ResponseDraft().basic(), der] { try material.add(bytes[...]) }
        #expect(material.certificates.count == 1)
        #expect(material.revocationLists.count == 1)
        #expect(material.ocspResponses.count == 2)
    }

    @Test(
        "What is none of these is refused",
        arguments: [
            "", "hello", "-----BEGIN CERTIFICATE-----\n", "MIIB", "0", "\u{0}",
            "-----BEGIN X-----\n!!\n-----END X-----",
        ]
    )
    func refused(_ text: String) {
        #expect(throws: FormatError.self) { try fingerprints(text) }
    }

    @Test("A folder is read whole; what cannot be read is noted and stops nothing")
    func folder() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "material-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder.appending(path: "inner"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(der).write(to: folder.appending(path: "a.cer"))
        try Data(pem().utf8).write(to: folder.appending(path: "inner/b.pem"))
        try Data("notes".utf8).write(to: folder.appending(path: "notes.txt"))
        var material = TrustMaterial()
        try material.add(path: folder.path)
        #expect(material.certificates.count == 2)
        #expect(material.unreadable.count == 1)
        #expect(throws: FormatError.self) { try material.add(path: folder.appending(path: "notes.txt").path) }
        #expect(throws: (any Error).self) { try material.add(path: folder.appending(path: "none").path) }
    }
}

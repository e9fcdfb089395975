#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import SandyqValidation

/// Hand-made reports: nothing is read, verified or judged here.
enum Sample {
    static let moment = Date(timeIntervalSince1970: 1_746_093_600)
    static let later = moment.addingTimeInterval(86_400 * 400)

    static func fingerprint(_ byte: UInt8) -> Fingerprint {
        guard let fingerprint = Fingerprint([UInt8](repeating: byte, count: 32)) else { fatalError("32 bytes are 32") }
        return fingerprint
    }

    static func name(_ attributes: (OID, String)...) -> DistinguishedName {
        DistinguishedName(
            relativeNames: attributes.map { [DistinguishedName.Attribute(type: $0.0, value: $0.1)] }
        )
    }

    static let root = name(("2.5.4.6", "KZ"), ("2.5.4.3", "НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ"))
    static let person = name(
        ("2.5.4.3", "ТЕСТОВ ТЕСТ"),
        ("2.5.4.4", "ТЕСТОВ"),
        ("2.5.4.5", "IIN123456789011"),
        ("2.5.4.6", "KZ"),
        ("2.5.4.10", "АО \"ТЕСТ\""),
        ("2.5.4.11", "BIN123456789021"),
        ("2.5.4.42", "ТЕСТОВИЧ"),
        ("1.2.840.113549.1.9.1", "info@example.kz")
    )

    static func certificate(_ subject: DistinguishedName, byte: UInt8 = 0xAA) -> CertificateFacts {
        var extensions = CertificateExtensions()
        extensions.keyUsage = [.digitalSignature, .nonRepudiation]
        extensions.extendedKeyUsage = ["1.3.6.1.5.5.7.3.4", "1.2.398.3.3.4.1.2", "1.2.398.3.3.4.1.2.1"]
        extensions.policies = ["1.2.398.3.3.2.1"]
        extensions.ocspAddresses = ["http://ocsp.pki.gov.kz/"]
        return CertificateFacts(
            fingerprint: fingerprint(byte),
            version: 3,
            serialNumber: "1a0fd8c5966",
            issuer: root,
            subject: subject,
            notBefore: moment.addingTimeInterval(-86_400),
            notAfter: later,
            key: PublicKeyFacts(
                algorithm: "1.2.398.3.10.1.1.2.2",
                scheme: .gost2015_512,
                curve: nil,
                bits: 512,
                fingerprint: fingerprint(0xBB)
            ),
            signatureAlgorithm: SignatureAlgorithm(
                oid: "1.2.398.3.10.1.1.2.3.2",
                scheme: .gost2015_512,
                digest: .streebog512,
                keyBits: nil
            ),
            extensions: extensions,
            defects: []
        )
    }

    static let algorithm = SignatureAlgorithm(
        oid: "1.2.398.3.10.1.1.2.3.2",
        scheme: .gost2015_512,
        digest: .streebog512,
        keyBits: 512
    )

    static func facts(subject: DistinguishedName = person, reference: String = "act.pdf") -> SignatureFacts {
        var facts = SignatureFacts(
            id: "S-1",
            format: .cades,
            algorithm: algorithm,
            signatureValue: .valid,
            signer: SignerFacts(identifier: .issuerAndSerialNumber(root, "1a0fd8c5966"), certificate: fingerprint(0xAA))
        )
        facts.references = [
            ReferenceFacts(
                name: reference,
                digest: .streebog512,
                digestIdentifier: "1.2.398.3.10.1.3.3",
                state: .intact
            )
        ]
        facts.attributes.claimedSigningTime = moment.addingTimeInterval(-30)
        facts.toBeSigned = fingerprint(0x11)
        return facts
    }

    static let policy = try? Policy.named("kz")

    /// A block whose checks hold, but for what is given to break it.
    static func block(
        _ subject: DistinguishedName = person,
        breach: (String, Finding, Verdict)? = nil,
        reference: String = "act.pdf"
    ) -> Block {
        guard let policy = policy ?? nil else { fatalError("the sample policy does not parse") }
        return Block.run(.signatureValidation, under: policy) { recorder throws(Block.Stop) in
            recorder.note("format", .structureRead(.cades))
            recorder.note("certificate", .signingCertificateFound(subject), evidence: [fingerprint(0xAA)])
            recorder.warn("iin-checksum", .iinChecksumWrong("123456789011"))
            recorder.skip("revocation-asked", .revocationNotAsked(root))
            if let breach { try recorder.breach(breach.0, breach.1, verdict: breach.2) }
            recorder.note("references", .dataIntact(name: reference, digest: .streebog512))
            recorder.note("value", .signatureValueHolds(algorithm))
            recorder.note("time", .bestSignatureTime(moment, .timestamp))
            recorder.note("chain", .chainFound(anchor: root, length: 2))
            recorder.note(
                "revocation",
                .notRevoked(subject, by: .ocsp, producedAt: moment),
                evidence: [fingerprint(0xCC)]
            )
            recorder.note("key-use", .keyUseAccepted(.sign))
        }
    }

    static func timestamp() -> TimestampReport {
        let token = SignatureFacts(
            id: "T-1",
            format: .timestampToken,
            algorithm: algorithm,
            signatureValue: .valid,
            signer: SignerFacts(identifier: .none)
        )
        let authority = certificate(name(("2.5.4.3", "TSA")), byte: 0xDD)
        return TimestampReport(
            facts: TimestampFacts(
                kind: .signature,
                time: moment,
                policy: "1.2.398.3.3.2.6.1",
                imprintDigest: .streebog512,
                imprint: .intact,
                token: token,
                covers: [],
                fingerprint: fingerprint(0xEE)
            ),
            block: block(),
            authority: authority,
            chain: [link(authority), link(certificate(root, byte: 0x01), true)]
        )
    }

    static func link(_ certificate: CertificateFacts, _ isTrusted: Bool = false) -> SignatureReport.ChainLink {
        SignatureReport.ChainLink(
            certificate: certificate,
            isTrusted: isTrusted,
            revocation: isTrusted ? .notChecked : good
        )
    }

    static let good = RevocationStatus(answer: .good, source: .ocsp, evidence: fingerprint(0xCC), producedAt: moment)

    static func certificateReport() -> CertificateReport {
        let certificate = certificate(person)
        return CertificateReport(
            certificate: certificate,
            policy: "kz",
            validationTime: later,
            block: block(
                breach: ("status", .revoked(person, at: moment, reason: .keyCompromise), .failed(.revoked))
            ),
            chain: [link(certificate), link(self.certificate(root, byte: 0x01), true)],
            revocation: RevocationStatus(
                answer: .revoked(at: moment, reason: .keyCompromise),
                source: .crl,
                evidence: fingerprint(0xCC),
                producedAt: moment
            )
        )
    }

    static func signature(
        subject: DistinguishedName = person,
        breach: (String, Finding, Verdict)? = nil,
        reference: String = "act.pdf",
        facts: SignatureFacts? = nil,
        block: Block? = nil,
        revocation: RevocationStatus = good
    ) -> SignatureReport {
        let signer = certificate(subject)
        return SignatureReport(
            facts: facts ?? self.facts(subject: subject, reference: reference),
            level: .baselineLT,
            block: block ?? self.block(subject, breach: breach, reference: reference),
            bestSignatureTime: BestSignatureTime(time: moment, source: .timestamp),
            signer: signer,
            keyUse: .sign,
            chain: [link(signer), link(certificate(root, byte: 0x01), true)],
            revocation: revocation,
            timestamps: [timestamp()]
        )
    }

    static func report(
        _ signatures: [SignatureReport] = [signature()],
        file: String = "act.pdf.cms",
        fileVerdict: Verdict? = nil,
        notes: [Finding] = [],
        validationTime: Date = later
    ) -> Report {
        Report(
            file: FileFacts(name: file, size: 4824, sha256: fingerprint(0x5A)),
            format: .cades,
            policy: "kz",
            validationTime: validationTime,
            fileVerdict: fileVerdict,
            signatures: signatures,
            notes: notes
        )
    }

    /// A file of `testdata`.
    static func stored(_ path: String) throws -> [UInt8] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../testdata")
        return [UInt8](try Data(contentsOf: folder.appending(path: path)))
    }
}

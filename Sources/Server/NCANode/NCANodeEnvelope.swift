#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import SandyqSignatures
internal import SandyqValidation

/// StatusResponse and what all answers have in it, Sandyq's verdict and reasons beside NCANode's fields.
struct NCANodeEnvelope: Sendable {
    let writer: NCANodeWriter
    private let unknownFields: [String]
    private let language: Language

    init(_ request: NCANodeRequest, _ language: Language) {
        writer = NCANodeWriter(revocationCheck: request.revocationCheck)
        unknownFields = request.unknownFields
        self.language = language
    }

    /// An answer about a file: `writeSigner` writes one signer.
    func document(
        _ answer: Checker.Answer,
        _ writeSigner: (inout JSONWriter, Int, SignatureReport) -> Void
    ) -> [UInt8] {
        document(isValid: answer.report.verdict == .passed) { json in
            json.member("signers", each: answer.report.signatures.enumerated()) { json, signature in
                writeSigner(&json, signature.offset, signature.element)
            }
            write(answer.report, to: &json)
        }
    }

    /// CmsDataResponse.
    func document(_ answer: Checker.Answer, data: [UInt8]) -> [UInt8] {
        document(isValid: nil) { json in
            json.member("data", Data(data).base64EncodedString())
            write(answer.report, to: &json)
        }
    }

    /// VerificationResponse about certificates; one that cannot be read is null, and the message says so.
    func document(
        certificates: [(certificate: Certificate?, report: CertificateReport?)],
        signature: SignatureValue = .valid
    ) -> [UInt8] {
        let broken = certificates.indices.filter { certificates[$0].certificate == nil }
        let message = broken.map { "[\($0)]: Invalid certificate given." }.joined(separator: " ")
        let passes = certificates.allSatisfy { $0.report?.verdict == .passed }
        return document(isValid: passes && signature == .valid, message: broken.isEmpty ? "OK" : message) { json in
            json.member("signers", each: certificates) { json, item in
                guard let certificate = item.certificate, let report = item.report else { return json.null() }
                let subject = NCANodeWriter.Subject(
                    facts: certificate.facts,
                    certificate: certificate,
                    isValid: report.verdict == .passed,
                    revocation: report.revocation
                )
                writer.write(subject, to: &json)
            }
            json.member("reports", each: certificates) { json, item in
                guard let report = item.report else { return json.null() }
                json.value(written: JSONReport(language: language).line(for: report, file: nil).dropLast())
            }
        }
    }

    /// The certificate of a signature's signer as an object of its own; null when none was found.
    func writeCertificate(of signature: SignatureReport, _ answer: Checker.Answer, to json: inout JSONWriter) {
        guard let facts = signature.signer else { return json.null() }
        let subject = NCANodeWriter.Subject(
            facts: facts,
            certificate: answer.certificates.certificate(facts.fingerprint),
            isValid: signature.verdict == .passed,
            revocation: signature.revocation
        )
        writer.write(subject, to: &json)
    }

    /// A signer: NCANode's fields, then the verdict on this signature.
    func writeSigner(
        _ signature: SignatureReport,
        _ answer: Checker.Answer,
        to json: inout JSONWriter,
        _ write: (inout JSONWriter, (inout JSONWriter) -> Void) -> Void
    ) {
        json.object { json in
            write(&json) { writeCertificate(of: signature, answer, to: &$0) }
            json.member("indication", signature.verdict.indication)
            json.member("subIndication", signature.verdict.subIndication)
            json.member("bestSignatureTime", signature.bestSignatureTime.time)
        }
    }

    private func write(_ report: Report, to json: inout JSONWriter) {
        json.member("indication", report.indication)
        json.member("subIndication", report.verdict?.subIndication)
        json.member("validationTime", report.validationTime)
        json.key("report")
        json.value(written: JSONReport(language: language).line(for: report).dropLast())
    }

    private func document(
        isValid: Bool?,
        message: String = "OK",
        _ write: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        var writer = JSONWriter(capacity: 16_384)
        writer.object { json in
            json.member("status", 200)
            json.member("message", message)
            if let isValid { json.member("valid", isValid) }
            write(&json)
            json.member("unknownFields", unknownFields)
        }
        return writer.bytes
    }
}

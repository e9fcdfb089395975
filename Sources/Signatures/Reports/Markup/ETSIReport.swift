#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
public import SandyqValidation

/// The validation report of ETSI TS 119 102-2 V1.4.1 in XML: what other validators and archives read.
public struct ETSIReport: Sendable {
    private let wording: any Wording

    /// Fixes the language of the messages; everything else is identifiers.
    public init(language: Language) { wording = language.wording }

    /// One document about any number of files; nothing stands in it for none.
    public func document(for reports: [Report]) -> String {
        var objects = ETSIObjects()
        for report in reports { objects.collect(from: report) }
        var xml = MarkupWriter(prologue: #"<?xml version="1.0" encoding="UTF-8"?>"#)
        xml.element(
            "ValidationReport",
            [
                "xmlns": "http://uri.etsi.org/19102/v1.4.1#",
                "xmlns:ds": "http://www.w3.org/2000/09/xmldsig#",
                "xmlns:xades": "http://uri.etsi.org/01903/v1.3.2#",
            ]
        ) { root in
            var number = 0
            for report in reports {
                if report.fileVerdict != nil || report.signatures.isEmpty { writeFile(report, to: &root) }
                for signature in report.signatures {
                    number += 1
                    write(signature, of: report, number: number, objects: objects, to: &root)
                }
            }
            objects.write(to: &root)
        }
        return xml.text + "\n"
    }

    /// Clause 4.3 for a file without signature, or of which no signature carries the verdict.
    private func writeFile(_ report: Report, to xml: inout MarkupWriter) {
        xml.element("SignatureValidationReport") { xml in
            xml.element("SignatureIdentifier") { xml in
                xml.element("HashOnly", text: "false")
                xml.element("DocHashOnly", text: "false")
                xml.element("DAIdentifier", text: report.file.name.displayable(limit: 1_000))
            }
            writeConstraints(report.policy, checks: [], to: &xml)
            xml.element("SignatureValidationStatus") { xml in
                xml.element(
                    "MainIndication",
                    text: report.fileVerdict?.mainURI ?? "urn:sandyq:mainindication:no-signature"
                )
                if let sub = report.fileVerdict?.subURI { xml.element("SubIndication", text: sub) }
                for note in report.notes {
                    xml.element("AssociatedValidationReportData") { writeMessage(of: note, to: &$0) }
                }
            }
        }
    }

    /// Clause 4.3.
    private func write(
        _ signature: SignatureReport,
        of report: Report,
        number: Int,
        objects: ETSIObjects,
        to xml: inout MarkupWriter
    ) {
        xml.element("SignatureValidationReport") { xml in
            writeIdentifier(signature, file: report.file.name, number: number, to: &xml)
            writeConstraints(report.policy, checks: signature.block.allChecks, to: &xml)
            writeTime(signature, validationTime: report.validationTime, to: &xml)
            writeDocument(signature.facts.references, objects: objects, to: &xml)
            writeAttributes(signature, to: &xml)
            if let signer = signature.signer {
                xml.element("SignerInformation") { xml in
                    xml.element("SignerCertificate", ["VOReference": signer.fingerprint.objectID])
                    xml.element("Signer", text: signer.subject.description.displayable(limit: 1_000))
                }
            }
            xml.element("SignatureValidationProcess") { xml in
                xml.element("SignatureValidationProcessID", text: signature.processURI)
            }
            writeStatus(signature, to: &xml)
        }
    }

    /// Clause 4.3.3: the signature is named by what is signed, by its id in the file, and by the file.
    private func writeIdentifier(
        _ signature: SignatureReport,
        file: String,
        number: Int,
        to xml: inout MarkupWriter
    ) {
        xml.element("SignatureIdentifier", ["id": "signature-\(number)"]) { xml in
            if let digest = signature.facts.toBeSigned {
                xml.element("DigestAlgAndValue") { $0.writeDigest(digest) }
            }
            xml.element("HashOnly", text: "false")
            xml.element("DocHashOnly", text: "false")
            xml.element("DAIdentifier", text: "\(file) \(signature.facts.id)".displayable(limit: 1_000))
        }
    }

    /// Clause 4.3.4: one constraint for each check.
    private func writeConstraints(_ policy: String, checks: [Block.Check], to xml: inout MarkupWriter) {
        xml.element("ValidationConstraintsEvaluationReport") { xml in
            xml.element("SignatureValidationPolicy") { xml in
                xml.element("SignaturePolicyIdentifier") { $0.element("xades:SignaturePolicyImplied") }
                xml.element("PolicyName", text: policy.displayable())
            }
            for check in checks {
                xml.element("ValidationConstraint") { xml in
                    xml.element(
                        "ValidationConstraintIdentifier",
                        text: "urn:sandyq:check:\(check.reportID.percentEncoded)"
                    )
                    xml.element("ConstraintStatus") { $0.element("Status", text: check.constraintURI) }
                    guard let indication = check.indicationURI else { return }
                    xml.element("ValidationStatus") { xml in
                        xml.element("MainIndication", text: indication)
                        xml.element("AssociatedValidationReportData") { xml in
                            for object in check.evidence {
                                xml.element("RelatedValidationObject", ["VOReference": object.objectID])
                            }
                            writeMessage(of: check.finding, to: &xml)
                        }
                    }
                }
            }
        }
    }

    private func writeMessage(of finding: Finding, to xml: inout MarkupWriter) {
        xml.element("AdditionalValidationReportData") { xml in
            xml.element("ReportData") { xml in
                xml.element("Type", text: "urn:sandyq:message")
                xml.element("Value", text: wording.sentence(finding).text)
            }
        }
    }

    /// Clause 4.3.6.
    private func writeTime(_ signature: SignatureReport, validationTime: Date, to xml: inout MarkupWriter) {
        let best = signature.bestSignatureTime
        let proof = signature.timestamps.first { $0.facts.time == best.time && $0.block.verdict == .passed }
        xml.element("ValidationTimeInfo") { xml in
            xml.element("ValidationTime", text: CivilTime(validationTime).rfc3339)
            xml.element("BestSignatureTime") { xml in
                xml.element("POETime", text: CivilTime(best.time).rfc3339)
                xml.element("TypeOfProof", text: best.source.proofURI)
                if best.source == .timestamp, let proof {
                    xml.element("POEObject", ["VOReference": proof.facts.fingerprint.objectID])
                }
            }
        }
    }

    /// Clause 4.3.7: the signed data by its names.
    private func writeDocument(_ references: [ReferenceFacts], objects: ETSIObjects, to xml: inout MarkupWriter) {
        let names = ETSIObjects.names(of: references)
        guard !names.isEmpty else { return }
        xml.element("SignersDocument") { xml in
            xml.element(
                "SignersDocumentRepresentation",
                ["VOReference": names.map(objects.objectID).joined(separator: " ")]
            )
        }
    }

    /// Annex A.
    private func writeAttributes(_ signature: SignatureReport, to xml: inout MarkupWriter) {
        let claimed = signature.facts.attributes.claimedSigningTime
        let timestamps = signature.timestamps.filter { $0.facts.time != nil }
        guard claimed != nil || !timestamps.isEmpty else { return }
        xml.element("SignatureAttributes") { xml in
            if let claimed {
                xml.element("SigningTime", ["Signed": "true"]) { $0.element("Time", text: CivilTime(claimed).rfc3339) }
            }
            for timestamp in timestamps {
                guard let time = timestamp.facts.time else { continue }
                xml.element(timestamp.facts.kind.attributeName) { xml in
                    xml.element("AttributeObject", ["VOReference": timestamp.facts.fingerprint.objectID])
                    xml.element("TimeStampValue", text: CivilTime(time).rfc3339)
                }
            }
        }
    }

    /// Clause 4.2.4.
    private func writeStatus(_ signature: SignatureReport, to xml: inout MarkupWriter) {
        xml.element("SignatureValidationStatus") { xml in
            xml.element("MainIndication", text: signature.verdict.mainURI)
            if let sub = signature.verdict.subURI { xml.element("SubIndication", text: sub) }
            xml.element("AssociatedValidationReportData") { xml in
                writeChain(signature.chain, to: &xml)
                for timestamp in signature.timestamps {
                    xml.element("RelatedValidationObject", ["VOReference": timestamp.facts.fingerprint.objectID])
                }
                writeRevocation(signature, to: &xml)
                writeAlgorithm(signature, to: &xml)
            }
        }
    }

    private func writeChain(_ chain: [SignatureReport.ChainLink], to xml: inout MarkupWriter) {
        guard let first = chain.first else { return }
        let anchor = chain.last { $0.isTrusted }
        if let anchor { xml.element("TrustAnchor", ["VOReference": anchor.certificate.fingerprint.objectID]) }
        xml.element("CertificateChain") { xml in
            xml.element("SigningCertificate", ["VOReference": first.certificate.fingerprint.objectID])
            for link in chain.dropFirst() where !link.isTrusted {
                xml.element("IntermediateCertificate", ["VOReference": link.certificate.fingerprint.objectID])
            }
            if let anchor { xml.element("TrustAnchor", ["VOReference": anchor.certificate.fingerprint.objectID]) }
        }
    }

    /// Clause 4.2.4.4: only of a revoked certificate.
    private func writeRevocation(_ signature: SignatureReport, to xml: inout MarkupWriter) {
        guard let signer = signature.signer, case .revoked(let time, let reason) = signature.revocation.answer else {
            return
        }
        xml.element("RevocationStatusInformation") { xml in
            xml.element("ValidationObjectId", ["VOReference": signer.fingerprint.objectID])
            xml.element("RevocationTime", text: CivilTime(time).rfc3339)
            if let reason {
                xml.element("RevocationReason", text: "urn:etsi:019102:revocationReason:\(reason.rawValue)")
            }
            if let evidence = signature.revocation.evidence {
                xml.element("RevocationObject", ["VOReference": evidence.objectID])
            }
        }
    }

    /// Clause 4.2.4.5: only where the algorithms were judged.
    private func writeAlgorithm(_ signature: SignatureReport, to xml: inout MarkupWriter) {
        guard let signer = signature.signer, let isSecure = signature.block.areAlgorithmsAcceptable else { return }
        xml.element("CryptoInformation") { xml in
            xml.element("ValidationObjectId", ["VOReference": signer.fingerprint.objectID])
            xml.element("Algorithm", text: "urn:oid:\(signature.facts.algorithm.oid.rawValue.percentEncoded)")
            xml.element("SecureAlgorithm", text: isSecure ? "true" : "false")
        }
    }
}

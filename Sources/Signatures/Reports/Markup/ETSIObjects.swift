#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import SandyqValidation

/// The signature validation objects of a report (TS 119 102-2 clause 4.4): each once, named by its SHA-256.
struct ETSIObjects {
    private var kinds: [Fingerprint: String] = [:]
    private var order: [Fingerprint] = []
    private var timestamps: [Fingerprint: TimestampReport] = [:]
    private var names: [String] = []
    private var numbers: [String: Int] = [:]

    /// Collects everything a report rests on.
    mutating func collect(from report: Report) {
        for signature in report.signatures {
            if let signer = signature.signer { add(signer.fingerprint, "certificate") }
            collect(signature.chain)
            collect(signature.revocation)
            for timestamp in signature.timestamps {
                add(timestamp.facts.fingerprint, "timestamp")
                timestamps[timestamp.facts.fingerprint] = timestamp
                if let authority = timestamp.authority { add(authority.fingerprint, "certificate") }
                collect(timestamp.chain)
                collect(timestamp.block)
            }
            collect(signature.block)
            for name in Self.names(of: signature.facts.references) where numbers[name] == nil {
                names.append(name)
                numbers[name] = names.count
            }
        }
    }

    /// The object that stands for signed data of this name.
    func objectID(of name: String) -> String { "data-\(numbers[name] ?? 0)" }

    /// The names of signed data that has one.
    static func names(of references: [ReferenceFacts]) -> [String] {
        var seen: Set<String> = []
        return references.map(\.name).filter { !$0.isEmpty && $0 != "content" && seen.insert($0).inserted }
    }

    private mutating func collect(_ chain: [SignatureReport.ChainLink]) {
        for link in chain {
            add(link.certificate.fingerprint, "certificate")
            collect(link.revocation)
        }
    }

    private mutating func collect(_ status: RevocationStatus) {
        guard let evidence = status.evidence, let source = status.source else { return }
        add(evidence, source.objectKind)
    }

    /// Evidence of which only the digest is known, or of which a finding tells the kind.
    private mutating func collect(_ block: Block) {
        for check in block.allChecks {
            for evidence in check.evidence {
                switch check.finding {
                case .notRevoked(_, let source, _): add(evidence, kinds[evidence] ?? source.objectKind)
                case .revocationDataRefused(let source, _, _): add(evidence, source.objectKind)
                default: add(evidence, kinds[evidence] ?? "other")
                }
            }
        }
    }

    private mutating func add(_ object: Fingerprint, _ kind: String) {
        guard kinds[object] == nil || kinds[object] == "other" else { return }
        if kinds.updateValue(kind, forKey: object) == nil { order.append(object) }
    }

    /// Clause 4.4.
    func write(to xml: inout MarkupWriter) {
        guard !order.isEmpty || !names.isEmpty else { return }
        xml.element("SignatureValidationObjects") { xml in
            for object in order {
                xml.element("ValidationObject", ["id": object.objectID]) { xml in
                    xml.element("ObjectType", text: "urn:etsi:019102:validationObject:\(kinds[object] ?? "other")")
                    xml.element("ValidationObjectRepresentation") { xml in
                        xml.element("DigestAlgAndValue") { $0.writeDigest(object) }
                    }
                    if let timestamp = timestamps[object] { write(timestamp, to: &xml) }
                }
            }
            for name in names {
                xml.element("ValidationObject", ["id": objectID(of: name)]) { xml in
                    xml.element("ObjectType", text: "urn:etsi:019102:validationObject:signedData")
                    xml.element("ValidationObjectRepresentation") { $0.element("URI", text: name.percentEncoded) }
                }
            }
        }
    }

    /// Clause 4.4.8: what was concluded about a time-stamp.
    private func write(_ timestamp: TimestampReport, to xml: inout MarkupWriter) {
        xml.element("ValidationReport") { xml in
            if let authority = timestamp.authority {
                xml.element("SignerInformation") { xml in
                    xml.element("SignerCertificate", ["VOReference": authority.fingerprint.objectID])
                    xml.element("Signer", text: authority.subject.description.displayable(limit: 1_000))
                }
            }
            xml.element("SignatureValidationStatus") { xml in
                xml.element("MainIndication", text: timestamp.block.verdict.blockURI)
                if let sub = timestamp.block.verdict.subURI { xml.element("SubIndication", text: sub) }
            }
        }
    }
}

extension MarkupWriter {
    /// Method and value of a SHA-256, as XAdES writes them.
    mutating func writeDigest(_ digest: Fingerprint) {
        element("ds:DigestMethod", ["Algorithm": "http://www.w3.org/2001/04/xmlenc#sha256"])
        element("ds:DigestValue", text: Data(digest.bytes).base64EncodedString())
    }
}

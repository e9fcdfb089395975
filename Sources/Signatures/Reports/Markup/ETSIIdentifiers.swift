internal import SandyqValidation

extension Verdict {
    /// The main indication of a signature (TS 119 102-2 clause 4.2.4).
    var mainURI: String {
        switch self {
        case .passed: "urn:etsi:019102:mainindication:total-passed"
        case .failed: "urn:etsi:019102:mainindication:total-failed"
        case .indeterminate: "urn:etsi:019102:mainindication:indeterminate"
        }
    }

    /// The main indication of a building block or a validation object.
    var blockURI: String {
        switch self {
        case .passed: "urn:etsi:019102:mainindication:passed"
        case .failed: "urn:etsi:019102:mainindication:failed"
        case .indeterminate: "urn:etsi:019102:mainindication:indeterminate"
        }
    }

    var subURI: String? { subIndication.map { "urn:etsi:019102:subindication:\($0)" } }
}

extension Block.Check {
    /// Whether the constraint was applied, or switched off by the policy.
    var constraintURI: String {
        switch outcome {
        case .ignored, .notApplicable: "urn:etsi:019102:constraintStatus:disabled"
        case .failed, .undetermined, .passed: "urn:etsi:019102:constraintStatus:applied"
        }
    }

    /// What the check says; nil where it says nothing.
    var indicationURI: String? {
        switch outcome {
        case .passed: "urn:etsi:019102:mainindication:passed"
        case .failed: "urn:etsi:019102:mainindication:failed"
        case .undetermined: "urn:etsi:019102:mainindication:indeterminate"
        case .ignored, .notApplicable: nil
        }
    }
}

extension Block {
    /// Whether the algorithms were found acceptable; nil where they were not judged.
    var areAlgorithmsAcceptable: Bool? {
        var answer: Bool?
        for check in allChecks {
            switch check.finding {
            case .algorithmTooWeak, .keyTooShort: return false
            case .algorithmsAcceptable: answer = true
            default: continue
            }
        }
        return answer
    }
}

extension BestSignatureTime.Source {
    /// Clause 4.4.6.
    var proofURI: String {
        switch self {
        case .timestamp, .now: "urn:etsi:019102:poetype:validation"
        case .ingest: "urn:etsi:019102:poetype:provided"
        }
    }
}

extension SignatureReport {
    /// Which process of EN 319 102-1 clause 5 the signature's time came from.
    var processURI: String {
        if timestamps.contains(where: { $0.facts.kind == .archive || $0.facts.kind == .document }) {
            "urn:etsi:019102:validationprocess:LTA"
        } else if timestamps.isEmpty {
            "urn:etsi:019102:validationprocess:Basic"
        } else {
            "urn:etsi:019102:validationprocess:LTVM"
        }
    }
}

extension TimestampFacts.Kind {
    /// The element of annex A.
    var attributeName: StaticString {
        switch self {
        case .signature: "SignatureTimeStamp"
        case .content: "AllDataObjectsTimeStamp"
        case .archive: "ArchiveTimeStamp"
        case .document: "DocTimeStamp"
        case .references: "SigAndRefsTimeStamp"
        }
    }
}

extension RevocationSource {
    /// The last part of the object type's identifier.
    var objectKind: String {
        switch self {
        case .crl: "CRL"
        case .ocsp: "OCSPResponse"
        }
    }
}

extension Fingerprint {
    /// A name for the object inside the report.
    var objectID: String { "object-\(self)" }
}

extension String {
    /// A URI that can hold any text (RFC 3986 clause 2.1).
    var percentEncoded: String {
        var encoded: [UInt8] = []
        for byte in utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E, 0x2F:
                encoded.append(byte)
            default:
                encoded.append(UInt8(ascii: "%"))
                encoded += Array([byte].hexadecimal.utf8).map { $0 >= 0x61 ? $0 - 0x20 : $0 }
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}

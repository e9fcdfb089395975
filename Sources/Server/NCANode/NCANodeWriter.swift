#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import SandyqSignatures
internal import SandyqValidation

/// Writes NCANode's objects, field by field as its version 3 does, with Sandyq's own beside them under names of their own.
struct NCANodeWriter {
    /// Kinds of revocation data the client wants to hear of.
    let revocationCheck: [String]

    /// One certificate and what was concluded about it.
    struct Subject {
        let facts: CertificateFacts
        /// Nil when only its facts are at hand.
        let certificate: Certificate?
        let isValid: Bool
        let revocation: RevocationStatus
    }

    /// CertificateInfo, which leaves out what is null.
    func write(_ subject: Subject, to json: inout JSONWriter) {
        let facts = subject.facts
        json.object { json in
            json.member("valid", subject.isValid)
            write(subject.revocation, to: &json)
            json.member("notBefore", Self.time(facts.notBefore))
            json.member("notAfter", Self.time(facts.notAfter))
            json.member("keyUsage", Self.keyUsage(facts.extensions.keyUsage ?? []))
            json.member("serialNumber", facts.serialNumber)
            json.member("signAlg", Self.algorithm(facts.signatureAlgorithm))
            json.member("keyUser", Self.roles(SignerIdentity(of: facts).roles))
            if let certificate = subject.certificate {
                json.member("publicKey", Data(certificate.subjectPublicKeyInfo).base64EncodedString())
                json.member("signature", Data(certificate.signature).base64EncodedString())
            }
            json.key("subject")
            write(facts.subject, to: &json)
            json.key("issuer")
            write(facts.issuer, to: &json)
            json.member("policies", (facts.extensions.policies ?? []).map(\.rawValue))
        }
    }

    /// CertificateRevocationStatus: of the kinds asked for the one that tells, else every kind with nothing known.
    private func write(_ status: RevocationStatus, to json: inout JSONWriter) {
        let source = status.source?.rawValue.uppercased()
        switch status.answer {
        case .good, .revoked:
            var time: Date?
            var reason = "OK"
            if case .revoked(let moment, let why) = status.answer {
                (time, reason) = (moment, why?.rawValue ?? "unspecified")
            }
            json.member("revocations", each: revocationCheck.isEmpty ? [] : [source]) { json, source in
                json.object { json in
                    json.member("revoked", time != nil)
                    json.member("by", source)
                    json.member("revocationTime", time.map(Self.time))
                    json.member("reason", reason)
                }
            }
        case .unknown, .notChecked:
            json.member("revocations", each: revocationCheck) { json, kind in
                json.object { json in
                    json.member("revoked", nil as Bool?)
                    json.member("by", kind)
                    json.member("revocationTime", nil as String?)
                    json.member("reason", "not known: nothing at hand tells")
                }
            }
        }
    }

    /// CertificateSubject, which leaves out what is null.
    private func write(_ name: DistinguishedName, to json: inout JSONWriter) {
        let fields: [(String, String?)] = [
            ("commonName", name.values(of: "2.5.4.3").first), ("lastName", name.values(of: "2.5.4.42").first),
            ("surName", name.values(of: "2.5.4.4").first),
            ("email", name.values(of: "1.2.840.113549.1.9.1").first),
            ("organization", name.values(of: "2.5.4.10").first),
            ("iin", SignerIdentity.iin(in: name)), ("bin", SignerIdentity.bin(in: name)),
            ("country", name.values(of: "2.5.4.6").first), ("locality", name.values(of: "2.5.4.7").first),
            ("state", name.values(of: "2.5.4.8").first), ("dn", name.description),
        ]
        json.object { json in
            for (field, value) in fields { if let value { json.member(field, value) } }
        }
    }

    /// TspInfo, which says null where nothing is.
    func write(_ stamp: StampedTime?, to json: inout JSONWriter) {
        guard let stamp else { return json.null() }
        json.object { json in
            json.member("serialNumber", stamp.serialNumber)
            json.member("genTime", Self.time(stamp.time))
            json.member("policy", stamp.policy.rawValue)
            json.member("tsa", nil as String?)
            json.member("tspHashAlgorithm", stamp.digest.map(Self.digest))
            json.member("hash", hexadecimal: stamp.imprint)
        }
    }

    /// As Jackson writes a `java.util.Date`: `2022-07-27T05:39:46.000+00:00`.
    static func time(_ moment: Date) -> String {
        let milliseconds = Int((moment.timeIntervalSince1970 * 1_000).rounded(.down))
        let whole = Date(timeIntervalSince1970: Double(milliseconds / 1_000))
        let style = Date.ISO8601FormatStyle(timeZone: .gmt)
        let fraction = String(1_000 + abs(milliseconds % 1_000)).dropFirst()
        return "\(whole.formatted(style).dropLast()).\(fraction)+00:00"
    }

    /// CertificateKeyUsage.
    private static func keyUsage(_ usage: CertificateExtensions.KeyUsage) -> String {
        if usage.isSuperset(of: [.digitalSignature, .nonRepudiation]) { return "SIGN" }
        return usage.isSuperset(of: [.digitalSignature, .keyEncipherment]) ? "AUTH" : "UNKNOWN"
    }

    /// CertificateKeyUser: only names that clients know; the report has every role.
    private static func roles(_ roles: [SignerRole]) -> [String] {
        roles.filter { $0 != .informationSystem && $0 != .treasuryClient }.map(\.rawValue)
    }

    /// The names NCANode's provider has for algorithms; Sandyq's own for others.
    private static func algorithm(_ algorithm: SignatureAlgorithm) -> String {
        algorithms[algorithm.oid] ?? algorithm.name
    }

    private static let algorithms: [OID: String] = [
        "1.2.840.113549.1.1.5": "SHA1WithRSAEncryption", "1.2.840.113549.1.1.11": "SHA256WithRSAEncryption",
        "1.2.840.113549.1.1.12": "SHA384WithRSAEncryption", "1.2.840.113549.1.1.13": "SHA512WithRSAEncryption",
        "1.2.398.3.10.1.1.2.3.1": "ECGOST3410-2015-256", "1.2.398.3.10.1.1.2.3.2": "ECGOST3410-2015-512",
        "1.2.398.3.10.1.1.1.2": "ECGOST34310",
    ]

    /// TspHashAlgorithm.
    private static func digest(_ algorithm: DigestAlgorithm) -> String {
        switch algorithm {
        case .gost94: "GOST34311"
        case .streebog256: "GOST3411-2015-256"
        case .streebog512: "GOST3411-2015-512"
        default: algorithm.rawValue.filter { $0 != "-" }.uppercased()
        }
    }
}

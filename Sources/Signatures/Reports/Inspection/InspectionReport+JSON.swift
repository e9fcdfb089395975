#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
public import SandyqValidation

extension InspectionReport {
    /// A certificate as one line of JSON, ended by a line feed.
    public func line(for certificate: CertificateFacts) -> [UInt8] {
        line("sandyq.certificate-facts/1") { json in
            let extensions = certificate.extensions
            json.member("sha256", certificate.fingerprint)
            json.member("version", certificate.version)
            json.member("serialNumber", certificate.serialNumber)
            json.member("subject", certificate.subject.description)
            json.member("issuer", certificate.issuer.description)
            json.member("notBefore", certificate.notBefore)
            json.member("notAfter", certificate.notAfter)
            json.writeIdentity(SignerIdentity(of: certificate))
            json.member("publicKey") { json in
                json.member("algorithm", certificate.key.algorithm.rawValue)
                json.member("scheme", certificate.key.scheme?.rawValue)
                json.member("curve", certificate.key.curve?.rawValue)
                json.member("bits", certificate.key.bits)
                json.member("sha256", certificate.key.fingerprint)
            }
            json.writeAlgorithm(certificate.signatureAlgorithm)
            json.member("keyUsage", extensions.keyUsage?.names ?? [])
            json.member("extendedKeyUsage", (extensions.extendedKeyUsage ?? []).map(\.rawValue))
            json.member("authority", extensions.basicConstraints?.isAuthority)
            json.member("pathLength", extensions.basicConstraints?.pathLength)
            json.member("subjectKeyIdentifier", hexadecimal: extensions.subjectKeyIdentifier)
            json.member("authorityKeyIdentifier", hexadecimal: extensions.authorityKeyIdentifier?.keyIdentifier)
            json.member("alternativeNames", extensions.subjectAlternativeNames.map(\.words))
            json.member("revocationLists", extensions.distributionPoints.flatMap(\.names).map(\.words))
            json.member("ocspResponders", extensions.ocspAddresses)
            json.member("issuerAddresses", extensions.issuerAddresses)
            json.member("critical", extensions.critical.map(\.rawValue).sorted())
            json.member("unknownCritical", extensions.unknownCritical.map(\.rawValue))
            json.member("defects", certificate.defects.map { wording.words($0).text })
        }
    }

    /// A time-stamp token as one line of JSON, ended by a line feed.
    public func line(for timestamp: TimestampFacts) -> [UInt8] {
        line("sandyq.timestamp-facts/1") { json in
            json.member("sha256", timestamp.fingerprint)
            json.member("type", timestamp.kind.rawValue)
            json.member("time", timestamp.time)
            json.member("policy", timestamp.policy?.rawValue)
            json.member("digestAlgorithm", timestamp.imprintDigest?.rawValue)
            json.member("imprintIntact", timestamp.imprint == .intact)
            json.member("signature", timestamp.token.signatureValue.reportName)
            json.writeAlgorithm(timestamp.token.algorithm)
            json.member("signer", timestamp.token.signer.identifier.words)
            json.member("certificate", timestamp.token.signer.certificate)
        }
    }

    /// An OCSP response as one line of JSON, ended by a line feed.
    public func line(for response: OCSPResponse) -> [UInt8] {
        line("sandyq.ocsp-facts/1") { json in
            json.member("sha256", response.fingerprint)
            json.member("responseStatus", String(describing: response.status))
            json.member("producedAt", response.basic?.producedAt)
            json.member("responder", response.basic?.responder.words)
            if let algorithm = response.basic?.signatureMethod.algorithm(keyBits: nil) {
                json.writeAlgorithm(algorithm)
            }
            json.member("answers", each: response.basic?.answers ?? [SingleOCSPResponse]()) { json, answer in
                json.object { json in
                    json.member("serialNumber", answer.serialNumber)
                    json.member("hashAlgorithm", answer.hash?.rawValue)
                    json.writeStatus(answer.status)
                    json.member("thisUpdate", answer.thisUpdate)
                    json.member("nextUpdate", answer.nextUpdate)
                    json.member("archiveCutoff", answer.archiveCutoff)
                }
            }
        }
    }

    /// A revocation list as one line of JSON, ended by a line feed.
    public func line(for list: RevocationList) -> [UInt8] {
        line("sandyq.crl-facts/1") { json in
            json.member("sha256", list.fingerprint)
            json.member("issuer", list.issuer.description)
            json.member("thisUpdate", list.thisUpdate)
            json.member("nextUpdate", list.nextUpdate)
            json.member("number", list.extensions.number)
            json.member("deltaBase", list.extensions.deltaBase)
            json.member("authorityKeyIdentifier", hexadecimal: list.extensions.authorityKeyIdentifier)
            json.writeAlgorithm(list.signatureMethod.algorithm(keyBits: nil))
            json.member("entryCount", list.entryCount)
            json.member("entries", each: Array(list.allEntries)) { json, entry in
                json.object { json in
                    json.member("serialNumber", entry.serialNumber)
                    json.member("revocationTime", entry.revocationDate)
                    json.member("reason", entry.reason?.rawValue)
                    json.member("invalidityDate", entry.invalidityDate)
                    json.member("certificateIssuer", entry.certificateIssuer?.description)
                }
            }
        }
    }

    private func line(_ schema: String, _ body: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { json in
            json.member("schema", schema)
            body(&json)
        }
        writer.endLine()
        return writer.bytes
    }
}

extension JSONWriter {
    /// Name, numbers and powers of a certificate's holder, as every report names them.
    mutating func writeIdentity(_ identity: SignerIdentity, keyUse: KeyUse? = nil) {
        member("commonName", identity.commonName)
        member("surname", identity.surname)
        member("givenName", identity.givenName)
        member("iin", identity.iin)
        member("bin", identity.bin)
        member("organization", identity.organization)
        member("country", identity.country)
        member("email", identity.email)
        member("roles", identity.roles.map(\.rawValue))
        member("keyUse", (keyUse ?? identity.keyUse).rawValue)
        member("policies", identity.policies.map(\.rawValue))
    }

    /// The algorithm of a signature value, as every report names it.
    mutating func writeAlgorithm(_ algorithm: SignatureAlgorithm) {
        member("algorithm") { json in
            json.member("signature", algorithm.scheme?.rawValue)
            json.member("digest", algorithm.digest?.rawValue)
            json.member("oid", algorithm.oid.rawValue)
            json.member("keyBits", algorithm.keyBits)
        }
    }

    fileprivate mutating func writeStatus(_ status: OCSPResponseFacts.Status) {
        switch status {
        case .good, .unknown:
            member("status", status == .good ? "good" : "unknown")
            member("revocationTime", nil as Date?)
            member("reason", nil as String?)
        case .revoked(let time, let reason):
            member("status", "revoked")
            member("revocationTime", time)
            member("reason", reason?.rawValue)
        }
    }
}

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
public import SandyqValidation

/// What an object says about itself, for a person or a machine; nothing in it is judged.
public struct InspectionReport: Sendable {
    let wording: any Wording
    private let pen: Pen

    /// Fixes language and looks; colour and width matter to text only.
    public init(language: Language, colour: Bool = false, width: Int = 80) {
        wording = language.wording
        pen = Pen(colour: colour, width: min(max(width, 40), 100))
    }

    /// A certificate for a person.
    public func text(for certificate: CertificateFacts) -> String {
        sheet(certificate.subject.shortName.displayable(), rows(of: certificate))
    }

    /// A time-stamp token for a person.
    public func text(for timestamp: TimestampFacts) -> String {
        sheet(wording.label(.timestamps), rows(of: timestamp))
    }

    /// An OCSP response for a person.
    public func text(for response: OCSPResponse) -> String { sheet("OCSP", rows(of: response)) }

    /// A revocation list for a person.
    public func text(for list: RevocationList) -> String {
        sheet(list.issuer.shortName.displayable(), rows(of: list))
    }

    private func sheet(_ title: String, _ rows: [Account.Row?]) -> String {
        var sheet = Sheet(pen: pen)
        sheet.title(title)
        sheet.rows(rows.compactMap(\.self))
        return sheet.text
    }

    private func row(_ label: Label, _ lines: String?...) -> Account.Row? { row(label, lines.compactMap(\.self)) }

    private func row(_ label: Label, _ lines: [String]) -> Account.Row? {
        lines.isEmpty ? nil : Account.Row(label: wording.label(label), lines: lines)
    }

    private func moment(_ moment: Date?) -> String? { moment.map { wording.moment($0).text } }

    private func rows(of certificate: CertificateFacts) -> [Account.Row?] {
        let identity = SignerIdentity(of: certificate)
        let extensions = certificate.extensions
        let constraints = extensions.basicConstraints
        let authority = constraints.map { wording.label($0.isAuthority ? .yes : .no) }
        let below = constraints?.pathLength.map { "\(wording.label(.pathLength)): \($0)" }
        return [
            row(.who, identity.lines(in: wording, certificate: certificate)),
            row(.subject, certificate.subject.description.displayable(limit: 1_000)),
            row(.issuer, certificate.issuer.description.displayable(limit: 1_000)),
            row(.serialNumber, certificate.serialNumber.displayable()),
            row(.validity, moment(certificate.notBefore).map { "\($0) –" }, moment(certificate.notAfter)),
            row(.keyUse, wording.keyUse(identity.keyUse)),
            row(.keyUsage, extensions.keyUsage?.names ?? []),
            row(.extendedKeyUsage, (extensions.extendedKeyUsage ?? []).map(words)),
            row(.policies, identity.policies.map { $0.rawValue.displayable() }),
            row(.isAuthority, [authority, below].compactMap(\.self)),
            row(.publicKey, key(certificate.key)),
            row(.algorithm, wording.words(certificate.signatureAlgorithm).text),
            row(.alternativeNames, extensions.subjectAlternativeNames.map { $0.words.displayable(limit: 300) }),
            row(
                .revocationLists,
                extensions.distributionPoints.flatMap(\.names).map { $0.words.displayable(limit: 300) }
            ),
            row(.responders, extensions.ocspAddresses.map { $0.displayable(limit: 300) }),
            row(.issuerAddresses, extensions.issuerAddresses.map { $0.displayable(limit: 300) }),
            row(.defects, certificate.defects.map { wording.words($0).text }),
            row(.version, String(certificate.version)),
            row(.fingerprint, certificate.fingerprint.description),
        ]
    }

    private func key(_ key: PublicKeyFacts) -> String {
        [key.scheme?.rawValue ?? key.algorithm.rawValue.displayable(), key.bits.map { "\($0) \(wording.bit.text)" }]
            .compactMap(\.self).joined(separator: ", ")
    }

    private func words(_ usage: OID) -> String {
        let name = SignerRole(usage: usage).map(wording.role) ?? usage.usageName
        return name.map { "\($0) (\(usage.rawValue.displayable()))" } ?? usage.rawValue.displayable()
    }

    private func rows(of timestamp: TimestampFacts) -> [Account.Row?] {
        [
            row(.kind, wording.kind(timestamp.kind)),
            row(.time, moment(timestamp.time)),
            row(.policy, timestamp.policy?.rawValue.displayable()),
            row(.imprint, timestamp.imprintDigest?.rawValue),
            row(.algorithm, wording.words(timestamp.token.algorithm).text),
            row(.signature, wording.value(timestamp.token.signatureValue)),
            row(.issuer, timestamp.token.signer.identifier.words?.displayable(limit: 300)),
            row(.fingerprint, timestamp.fingerprint.description),
        ]
    }

    private func rows(of response: OCSPResponse) -> [Account.Row?] {
        guard let basic = response.basic else {
            return [
                row(.status, String(describing: response.status)), row(.fingerprint, response.fingerprint.description),
            ]
        }
        let head = [
            row(.producedAt, moment(basic.producedAt)),
            row(.issuer, basic.responder.words.displayable(limit: 1_000)),
            row(.algorithm, wording.words(basic.signatureMethod.algorithm(keyBits: nil)).text),
            row(.fingerprint, response.fingerprint.description),
        ]
        return head
            + basic.answers.flatMap { answer in
                [
                    row(.serialNumber, answer.serialNumber.displayable()), row(.status, status(answer.status)),
                    row(.thisUpdate, moment(answer.thisUpdate)), row(.nextUpdate, moment(answer.nextUpdate)),
                ]
            }
    }

    private func status(_ status: OCSPResponseFacts.Status) -> String {
        let answer: RevocationStatus.Answer =
            switch status {
            case .good: .good
            case .revoked(let time, let reason): .revoked(at: time, reason: reason)
            case .unknown: .unknown(.answeredUnknown)
            }
        return wording.revocation(RevocationStatus(answer: answer, source: nil, evidence: nil, producedAt: nil)).text
    }

    private func rows(of list: RevocationList) -> [Account.Row?] {
        let head = [
            row(.issuer, list.issuer.description.displayable(limit: 1_000)),
            row(.thisUpdate, moment(list.thisUpdate)), row(.nextUpdate, moment(list.nextUpdate)),
            row(.number, list.extensions.number?.displayable()),
            row(.delta, list.extensions.deltaBase?.displayable()), row(.entries, String(list.entryCount)),
            row(.algorithm, wording.words(list.signatureMethod.algorithm(keyBits: nil)).text),
            row(.fingerprint, list.fingerprint.description),
        ]
        return head
            + list.allEntries.map { entry in
                row(
                    .serialNumber,
                    entry.serialNumber.displayable(),
                    moment(entry.revocationDate),
                    entry.reason.map(wording.reason)
                )
            }
    }
}

extension BasicOCSPResponse.Responder {
    /// The responder's name, or the digest of its key.
    var words: String {
        switch self {
        case .name(let name): name.description
        case .keyHash(let hash): hash.hexadecimal
        }
    }
}

extension CertificateExtensions.KeyUsage {
    /// The standard's names of the bits that are set (RFC 5280 clause 4.2.1.3).
    var names: [String] {
        let all: [(CertificateExtensions.KeyUsage, String)] = [
            (.digitalSignature, "digitalSignature"), (.nonRepudiation, "nonRepudiation"),
            (.keyEncipherment, "keyEncipherment"), (.dataEncipherment, "dataEncipherment"),
            (.keyAgreement, "keyAgreement"), (.keyCertSign, "keyCertSign"), (.cRLSign, "cRLSign"),
            (.encipherOnly, "encipherOnly"), (.decipherOnly, "decipherOnly"),
        ]
        return all.filter { contains($0.0) }.map(\.1)
    }
}

extension OID {
    /// The standard's name of an extended key usage (RFC 5280 clause 4.2.1.12).
    fileprivate var usageName: String? {
        switch rawValue {
        case "2.5.29.37.0": "anyExtendedKeyUsage"
        case "1.3.6.1.5.5.7.3.1": "serverAuth"
        case "1.3.6.1.5.5.7.3.2": "clientAuth"
        case "1.3.6.1.5.5.7.3.3": "codeSigning"
        case "1.3.6.1.5.5.7.3.4": "emailProtection"
        case "1.3.6.1.5.5.7.3.8": "timeStamping"
        case "1.3.6.1.5.5.7.3.9": "OCSPSigning"
        default: nil
        }
    }
}

extension SignerFacts.Identifier {
    /// Issuer and number, or the key's identifier; nil when there is none.
    var words: String? {
        switch self {
        case .issuerAndSerialNumber(let issuer, let number): "\(issuer), \(number)"
        case .subjectKeyIdentifier(let key): key.hexadecimal
        case .none: nil
        }
    }
}

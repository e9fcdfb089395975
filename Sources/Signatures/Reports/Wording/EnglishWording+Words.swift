#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import SandyqValidation

extension EnglishWording {
    func words(_ failure: FetchFailure) -> Sentence {
        switch failure {
        case .unsupportedAddress: "the address is not plain http"
        case .unknownHost: "there is no such host"
        case .privateHost: "the host is in a private network"
        case .noAnswer: "no answer came in time"
        case .tooLarge(let bound): "more than \(bound) octets came"
        case .brokenOff: "the answer broke off"
        case .redirected: "it redirects too often"
        case .refused(let reason): "the server refused (\(reason))"
        case .notUnderstood: "what came is not what was asked for"
        case .replayed: "the answer is an old one"
        case .declined(let status): "the responder declined (\(status))"
        }
    }

    func words(_ gap: RevocationGap) -> Sentence {
        switch gap {
        case .nothingAtHand: "no OCSP response and no revocation list about it is at hand"
        case .signatureNotVerified: "the data is not signed by a key of the issuer that is at hand"
        case .issuerNotEntitled: "who signed the data may not speak for the issuer"
        case .issuerExpired(let time):
            "the certificate of who signed the data ended on \(moment(time)), and nothing proves that the data is older"
        case .stale(let time): "the data is of \(moment(time)), too old for the time in question"
        case .fromTheFuture(let time): "the data begins on \(moment(time)), after the time of this check"
        case .outOfScope: "the list is not meant for this kind of certificate"
        case .afterExpiry(let time):
            "the data is of \(moment(time)), after the certificate ended, and the issuer does not keep ended ones"
        case .unknownCriticalExtension(let identifier):
            "the data has a binding extension unknown to this program (\(identifier))"
        case .deltaWithoutBase: "the list holds only changes, and the full list is not at hand"
        case .answeredUnknown: "the responder answered that it does not know the certificate"
        case .weakAlgorithm(let name): "the data is signed with an algorithm that is no longer acceptable (\(name))"
        }
    }

    func words(_ breach: PathBreach) -> Sentence {
        switch breach {
        case .notAuthority: "it is not the certificate of an authority, yet it issued another one"
        case .keyCertSignMissing: "its key may not sign certificates"
        case .pathTooLong(let limit): "it allows no more than \(limit) authorities below it"
        case .nameNotPermitted(let name): "the name \(name.words) is not among those its issuer may certify"
        case .nameExcluded(let name): "the name \(name.words) is one its issuer must not certify"
        case .unknownCriticalExtension(let identifier):
            "it has a binding extension unknown to this program (\(identifier))"
        case .explicitPolicyMissing: "it was not issued under a policy that the chain demands"
        case .anyPolicyMapped: "it equates a policy with “any policy”, which is forbidden"
        case .unreadable(let defect): words(defect)
        case .namesDoNotChain: "its issuer's name is not that of the certificate above it"
        case .signatureInvalid: "its signature does not fit the key of its issuer"
        case .signatureUnsupported(let algorithm):
            "it is signed with an algorithm unknown to this program (\(algorithm))"
        case .version1Authority: "it is of an old version that cannot say whether it is an authority"
        case .constraintsTooMany(let limit):
            "its name constraints or policies are too many to be checked (limit: \(limit))"
        }
    }

    func words(_ defect: CertificateFacts.Defect) -> Sentence {
        switch defect {
        case .signatureAlgorithmsDiffer: "it names one signature algorithm inside and another outside"
        case .duplicateExtension(let identifier): "the extension \(identifier) appears twice"
        case .unreadableExtension(let identifier): "the extension \(identifier) cannot be read"
        case .extensionsBeforeVersion3: "it has extensions that its version does not allow"
        case .serialNumberOutOfRange: "its serial number is zero, negative or too long"
        case .notDER: "it is encoded in another way than DER"
        }
    }

    func words(_ breach: AttributeFacts.Breach) -> Sentence {
        switch breach {
        case .missing(let identifier): "the required signed attribute \(identifier) is missing"
        case .repeated(let identifier): "the attribute \(identifier) appears more than once"
        case .contentTypeDiffers: "the signed type of the data is not the type the data has"
        case .digestAlgorithmsDiffer(let stated, let used): "it states the digest \(stated) and uses \(used)"
        case .algorithmProtectionDiffers: "the protected names of its algorithms are not those it uses"
        case .digestUnfitForKey: "its digest algorithm does not go with its key"
        case .ambiguousIdentifier(let identifier):
            "more than one element has the identifier \(identifier) that it refers to"
        case .misplaced(let name):
            "it refers to an element \(name) that is not in its place, so that another one may be read instead"
        case .keyInfoContradictory: "it names another key or certificate beside that of the signer"
        case .repeatedProperty(let name): "the property \(name) appears more than once"
        }
    }

    func words(_ source: RevocationSource) -> Sentence {
        switch source {
        case .crl: "revocation list"
        case .ocsp: "OCSP response"
        }
    }

    func words(_ kind: TimestampFacts.Kind) -> Sentence { "\(self.kind(kind))" }

    func kind(_ kind: TimestampFacts.Kind) -> String {
        switch kind {
        case .signature: "signature time-stamp"
        case .content: "content time-stamp"
        case .archive: "archive time-stamp"
        case .document: "document time-stamp"
        case .references: "time-stamp over the validation data"
        }
    }

    func reason(_ reason: RevocationReason) -> String {
        switch reason {
        case .unspecified: "not stated"
        case .keyCompromise: "the key was disclosed"
        case .cACompromise: "the authority's key was disclosed"
        case .affiliationChanged: "the holder's position or name changed"
        case .superseded: "replaced by another certificate"
        case .cessationOfOperation: "no longer needed"
        case .certificateHold: "suspended"
        case .removeFromCRL: "no longer suspended"
        case .privilegeWithdrawn: "the right was withdrawn"
        case .aACompromise: "the attribute authority's key was disclosed"
        }
    }

    func role(_ role: SignerRole) -> String {
        switch role {
        case .individual: "natural person"
        case .organization: "legal entity"
        case .chiefExecutive: "first head"
        case .canSign: "has the right of signature"
        case .canSignFinancial: "has the right to sign financial documents"
        case .humanResources: "personnel officer"
        case .employee: "employee"
        case .informationSystem: "information system"
        case .treasuryClient: "Treasury-Client user"
        case .authorityPrivileges: "officer of the certification authority"
        case .authorityAdministrator: "administrator of the certification authority"
        case .authorityManager: "manager of the certification authority"
        case .authorityOperator: "operator of the certification authority"
        case .identification: "identification of the holder"
        case .identificationInPerson: "holder identified in person"
        case .identificationRemote: "holder identified remotely"
        case .identificationDigital: "holder identified remotely by Digital ID"
        }
    }

    func keyUse(_ use: KeyUse) -> String {
        switch use {
        case .sign: "signing documents"
        case .auth: "logging in (authentication)"
        case .other: "other purposes"
        }
    }

    func source(_ source: BestSignatureTime.Source) -> String {
        switch source {
        case .timestamp: "proven by a time-stamp"
        case .ingest: "proven by the record of receipt"
        case .now: "time of this check; nothing proves an earlier one"
        }
    }

    func outcome(_ outcome: Block.Outcome) -> String {
        switch outcome {
        case .passed: "holds"
        case .failed: "does not hold"
        case .undetermined: "undetermined"
        case .notApplicable: "does not apply"
        case .ignored: "ignored by the policy"
        }
    }

    func revocation(_ status: RevocationStatus) -> Sentence {
        switch status.answer {
        case .good: "not revoked\(basis(status))"
        case .revoked(let time, let reason):
            "revoked on \(moment(time))\(reason.map { ", \(self.reason($0))" as Sentence } ?? "")\(basis(status))"
        case .unknown(let gap): "unknown: \(words(gap))"
        case .notChecked: "not checked"
        }
    }

    private func basis(_ status: RevocationStatus) -> Sentence {
        guard let source = status.source else { return "" }
        return " (\(words(source))\(status.producedAt.map { " of \(moment($0))" as Sentence } ?? ""))"
    }

    func coverage(_ coverage: SignatureFacts.Coverage) -> String {
        switch coverage {
        case .whole: "the whole file"
        case .part: "a part of the file only"
        }
    }

    func value(_ value: SignatureValue) -> String {
        switch value {
        case .valid: "right"
        case .invalid: "wrong"
        case .unsupported: "algorithm unknown to this program"
        case .notChecked: "not checked"
        }
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November",
        "December",
    ]

    private static let moments = MomentWords()

    func moment(_ moment: Date) -> Sentence {
        Self.moments.sentence(for: moment) { time in
            "\(time.day) \(Self.months[time.month - 1]) \(time.year), \(time.clock) UTC"
        }
    }

    var bit: Sentence { "bit" }

    func size(_ octets: Int) -> String { "\(octets) bytes" }
}

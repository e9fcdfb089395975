internal import SandyqValidation

extension Finding {
    /// The id of a warning about an oddity that a reader noted: there is no check it could take one from.
    var noteID: String {
        switch self {
        case .structureRead, .structureBroken: "format.structure"
        case .limitReached: "limits"
        case .trailingBytes: "format.trailing-bytes"
        case .weakBase64: "format.base64"
        case .digestInfoWithoutNull: "signature.digest-info"
        case .signingCertificateFound, .signingCertificateMissing: "signer.certificate"
        case .signingCertificateFoundByKey: "signer.found-by-key"
        case .signingCertificateBound, .signingCertificateNotBound, .signingCertificateBindingDiffers,
            .signingCertificateBindingUnreadable:
            "signer.binding"
        case .dataIntact, .dataAltered, .dataMissing, .digestUnsupported, .nothingReferenced: "signature.references"
        case .attributesHold, .attributeBreach: "signature.attributes"
        case .signatureValueHolds, .signatureValueWrong, .signatureAlgorithmUnsupported, .signatureValueNotChecked:
            "signature.value"
        case .coversWhole, .coversPart: "signature.coverage"
        case .laterRevisionsForbidden: "signature.later-revisions"
        case .bestSignatureTime: "time.best"
        case .claimedTimeOnly: "time.claimed"
        case .timestampPassed, .timestampUnusable: "timestamp.validity"
        case .timestampPurpose, .timestampPurposeMissing: "timestamp.purpose"
        case .timestampPolicyAccepted, .timestampPolicyRefused: "timestamp.policy"
        case .timestampsOrdered, .timestampsDisordered: "time.order"
        case .chainFound, .chainMissing, .chainForged, .chainSearchExhausted: "certificate.chain"
        case .certificateInTime, .certificateExpired, .certificateNotYetValid: "certificate.validity"
        case .pathHolds, .pathBroken: "certificate.path"
        case .certificateDefect: "certificate.defect"
        case .notRevoked, .revokedLater, .revoked, .revocationUnknown, .revocationNotAsked, .responderRevocationUnknown:
            "certificate.revocation"
        case .revocationDataRefused: "revocation.refused"
        case .algorithmsAcceptable, .algorithmTooWeak, .keyTooShort: "acceptance.algorithms"
        case .keyUseAccepted, .keyUseRefused: "acceptance.key-use"
        case .extendedKeyUsageMissing: "acceptance.extended-key-usage"
        case .policyAccepted, .policyRefused: "acceptance.policy"
        case .iinChecksumWrong: "certificate.iin-checksum"
        case .binChecksumWrong: "certificate.bin-checksum"
        }
    }
}

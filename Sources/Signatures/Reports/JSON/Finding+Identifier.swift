internal import SandyqValidation

extension Block {
    /// Checks that warn, and oddities a reader noted that no check took up, each under a stable id.
    func warnings(with notes: [Finding]) -> [(id: String, finding: Finding)] {
        Self.warnings(among: allChecks, with: notes)
    }

    /// The same for checks at hand.
    static func warnings(among checks: [Check], with notes: [Finding]) -> [(id: String, finding: Finding)] {
        let told = notes.isEmpty ? [] : Set(checks.map(\.finding))
        return checks.filter(\.isWarning).map { ($0.reportID, $0.finding) }
            + notes.filter { !told.contains($0) }.map { ($0.noteID, $0) }
    }
}

extension Block.Check {
    /// The id in reports: a reader's note says by what it found what it is about.
    var reportID: String { id.hasSuffix(".note") ? finding.noteID : id }
}

extension Finding {
    /// The id of a warning about an oddity that a reader noted: there is no check it could take one from.
    var noteID: String {
        switch self {
        case .structureRead, .structureBroken: "format.structure"
        case .limitReached: "limits"
        case .passwordNeeded, .libraryMissing, .signatureEncodingUnsupported: "format.structure"
        case .hiddenContent: "signature.hidden-content"
        case .trailingBytes: "format.trailing-bytes"
        case .weakBase64: "format.base64"
        case .evidenceNotFetched: "network.fetch"
        case .digestInfoWithoutNull: "signature.digest-info"
        case .containerStrayOctets: "container.stray-octets"
        case .containerReadTwoWays: "container.read-two-ways"
        case .containerStrayingName: "container.path-traversal"
        case .containerSimilarNames: "container.similar-names"
        case .containerMimetype: "container.mimetype"
        case .objectsUncovered: "container.unsigned-object"
        case .signingCertificateFound, .signingCertificateMissing: "signer.certificate"
        case .signingCertificateFoundByKey: "signer.found-by-key"
        case .signingCertificateBound, .signingCertificateNotBound, .signingCertificateBindingDiffers,
            .signingCertificateBindingUnreadable:
            "signer.binding"
        case .dataIntact, .dataAltered, .dataMissing, .digestUnsupported, .nothingReferenced, .transformRefused:
            "signature.references"
        case .intactBeforeLaterSignatures: "signature.stacked"
        case .propertiesNotSigned: "signature.properties"
        case .attributesHold, .attributeBreach, .attributesNotDER: "signature.attributes"
        case .signatureValueHolds, .signatureValueWrong, .signatureAlgorithmUnsupported, .signatureValueNotChecked:
            "signature.value"
        case .coversWhole, .coversPart: "signature.covers-whole"
        case .laterRevisionsForbidden: "signature.later-revisions"
        case .bestSignatureTime: "time.best-signature-time"
        case .claimedTimeOnly: "time.claimed-signing-time"
        case .timestampPassed, .timestampUnusable: "time.timestamp"
        case .timestampPurpose, .timestampPurposeMissing: "acceptance.purpose"
        case .timestampPolicyAccepted, .timestampPolicyRefused: "timestamp.policy"
        case .timestampsOrdered, .timestampsDisordered: "time.order"
        case .chainFound, .chainMissing, .chainUntrusted, .chainForged, .chainSearchExhausted: "certificate.chain"
        case .certificateInTime, .certificateExpired, .certificateNotYetValid: "certificate.validity"
        case .pathHolds, .pathBroken: "certificate.path"
        case .certificateDefect: "certificate.defect"
        case .notRevoked, .revokedLater, .revoked, .revocationUnknown, .revocationNotAsked, .responderRevocationUnknown:
            "certificate.revocation"
        case .revocationDataRefused: "certificate.revocation-data"
        case .algorithmsAcceptable, .algorithmTooWeak, .keyTooShort: "acceptance.algorithms"
        case .keyUseAccepted, .keyUseRefused: "acceptance.key-use"
        case .extendedKeyUsageMissing: "acceptance.extended-key-usage"
        case .policyAccepted, .policyRefused: "acceptance.policy"
        case .iinChecksumWrong: "acceptance.iin-checksum"
        case .binChecksumWrong: "acceptance.bin-checksum"
        }
    }
}

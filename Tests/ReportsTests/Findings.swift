import SandyqValidation

/// One finding of every kind, and every reason, breach and gap inside one.
enum Findings {
    static let x = Sample.person
    static let t = Sample.moment
    static let defects: [CertificateFacts.Defect] = [
        .signatureAlgorithmsDiffer, .duplicateExtension("1.2.3"), .unreadableExtension("1.2.3"),
        .extensionsBeforeVersion3,
        .serialNumberOutOfRange, .notDER,
    ]
    static let gaps: [RevocationGap] = [
        .nothingAtHand, .signatureNotVerified, .issuerNotEntitled, .issuerExpired(t), .stale(t), .fromTheFuture(t),
        .outOfScope, .afterExpiry(t), .unknownCriticalExtension("1.2.3"), .deltaWithoutBase, .answeredUnknown,
        .weakAlgorithm("MD5"),
    ]
    static let breaches: [PathBreach] = [
        .notAuthority, .keyCertSignMissing, .pathTooLong(limit: 1), .nameNotPermitted(.dns("example.kz")),
        .nameExcluded(.address([10, 0, 0, 0, 255, 0, 0, 0])), .unknownCriticalExtension("1.2.3"),
        .explicitPolicyMissing,
        .anyPolicyMapped, .namesDoNotChain, .signatureInvalid, .signatureUnsupported("1.2.3"), .version1Authority,
        .constraintsTooMany(9),
    ]
    static let attributes: [AttributeFacts.Breach] = [
        .missing("1.2.3"), .repeated("1.2.3"), .contentTypeDiffers,
        .digestAlgorithmsDiffer(stated: .sha1, inSignature: .sha256), .algorithmProtectionDiffers, .digestUnfitForKey,
        .ambiguousIdentifier("x"), .misplaced("Body"), .keyInfoContradictory, .repeatedProperty("SigningTime"),
    ]
    static let reasons: [RevocationReason] = [
        .unspecified, .keyCompromise, .cACompromise, .affiliationChanged, .superseded, .cessationOfOperation,
        .certificateHold, .removeFromCRL, .privilegeWithdrawn, .aACompromise,
    ]
    static let kinds: [TimestampFacts.Kind] = [.signature, .content, .archive, .document, .references]

    static let signer: [Finding] = [
        .signingCertificateFound(x), .signingCertificateMissing(.none),
        .signingCertificateMissing(.issuerAndSerialNumber(x, "1f")),
        .signingCertificateMissing(.subjectKeyIdentifier([1, 2])), .signingCertificateFoundByKey(x),
        .signingCertificateBound(.sha256), .signingCertificateNotBound, .signingCertificateBindingDiffers,
        .signingCertificateBindingUnreadable, .keyUseAccepted(.sign), .keyUseRefused(.auth), .keyUseRefused(.other),
        .extendedKeyUsageMissing, .policyAccepted("1.2.3"), .policyRefused([]), .policyRefused(["1.2.3", "1.2.4"]),
        .iinChecksumWrong("123456789011"), .binChecksumWrong("123456789021"),
    ]
    static let data: [Finding] = [
        .structureRead(.cades), .structureBroken("SignedData"), .limitReached("depth", 50),
        .trailingBytes(3), .passwordNeeded, .libraryMissing("libqpdf"),
        .signatureEncodingUnsupported("adbe.x509.rsa_sha1"), .hiddenContent(["/Pages/4", "5 0 R"]), .attributesNotDER,
        .containerStrayOctets(7), .containerReadTwoWays, .containerStrayingName("/a"),
        .containerSimilarNames("a", "A"), .containerMimetype("text/plain"), .containerMimetype(nil),
        .objectsUncovered(["a.txt"], 1),
        .dataIntact(name: "a.pdf", digest: .sha256), .dataIntact(name: "content", digest: .sha256),
        .dataIntact(name: "imprint", digest: .sha256),
        .dataAltered(name: "a.pdf", digest: .sha256, expected: [1], actual: [2]), .dataMissing(name: "", tried: []),
        .dataMissing(name: "a.pdf", tried: ["b", "c"]), .digestUnsupported(name: "a.pdf", identifier: "1.2.3"),
        .transformRefused(name: "a.xml", transform: "urn:x"), .propertiesNotSigned,
        .intactBeforeLaterSignatures(name: "content", digest: .sha256, later: 1),
        .nothingReferenced, .attributesHold, .signatureValueHolds(Sample.algorithm),
        .signatureValueWrong(Sample.algorithm), .signatureAlgorithmUnsupported("1.2.3"), .signatureValueNotChecked,
        .digestInfoWithoutNull, .coversWhole, .coversPart, .laterRevisionsForbidden(["page 1"]), .weakBase64,
    ]
    static let failures: [FetchFailure] = [
        .unsupportedAddress, .unknownHost, .privateHost, .noAnswer, .tooLarge(9), .brokenOff, .redirected,
        .refused("code=404"), .notUnderstood, .replayed, .declined("tryLater"),
    ]
    static let time: [Finding] = [
        .bestSignatureTime(t, .timestamp), .bestSignatureTime(t, .ingest), .bestSignatureTime(t, .now),
        .claimedTimeOnly(t), .timestampUnusable(.signature, nil, .failed(.hash)),
        .timestampUnusable(.signature, t, .indeterminate(.noChain)), .timestampPurpose, .timestampPurposeMissing,
        .timestampPolicyAccepted("1.2.3"), .timestampPolicyRefused(nil), .timestampPolicyRefused("1.2.3"),
        .timestampsOrdered, .timestampsDisordered(earlier: t, later: Sample.later), .algorithmsAcceptable(at: t),
        .algorithmTooWeak("MD5", since: nil, at: t), .algorithmTooWeak("MD5", since: t, at: Sample.later),
        .keyTooShort(.rsa, bits: 512, least: 2048, at: t),
    ]
    static let chain: [Finding] = [
        .chainFound(anchor: x, length: 3), .chainMissing(issuer: x), .chainUntrusted(end: x), .chainForged(subject: x),
        .chainSearchExhausted, .certificateInTime(x, at: t), .certificateExpired(x, notAfter: t, at: Sample.later),
        .certificateNotYetValid(x, notBefore: Sample.later, at: t), .pathHolds, .notRevoked(x, by: .crl, producedAt: t),
        .notRevoked(x, by: .ocsp, producedAt: t), .revokedLater(x, at: t, reason: nil), .revoked(x, at: t, reason: nil),
        .revocationNotAsked(x), .revocationDataRefused(.crl, Sample.fingerprint(1), .nothingAtHand),
        .responderRevocationUnknown(x),
    ]
    static let all: [Finding] =
        signer + data + time + chain + defects.map { .certificateDefect($0, subject: x) }
        + gaps.map { .revocationUnknown(x, $0) } + breaches.map { .pathBroken($0, subject: x) }
        + defects.map { .pathBroken(.unreadable($0), subject: x) } + attributes.map { .attributeBreach($0) }
        + reasons.map { .revoked(x, at: t, reason: $0) } + kinds.map { .timestampPassed($0, t) }
        + failures.map { .evidenceNotFetched(address: "http://example.kz/a.crl", $0) }

    static let verdicts: [Verdict] =
        [.passed] + Verdict.Failure.allCases.map { .failed($0) } + Verdict.Doubt.allCases.map { .indeterminate($0) }
}

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// One thing that was looked at and what was found: the facts a sentence in any language is made of.
///
/// `Wording` in the reports turns a finding into a sentence that also says what to do; no other place words one.
public enum Finding: Hashable, Sendable, Codable {
    // Format
    case structureRead(SignatureFormat)
    case structureBroken(String)
    case limitReached(String, Int)
    case passwordNeeded
    /// The library's name.
    case libraryMissing(String)
    /// The encoding's name, as a PDF's SubFilter.
    case signatureEncodingUnsupported(String)
    /// Objects that nothing leads to, prepared to be shown later: where they are.
    case hiddenContent([String])
    case trailingBytes(Int)

    // Containers
    /// Octets of the archive that belong to none of its entries.
    case containerStrayOctets(Int)
    /// The end of the archive's directory can be taken for another place.
    case containerReadTwoWays
    /// A name that leads out of the folder it would be unpacked to.
    case containerStrayingName(String)
    /// Names that many systems take for one.
    case containerSimilarNames(String, String)
    /// The type that the container states, which is not what it is; nil when it states none.
    case containerMimetype(String?)
    /// Data objects that are not signed: some of the names, and how many there are.
    case objectsUncovered([String], Int)

    // Signer
    case signingCertificateFound(DistinguishedName)
    case signingCertificateMissing(SignerFacts.Identifier)
    case signingCertificateFoundByKey(DistinguishedName)
    case signingCertificateBound(DigestAlgorithm)
    case signingCertificateNotBound
    case signingCertificateBindingDiffers
    case signingCertificateBindingUnreadable

    // References and signature value
    case dataIntact(name: String, digest: DigestAlgorithm)
    case dataAltered(name: String, digest: DigestAlgorithm, expected: [UInt8], actual: [UInt8])
    case dataMissing(name: String, tried: [String])
    case digestUnsupported(name: String, identifier: String)
    /// A transform that is unknown, or that could do anything (XSLT): its URI.
    case transformRefused(name: String, transform: String)
    /// Changed as it stands; unchanged without the XML signatures that were put beside this one later.
    case intactBeforeLaterSignatures(name: String, digest: DigestAlgorithm, later: Int)
    /// The XAdES properties are there, and no reference of the signature is to them: nobody signed what they say.
    case propertiesNotSigned
    case nothingReferenced
    case attributesHold
    case attributeBreach(AttributeFacts.Breach)
    case signatureValueHolds(SignatureAlgorithm)
    case signatureValueWrong(SignatureAlgorithm)
    case signatureAlgorithmUnsupported(String)
    case signatureValueNotChecked
    case digestInfoWithoutNull
    case attributesNotDER
    case coversWhole
    case coversPart
    case laterRevisionsForbidden([String])

    // Time
    case bestSignatureTime(Date, BestSignatureTime.Source)
    case claimedTimeOnly(Date)
    case timestampPassed(TimestampFacts.Kind, Date)
    case timestampUnusable(TimestampFacts.Kind, Date?, Verdict)
    case timestampPurpose
    case timestampPurposeMissing
    case timestampPolicyAccepted(OID)
    case timestampPolicyRefused(OID?)
    case timestampsOrdered
    case timestampsDisordered(earlier: Date, later: Date)

    // Chain
    case chainFound(anchor: DistinguishedName, length: Int)
    case chainMissing(issuer: DistinguishedName)
    /// Everything is at hand up to this name, and nothing of it is trusted.
    case chainUntrusted(end: DistinguishedName)
    case chainForged(subject: DistinguishedName)
    case chainSearchExhausted
    case certificateInTime(DistinguishedName, at: Date)
    case certificateExpired(DistinguishedName, notAfter: Date, at: Date)
    case certificateNotYetValid(DistinguishedName, notBefore: Date, at: Date)
    case pathHolds
    case pathBroken(PathBreach, subject: DistinguishedName)
    case certificateDefect(CertificateFacts.Defect, subject: DistinguishedName)

    // Revocation
    case notRevoked(DistinguishedName, by: RevocationSource, producedAt: Date)
    case revokedLater(DistinguishedName, at: Date, reason: RevocationReason?)
    case revoked(DistinguishedName, at: Date, reason: RevocationReason?)
    case revocationUnknown(DistinguishedName, RevocationGap)
    case revocationNotAsked(DistinguishedName)
    case revocationDataRefused(RevocationSource, Fingerprint, RevocationGap)
    case responderRevocationUnknown(DistinguishedName)

    // Cryptographic constraints
    case algorithmsAcceptable(at: Date)
    case algorithmTooWeak(String, since: Date?, at: Date)
    case keyTooShort(SignatureScheme, bits: Int, least: Int, at: Date)

    // Acceptance
    case keyUseAccepted(KeyUse)
    case keyUseRefused(KeyUse)
    case extendedKeyUsageMissing
    case policyAccepted(OID)
    case policyRefused([OID])
    case iinChecksumWrong(String)
    case binChecksumWrong(String)
    case weakBase64

    // Network
    case evidenceNotFetched(address: String, FetchFailure)
}

/// Why evidence could not be fetched from the network.
public enum FetchFailure: Error, Hashable, Sendable, Codable {
    /// Not a plain `http` address.
    case unsupportedAddress
    /// No such host, or nobody to ask for it.
    case unknownHost
    /// The name leads to this machine or a private network.
    case privateHost
    /// No answer, or none in time.
    case noAnswer
    /// More octets than the bound.
    case tooLarge(Int)
    case brokenOff
    case redirected
    /// What the server said instead.
    case refused(String)
    /// What came is not what was asked for.
    case notUnderstood
    /// The answer belongs to an earlier question: its nonce differs.
    case replayed
    /// The responder's status, as RFC 6960 names it.
    case declined(String)
}

/// Where revocation data comes from.
public enum RevocationSource: String, Hashable, Sendable, Codable {
    case crl
    case ocsp
}

/// Why no revocation status follows from what is at hand.
public enum RevocationGap: Hashable, Sendable, Codable {
    /// Nothing about this certificate was at hand.
    case nothingAtHand
    /// No key of an entitled issuer verifies it.
    case signatureNotVerified
    /// It is signed, but by somebody not entitled to speak for the issuer (RFC 6960 4.2.2.2, RFC 5280 6.3.3 f).
    case issuerNotEntitled
    /// Its issuer's certificate has ended, and nothing proves that the data was made before.
    case issuerExpired(Date)
    /// It ends before, or was produced too long before, the time in question.
    case stale(Date)
    /// It says it begins after the time of validation.
    case fromTheFuture(Date)
    /// Its scope leaves the certificate out (issuing distribution point, reasons).
    case outOfScope
    /// It was made after the certificate expired and does not keep expired ones (RFC 5280 5, X.509 expiredCertsOnCRL).
    case afterExpiry(Date)
    /// It has a critical extension unknown to this build.
    case unknownCriticalExtension(OID)
    /// A delta CRL whose base is not at hand.
    case deltaWithoutBase
    /// The responder answered "unknown", or "revoked" in the sense of "never issued" (RFC 6960 4.4.8).
    case answeredUnknown
    /// Its digest or signature algorithm is no longer acceptable.
    case weakAlgorithm(String)
}

/// A rule of RFC 5280 clause 6.1 that a path breaks.
public enum PathBreach: Hashable, Sendable, Codable {
    case notAuthority
    case keyCertSignMissing
    case pathTooLong(limit: Int)
    case nameNotPermitted(GeneralName)
    case nameExcluded(GeneralName)
    case unknownCriticalExtension(OID)
    case explicitPolicyMissing
    /// Policies are mapped to or from anyPolicy (clause 6.1.4 (a)).
    case anyPolicyMapped
    /// A defect of a certificate that makes every path through it fail.
    case unreadable(CertificateFacts.Defect)
    case namesDoNotChain
    case signatureInvalid
    case signatureUnsupported(String)
    case version1Authority
    /// Name constraints or policies would take more steps than this build is ready to make.
    case constraintsTooMany(Int)
}

/// What a certificate's key may be used for, as Kazakhstan's profile tells it; raw values are the JSON report's.
public enum KeyUse: String, Hashable, Sendable, Codable {
    /// nonRepudiation: documents.
    case sign
    /// digitalSignature with keyEncipherment, or clientAuth: logging in.
    case auth
    case other
}

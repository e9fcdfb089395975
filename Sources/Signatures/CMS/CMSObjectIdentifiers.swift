internal import SandyqValidation

/// The object identifiers of CMS, ESS, CAdES and time-stamps.
extension OID {
    /// RFC 5652 clause 5.1.
    static let signedData: OID = "1.2.840.113549.1.7.2"
    /// RFC 5652 clause 4.
    static let data: OID = "1.2.840.113549.1.7.1"
    /// RFC 3161 clause 2.4.2.
    static let timestampInfo: OID = "1.2.840.113549.1.9.16.1.4"

    /// RFC 5652 clause 11.1.
    static let contentType: OID = "1.2.840.113549.1.9.3"
    /// RFC 5652 clause 11.2.
    static let messageDigest: OID = "1.2.840.113549.1.9.4"
    /// RFC 5652 clause 11.3.
    static let signingTime: OID = "1.2.840.113549.1.9.5"
    /// RFC 5652 clause 11.4.
    static let counterSignature: OID = "1.2.840.113549.1.9.6"
    /// RFC 6211 clause 2.
    static let algorithmProtection: OID = "1.2.840.113549.1.9.52"
    /// RFC 2634 clause 5.4.
    static let signingCertificate: OID = "1.2.840.113549.1.9.16.2.12"
    /// RFC 5035 clause 3.
    static let signingCertificateV2: OID = "1.2.840.113549.1.9.16.2.47"

    /// RFC 5126 clause 5.11.3.
    static let signerAttributes: OID = "1.2.840.113549.1.9.16.2.18"
    /// EN 319 122-1 clause 5.2.6.
    static let signerAttributesV2: OID = "0.4.0.19122.1.1"
    /// EN 319 122-1 clause 5.2.9.
    static let signaturePolicy: OID = "1.2.840.113549.1.9.16.2.15"
    /// EN 319 122-1 clause 5.2.8.
    static let contentTimestamp: OID = "1.2.840.113549.1.9.16.2.20"
    /// EN 319 122-1 clause 5.3.
    static let signatureTimestamp: OID = "1.2.840.113549.1.9.16.2.14"
    /// EN 319 122-1 clause A.1.1.1.
    static let certificateReferences: OID = "1.2.840.113549.1.9.16.2.21"
    /// EN 319 122-1 clause A.1.2.1.
    static let revocationReferences: OID = "1.2.840.113549.1.9.16.2.22"
    /// EN 319 122-1 clause A.1.1.2.
    static let certificateValues: OID = "1.2.840.113549.1.9.16.2.23"
    /// EN 319 122-1 clause A.1.2.2.
    static let revocationValues: OID = "1.2.840.113549.1.9.16.2.24"
    /// EN 319 122-1 clause A.1.5.2.
    static let cadesCTimestamp: OID = "1.2.840.113549.1.9.16.2.25"
    /// EN 319 122-1 clause A.1.5.1.
    static let referencesTimestamp: OID = "1.2.840.113549.1.9.16.2.26"
    /// TS 101 733 clause 6.4.1, first form.
    static let archiveTimestampV1: OID = "1.2.840.113549.1.9.16.2.27"
    /// TS 101 733 clause 6.4.1.
    static let archiveTimestampV2: OID = "1.2.840.113549.1.9.16.2.48"
    /// EN 319 122-1 clause 5.5.3.
    static let archiveTimestampV3: OID = "0.4.0.1733.2.4"
    /// TS 101 733 clause 6.4.2.
    static let hashIndexV1: OID = "0.4.0.1733.2.5"
    /// EN 319 122-1 clause A.2.2 of its first edition.
    static let hashIndexV2: OID = "0.4.0.19122.1.4"
    /// EN 319 122-1 clause 5.5.2.
    static let hashIndexV3: OID = "0.4.0.19122.1.5"
    /// RFC 4998 appendix A: the structure is covered.
    static let internalEvidenceRecord: OID = "1.2.840.113549.1.9.16.2.49"
    /// RFC 4998 appendix A: the structure and the content are covered.
    static let externalEvidenceRecord: OID = "1.2.840.113549.1.9.16.2.50"
    /// TS 101 733 clause 6.5.1.
    static let longTermValidation: OID = "0.4.0.1733.2.2"

    /// Adobe's adbe-revocationInfoArchival (ISO 32000-1 clause 12.8.3.3.2).
    static let adobeRevocationValues: OID = "1.2.840.113583.1.1.8"

    /// RFC 5940 clause 2.1.
    static let ocspResponseInfo: OID = "1.3.6.1.5.5.7.16.2"
    /// RFC 6960 clause 4.2.1.
    static let basicOCSPResponse: OID = "1.3.6.1.5.5.7.48.1.1"
}

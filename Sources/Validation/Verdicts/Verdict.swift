/// The conclusion about one signature or one of its building blocks (ETSI EN 319 102-1 clause 5.1.3).
public enum Verdict: Hashable, Sendable, Codable {
    case passed
    case failed(Failure)
    case indeterminate(Doubt)

    /// Why a signature is certainly bad; raw values are the ETSI names.
    public enum Failure: String, Hashable, Sendable, Codable, CaseIterable {
        case format = "FORMAT_FAILURE"
        case hash = "HASH_FAILURE"
        case crypto = "SIG_CRYPTO_FAILURE"
        case revoked = "REVOKED"
        case expired = "EXPIRED"
        case notYetValid = "NOT_YET_VALID"
    }

    /// Why nothing certain can be said; raw values are the ETSI names.
    public enum Doubt: String, Hashable, Sendable, Codable, CaseIterable {
        case signatureConstraints = "SIG_CONSTRAINTS_FAILURE"
        case chainConstraints = "CHAIN_CONSTRAINTS_FAILURE"
        case certificateChainGeneral = "CERTIFICATE_CHAIN_GENERAL_FAILURE"
        case cryptoConstraints = "CRYPTO_CONSTRAINTS_FAILURE"
        case cryptoConstraintsNoPOE = "CRYPTO_CONSTRAINTS_FAILURE_NO_POE"
        case policyProcessing = "POLICY_PROCESSING_ERROR"
        case timestampOrder = "TIMESTAMP_ORDER_FAILURE"
        case noSigningCertificate = "NO_SIGNING_CERTIFICATE_FOUND"
        case noChain = "NO_CERTIFICATE_CHAIN_FOUND"
        case revokedNoPOE = "REVOKED_NO_POE"
        case revokedAuthorityNoPOE = "REVOKED_CA_NO_POE"
        case outOfBoundsNoPOE = "OUT_OF_BOUNDS_NO_POE"
        case outOfBoundsNotRevoked = "OUT_OF_BOUNDS_NOT_REVOKED"
        case revocationOutOfBoundsNoPOE = "REVOCATION_OUT_OF_BOUNDS_NO_POE"
        case noPOE = "NO_POE"
        case tryLater = "TRY_LATER"
        case signedDataNotFound = "SIGNED_DATA_NOT_FOUND"
        case custom = "CUSTOM"
    }

    /// `PASSED`, `FAILED` or `INDETERMINATE`: of a building block.
    public var blockIndication: String {
        switch self {
        case .passed: "PASSED"
        case .failed: "FAILED"
        case .indeterminate: "INDETERMINATE"
        }
    }

    /// `TOTAL-PASSED`, `TOTAL-FAILED` or `INDETERMINATE`: of a signature.
    public var indication: String {
        switch self {
        case .passed: "TOTAL-PASSED"
        case .failed: "TOTAL-FAILED"
        case .indeterminate: "INDETERMINATE"
        }
    }

    /// The ETSI sub-indication; nil when passed.
    public var subIndication: String? {
        switch self {
        case .passed: nil
        case .failed(let failure): failure.rawValue
        case .indeterminate(let doubt): doubt.rawValue
        }
    }
}

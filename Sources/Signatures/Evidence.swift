public import SandyqValidation

/// Certificates and revocation data from outside the signature file, parsed once and used for many files.
public struct Evidence: Sendable {
    /// Trusted by name and key.
    public var anchors: [Certificate] = []
    /// May complete a chain, or be the signer's when the file carries none; never trusted.
    public var certificates: [Certificate] = []
    /// Lists, each with where it came from.
    public var revocationLists: [(list: RevocationList, origin: EvidenceOrigin)] = []
    /// Responses, each with where it came from.
    public var ocspResponses: [(response: OCSPResponse, origin: EvidenceOrigin)] = []

    /// Starts empty.
    public init() {}
}

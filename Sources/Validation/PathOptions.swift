/// The inputs of RFC 5280 clause 6.1.1 (c) to (g) that a user may set.
public struct PathOptions: Hashable, Sendable, Codable {
    /// The user-initial-policy-set; nil: any policy.
    public var initialPolicies: Set<OID>?
    /// Whether the path must hold for a policy (e).
    public var requireExplicitPolicy = false
    /// Whether policy mapping is inhibited (d).
    public var inhibitPolicyMapping = false
    /// Whether anyPolicy counts for nothing (f).
    public var inhibitAnyPolicy = false

    /// Any policy, nothing inhibited.
    public init() {}
}

/// The inputs of RFC 5280 clause 6.1.1 (c) to (g) that a user may set.
public struct PathOptions: Hashable, Sendable, Codable {
    /// The user-initial-policy-set; nil: any policy.
    public var initialPolicies: Set<OID>?
    public var requireExplicitPolicy = false
    public var inhibitPolicyMapping = false
    public var inhibitAnyPolicy = false

    /// Any policy, nothing inhibited.
    public init() {}
}

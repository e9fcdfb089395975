/// The certificate policies that hold along a path (RFC 5280 clause 6.1, as RFC 9618 section 5 recasts it).
///
/// RFC 9618's graph has one node for each policy of a level, however many lines of descent lead to it: its size is
/// linear in the certificates', where the tree of RFC 5280 grows with the power of the path's length.
struct PolicyGraph {
    static let anyPolicy: OID = "2.5.29.32.0"
    /// How many nodes and lines of descent a path may have.
    static let limit = 20_000

    private var levels: [[OID: Node]]
    private var size = 0

    private struct Node {
        /// Policies of the next certificate that descend from this one.
        var expected: Set<OID>
        /// Policies of the level above that this one descends from.
        let parents: [OID]
    }

    /// More nodes or lines of descent than `limit`.
    struct Overflow: Error {}

    /// Starts with any policy (clause 6.1.2 (a)).
    init() { levels = [[Self.anyPolicy: Node(expected: [Self.anyPolicy], parents: [])]] }

    /// Whether no policy holds any more: the NULL of clause 6.1.
    var isEmpty: Bool { levels.last?.isEmpty ?? true }

    /// Adds the policies of the next certificate (clause 6.1.3 (d) and (e)).
    ///
    /// `policies` is nil when the certificate has no such extension; `countsAnyPolicy` says whether an asserted anyPolicy
    /// is looked at.
    mutating func descend(to policies: [OID]?, countsAnyPolicy: Bool) throws(Overflow) {
        let above = levels.last ?? [:]
        var level: [OID: Node] = [:]
        if let policies, !above.isEmpty {
            var parents: [OID: [OID]] = [:]
            for (policy, node) in above {
                for expected in node.expected { parents[expected, default: []].append(policy) }
            }
            for policy in policies where policy != Self.anyPolicy && level[policy] == nil {
                if let matched = parents[policy] {
                    level[policy] = try node(policy, under: matched)
                } else if above[Self.anyPolicy] != nil {
                    level[policy] = try node(policy, under: [Self.anyPolicy])
                }
            }
            if countsAnyPolicy, policies.contains(Self.anyPolicy) {
                for (policy, matched) in parents where level[policy] == nil {
                    level[policy] = try node(policy, under: matched)
                }
            }
        }
        levels.append(level)
    }

    /// Applies the certificate's mappings to its own policies (clause 6.1.4 (b)).
    mutating func map(_ mappings: [CertificateExtensions.PolicyMapping], isInhibited: Bool) throws(Overflow) {
        guard var level = levels.popLast() else { return }
        defer { levels.append(level) }
        if isInhibited {
            for mapping in mappings { level[mapping.issuerDomain] = nil }
            return
        }
        var domains: [OID: Set<OID>] = [:]
        for mapping in mappings { domains[mapping.issuerDomain, default: []].insert(mapping.subjectDomain) }
        for (policy, expected) in domains {
            try spend(expected.count)
            if level[policy] != nil {
                level[policy]?.expected = expected
            } else if level[Self.anyPolicy] != nil {
                level[policy] = Node(expected: expected, parents: [Self.anyPolicy])
            }
        }
    }

    /// The policies in force, in the anchor's terms: the user-constrained policy set of clause 6.1.5 (g).
    ///
    /// `initial` are the policies asked for; nil, or anyPolicy among them, asks for any. In the answer, anyPolicy stands for
    /// every policy.
    func policies(within initial: Set<OID>?) -> Set<OID> {
        var inForce: Set<OID> = []
        var living = Set((levels.last ?? [:]).keys)
        if living.contains(Self.anyPolicy) { inForce.insert(Self.anyPolicy) }
        for level in levels.dropFirst().reversed() {
            var parents: Set<OID> = []
            for policy in living {
                guard let node = level[policy] else { continue }
                if policy != Self.anyPolicy, node.parents.contains(Self.anyPolicy) { inForce.insert(policy) }
                parents.formUnion(node.parents)
            }
            living = parents
        }
        guard let initial, !initial.contains(Self.anyPolicy) else { return inForce }
        return inForce.contains(Self.anyPolicy) ? initial : inForce.intersection(initial)
    }

    private mutating func node(_ policy: OID, under parents: [OID]) throws(Overflow) -> Node {
        try spend(1 + parents.count)
        return Node(expected: [policy], parents: parents)
    }

    private mutating func spend(_ count: Int) throws(Overflow) {
        size += count
        guard size <= Self.limit else { throw Overflow() }
    }
}

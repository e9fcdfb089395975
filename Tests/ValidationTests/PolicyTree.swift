import SandyqValidation

/// The valid policy tree of RFC 5280 clause 6.1, letter by letter: the yardstick of the graph that validation uses.
final class PolicyTree {
    static let anyPolicy: OID = "2.5.29.32.0"

    private final class Node {
        var policy: OID
        var expected: Set<OID>
        var children: [Node] = []

        init(_ policy: OID, expected: Set<OID>) {
            self.policy = policy
            self.expected = expected
        }

        func nodes(at depth: Int) -> [Node] {
            depth == 0 ? [self] : children.flatMap { $0.nodes(at: depth - 1) }
        }

        /// Drops what has no descendant so deep; says whether this node has one.
        func prune(to depth: Int) -> Bool {
            if depth == 0 { return true }
            children.removeAll { !$0.prune(to: depth - 1) }
            return !children.isEmpty
        }
    }

    private var root: Node? = Node(PolicyTree.anyPolicy, expected: [PolicyTree.anyPolicy])
    private var depth = 0

    /// Whether a path from the anchor's side down to the leaf has policies enough, and which are valid when any is asked for.
    static func outcome(of path: [CertificateFacts], options: PathOptions) -> (holds: Bool, policies: Set<OID>) {
        let tree = PolicyTree()
        let count = path.count
        var explicit = options.requireExplicitPolicy ? 0 : count + 1
        var mapping = options.inhibitPolicyMapping ? 0 : count + 1
        var inhibitAny = options.inhibitAnyPolicy ? 0 : count + 1
        for (place, certificate) in path.enumerated() {
            let said = certificate.extensions
            let isLast = place == count - 1
            if let policies = said.policies {
                tree.descend(to: policies, countsAny: inhibitAny > 0 || !isLast && certificate.isSelfIssued)
            } else {
                tree.root = nil
            }
            if explicit == 0, tree.root == nil { return (false, []) }
            if isLast {
                explicit = max(0, explicit - 1)
                if said.policyConstraints?.requireExplicitPolicy == 0 { explicit = 0 }
                continue
            }
            tree.map(said.policyMappings ?? [], isAllowed: mapping > 0)
            if !certificate.isSelfIssued {
                explicit = max(0, explicit - 1)
                mapping = max(0, mapping - 1)
                inhibitAny = max(0, inhibitAny - 1)
            }
            explicit = min(explicit, said.policyConstraints?.requireExplicitPolicy ?? .max)
            mapping = min(mapping, said.policyConstraints?.inhibitPolicyMapping ?? .max)
            inhibitAny = min(inhibitAny, said.inhibitAnyPolicy ?? .max)
        }
        if let initial = options.initialPolicies { tree.intersect(initial) }
        return (explicit > 0 || tree.root != nil, tree.domain)
    }

    /// Clause 6.1.3 (d).
    private func descend(to policies: [OID], countsAny: Bool) {
        guard let root else { return }
        let leaves = root.nodes(at: depth)
        for policy in policies where policy != Self.anyPolicy {
            let matched = leaves.filter { $0.expected.contains(policy) }
            let parents = matched.isEmpty ? leaves.filter { $0.policy == Self.anyPolicy } : matched
            for parent in parents { parent.children.append(Node(policy, expected: [policy])) }
        }
        if policies.contains(Self.anyPolicy), countsAny {
            for parent in leaves {
                for policy in parent.expected where !parent.children.contains(where: { $0.policy == policy }) {
                    parent.children.append(Node(policy, expected: [policy]))
                }
            }
        }
        depth += 1
        if !root.prune(to: depth) { self.root = nil }
    }

    /// Clause 6.1.4 (b).
    private func map(_ mappings: [CertificateExtensions.PolicyMapping], isAllowed: Bool) {
        guard let root else { return }
        for policy in Set(mappings.map(\.issuerDomain)) {
            let targets = Set(mappings.filter { $0.issuerDomain == policy }.map(\.subjectDomain))
            let nodes = root.nodes(at: depth)
            if !isAllowed {
                for parent in root.nodes(at: depth - 1) { parent.children.removeAll { $0.policy == policy } }
            } else if nodes.contains(where: { $0.policy == policy }) {
                for node in nodes where node.policy == policy { node.expected = targets }
            } else if nodes.contains(where: { $0.policy == Self.anyPolicy }) {
                let parent = root.nodes(at: depth - 1).first { $0.policy == Self.anyPolicy }
                parent?.children.append(Node(policy, expected: targets))
            }
        }
        if !root.prune(to: depth) { self.root = nil }
    }

    /// Clause 6.1.5 (g) (iii).
    private func intersect(_ initial: Set<OID>) {
        guard let root else { return }
        let parents = (0..<depth).flatMap { root.nodes(at: $0) }.filter { $0.policy == Self.anyPolicy }
        for parent in parents {
            parent.children.removeAll { $0.policy != Self.anyPolicy && !initial.contains($0.policy) }
        }
        let named = Set(parents.flatMap { $0.children.map(\.policy) })
        if let last = root.nodes(at: depth - 1).first(where: { $0.policy == Self.anyPolicy }),
            last.children.contains(where: { $0.policy == Self.anyPolicy })
        {
            for policy in initial.subtracting(named) { last.children.append(Node(policy, expected: [policy])) }
            last.children.removeAll { $0.policy == Self.anyPolicy }
        }
        if !root.prune(to: depth) { self.root = nil }
    }

    /// The policies directly below anyPolicy: those valid in the anchor's domain.
    private var domain: Set<OID> {
        guard let root else { return [] }
        let parents = (0..<depth).flatMap { root.nodes(at: $0) }.filter { $0.policy == Self.anyPolicy }
        var domain = Set(parents.flatMap { $0.children.map(\.policy) })
        if !root.nodes(at: depth).contains(where: { $0.policy == Self.anyPolicy }) { domain.remove(Self.anyPolicy) }
        return domain
    }
}

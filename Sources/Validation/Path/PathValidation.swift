/// What RFC 5280 clause 6.1 says of one path.
package struct PathOutcome: Hashable, Sendable {
    /// The first rule broken, from the anchor down; nil when the path holds.
    package let failure: Failure?
    /// The policies in force, in the anchor's terms; anyPolicy stands for every policy.
    ///
    /// Empty when the path fails, or when nothing asks for policies and none holds.
    package let policies: Set<OID>

    /// A rule broken, and whose certificate breaks it.
    package struct Failure: Hashable, Sendable {
        package let breach: PathBreach
        package let subject: DistinguishedName
    }
}

/// The path validation algorithm of RFC 5280 clause 6.1, with the policies of RFC 9618.
///
/// Signatures, validity periods and revocation (clause 6.1.3 (a) (1) to (3)) are judged elsewhere. Of the last element, the
/// trust anchor, only name and key are looked at: a path of one element always holds.
package struct PathValidation {
    private let options: PathOptions
    private var issuer: DistinguishedName
    private var names = NameSpace()
    private var policies = PolicyGraph()
    private var explicitPolicy: Int
    private var policyMapping: Int
    private var inhibitAnyPolicy: Int
    /// How many more certificates may follow that are not self-issued, and the constraint that says so.
    private var pathLength: (left: Int, limit: Int)

    /// Finds the first rule a path breaks: the failure of ``outcome(of:options:)``.
    package static func firstBreach(
        of path: [CertificateFacts],
        options: PathOptions
    ) -> (breach: PathBreach, subject: DistinguishedName)? {
        outcome(of: path, options: options).failure.map { ($0.breach, $0.subject) }
    }

    /// Validates a path: leaf first, the trust anchor last.
    ///
    /// An empty path fails.
    package static func outcome(of path: [CertificateFacts], options: PathOptions) -> PathOutcome {
        guard let anchor = path.last else {
            let nobody = DistinguishedName(relativeNames: [])
            return PathOutcome(failure: .init(breach: .namesDoNotChain, subject: nobody), policies: [])
        }
        var validation = PathValidation(below: anchor, length: path.count - 1, options: options)
        var subject = anchor.subject
        do throws(Stop) {
            for index in path.indices.dropLast().reversed() {
                subject = path[index].subject
                try validation.process(path[index], isLast: index == 0)
                if index > 0 { try validation.prepare(after: path[index]) }
            }
            return PathOutcome(failure: nil, policies: try validation.wrapUp(path[0]))
        } catch {
            return PathOutcome(failure: .init(breach: error.breach, subject: subject), policies: [])
        }
    }

    private typealias Stop = NameSpace.Stop

    /// Clause 6.1.2.
    private init(below anchor: CertificateFacts, length: Int, options: PathOptions) {
        self.options = options
        issuer = anchor.subject
        explicitPolicy = options.requireExplicitPolicy ? 0 : length + 1
        policyMapping = options.inhibitPolicyMapping ? 0 : length + 1
        inhibitAnyPolicy = options.inhibitAnyPolicy ? 0 : length + 1
        pathLength = (length, length)
    }

    /// Clause 6.1.3, for every certificate.
    private mutating func process(_ certificate: CertificateFacts, isLast: Bool) throws(Stop) {
        if let defect = certificate.defects.first(where: \.breaksPaths) { throw Stop(breach: .unreadable(defect)) }
        guard certificate.issuer == issuer else { throw Stop(breach: .namesDoNotChain) }
        let isSelfIssued = certificate.isSelfIssued
        if isLast || !isSelfIssued { try names.check(certificate) }
        let countsAnyPolicy = inhibitAnyPolicy > 0 || !isLast && isSelfIssued
        try bounded { graph throws(PolicyGraph.Overflow) in
            try graph.descend(to: certificate.extensions.policies, countsAnyPolicy: countsAnyPolicy)
        }
        guard explicitPolicy > 0 || !policies.isEmpty else { throw Stop(breach: .explicitPolicyMissing) }
        if let unknown = certificate.extensions.unknownCritical.first {
            throw Stop(breach: .unknownCriticalExtension(unknown))
        }
    }

    /// Clause 6.1.4, for every certificate but the last.
    private mutating func prepare(after certificate: CertificateFacts) throws(Stop) {
        let extensions = certificate.extensions
        try mapPolicies(extensions.policyMappings ?? [])
        issuer = certificate.subject
        if let constraints = extensions.nameConstraints { try names.narrow(by: constraints) }
        try checkAuthority(certificate)
        if !certificate.isSelfIssued {
            explicitPolicy = max(0, explicitPolicy - 1)
            policyMapping = max(0, policyMapping - 1)
            inhibitAnyPolicy = max(0, inhibitAnyPolicy - 1)
        }
        explicitPolicy = min(explicitPolicy, extensions.policyConstraints?.requireExplicitPolicy ?? .max)
        policyMapping = min(policyMapping, extensions.policyConstraints?.inhibitPolicyMapping ?? .max)
        inhibitAnyPolicy = min(inhibitAnyPolicy, extensions.inhibitAnyPolicy ?? .max)
    }

    /// Clause 6.1.4 (a) and (b).
    private mutating func mapPolicies(_ mappings: [CertificateExtensions.PolicyMapping]) throws(Stop) {
        let anyPolicy = PolicyGraph.anyPolicy
        guard !mappings.contains(where: { $0.issuerDomain == anyPolicy || $0.subjectDomain == anyPolicy }) else {
            throw Stop(breach: .anyPolicyMapped)
        }
        let isInhibited = policyMapping == 0
        try bounded { graph throws(PolicyGraph.Overflow) in try graph.map(mappings, isInhibited: isInhibited) }
    }

    /// Clause 6.1.4 (k) to (n).
    private mutating func checkAuthority(_ certificate: CertificateFacts) throws(Stop) {
        // No other means tells us that a certificate before version 3 is an authority's: refused, as (k) advises.
        guard certificate.version >= 3 else { throw Stop(breach: .version1Authority) }
        guard let constraints = certificate.extensions.basicConstraints, constraints.isAuthority else {
            throw Stop(breach: .notAuthority)
        }
        if !certificate.isSelfIssued {
            guard pathLength.left > 0 else { throw Stop(breach: .pathTooLong(limit: pathLength.limit)) }
            pathLength.left -= 1
        }
        if let limit = constraints.pathLength, limit < pathLength.left { pathLength = (limit, limit) }
        if let usage = certificate.extensions.keyUsage, !usage.contains(.keyCertSign) {
            throw Stop(breach: .keyCertSignMissing)
        }
    }

    /// Clause 6.1.5.
    private mutating func wrapUp(_ certificate: CertificateFacts) throws(Stop) -> Set<OID> {
        explicitPolicy = max(0, explicitPolicy - 1)
        if certificate.extensions.policyConstraints?.requireExplicitPolicy == 0 { explicitPolicy = 0 }
        let inForce = policies.policies(within: options.initialPolicies)
        guard explicitPolicy > 0 || !inForce.isEmpty else { throw Stop(breach: .explicitPolicyMissing) }
        return inForce
    }

    private mutating func bounded(
        _ body: (inout PolicyGraph) throws(PolicyGraph.Overflow) -> Void
    ) throws(Stop) {
        do throws(PolicyGraph.Overflow) { try body(&policies) } catch {
            throw Stop(breach: .constraintsTooMany(PolicyGraph.limit))
        }
    }
}

extension CertificateFacts.Defect {
    /// Whether no path through a certificate with this defect holds.
    var breaksPaths: Bool {
        switch self {
        case .signatureAlgorithmsDiffer, .duplicateExtension, .unreadableExtension: true
        case .extensionsBeforeVersion3, .serialNumberOutOfRange, .notDER: false
        }
    }
}

/// The name space that a path's certificates leave to those below them (RFC 5280 clauses 4.2.1.10 and 6.1).
///
/// The intersection of clause 6.1.4 (g) is not computed: a name lies in it when each constraint so far admits it.
struct NameSpace {
    /// How many preparations and comparisons a path may take.
    static let limit = 50_000

    /// One element for each certificate that permits names.
    private var permitted: [[NameForm: [NameSubtree]]] = []
    private var excluded: [NameForm: [NameSubtree]] = [:]
    private var steps = 0

    /// A name outside the space, or too many steps to tell.
    struct Stop: Error { let breach: PathBreach }

    /// Narrows the space by a certificate's constraints (clause 6.1.4 (g)).
    mutating func narrow(by constraints: CertificateExtensions.NameConstraints) throws(Stop) {
        try spend(constraints.permitted.count + constraints.excluded.count)
        if !constraints.permitted.isEmpty {
            var forms: [NameForm: [NameSubtree]] = [:]
            for base in constraints.permitted { forms[base.form, default: []].append(NameSubtree(base)) }
            permitted.append(forms)
        }
        for base in constraints.excluded { excluded[base.form, default: []].append(NameSubtree(base)) }
    }

    /// Checks that every name of a certificate lies in the space (clause 6.1.3 (b) and (c)).
    mutating func check(_ certificate: CertificateFacts) throws(Stop) {
        guard !permitted.isEmpty || !excluded.isEmpty else { return }
        if !certificate.subject.isEmpty { try check(.directory(certificate.subject)) }
        // Clause 4.2.1.10 asks this only of certificates without alternative names; a person reads the subject in any case.
        for mailbox in certificate.subject.values(of: "1.2.840.113549.1.9.1") { try check(.email(mailbox)) }
        for name in certificate.extensions.subjectAlternativeNames { try check(name) }
    }

    private mutating func check(_ name: GeneralName) throws(Stop) {
        try spend(1)
        let form = name.form
        let prepared = PreparedName(name)
        for forms in permitted {
            guard let subtrees = forms[form] else { continue }
            var isPermitted = false
            for subtree in subtrees where !isPermitted {
                try spend(subtree.cost)
                isPermitted = subtree.contains(prepared) ?? false
            }
            guard isPermitted else { throw Stop(breach: .nameNotPermitted(name)) }
        }
        for subtree in excluded[form] ?? [] {
            try spend(subtree.cost)
            // What cannot be compared may be what is excluded: clause 4.2.1.10 has the certificate rejected.
            if subtree.contains(prepared) ?? true || subtree.touches(prepared) {
                throw Stop(breach: .nameExcluded(name))
            }
        }
    }

    private mutating func spend(_ count: Int) throws(Stop) {
        steps += count
        guard steps <= Self.limit else { throw Stop(breach: .constraintsTooMany(Self.limit)) }
    }
}

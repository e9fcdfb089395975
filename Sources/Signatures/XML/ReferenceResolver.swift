internal import SandyqLibXML
internal import SandyqOpenSSL
internal import SandyqValidation

/// Finds what references name and computes their digests.
struct ReferenceResolver {
    let document: XMLDocument
    let identifiers: XMLIdentifiers
    let source: any ContentSource
    let budget: XMLBudget

    /// What became of a reference.
    struct Outcome {
        let target: ReferenceTarget
        /// What the source calls data outside.
        var name: String?
        var state: ReferenceFacts.State
        /// Whether filters leave something out of what the reference names.
        var leavesOutData = false
    }

    /// Compares the data's digest with the one the reference states.
    ///
    /// - Parameters:
    ///   - reference: The reference.
    ///   - excluded: Elements taken out of the data beside what its transforms take out.
    /// - Returns: Where the reference led, and what was found there.
    func outcome(of reference: XMLReference, without excluded: [XMLElement] = []) -> Outcome {
        let target = ReferenceTarget(reference.uri, identifiers: identifiers)
        var outcome = Outcome(target: target, state: .missing(tried: []))
        guard let digest = reference.digest, let running = RunningDigest(digest) else {
            outcome.state = .unsupported
            return outcome
        }
        if case .outside(let uri) = target, reference.transforms.areEmpty {
            (outcome.name, outcome.state) = outside(uri, digest, expecting: reference.digestValue)
            return outcome
        }
        do throws(TransformFailure) {
            guard let data = try data(of: reference, at: target, without: excluded) else {
                outcome.state = .missing(tried: reference.uri.map { [$0] } ?? [])
                return outcome
            }
            try write(data, standard: .standard) { running.update($0) }
            let actual = running.finish()
            let isSame = actual == reference.digestValue
            outcome.state = isSame ? .intact : .altered(expected: reference.digestValue, actual: actual)
            outcome.leavesOutData =
                target.nodes(in: document).map { reference.transforms.leaveOutData(of: $0, spending: budget) } ?? false
        } catch {
            switch error {
            case .refused(let uri): outcome.state = .untransformed(uri)
            case .unfit: outcome.state = .altered(expected: reference.digestValue, actual: [])
            case .limit: outcome.state = .missing(tried: [])
            }
        }
        return outcome
    }

    /// The entries of every manifest that a reference of the signature leads to (XML Signature clause 5.1).
    func manifestEntries(of signature: XMLSignature) throws(FormatError) -> [XMLReference] {
        var entries: [XMLReference] = []
        for reference in signature.references {
            guard case .element(let manifest, _) = ReferenceTarget(reference.uri, identifiers: identifiers),
                manifest.isNamed("Manifest", in: XMLNamespaces.signature)
            else { continue }
            for element in manifest.children("Reference", in: XMLNamespaces.signature) {
                entries.append(try XMLReference(element, in: signature.element))
            }
        }
        return entries
    }

    /// The data of a reference after its transforms; nil when it is not at hand.
    func data(
        of reference: XMLReference,
        at target: ReferenceTarget,
        without excluded: [XMLElement] = []
    ) throws(TransformFailure) -> ReferencedData? {
        if case .outside(let uri) = target {
            guard let octets = octets(outside: uri) else { return nil }
            return try reference.transforms.apply(to: .octets(octets), spending: budget)
        }
        guard var nodes = target.nodes(in: document) else { return nil }
        for element in excluded { nodes.exclude(element) }
        return try reference.transforms.apply(to: .nodes(nodes), spending: budget)
    }

    /// Writes data as octets; nodes by the canonical form given.
    func write(
        _ data: ReferencedData,
        standard form: CanonicalForm,
        to use: (Span<UInt8>) -> Void
    ) throws(TransformFailure) {
        switch data {
        case .nodes(let selection): try budget.write(selection, form, to: use)
        case .octets(let octets): use(octets.span)
        }
    }

    /// Data outside as it is; the name is what percent signs stand for, and never a path to be opened.
    private func outside(
        _ uri: String?,
        _ digest: DigestAlgorithm,
        expecting expected: [UInt8]
    ) -> (name: String, ReferenceFacts.State) {
        var tried = ContentDigests(from: source, reference: uri?.percentDecoded ?? uri, by: [digest])
        if tried.digest(by: digest) == nil, let uri, uri.percentDecoded != nil {
            tried = ContentDigests(from: source, reference: uri, by: [digest])
        }
        return (tried.name, tried.state(expecting: expected, by: digest))
    }

    private func octets(outside uri: String?) -> [UInt8]? {
        let bound = budget.limits.xml.octets
        return source.octets(of: uri?.percentDecoded ?? uri, atMost: bound) ?? source.octets(of: uri, atMost: bound)
    }
}

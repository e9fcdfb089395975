internal import SandyqLibXML
internal import SandyqValidation

/// Signatures put one after the other into a document, each over the document as it was then.
///
/// National software does so; the enveloped-signature transform takes out one signature alone, so that the earlier ones no
/// longer verify. Both outcomes are written down; which one counts is the policy's to say.
struct XMLStackedSignatures {
    let resolver: ReferenceResolver

    /// Tries references that failed once more, without the signatures that came later, the last signature first.
    func retry(_ readings: inout [XMLSignatureReading]) {
        guard let root = resolver.document.root else { return }
        let stacked = readings.indices.filter { readings[$0].element.parent == root }
        for (place, index) in stacked.enumerated().reversed() {
            let later = stacked[(place + 1)...]
            guard !later.isEmpty, let content = readings[index].content,
                later.allSatisfy({ Self.isSimpleAndIntact(readings[$0]) })
            else { continue }
            for (number, reference) in content.signature.references.enumerated() {
                guard case .altered(let expected, let actual) = readings[index].facts.references[number].state,
                    reference.transforms.areEnveloped, isWhole(readings[index].outcomes[number].target, root)
                else { continue }
                let without = later.map { readings[$0].element }
                guard resolver.outcome(of: reference, without: without).state == .intact else { continue }
                readings[index].facts.references[number] = resolver.stacked(
                    readings[index].facts.references[number],
                    under: without.count,
                    expected: expected,
                    actual: actual
                )
            }
        }
    }

    private func isWhole(_ target: ReferenceTarget, _ root: XMLElement) -> Bool {
        switch target {
        case .document: true
        case .element(let element, _): element == root
        case .outside, .nothing, .several: false
        }
    }

    /// Whether a later signature holds, and carries nothing that would go with it.
    private static func isSimpleAndIntact(_ reading: XMLSignatureReading) -> Bool {
        guard let content = reading.content, content.signature.objects.isEmpty, reading.facts.defect == nil else {
            return false
        }
        return reading.facts.signatureValue == .valid && reading.facts.attributes.breaches.isEmpty
            && reading.facts.references.allSatisfy { reference in
                switch reference.state {
                case .intact, .intactBeforeLater: true
                default: false
                }
            }
    }
}

extension ReferenceResolver {
    /// The same reference with the outcome of its second trial.
    fileprivate func stacked(
        _ facts: ReferenceFacts,
        under later: Int,
        expected: [UInt8],
        actual: [UInt8]
    ) -> ReferenceFacts {
        ReferenceFacts(
            name: facts.name,
            digest: facts.digest,
            digestIdentifier: facts.digestIdentifier,
            state: .intactBeforeLater(signatures: later, expected: expected, actual: actual),
            coverage: facts.coverage
        )
    }
}

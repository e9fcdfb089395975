internal import SandyqLibXML
internal import SandyqOpenSSL
internal import SandyqValidation

extension XMLSignatureReader {
    /// Does the arithmetic of one signature.
    func verify(_ reading: inout XMLSignatureReading) throws(ReadingStop) {
        guard let content = reading.content else { return }
        let signature = content.signature
        try verifyReferences(of: &reading, signature)
        let signedInfo: [UInt8]
        do throws(TransformFailure) {
            signedInfo = try context.xml.octets(
                of: NodeSelection(signature.signedInfo, hasComments: true),
                signature.canonicalForm
            )
        } catch {
            reading.facts.defect = .malformed("SignedInfo: has no canonical form")
            return
        }
        reading.facts.toBeSigned = Fingerprint(MessageDigest.sha256(of: signedInfo[...]))
        let properties = content.properties.flatMap { isSigned($0, by: reading) ? $0 : nil }
        let search = XMLSignerSearch(context: context, keyInfo: content.keyInfo, properties: properties)
        let match = search.match(for: signature.method) { key in
            guard let parameters = signature.method.parameters else {
                return .unsupported(signature.method.obstacle ?? signature.method.oid.rawValue)
            }
            return key.verify(signature: signature.value[...], over: signedInfo[...], scheme: parameters)
        }
        note(match, search: search, in: &reading, signature)
        reading.facts.attributes.areSigned = properties != nil
        if let properties {
            note(properties, in: &reading)
        } else if content.properties?.signed != nil {
            reading.facts.notes.append(.propertiesNotSigned)
        }
        reading.facts.format = format(of: reading, hasProperties: properties != nil)
        let coverage = XMLCoverage(of: reading, in: document, identifiers: identifiers)
        reading.facts.coverage = coverage.extent
        reading.facts.attributes.breaches += coverage.breaches
        if let carried = content.properties {
            let stamps = XAdESTimestamps(
                reader: self,
                signature: signature,
                properties: carried,
                isSigned: properties != nil
            )
            let records = XAdESEvidenceRecords(reader: self, signature: signature, properties: carried)
            reading.facts.timestamps =
                try stamps.facts(id: reading.facts.id) + records.timestamps(id: reading.facts.id)
        }
    }

    /// Follows every reference, and those of manifests that references lead to (XML Signature clause 5.1).
    private func verifyReferences(
        of reading: inout XMLSignatureReading,
        _ signature: XMLSignature
    ) throws(ReadingStop) {
        for reference in signature.references {
            let outcome = resolver.outcome(of: reference)
            reading.outcomes.append(outcome)
            reading.facts.references.append(facts(of: reference, outcome))
        }
        let entries: [XMLReference]
        do throws(FormatError) { entries = try resolver.manifestEntries(of: signature) } catch {
            reading.facts.defect = .malformed("Manifest: \(error.reason)")
            return
        }
        let most = context.limits.references
        guard signature.references.count + entries.count <= most else { throw .limit("references", most) }
        for entry in entries {
            let outcome = resolver.outcome(of: entry)
            reading.manifestOutcomes.append(outcome)
            let facts = facts(of: entry, outcome)
            if case .missing = outcome.state {
                reading.facts.missingEntries.append(facts)
            } else {
                reading.facts.references.append(facts)
            }
        }
        for outcome in reading.outcomes + reading.manifestOutcomes {
            guard case .several(let identifier) = outcome.target else { continue }
            reading.facts.attributes.breaches.append(.ambiguousIdentifier(identifier))
        }
    }

    /// What a report says of a reference.
    func facts(of reference: XMLReference, _ outcome: ReferenceResolver.Outcome) -> ReferenceFacts {
        ReferenceFacts(
            name: outcome.name ?? reference.name,
            digest: reference.digest,
            digestIdentifier: reference.digestIdentifier,
            state: outcome.state,
            coverage: outcome.leavesOutData ? .part : .whole
        )
    }

    /// Whether a reference of the signature is to its signed properties (EN 319 132-1 clause 4.4.2): then they count.
    private func isSigned(_ properties: XAdESProperties, by reading: XMLSignatureReading) -> Bool {
        guard let signed = properties.signed else { return false }
        return reading.outcomes.contains { outcome in
            if case .element(let element, _) = outcome.target { element == signed } else { false }
        }
    }

    private func note(
        _ match: SignerMatch,
        search: XMLSignerSearch,
        in reading: inout XMLSignatureReading,
        _ signature: XMLSignature
    ) {
        if let certificate = match.certificate { context.note(subject: certificate) }
        reading.facts.signatureValue = match.value
        reading.facts.algorithm = signature.method.algorithm(
            keyBits: match.certificate?.facts.key.bits ?? search.keyBits
        )
        var signer = SignerFacts(identifier: search.identifier, certificate: match.certificate?.fingerprint)
        signer.foundByKey = match.isFoundByKey
        signer.binding = search.binding(to: match.certificate)
        reading.facts.signer = signer
        if match.lacksNull { reading.facts.notes.append(.digestInfoWithoutNull) }
        if let certificate = match.certificate, search.contradicts(certificate) {
            reading.facts.attributes.breaches.append(.keyInfoContradictory)
        }
    }

    private func note(_ properties: XAdESProperties, in reading: inout XMLSignatureReading) {
        reading.facts.attributes.claimedSigningTime = properties.signingTime
        reading.facts.attributes.signaturePolicy = properties.policy
        reading.facts.attributes.signaturePolicyName = properties.policy == nil ? properties.policyName : nil
        reading.facts.attributes.claimedRoles = properties.claimedRoles
        reading.facts.attributes.hasCertificateValues = properties.hasCertificateValues
        reading.facts.attributes.hasRevocationValues = properties.hasRevocationValues
        reading.facts.attributes.breaches += properties.repetitions.map { .repeatedProperty($0) }
    }

    private func format(of reading: XMLSignatureReading, hasProperties: Bool) -> SignatureFormat {
        if SOAPMessage(document)?.carries(reading.element) ?? false { return .wsse }
        return hasProperties ? .xades : .xmlDSig
    }
}

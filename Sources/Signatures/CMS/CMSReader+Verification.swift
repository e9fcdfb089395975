internal import SandyqOpenSSL
internal import SandyqValidation

extension CMSReader {
    /// Everything about one signature but its time-stamps.
    func signature(
        by signer: SignerReading,
        over content: SignedContent,
        in message: SignedData,
        id: String
    ) -> SignatureFacts {
        let info = signer.info
        let attributes = info.signedAttributes.map { SignedAttributesEncoding.octets(of: $0)[...] }
        let binding = SigningCertificateBinding(of: info)
        // An unknown algorithm is the first thing to say, whoever signed.
        let unverified = signer.method.obstacle.map { SignatureValue.unsupported($0) } ?? .notChecked
        var isOverAttributesAsSent = false
        let match = context.signerCertificate(
            for: info.identifier,
            isBound: { if case .matches = binding.binding(to: $0) { true } else { false } },
            unverified: unverified
        ) { key in
            let outcome = outcome(of: signer, attributes: attributes, content: content, key: key)
            guard takesAttributesAsSent, outcome == .invalid, let sent = info.attributesAsSent else { return outcome }
            let second = self.outcome(of: signer, attributes: sent, content: content, key: key)
            isOverAttributesAsSent = second == .valid
            return isOverAttributesAsSent ? second : outcome
        }
        if let certificate = match.certificate { context.note(subject: certificate) }
        var signerFacts = SignerFacts(identifier: info.identifier, certificate: match.certificate?.fingerprint)
        signerFacts.foundByKey = match.isFoundByKey
        signerFacts.binding = binding.binding(to: match.certificate)
        var facts = SignatureFacts(
            id: id,
            format: binding.isPresent ? .cades : .cms,
            algorithm: signer.method.algorithm(keyBits: match.certificate?.facts.key.bits),
            signatureValue: match.value,
            signer: signerFacts
        )
        facts.toBeSigned =
            attributes.map { Fingerprint(MessageDigest.sha256(of: $0)) }
            ?? content.digests.digest(by: .sha256).flatMap { Fingerprint($0) }
        facts.references = [reference(of: signer, content: content)]
        facts.attributes = AttributeReading(
            signer: info,
            method: signer.method,
            digest: signer.digest,
            contentType: content.type
        ).facts(in: message)
        if info.signedAttributes == nil, content.looksLikeAttributes {
            facts.attributes.breaches.append(.missing(.messageDigest))
        }
        if match.lacksNull { facts.notes.append(.digestInfoWithoutNull) }
        if isOverAttributesAsSent, match.value == .valid { facts.notes.append(.attributesNotDER) }
        return facts
    }

    /// Whether the content is what the signature says it is (RFC 5652 clause 5.6).
    private func reference(of signer: SignerReading, content: SignedContent) -> ReferenceFacts {
        let state: ReferenceFacts.State
        var expected: [UInt8]?
        if signer.info.signedAttributes == nil {
            // The signature value itself covers the content: there is no digest to compare, only content to have.
            let digest = signer.method.digest ?? signer.digest
            state = content.digests.stateOfPresence(by: digest)
        } else if let stated = try? signer.info.signedValues(of: .messageDigest).first?.octets("message-digest") {
            state = content.digests.state(expecting: stated, by: signer.digest)
            if case .missing = state { expected = Array(stated) }
        } else {
            state = .altered(expected: [], actual: signer.digest.flatMap { content.digests.digest(by: $0) } ?? [])
        }
        return ReferenceFacts(
            name: content.digests.name,
            digest: signer.digest,
            digestIdentifier: signer.info.digestAlgorithm.oid.rawValue,
            state: state,
            expected: expected
        )
    }

    /// What a key makes of a signature value; nil when there is nothing to verify it over.
    private func outcome(
        of signer: SignerReading,
        attributes: ArraySlice<UInt8>?,
        content: SignedContent,
        key: PublicKey
    ) -> SignatureOutcome? {
        guard let parameters = signer.method.parameters else {
            return .unsupported(signer.method.obstacle ?? signer.method.oid.rawValue)
        }
        let value = signer.info.signature
        if let attributes { return key.verify(signature: value, over: attributes, scheme: parameters) }
        if parameters.digest == nil {
            guard let pieces = content.pieces else {
                return .unsupported("\(signer.method.oid) over detached content without signed attributes")
            }
            return key.verify(signature: value, over: Array(pieces.joined())[...], scheme: parameters)
        }
        guard let algorithm = signer.method.digest, let digest = content.digests.digest(by: algorithm) else {
            return nil
        }
        return key.verify(signature: value, digest: digest, scheme: parameters)
    }
}

extension SignedContent {
    /// Whether content signed without attributes begins like a set of signed attributes: a signature over attributes, passed
    /// off as one over content.
    ///
    /// However the content came: inside in one piece or in many, or beside the signature.
    fileprivate var looksLikeAttributes: Bool {
        let opening = pieces.map { Array($0.lazy.joined().prefix(FileDigests.openingSize)) } ?? digests.opening
        guard let set = EncodedHeader(opening[...]), set.tag == 0x31 else { return false }
        // The last element may be cut off; in DER the short ones, as the digest is, come first.
        var attributes = ElementCursor(opening[set.contentStart...])
        while let attribute = try? attributes.next("attribute", tag: 0x30) {
            var fields = ElementCursor(attribute.contents)
            let type = try? fields.next("attrType", tag: 0x06)
            if type?.contents.elementsEqual(Self.messageDigestType) ?? false { return true }
        }
        return false
    }

    /// OBJECT IDENTIFIER 1.2.840.113549.1.9.4.
    private static let messageDigestType: [UInt8] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x04]
}

internal import SandyqOpenSSL
internal import SandyqValidation

extension CMSReader {
    /// The time-stamp tokens in a signature's attributes, in their order.
    func timestamps(
        of signer: SignerReading,
        over content: SignedContent,
        in message: SignedData,
        source: any ContentSource,
        id: String
    ) throws(ReadingStop) -> [TimestampFacts] {
        var timestamps: [TimestampFacts] = []
        for (place, held) in signer.tokens.enumerated() {
            let timestamp = try timestamp(
                held.kind,
                token: held.token,
                encoding: held.node.encodedBytes,
                id: "\(id)/T-\(place + 1)"
            ) { token in
                imprint(of: token, held: held, signer: signer, content: content, message: message, source: source)
            }
            if let timestamp { timestamps.append(timestamp) }
        }
        return timestamps
    }

    /// A token that belongs to a signature of any format.
    ///
    /// - Parameters:
    ///   - kind: What it is for.
    ///   - token: The token, or why it cannot be read.
    ///   - encoding: Its octets.
    ///   - id: The name of its own signature.
    ///   - finding: Compares its imprint with what its place says it covers.
    /// - Returns: What was read; nil when the build has no SHA-256 to name it by.
    /// - Throws: The bound that was reached.
    func timestamp(
        _ kind: TimestampFacts.Kind,
        token: Result<TimestampToken, FormatError>,
        encoding: ArraySlice<UInt8>,
        id: String,
        finding: (TimestampToken) -> ImprintFinding
    ) throws(ReadingStop) -> TimestampFacts? {
        guard let fingerprint = Self.fingerprint(of: encoding) else { return nil }
        switch token {
        case .failure(let error):
            return .unreadable(kind, id: id, reason: error.reason, fingerprint: fingerprint)
        case .success(let token):
            let signature = try tokenSignature(of: token, id: id)
            let finding = finding(token)
            return TimestampFacts(
                kind: kind,
                time: token.info.time,
                policy: token.info.policy,
                imprintDigest: token.info.digest,
                imprint: finding.state,
                token: signature,
                covers: finding.covers,
                fingerprint: fingerprint
            )
        }
    }

    /// A bare token: its own signature, whose one reference is the data it stamps.
    func signature(
        ofBareToken token: TimestampToken,
        content source: any ContentSource,
        reference: String? = nil
    ) throws(ReadingStop) -> SignatureFacts {
        var facts = try tokenSignature(of: token, id: try context.nextID())
        try context.requireBudget()
        let wanted = Set([token.info.digest].compactMap(\.self))
        let content = ContentDigests(from: source, reference: reference, by: wanted)
        let stamped = ReferenceFacts(
            name: content.name,
            digest: token.info.digest,
            digestIdentifier: token.info.digestIdentifier.rawValue,
            state: content.state(expecting: token.info.imprint, by: token.info.digest)
        )
        // The TSTInfo is named only where it is not what was signed.
        facts.references = facts.references.filter { $0.state != .intact } + [stamped]
        facts.attributes.claimedSigningTime = token.info.time
        facts.attributes.signaturePolicy = token.info.policy
        return facts
    }

    /// A token's own signature over its TSTInfo.
    func tokenSignature(of token: TimestampToken, id: String) throws(ReadingStop) -> SignatureFacts {
        try context.gather(CarriedEvidence.all(in: token.message))
        guard let info = token.message.signers.first, let pieces = token.message.content else {
            return .unreadable(id: id, parent: nil, format: .timestampToken, reason: "time-stamp token: no signature")
        }
        let signer = SignerReading(info, timestampLimit: 0)
        let digests = ContentDigests(of: pieces, name: "TSTInfo", by: signer.wantedDigests)
        let content = SignedContent(type: .timestampInfo, digests: digests, pieces: pieces)
        var facts = signature(by: signer, over: content, in: token.message, id: id)
        facts.format = .timestampToken
        return facts
    }

    /// What became of a token's imprint, and the objects it proves to exist.
    struct ImprintFinding {
        let state: ReferenceFacts.State
        var covers: [Fingerprint] = []
    }

    /// Compares a token's imprint with what its place says it covers.
    private func imprint(
        of token: TimestampToken,
        held: AttributeToken,
        signer: SignerReading,
        content: SignedContent,
        message: SignedData,
        source: any ContentSource
    ) -> ImprintFinding {
        guard let digest = token.info.digest else { return ImprintFinding(state: .unsupported) }
        let expected = token.info.imprint
        switch held.type {
        case .signatureTimestamp:
            let digests = ContentDigests(of: [signer.info.signature], name: "signature", by: [digest])
            return ImprintFinding(state: digests.state(expecting: expected, by: digest))
        case .contentTimestamp:
            return ImprintFinding(state: content.digests.state(expecting: expected, by: digest))
        case .cadesCTimestamp, .referencesTimestamp:
            let pieces = signer.info.referencesCovered(withSignature: held.type == .cadesCTimestamp)
            let digests = ContentDigests(of: pieces, name: "references", by: [digest])
            return ImprintFinding(state: digests.state(expecting: expected, by: digest))
        default:
            let archive = ArchiveTimestamp(
                token: token,
                held: held,
                signer: signer,
                message: message,
                content: content,
                source: source,
                limits: context.limits
            )
            guard context.budget.takeOctets(archive.cost) else { return ImprintFinding(state: .unsupported) }
            return archive.finding
        }
    }

    /// SHA-256.
    static func fingerprint(of encoding: ArraySlice<UInt8>) -> Fingerprint? {
        Fingerprint(MessageDigest.sha256(of: encoding))
    }
}

extension TimestampFacts {
    /// An evidence record that cannot be read; nil when the build has no SHA-256 to name it by.
    static func unreadableRecord(_ error: FormatError, encoding: ArraySlice<UInt8>, id: String) -> TimestampFacts? {
        CMSReader.fingerprint(of: encoding).map { .unreadable(.archive, id: id, reason: error.reason, fingerprint: $0) }
    }

    /// The same token under another name.
    func renamed(_ id: String) -> TimestampFacts {
        var token = token
        token.id = id
        return TimestampFacts(
            kind: kind,
            time: time,
            policy: policy,
            imprintDigest: imprintDigest,
            imprint: imprint,
            token: token,
            covers: covers,
            fingerprint: fingerprint
        )
    }

    /// A token that cannot be read.
    fileprivate static func unreadable(
        _ kind: Kind,
        id: String,
        reason: String,
        fingerprint: Fingerprint
    ) -> TimestampFacts {
        TimestampFacts(
            kind: kind,
            time: nil,
            policy: nil,
            imprintDigest: nil,
            imprint: .unsupported,
            token: .unreadable(id: id, parent: nil, format: .timestampToken, reason: reason),
            covers: [],
            fingerprint: fingerprint
        )
    }
}

extension SignerInfo {
    /// What time-stamps over references cover (EN 319 122-1 clauses A.1.5.1 and A.1.5.2): of each attribute its type and
    /// its values, without the SEQUENCE around them; the CAdES-C one begins with the signature and its time-stamps.
    fileprivate func referencesCovered(withSignature: Bool) -> [ArraySlice<UInt8>] {
        let types: [OID] =
            (withSignature ? [.signatureTimestamp] : []) + [.certificateReferences, .revocationReferences]
        var pieces = withSignature ? [signature] : []
        for type in types {
            for attribute in unsignedAttributes where attribute.type == type {
                pieces += attribute.node.children.map(\.encodedBytes)
            }
        }
        return pieces
    }
}

internal import SandyqOpenSSL
internal import SandyqValidation

/// Reads CMS signatures (RFC 5652), and takes in the certificates and revocation data that come with them.
struct CMSReader {
    let context: ReadingContext
    /// Whether a signature may be made over its attributes as they were sent, where that is not their DER encoding.
    ///
    /// So do signers of PDF files, and every reader of them takes it: the same attributes are signed, in another order.
    var takesAttributesAsSent = false

    /// Every signature of a SignedData in encoded order, each followed by those that counter-sign it.
    ///
    /// - Parameters:
    ///   - message: The structure.
    ///   - source: Where the content of a detached signature may be found.
    ///   - reference: What the container calls the content, if it says so.
    /// - Returns: One entry for each SignerInfo and each counter-signature.
    /// - Throws: The bound that was reached.
    func signatures(
        in message: SignedData,
        content source: any ContentSource = NoContent(),
        reference: String? = nil
    ) throws(ReadingStop) -> [SignatureFacts] {
        try context.gather(CarriedEvidence.all(in: message))
        let limits = context.limits
        guard message.signers.count <= limits.signatures else { throw .limit("signatures", limits.signatures) }
        let signers = message.signers.map { SignerReading($0, timestampLimit: limits.timestamps) }
        let wanted = signers.reduce(into: Set<DigestAlgorithm>()) { $0.formUnion($1.wantedDigests) }
        let digests =
            if let pieces = message.content {
                ContentDigests(of: pieces, name: reference ?? "content", by: wanted)
            } else {
                ContentDigests(from: source, reference: reference, by: wanted)
            }
        let content = SignedContent(type: message.contentType, digests: digests, pieces: message.content)
        var signatures: [SignatureFacts] = []
        for signer in signers {
            signatures += try entries(of: signer, over: content, in: message, source: source, parent: nil, depth: 0)
        }
        return try withEvidenceRecords(signatures, of: message, source: source, reference: reference)
    }

    /// Adds the time-stamps of evidence records, which cover all signatures of a structure alike.
    private func withEvidenceRecords(
        _ signatures: [SignatureFacts],
        of message: SignedData,
        source: any ContentSource,
        reference: String?
    ) throws(ReadingStop) -> [SignatureFacts] {
        guard let first = signatures.first else { return signatures }
        let records = CMSEvidenceRecords(message: message, context: context)
        let timestamps = try records.timestamps(source: source, reference: reference, id: first.id)
        return signatures.map { signature in
            guard signature.parent == nil, !timestamps.isEmpty else { return signature }
            var facts = signature
            facts.timestamps += timestamps.map { timestamp in
                timestamp.renamed(signature.id + timestamp.token.id.dropFirst(first.id.count))
            }
            return facts
        }
    }

    /// One signature and, after it, those that counter-sign it.
    private func entries(
        of signer: SignerReading,
        over content: SignedContent,
        in message: SignedData,
        source: any ContentSource,
        parent: String?,
        depth: Int
    ) throws(ReadingStop) -> [SignatureFacts] {
        let id = try context.nextID()
        guard depth < Self.counterSignatureDepth else {
            throw .limit("counterSignatures", Self.counterSignatureDepth)
        }
        guard !signer.hasTooManyTimestamps else { throw .limit("timestamps", context.limits.timestamps) }
        var facts = signature(by: signer, over: content, in: message, id: id)
        facts.parent = parent
        facts.timestamps = try timestamps(of: signer, over: content, in: message, source: source, id: id)
        try context.requireBudget()
        var entries = [facts]
        for value in signer.info.unsignedAttributes where value.type == .counterSignature {
            for node in value.values {
                entries += try counterSignature(node, on: signer, id: id, in: message, depth: depth)
            }
        }
        return entries
    }

    /// RFC 5652 clause 11.4: the signed content is the signature value of the signature that is counter-signed.
    private func counterSignature(
        _ node: ASN1Node,
        on signer: SignerReading,
        id: String,
        in message: SignedData,
        depth: Int
    ) throws(ReadingStop) -> [SignatureFacts] {
        let info: SignerInfo
        do throws(FormatError) { info = try SignerInfo(node) } catch {
            let own = try context.nextID()
            return [.unreadable(id: own, parent: id, format: .cms, reason: error.reason)]
        }
        let reading = SignerReading(info, timestampLimit: context.limits.timestamps)
        let pieces = [signer.info.signature]
        let digests = ContentDigests(of: pieces, name: id, by: reading.wantedDigests)
        let content = SignedContent(type: nil, digests: digests, pieces: pieces)
        return try entries(
            of: reading,
            over: content,
            in: message,
            source: NoContent(),
            parent: id,
            depth: depth + 1
        )
    }

    /// Counter-signatures of counter-signatures; more are nobody's honest work.
    private static let counterSignatureDepth = 8
}

/// The content that signatures are over.
struct SignedContent {
    /// Nil for a counter-signature's, which has none.
    let type: OID?
    let digests: ContentDigests
    /// The content itself, when it is inside the structure.
    let pieces: [ArraySlice<UInt8>]?
}

extension SignatureFacts {
    /// The entry of something that ought to be a signature and cannot be read.
    static func unreadable(id: String, parent: String?, format: SignatureFormat, reason: String) -> SignatureFacts {
        var facts = SignatureFacts(
            id: id,
            parent: parent,
            format: format,
            algorithm: SignatureAlgorithm(oid: "", scheme: nil, digest: nil, keyBits: nil),
            signatureValue: .notChecked,
            signer: SignerFacts(identifier: .none)
        )
        facts.defect = .malformed(reason)
        return facts
    }
}

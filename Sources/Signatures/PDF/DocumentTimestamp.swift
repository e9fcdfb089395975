internal import SandyqContainers
internal import SandyqOpenSSL
internal import SandyqValidation

/// A time-stamp over a whole revision of a document (EN 319 142-1 clause 5.4.3): every signature before it is protected by it.
struct DocumentTimestamp {
    /// Where the revision ends.
    let end: Int
    private let timestamp: TimestampFacts

    /// The time-stamp as one of a signature's, under a name of its own.
    func facts(in signature: SignatureFacts) -> TimestampFacts {
        var token = timestamp.token
        token.id = "\(signature.id)/\(token.id)"
        return TimestampFacts(
            kind: .document,
            time: timestamp.time,
            policy: timestamp.policy,
            imprintDigest: timestamp.imprintDigest,
            imprint: timestamp.imprint,
            token: token,
            covers: timestamp.covers,
            fingerprint: timestamp.fingerprint
        )
    }

    fileprivate init(end: Int, timestamp: TimestampFacts) {
        self.end = end
        self.timestamp = timestamp
    }
}

extension PDFSignatures {
    /// The document time-stamps of a file, verified once each; none when there is no signature to protect.
    func timestamps(in entries: [Entry], evidence: PDFEvidence) throws(ReadingStop) -> [DocumentTimestamp] {
        guard entries.contains(where: { !$0.signature.isTimestamp }) else { return [] }
        var stamps: [DocumentTimestamp] = []
        for entry in entries where entry.signature.isTimestamp {
            guard stamps.count < context.limits.timestamps else {
                throw .limit("timestamps", context.limits.timestamps)
            }
            if let stamp = try timestamp(entry, before: entries, number: stamps.count + 1, evidence: evidence) {
                stamps.append(stamp)
            }
        }
        return stamps
    }

    private func timestamp(
        _ entry: Entry,
        before entries: [Entry],
        number: Int,
        evidence: PDFEvidence
    ) throws(ReadingStop) -> DocumentTimestamp? {
        let reader = CMSReader(context: context)
        let id = "D-\(number)"
        guard let coverage = entry.signature.coverage, case .timestamp(let token, let encoding) = entry.encoding else {
            // One that is broken protects nothing, and is shown with all that it might have.
            let reason = if case .defect(.malformed(let reason)) = entry.encoding { reason } else { "Contents" }
            let facts = try reader.timestamp(
                .document,
                token: .failure(FormatError(reason)),
                encoding: (entry.signature.coverage?.contents ?? [])[...],
                id: id
            ) { _ in CMSReader.ImprintFinding(state: .unsupported) }
            return facts.map { DocumentTimestamp(end: entry.signature.coverage?.end ?? .max, timestamp: $0) }
        }
        let earlier = entries.filter { ($0.signature.coverage?.end ?? .max) < coverage.end }
        let carried = earlier.flatMap { $0.encoding.message.map { CarriedEvidence.all(in: $0) } ?? [] }
        let tokens = earlier.compactMap { entry -> CarriedEvidence? in
            if case .timestamp(_, let encoding) = entry.encoding { .timestampToken(encoding) } else { nil }
        }
        let content = ByteRangeContent(coverage, of: file.octets)
        let facts = try reader.timestamp(.document, token: .success(token), encoding: encoding, id: id) { token in
            let wanted = Set([token.info.digest].compactMap(\.self))
            let digests = ContentDigests(from: content, reference: nil, by: wanted)
            return CMSReader.ImprintFinding(
                state: digests.state(expecting: token.info.imprint, by: token.info.digest),
                covers: evidence.covered(by: coverage.revision) + CarriedEvidence.fingerprints(in: carried + tokens)
            )
        }
        return facts.map { DocumentTimestamp(end: coverage.end, timestamp: $0) }
    }
}

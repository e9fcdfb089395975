internal import SandyqContainers
internal import SandyqOpenSSL
internal import SandyqValidation

/// The signatures of one document.
struct PDFSignatures {
    let context: ReadingContext
    let file: PDFFile

    /// Every signature, verified, with what later revisions changed.
    func read() throws(ReadingStop) -> [SignatureFacts] {
        let all: [PDFSignature]
        do throws(PDFError) { all = try file.signatures() } catch { throw .defect(FormatDefect(error)) }
        if all.isEmpty, file.mayHideSignatures {
            throw .defect(.malformed("PDF: something that may hold signatures cannot be read"))
        }
        let evidence = PDFEvidence(of: file, limits: context.limits)
        try context.gather(evidence.items)
        let entries = all.map { Entry(signature: $0, encoding: SignatureEncoding($0, limits: context.limits)) }
        let stamps = try timestamps(in: entries, evidence: evidence)
        var facts: [SignatureFacts] = []
        // Time-stamps that protect no signature are what there is to judge.
        let signed = entries.filter { !$0.signature.isTimestamp }
        for entry in signed.isEmpty ? entries : signed {
            let read = try self.facts(of: entry, evidence: evidence, stamps: stamps)
            facts += try read.map { signature throws(ReadingStop) in
                guard signature.parent == nil else { return signature }
                return try withLaterRevisions(signature, of: entry, among: entries)
            }
        }
        return forbidUnsound(facts, signed: signed)
    }

    /// A signature and what its Contents hold.
    struct Entry {
        let signature: PDFSignature
        let encoding: SignatureEncoding
    }

    /// One signature and those that counter-sign it.
    private func facts(
        of entry: Entry,
        evidence: PDFEvidence,
        stamps: [DocumentTimestamp]
    ) throws(ReadingStop) -> [SignatureFacts] {
        let signature = entry.signature
        guard let coverage = signature.coverage else {
            return [try unreadable(signature, .malformed(signature.defect ?? "ByteRange"))]
        }
        let content = ByteRangeContent(coverage, of: file.octets)
        var facts: [SignatureFacts]
        switch entry.encoding {
        case .defect(let defect): return [try unreadable(signature, defect)]
        case .timestamp(let token, _):
            facts = [try CMSReader(context: context).signature(ofBareToken: token, content: content)]
        case .detached(let message):
            facts = try CMSReader(context: context, takesAttributesAsSent: true).signatures(
                in: message,
                content: content
            )
        case .digest(let message, let digest):
            facts = try CMSReader(context: context, takesAttributesAsSent: true).signatures(
                in: message,
                content: content
            )
            guard !facts.isEmpty else { break }
            let name = content.digests(of: nil, by: [.sha1])
            facts[0].references.append(Self.reference(to: digest, in: name))
        }
        guard !facts.isEmpty else { return [try unreadable(signature, .malformed("SignedData: no signature"))] }
        if !signature.isTimestamp { facts[0].format = signature.isPAdES ? .pades : .pdfCMS }
        if facts[0].attributes.claimedSigningTime == nil {
            facts[0].attributes.claimedSigningTime = signature.claimedTime
        }
        facts[0].attributes.hasCertificateValues = facts[0].attributes.hasCertificateValues || evidence.hasCertificates
        facts[0].attributes.hasRevocationValues = facts[0].attributes.hasRevocationValues || evidence.hasRevocationData
        let behind = SignatureEncoding.octetsBehindStructure(in: coverage.contents, limits: context.limits)
        if behind > 0 {
            facts[0].notes.append(.trailingBytes(behind))
            facts[0].coverage = .part
        }
        let hidden = coverage.revision.hiddenObjects(bounds: context.limits.pdf)
        if !hidden.isEmpty { facts[0].notes.append(.hiddenContent(Array(hidden.prefix(Self.hiddenLimit)))) }
        facts[0].timestamps += stamps.filter { $0.end > coverage.end }.map { $0.facts(in: facts[0]) }
        return facts
    }

    /// Hidden objects that are named.
    private static let hiddenLimit = 10

    /// What adbe.pkcs7.sha1 signs is the SHA-1 of the covered octets (ISO 32000-1 clause 12.8.3.3.1).
    private static func reference(to digest: [UInt8], in content: DetachedContent) -> ReferenceFacts {
        guard case .found(let name, _, let digests) = content else {
            return ReferenceFacts(name: "ByteRange", digest: .sha1, digestIdentifier: "", state: .unsupported)
        }
        let state: ReferenceFacts.State =
            switch digests[.sha1] {
            case digest?: .intact
            case let actual?: .altered(expected: digest, actual: actual)
            case nil: .unsupported
            }
        return ReferenceFacts(name: name, digest: .sha1, digestIdentifier: "1.3.14.3.2.26", state: state)
    }

    /// The entry of a signature that cannot be read.
    private func unreadable(_ signature: PDFSignature, _ defect: FormatDefect) throws(ReadingStop) -> SignatureFacts {
        let format: SignatureFormat =
            signature.isTimestamp ? .timestampToken : signature.isPAdES ? .pades : .pdfCMS
        var facts = SignatureFacts.unreadable(id: try context.nextID(), parent: nil, format: format, reason: "")
        facts.defect = defect
        facts.attributes.claimedSigningTime = signature.claimedTime
        return facts
    }
}

internal import SandyqContainers
internal import SandyqFiles
internal import SandyqOpenSSL
internal import SandyqValidation

extension PDFReader {
    /// The revisions that sound signatures cover, each once, in the order of the signatures.
    static func signedRevisions(
        of file: FileBytes,
        according report: Report,
        limits: Limits
    ) throws(FileError) -> [CoveredContent] {
        let octets = try PinnedOctets(of: file, inMemoryUpTo: limits.memoryBytes)
        guard let signatures = try? PDFFile(octets, bounds: limits.pdf).signatures() else { return [] }
        let stamps = signatures.filter(\.isTimestamp)
        let signed = stamps.count == signatures.count ? stamps : signatures.filter { !$0.isTimestamp }
        let facts = report.signatures.map(\.facts).filter { $0.parent == nil }
        guard facts.count == signed.count else { return [] }
        var contents: [CoveredContent] = []
        for (signature, facts) in zip(signed, facts) where facts.isSound {
            guard let coverage = signature.coverage, let algorithm = facts.references.last?.digest,
                let digest = ByteRangeContent(coverage, of: octets)
                    .digest(of: nil, by: algorithm, after: [], before: [])
            else { continue }
            let gap = coverage.head.upperBound..<coverage.tail.lowerBound
            let place = CoveredContent.Place.revision(
                file,
                end: coverage.end,
                leavingOut: gap,
                algorithm,
                digest: digest
            )
            contents.append(CoveredContent(place: place))
        }
        return contents
    }
}

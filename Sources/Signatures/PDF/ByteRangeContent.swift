internal import SandyqContainers
internal import SandyqFiles
internal import SandyqOpenSSL
internal import SandyqValidation

/// What a PDF signature covers: a revision of the file but the signature's own Contents (ISO 32000-2 clause 12.8.1).
struct ByteRangeContent: ContentSource {
    private let octets: PinnedOctets
    private let ranges: [Range<Int>]

    /// Takes what a signature covers of a file.
    init(_ coverage: PDFSignature.Coverage, of octets: PinnedOctets) {
        self.octets = octets
        ranges = [coverage.head, coverage.tail]
    }

    /// As the signature states it.
    private var name: String {
        "ByteRange [\(ranges.map { "\($0.lowerBound) \($0.count)" }.joined(separator: " "))]"
    }

    /// The digests wanted, computed one after the other; a PDF rarely needs two.
    func digests(of reference: String?, by algorithms: Set<DigestAlgorithm>) -> DetachedContent {
        var digests: [DigestAlgorithm: [UInt8]] = [:]
        for algorithm in algorithms { digests[algorithm] = digest(of: nil, by: algorithm, after: [], before: []) }
        return .found(name: name, size: ranges.reduce(0) { $0 + $1.count }, digests: digests)
    }

    /// How the file begins.
    func opening(of reference: String?) -> [UInt8]? {
        ranges.first.map { octets.bytes(in: $0.prefix(FileDigests.openingSize)) }
    }

    /// One digest of the covered octets with others before and after them.
    func digest(
        of reference: String?,
        by algorithm: DigestAlgorithm,
        after head: [UInt8],
        before tail: [UInt8]
    ) -> [UInt8]? {
        guard var digest = try? MessageDigest(algorithm.openSSLName) else { return nil }
        digest.update(head)
        for range in ranges { octets.read(range) { digest.update($0) } }
        digest.update(tail)
        return digest.finish()
    }
}

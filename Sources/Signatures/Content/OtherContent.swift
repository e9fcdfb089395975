internal import SandyqOpenSSL
public import SandyqValidation

/// Detached data in memory.
public struct MemoryContent: ContentSource {
    private let name: String?
    private let bytes: [UInt8]

    /// Takes data; with a name it answers only for that reference.
    public init(name: String? = nil, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// The digests wanted, of the data that answers to the reference.
    public func digests(of reference: String?, by algorithms: Set<DigestAlgorithm>) -> DetachedContent {
        guard reference == nil || name == nil || reference == name else { return .missing(tried: []) }
        var digests: [DigestAlgorithm: [UInt8]] = [:]
        for algorithm in algorithms {
            digests[algorithm] = try? MessageDigest.of(bytes.span, by: algorithm.openSSLName)
        }
        return .found(name: reference ?? name ?? "content", size: bytes.count, digests: digests)
    }

    /// How the data begins.
    public func opening(of reference: String?) -> [UInt8]? {
        reference == nil || name == nil || reference == name ? Array(bytes.prefix(FileDigests.openingSize)) : nil
    }

    /// One digest of the data with octets before and after it.
    public func digest(
        of reference: String?,
        by algorithm: DigestAlgorithm,
        after head: [UInt8],
        before tail: [UInt8]
    ) -> [UInt8]? {
        guard reference == nil || name == nil || reference == name else { return nil }
        return try? MessageDigest.of((head + bytes + tail).span, by: algorithm.openSSLName)
    }

    /// The data itself.
    public func octets(of reference: String?, atMost limit: Int) -> [UInt8]? {
        guard reference == nil || name == nil || reference == name else { return nil }
        return bytes.count <= limit ? bytes : nil
    }
}

/// The digest of detached data in place of the data.
public struct DigestContent: ContentSource {
    private let name: String?
    private let algorithm: DigestAlgorithm
    private let digest: [UInt8]

    /// Takes a digest; with a name it answers only for that reference.
    public init(name: String? = nil, algorithm: DigestAlgorithm, digest: [UInt8]) {
        self.name = name
        self.algorithm = algorithm
        self.digest = digest
    }

    /// Reads `[NAME=]ALG:HEX`; nil when the algorithm is unknown or the digest has not its length.
    public init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let digest = [UInt8](hexadecimal: text[text.index(after: colon)...])
        else { return nil }
        let equals = text[..<colon].lastIndex(of: "=")
        let spelling = text[..<colon][(equals.map { text.index(after: $0) } ?? text.startIndex)...]
        guard let algorithm = DigestAlgorithm(spelling: spelling), algorithm.size == digest.count else { return nil }
        self.init(name: equals.map { String(text[..<$0]) }, algorithm: algorithm, digest: digest)
    }

    /// The digests wanted, of the data that answers to the reference.
    public func digests(of reference: String?, by algorithms: Set<DigestAlgorithm>) -> DetachedContent {
        guard reference == nil || name == nil || reference == name else { return .missing(tried: []) }
        let digests = algorithms.contains(algorithm) ? [algorithm: digest] : [:]
        return .found(name: reference ?? name ?? "content", size: nil, digests: digests)
    }
}

/// Several sources, asked in order; the first that has the data answers.
public struct ContentSources: ContentSource {
    private let sources: [any ContentSource]

    /// Takes sources, the likeliest first.
    public init(_ sources: [any ContentSource]) { self.sources = sources }

    /// Those of all sources.
    public var pieces: [any ContentSource] { sources.flatMap(\.pieces) }

    /// The digests wanted, of the data that answers to the reference.
    public func digests(of reference: String?, by algorithms: Set<DigestAlgorithm>) -> DetachedContent {
        var tried: [String] = []
        var second: DetachedContent?
        for source in sources {
            switch source.digests(of: reference, by: algorithms) {
            case .missing(let names): tried += names
            case .found(let name, let size, let digests) where algorithms.isSubset(of: digests.keys):
                return .found(name: name, size: size, digests: digests)
            case let partial: second = second ?? partial
            }
        }
        return second ?? .missing(tried: tried)
    }

    /// How the data begins.
    public func opening(of reference: String?) -> [UInt8]? {
        sources.lazy.compactMap { $0.opening(of: reference) }.first
    }

    /// One digest of the data with octets before and after it.
    public func digest(
        of reference: String?,
        by algorithm: DigestAlgorithm,
        after head: [UInt8],
        before tail: [UInt8]
    ) -> [UInt8]? {
        sources.lazy.compactMap { $0.digest(of: reference, by: algorithm, after: head, before: tail) }.first
    }

    /// The data itself.
    public func octets(of reference: String?, atMost limit: Int) -> [UInt8]? {
        sources.lazy.compactMap { $0.octets(of: reference, atMost: limit) }.first
    }
}

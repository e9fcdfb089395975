internal import SandyqOpenSSL
internal import SandyqValidation

/// The digests of signed content, however it came: all that are wanted are computed in one pass.
struct ContentDigests {
    /// What reports call the content.
    let name: String
    /// How detached content begins; empty when it is not at hand, or not detached.
    let opening: [UInt8]
    private let state: State

    private enum State {
        case found([DigestAlgorithm: [UInt8]])
        case missing(tried: [String])
    }

    /// Digests content that is at hand in pieces.
    init(of pieces: [ArraySlice<UInt8>], name: String, by algorithms: Set<DigestAlgorithm>) {
        var digests: [DigestAlgorithm: [UInt8]] = [:]
        for algorithm in algorithms {
            guard var digest = try? MessageDigest(algorithm.openSSLName) else { continue }
            for piece in pieces { digest.update(piece) }
            digests[algorithm] = digest.finish()
        }
        self.name = name
        opening = []
        state = .found(digests)
    }

    /// Asks a source for detached content.
    init(from source: any ContentSource, reference: String?, by algorithms: Set<DigestAlgorithm>) {
        switch source.digests(of: reference, by: algorithms) {
        case .found(let name, _, let digests): (self.name, state) = (name, .found(digests))
        case .missing(let tried): (name, state) = (reference ?? tried.first ?? "content", .missing(tried: tried))
        case .unreadable(let name, let reason): (self.name, state) = (name, .missing(tried: ["\(name): \(reason)"]))
        }
        opening = source.opening(of: reference) ?? []
    }

    /// Whether there is content, or at least a digest of it.
    var isFound: Bool {
        if case .found = state { return true }
        return false
    }

    /// The names under which missing content was looked for.
    var tried: [String] {
        if case .missing(let tried) = state { return tried }
        return []
    }

    /// The content's digest; nil when neither the content nor this digest of it is at hand.
    func digest(by algorithm: DigestAlgorithm) -> [UInt8]? {
        guard case .found(let digests) = state else { return nil }
        return digests[algorithm]
    }

    /// Compares a digest that a signature or a time-stamp states with the content's.
    func state(expecting expected: some Collection<UInt8>, by algorithm: DigestAlgorithm?) -> ReferenceFacts.State {
        guard let algorithm else { return .unsupported }
        switch state {
        case .missing(let tried): return .missing(tried: tried)
        case .found(let digests):
            guard let actual = digests[algorithm] else { return .missing(tried: [name]) }
            return actual.elementsEqual(expected) ? .intact : .altered(expected: Array(expected), actual: actual)
        }
    }

    /// Whether content is at hand whose digest a signature value covers directly.
    func stateOfPresence(by algorithm: DigestAlgorithm?) -> ReferenceFacts.State {
        switch state {
        case .missing(let tried): return .missing(tried: tried)
        case .found(let digests):
            guard let algorithm else { return digests.isEmpty ? .missing(tried: [name]) : .intact }
            return digests[algorithm] == nil ? .missing(tried: [name]) : .intact
        }
    }
}

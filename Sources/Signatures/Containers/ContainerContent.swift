package import SandyqContainers
internal import SandyqOpenSSL
internal import SandyqValidation
internal import Synchronization

/// The entries of a container as the data that signatures in it refer to by name; each is digested as it is unpacked.
final class ContainerContent: ContentSource {
    let archive: ZIPArchive
    private let entries: [String: ZIPEntry]
    private let state = Mutex(State())

    private struct State: Sendable {
        var digests: [Int: [DigestAlgorithm: [UInt8]]] = [:]
        var openings: [Int: [UInt8]] = [:]
        var failure: ZIPError?
    }

    /// Takes an archive, whose names are known to differ.
    init(_ archive: ZIPArchive) {
        self.archive = archive
        entries = Dictionary(archive.entries.map { ($0.name, $0) }) { first, _ in first }
    }

    /// The bound that was reached, or the defect that was met, while entries were unpacked.
    var failure: ZIPError? { state.withLock { $0.failure } }

    /// The entry of a name.
    func entry(named name: String) -> ZIPEntry? { entries[name] }

    /// The digests wanted, of the entry that the reference names.
    func digests(of reference: String?, by algorithms: Set<DigestAlgorithm>) -> DetachedContent {
        guard let reference, let entry = entry(named: reference) else {
            return .missing(tried: [reference].compactMap(\.self))
        }
        return digests(of: entry, by: algorithms)
    }

    /// The digests wanted, of an entry.
    func digests(of entry: ZIPEntry, by algorithms: Set<DigestAlgorithm>) -> DetachedContent {
        let known = state.withLock { $0.digests[entry.index] ?? [:] }
        let wanted = algorithms.subtracting(known.keys)
        if wanted.isEmpty, !known.isEmpty { return .found(name: entry.name, size: entry.size, digests: known) }
        do throws(ZIPError) {
            let computed = try digest(entry, by: wanted)
            let all = state.withLock { state in
                state.digests[entry.index, default: [:]].merge(computed) { _, new in new }
                return state.digests[entry.index] ?? [:]
            }
            return .found(name: entry.name, size: entry.size, digests: all)
        } catch {
            note(error)
            return .unreadable(name: entry.name, reason: error.reason)
        }
    }

    /// All of an entry, for what changes it before it is digested.
    func octets(of reference: String?, atMost limit: Int) -> [UInt8]? {
        guard let entry = reference.flatMap(entry(named:)) else { return nil }
        return octets(of: entry, atMost: limit)
    }

    /// All of an entry.
    func octets(of entry: ZIPEntry, atMost limit: Int) -> [UInt8]? {
        do throws(ZIPError) { return try archive.content(of: entry, atMost: limit, "containerMember") } catch {
            note(error)
            return nil
        }
    }

    /// How an entry that was digested begins.
    func opening(of reference: String?) -> [UInt8]? {
        reference.flatMap(entry(named:)).flatMap(opening(of:))
    }

    /// How an entry that was digested begins.
    func opening(of entry: ZIPEntry) -> [UInt8]? { state.withLock { $0.openings[entry.index] } }

    /// One digest of an entry with octets before and after it.
    func digest(
        of reference: String?,
        by algorithm: DigestAlgorithm,
        after head: [UInt8],
        before tail: [UInt8]
    ) -> [UInt8]? {
        guard let entry = reference.flatMap(entry(named:)) else { return nil }
        return digest(of: entry, by: algorithm, after: head, before: tail)
    }

    /// One digest of an entry with octets before and after it.
    func digest(
        of entry: ZIPEntry,
        by algorithm: DigestAlgorithm,
        after head: [UInt8],
        before tail: [UInt8]
    ) -> [UInt8]? {
        guard var digest = try? MessageDigest(algorithm.openSSLName) else { return nil }
        digest.update(head)
        do throws(ZIPError) { try archive.read(entry) { digest.update($0) } } catch {
            note(error)
            return nil
        }
        digest.update(tail)
        return digest.finish()
    }

    private func digest(
        _ entry: ZIPEntry,
        by algorithms: Set<DigestAlgorithm>
    ) throws(ZIPError) -> [DigestAlgorithm: [UInt8]] {
        let running = algorithms.compactMap(RunningDigest.init)
        var opening: [UInt8] = []
        try archive.read(entry) { piece in
            for index in 0..<min(piece.count, FileDigests.openingSize - opening.count) { opening.append(piece[index]) }
            for digest in running { digest.update(piece) }
        }
        state.withLock { $0.openings[entry.index] = opening }
        return Dictionary(running.map { ($0.algorithm, $0.finish()) }) { first, _ in first }
    }

    /// Remembers what ends the reading of the container; an encrypted entry is merely not at hand.
    private func note(_ error: ZIPError) {
        switch error {
        case .limit, .malformed, .unreadable, .libraryMissing: state.withLock { $0.failure = $0.failure ?? error }
        case .encrypted, .unsupportedMethod: break
        }
    }
}

/// One entry of a container as the only data there is: for signatures that do not name what they sign.
struct EntryContent: ContentSource {
    let container: ContainerContent
    let entry: ZIPEntry

    func digests(of reference: String?, by algorithms: Set<DigestAlgorithm>) -> DetachedContent {
        container.digests(of: entry, by: algorithms)
    }

    func opening(of reference: String?) -> [UInt8]? { container.opening(of: entry) }

    func octets(of reference: String?, atMost limit: Int) -> [UInt8]? { container.octets(of: entry, atMost: limit) }

    func digest(
        of reference: String?,
        by algorithm: DigestAlgorithm,
        after head: [UInt8],
        before tail: [UInt8]
    ) -> [UInt8]? {
        container.digest(of: entry, by: algorithm, after: head, before: tail)
    }
}

extension ZIPError {
    /// The reason in a few words, for a person.
    package var reason: String {
        switch self {
        case .malformed(let reason), .unreadable(let reason): reason
        case .limit(let name, let value): "\(name) \(value)"
        case .libraryMissing: "libzip is not installed"
        case .encrypted: "encrypted"
        case .unsupportedMethod(let method): "packed by method \(method)"
        }
    }
}

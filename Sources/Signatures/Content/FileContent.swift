internal import SandyqFiles
public import SandyqValidation
internal import Synchronization

/// Detached data in files: those a person named, else the one beside the signature.
///
/// Every file is read once for each set of digests wanted of it, however many signatures are over it.
public struct FileContent: ContentSource {
    private let given: [Given]
    private let signature: String?
    private let cache: Cache

    /// A file a person named.
    public struct Given: Hashable, Sendable {
        /// The name by which a signature refers to it; nil: any.
        public let name: String?
        /// Where it is.
        public let path: String

        /// Names a file.
        public init(name: String? = nil, path: String) {
            self.name = name
            self.path = path
        }
    }

    /// Takes the files named; without neighbours.
    public init(given: [Given] = []) {
        self.given = given
        signature = nil
        cache = Cache()
    }

    private init(given: [Given], signature: String?, cache: Cache) {
        self.given = given
        self.signature = signature
        self.cache = cache
    }

    /// Each file named; without any the one beside the signature.
    public var pieces: [any ContentSource] {
        given.isEmpty ? [self] : given.map { FileContent(given: [$0], signature: nil, cache: cache) }
    }

    /// The same files, and those beside a signature file.
    public func beside(_ signature: String) -> FileContent {
        FileContent(given: given, signature: signature, cache: cache)
    }

    /// The digests wanted, of the data that answers to the reference.
    public func digests(of reference: String?, by algorithms: Set<DigestAlgorithm>) -> DetachedContent {
        if let file = givenFile(for: reference) {
            return read(
                file.path,
                as: reference ?? Self.lastComponent(of: file.path),
                by: algorithms,
                isNeighbour: false
            )
        }
        var tried: [String] = []
        var refused: DetachedContent?
        for (name, path) in neighbours(for: reference) {
            switch read(path, as: reference ?? name, by: algorithms, isNeighbour: true) {
            case .missing: tried.append(name)
            case .unreadable(let name, let reason): refused = refused ?? .unreadable(name: name, reason: reason)
            case let found: return found
            }
        }
        return refused ?? .missing(tried: tried)
    }

    /// How the data begins, kept from when it was digested: a pipe cannot be read twice.
    public func opening(of reference: String?) -> [UInt8]? {
        let paths = givenFile(for: reference).map { [$0.path] } ?? neighbours(for: reference).map(\.path)
        return paths.lazy.compactMap { cache.opening(of: $0) }.first
    }

    /// One digest of the data with octets before and after it.
    public func digest(
        of reference: String?,
        by algorithm: DigestAlgorithm,
        after head: [UInt8],
        before tail: [UInt8]
    ) -> [UInt8]? {
        let paths = givenFile(for: reference).map { [$0.path] } ?? neighbours(for: reference).map(\.path)
        guard let path = paths.first(where: { Folder.kind(of: $0) == .file }) else { return nil }
        return try? FileDigests(path: path, by: [algorithm], after: head, before: tail).digests[algorithm]
    }

    /// The files named that no signature so far was over: a person who named one should know.
    package var unused: [Given] { given.filter { !cache.wasAsked(for: $0.path) } }

    /// The data itself, read anew.
    public func octets(of reference: String?, atMost limit: Int) -> [UInt8]? {
        guard let path = path(of: reference), Folder.kind(of: path) == .file,
            let file = try? ReadableFile(path: path)
        else { return nil }
        cache.note(path)
        return try? file.bytes(atMost: limit)
    }

    /// The file that the data is read from; nil when there is none.
    package func path(of reference: String?) -> String? {
        if let file = givenFile(for: reference) { return file.path }
        return neighbours(for: reference).map(\.path).first { Folder.kind(of: $0) == .file }
    }

    /// What a signature file is called without the endings of signature files; nil when it has none.
    package static func nameOfData(signedBy signature: String) -> String? {
        neighbours(of: lastComponent(of: signature), reference: nil).last
    }

    /// Where data is looked for beside the signature.
    private func neighbours(for reference: String?) -> [(name: String, path: String)] {
        guard let signature else { return [] }
        let folder = Self.folder(of: signature)
        return Self.neighbours(of: Self.lastComponent(of: signature), reference: reference).map { ($0, folder + $0) }
    }

    /// The file named for a reference; without a reference the file named for none, or the only one.
    private func givenFile(for reference: String?) -> Given? {
        guard let reference else {
            let beside = signature.map { Self.neighbours(of: Self.lastComponent(of: $0), reference: nil) } ?? []
            let unnamed = given.filter { $0.name == nil }
            return unnamed.first { beside.contains(Self.lastComponent(of: $0.path)) } ?? unnamed.first
                ?? (given.count == 1 ? given.first : nil)
        }
        let name = Self.lastComponent(of: reference)
        return given.first { $0.name == reference }
            ?? given.first { $0.name == nil && Self.lastComponent(of: $0.path) == name }
            ?? (given.count == 1 && given.first?.name == nil ? given.first : nil)
    }

    private func read(
        _ path: String,
        as name: String,
        by algorithms: Set<DigestAlgorithm>,
        isNeighbour: Bool
    ) -> DetachedContent {
        if isNeighbour, Folder.kind(of: path) == .nothing { return .missing(tried: [name]) }
        // A pipe or a device is for a person to name.
        if isNeighbour, Folder.kind(of: path) == .other { return .unreadable(name: name, reason: "not a regular file") }
        return cache.content(of: path, by: algorithms) { wanted in
            do throws(FileError) {
                let read = try FileDigests(path: path, by: wanted)
                cache.keep(opening: read.opening, of: path)
                return .found(name: name, size: read.size, digests: read.digests)
            } catch {
                return error.kind == .missing ? .missing(tried: [name]) : .unreadable(name: name, reason: error.reason)
            }
        }
    }

    /// What has been read so far.
    private final class Cache: Sendable {
        private let files = Mutex<[String: DetachedContent]>([:])
        private let asked = Mutex<Set<String>>([])
        private let openings = Mutex<[String: [UInt8]]>([:])

        /// Remembers that a file was wanted.
        func note(_ path: String) { asked.withLock { _ = $0.insert(path) } }

        /// Whether a file was ever wanted.
        func wasAsked(for path: String) -> Bool { asked.withLock { $0.contains(path) } }

        /// How a file that was read begins.
        func opening(of path: String) -> [UInt8]? { openings.withLock { $0[path] } }

        /// Keeps how a file begins.
        func keep(opening: [UInt8], of path: String) { openings.withLock { $0[path] = opening } }

        /// Answers from what is known, else reads; two threads that ask at once may both read.
        func content(
            of path: String,
            by algorithms: Set<DigestAlgorithm>,
            reading: (Set<DigestAlgorithm>) -> DetachedContent
        ) -> DetachedContent {
            note(path)
            let known = files.withLock { $0[path] }
            if case .found(_, _, let digests) = known, algorithms.isSubset(of: digests.keys), let known { return known }
            let content = reading(algorithms)
            guard case .found(let name, let size, var digests) = content else { return content }
            if case .found(_, size, let earlier) = known { digests.merge(earlier) { new, _ in new } }
            let all = DetachedContent.found(name: name, size: size, digests: digests)
            files.withLock { $0[path] = all }
            return all
        }
    }
}

extension FileContent {
    /// The names beside a signature file under which its data is looked for, likeliest first; never a path.
    static func neighbours(of signature: String, reference: String?) -> [String] {
        if let reference {
            let name = lastComponent(of: reference)
            return name.isEmpty || name == "." || name == ".." || name == signature ? [] : [name]
        }
        var names: [String] = []
        var name = Substring(signature)
        while let dot = name.lastIndex(of: "."), dot != name.startIndex {
            guard suffixes.contains(name[name.index(after: dot)...].lowercased()) else { break }
            name = name[..<dot]
            names.append(String(name))
        }
        return names
    }

    /// What signature files are called after the name of their data.
    private static let suffixes: Set<String> = [
        "p7s", "p7m", "p7", "pkcs7", "cms", "cades", "csig", "sig", "sign", "sgn", "tst", "tsr", "tsd", "ts", "ers",
        "er", "der", "pem", "b64", "base64",
    ]

    static func lastComponent(of path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init) ?? path
    }

    /// With its slash; empty for the current folder.
    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }
}

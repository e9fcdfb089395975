package import SandyqFiles
public import SandyqValidation

/// One file to verify, with what the caller knows of the data it signs.
public struct Submission: Sendable {
    /// As the caller names it: a path, or `-`.
    public let name: String
    /// The signature file's octets.
    package let file: FileBytes
    /// Where detached data may be found.
    public let content: any ContentSource

    /// Takes the bytes of a signature file.
    public init(name: String, bytes: [UInt8], content: any ContentSource = NoContent()) {
        self.init(name: name, file: FileBytes(bytes), content: content)
    }

    /// Takes a signature file that may stay on disk.
    package init(name: String, file: FileBytes, content: any ContentSource = NoContent()) {
        self.name = name
        self.file = file
        self.content = content
    }
}

/// Where the data of detached signatures is.
public protocol ContentSource: Sendable {
    /// The digests of the data a signature refers to.
    ///
    /// - Parameters:
    ///   - reference: The name the signature gives its data, or nil when it gives none, as CMS never does.
    ///   - algorithms: The digests wanted, all computed in one pass over the data.
    /// - Returns: What was found.
    func digests(of reference: String?, by algorithms: Set<DigestAlgorithm>) -> DetachedContent

    /// Each piece of data at hand as a source of its own, for what covers several and names none, as an evidence record does;
    /// the source itself by default.
    var pieces: [any ContentSource] { get }

    /// How the data begins, at least its first 64 KiB; asked for after its digests.
    ///
    /// - Parameter reference: As above.
    /// - Returns: The octets; nil when the data itself is not at hand, which is the default.
    func opening(of reference: String?) -> [UInt8]?

    /// The digest of the data with octets before and after it, as an old archive time-stamp covers detached data
    /// (TS 101 733 clause 6.4.1); nil when the data itself is not at hand, which is the default.
    func digest(
        of reference: String?,
        by algorithm: DigestAlgorithm,
        after head: [UInt8],
        before tail: [UInt8]
    ) -> [UInt8]?

    /// The data itself, for transforms that work on it; nil when it is not at hand, which is the default, or larger than
    /// `limit` octets.
    func octets(of reference: String?, atMost limit: Int) -> [UInt8]?
}

extension ContentSource {
    /// Itself: one piece.
    public var pieces: [any ContentSource] { [self] }

    /// Nothing: only a source that has the data itself can tell.
    public func opening(of reference: String?) -> [UInt8]? { nil }

    /// Nothing: only a source that has the data itself can tell.
    public func digest(
        of reference: String?,
        by algorithm: DigestAlgorithm,
        after head: [UInt8],
        before tail: [UInt8]
    ) -> [UInt8]? { nil }

    /// Nothing: only a source that has the data itself can tell.
    public func octets(of reference: String?, atMost limit: Int) -> [UInt8]? { nil }
}

/// What a content source found.
public enum DetachedContent: Hashable, Sendable {
    /// The data's name, its size if known, and its digests; a digest that cannot be had (the data was given by another digest only) is left out.
    case found(name: String, size: Int?, digests: [DigestAlgorithm: [UInt8]])
    /// The names that were tried.
    case missing(tried: [String])
    /// The data is there and cannot be read; the system's reason.
    case unreadable(name: String, reason: String)
}

/// No detached data.
public struct NoContent: ContentSource {
    /// Finds nothing.
    public init() {}

    /// The digests wanted, of the data that answers to the reference.
    public func digests(of reference: String?, by algorithms: Set<DigestAlgorithm>) -> DetachedContent {
        .missing(tried: [])
    }
}

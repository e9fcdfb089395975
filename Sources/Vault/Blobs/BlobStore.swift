internal import SandyqOpenSSL
package import SandyqValidation

/// Immutable bytes by the SHA-256 of what they are.
///
/// Every implementation passes one suite of tests (BlobStoreContract). Its guarantees:
///
/// - A blob is whole or absent, whenever the process or the machine stops; one that ``commit(_:)`` returned for is
///   there afterwards.
/// - What is read is what was written, or an error: a changed octet is noticed before it is given out or, where the
///   store does not encrypt, at the latest with the last one.
/// - Storing bytes that are there already takes the same work and gives the same answer as storing new ones.
/// - All calls may come from several threads at once.
package protocol BlobStore: Sendable {
    /// Begins a blob. Nothing of it can be seen, and nothing is left when the draft is dropped.
    func draft() throws(VaultError) -> any BlobDraft

    /// Makes sealed drafts durable, all of them for the price of few; afterwards each can be read.
    ///
    /// When it throws, any of them may be there, each one whole.
    func commit(_ drafts: [any BlobDraft]) throws(VaultError)

    /// What is known of a blob without reading it; nil: it is not there.
    func stat(_ digest: Fingerprint) throws(VaultError) -> Blob?

    /// Reads a blob, or octets of it, in order and in pieces.
    ///
    /// - Parameters:
    ///   - digest: Which.
    ///   - range: Which octets, cut to the blob's size; nil: all of them.
    ///   - verifying: Whether the SHA-256 of the whole is compared before the end is reached. A store that keeps plain
    ///     bytes does so whenever it reads the whole.
    ///   - use: Is given the pieces; none is longer than 1 MiB.
    /// - Throws: `blobMissing`, `blobDamaged`, or what `use` threw.
    func read(
        _ digest: Fingerprint,
        _ range: Range<Int>?,
        verifying: Bool,
        _ use: (Span<UInt8>) throws(VaultError) -> Void
    ) throws(VaultError)

    /// The blobs whose digests come after one, in the order of digests; empty at the end.
    ///
    /// Blobs that are stored or deleted meanwhile may or may not be among them; all others are, once.
    func page(after digest: Fingerprint?, limit: Int) throws(VaultError) -> [Fingerprint]

    /// Erases a blob for good: its data key first, where it has one. A blob that is not there is no error.
    func delete(_ digest: Fingerprint) throws(VaultError)
}

/// A blob that is being written; dropped before its commit, it leaves nothing behind.
package protocol BlobDraft: AnyObject, Sendable {
    /// Adds bytes at the end.
    func write(_ bytes: Span<UInt8>) throws(VaultError)

    /// Ends the writing; asked again, it gives the same answer.
    func seal() throws(VaultError) -> Blob
}

/// A blob's name and size.
package struct Blob: Hashable, Sendable {
    package let digest: Fingerprint
    /// Octets of what was written.
    package let size: Int

    package init(digest: Fingerprint, size: Int) {
        self.digest = digest
        self.size = size
    }
}

extension BlobStore {
    /// Reads a whole blob of at most so many octets and compares its digest; nil when it is larger.
    package func bytes(of digest: Fingerprint, atMost bound: Int) throws(VaultError) -> [UInt8]? {
        guard let blob = try stat(digest) else { throw .blobMissing(digest) }
        guard blob.size <= bound else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(blob.size)
        try read(digest, nil, verifying: true) { piece throws(VaultError) in bytes += [UInt8](copying: piece) }
        return bytes
    }

    /// A draft of bytes that are at hand, sealed.
    package func draft(of bytes: [UInt8]) throws(VaultError) -> any BlobDraft {
        let draft = try draft()
        try draft.write(bytes.span)
        _ = try draft.seal()
        return draft
    }
}

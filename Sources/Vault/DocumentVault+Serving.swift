package import SandyqAgreement
internal import SandyqOpenSSL
internal import SandyqValidation
internal import Synchronization

/// The bytes of a version on their way to somebody who may have them.
///
/// Read once, from the first piece to the last; the last comes only when all of them are what was filed.
package final class ServedContent: Sendable {
    package let version: DocumentVersion
    /// Octets.
    package let size: Int
    private let range: Range<Int>
    private let blobs: any BlobStore
    private let digest: Fingerprint
    private let state: Mutex<State>

    private struct State: ~Copyable {
        var next: Int
        var whole: MessageDigest?
    }

    fileprivate init(
        _ version: DocumentVersion,
        _ digest: Fingerprint,
        range: Range<Int>?,
        blobs: any BlobStore
    ) throws(VaultError) {
        self.version = version
        size = version.manifest.size
        self.range = (range ?? 0..<size).clamped(to: 0..<size)
        self.blobs = blobs
        self.digest = digest
        let isWhole = self.range == 0..<size
        let whole = try withOpenSSL { () throws(OpenSSLError) in isWhole ? try MessageDigest("SHA256") : nil }
        state = Mutex(State(next: self.range.lowerBound, whole: whole))
    }

    /// Octets of a piece at most.
    private static let pieceSize = 1 << 20

    /// Octets that will have come at the end.
    package var count: Int { range.count }

    /// The next octets; nil at the end.
    ///
    /// - Throws: `blobMissing`, `blobDamaged`.
    package func next() throws(VaultError) -> [UInt8]? {
        try state.withLock { state throws(VaultError) in
            guard state.next < range.upperBound else { return nil }
            let piece = state.next..<min(range.upperBound, state.next + Self.pieceSize)
            var octets: [UInt8] = []
            octets.reserveCapacity(piece.count)
            try blobs.read(digest, piece, verifying: false) { span throws(VaultError) in
                octets += [UInt8](copying: span)
            }
            guard octets.count == piece.count else { throw .blobDamaged(digest) }
            state.whole?.update(octets)
            state.next = piece.upperBound
            if piece.upperBound == size, let found = state.whole.take()?.finish(), found != digest.bytes {
                throw .blobDamaged(digest)
            }
            return octets
        }
    }
}

extension DocumentVault {
    /// Opens a version's bytes for somebody; the reading is logged.
    ///
    /// - Parameters:
    ///   - document: Which.
    ///   - version: Nil: the newest.
    ///   - range: Which octets; nil: all of them.
    ///   - asker: Who reads.
    /// - Returns: The bytes, to be read in pieces.
    /// - Throws: `unknown`, `refused`, `destroyed`.
    package func serve(
        _ document: Identifier,
        version: Int?,
        range: Range<Int>?,
        to asker: Asker
    ) throws(VaultError) -> ServedContent {
        let versions = try index.versions(of: document)
        try requireLife(of: document, versions, for: .documentRead, asker)
        let pass = try pass(asker, .download, for: .documentRead, on: versions.last, named: document)
        let wanted = version.map { number in versions.first { $0.manifest.version == number } } ?? versions.last
        guard let wanted, let digest = Fingerprint(hexadecimal: wanted.manifest.sha256) else {
            throw .unknown(document.description)
        }
        _ = try log([PendingAction(entry(.documentRead, on: wanted, by: pass))])
        return try ServedContent(wanted, digest, range: range, blobs: blobs)
    }
}

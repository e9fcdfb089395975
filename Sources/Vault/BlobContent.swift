internal import SandyqOpenSSL
internal import SandyqSignatures
internal import SandyqValidation

/// The data of a detached signature, which is a blob.
struct BlobContent: ContentSource {
    let blobs: any BlobStore
    let blob: Fingerprint
    /// What reports call it.
    let name: String

    func digests(of reference: String?, by algorithms: Set<DigestAlgorithm>) -> DetachedContent {
        var digests: [DigestAlgorithm: MessageDigestBox] = [:]
        for algorithm in algorithms { digests[algorithm] = MessageDigestBox(algorithm) }
        var size = 0
        do throws(VaultError) {
            try blobs.read(blob, nil, verifying: true) { piece throws(VaultError) in
                size += piece.count
                for digest in digests.values { digest.update(piece) }
            }
        } catch { return .unreadable(name: name, reason: "\(error)") }
        return .found(name: name, size: size, digests: digests.mapValues { $0.finish() })
    }

    func opening(of reference: String?) -> [UInt8]? {
        var opening: [UInt8] = []
        do throws(VaultError) {
            try blobs.read(blob, 0..<(64 << 10), verifying: false) { piece throws(VaultError) in
                opening += [UInt8](copying: piece)
            }
        } catch { return nil }
        return opening
    }

    func digest(
        of reference: String?,
        by algorithm: DigestAlgorithm,
        after head: [UInt8],
        before tail: [UInt8]
    ) -> [UInt8]? {
        guard let digest = MessageDigestBox(algorithm) else { return nil }
        digest.update(head.span)
        do throws(VaultError) {
            try blobs.read(blob, nil, verifying: true) { piece throws(VaultError) in digest.update(piece) }
        } catch { return nil }
        digest.update(tail.span)
        return digest.finish()
    }

    func octets(of reference: String?, atMost limit: Int) -> [UInt8]? {
        (try? blobs.bytes(of: blob, atMost: limit)) ?? nil
    }
}

/// A digest under way that several closures share.
private final class MessageDigestBox {
    private var digest: MessageDigest?

    /// Nil when this build has not the algorithm.
    init?(_ algorithm: DigestAlgorithm) {
        guard let digest = try? MessageDigest(algorithm.openSSLName) else { return nil }
        self.digest = consume digest
    }

    func update(_ piece: Span<UInt8>) { digest?.update(piece) }

    func finish() -> [UInt8] { digest.take()?.finish() ?? [] }
}

internal import SandyqFiles
internal import SandyqOpenSSL
internal import SandyqSignatures
internal import SandyqValidation

/// Detached data that came with a signature; each file answers for the name it came under, as `--content` does for its path.
struct UploadedContent: ContentSource {
    /// A file that came along.
    struct Piece: Sendable {
        let name: String
        let upload: Upload
    }

    private let given: [Piece]
    private let signature: String

    /// Takes the files that came with a signature file of a name.
    init(_ given: [Piece], signature: String) {
        self.given = given
        self.signature = signature
    }

    var pieces: [any ContentSource] {
        given.map { UploadedContent([$0], signature: signature) }
    }

    func digests(of reference: String?, by algorithms: Set<DigestAlgorithm>) -> DetachedContent {
        guard let piece = piece(for: reference) else { return .missing(tried: given.map(\.name)) }
        let name = reference ?? piece.name
        var digests: [DigestAlgorithm: [UInt8]] = [:]
        for algorithm in algorithms {
            // Each digest reads the data anew: nearly always there is one.
            guard var digest = try? MessageDigest(algorithm.openSSLName) else { continue }
            do throws(FileError) { try Self.read(piece, into: &digest) } catch {
                return .unreadable(name: name, reason: error.reason)
            }
            digests[algorithm] = digest.finish()
        }
        return .found(name: name, size: piece.upload.file.count, digests: digests)
    }

    func opening(of reference: String?) -> [UInt8]? {
        guard let file = piece(for: reference)?.upload.file else { return nil }
        return (try? file.head(FileDigests.openingSize)).map(Array.init)
    }

    func digest(
        of reference: String?,
        by algorithm: DigestAlgorithm,
        after head: [UInt8],
        before tail: [UInt8]
    ) -> [UInt8]? {
        guard let piece = piece(for: reference), var digest = try? MessageDigest(algorithm.openSSLName) else {
            return nil
        }
        digest.update(head)
        guard (try? Self.read(piece, into: &digest)) != nil else { return nil }
        digest.update(tail)
        return digest.finish()
    }

    func octets(of reference: String?, atMost limit: Int) -> [UInt8]? {
        guard let file = piece(for: reference)?.upload.file, file.count <= limit else { return nil }
        return try? file.all()
    }

    /// The file for a reference; without a reference the one whose name the signature's is made from, else the first.
    private func piece(for reference: String?) -> Piece? {
        guard let reference else {
            let beside = FileContent.nameOfData(signedBy: signature)
            return given.first { $0.name == beside } ?? given.first
        }
        let last = reference.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init)
        return given.first { $0.name == reference } ?? given.first { $0.name == last }
            ?? (given.count == 1 ? given.first : nil)
    }

    private static func read(_ piece: Piece, into digest: inout MessageDigest) throws(FileError) {
        let file = piece.upload.file
        var start = 0
        while start < file.count {
            let end = min(file.count, start + 64 << 10)
            digest.update(try file.bytes(in: start..<end))
            start = end
        }
    }
}

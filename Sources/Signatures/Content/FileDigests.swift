package import SandyqFiles
internal import SandyqOpenSSL
package import SandyqValidation

/// The digests of a file, all computed in one pass over it.
package struct FileDigests {
    /// Octets read.
    package private(set) var size = 0
    /// By algorithm; those this build has not are left out.
    package let digests: [DigestAlgorithm: [UInt8]]
    /// How the file begins: at most `openingSize` octets.
    package private(set) var opening: [UInt8] = []

    /// Octets of its beginning that are kept.
    package static let openingSize = 64 << 10

    /// Reads a file from its beginning to its end.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - algorithms: The digests wanted; those this build has not are left out.
    ///   - head: Octets to digest before the file's.
    ///   - tail: Octets to digest after the file's.
    /// - Throws: What the system said.
    package init(
        path: String,
        by algorithms: Set<DigestAlgorithm>,
        after head: [UInt8] = [],
        before tail: [UInt8] = []
    ) throws(FileError) {
        let file = try ReadableFile(path: path)
        let running = algorithms.compactMap(RunningDigest.init)
        for digest in running { digest.update(head.span) }
        var size = 0
        var opening: [UInt8] = []
        do throws(ReadingError<Never>) {
            try file.read { piece in
                size += piece.count
                for index in 0..<min(piece.count, Self.openingSize - opening.count) { opening.append(piece[index]) }
                for digest in running { digest.update(piece) }
            }
        } catch {
            switch error {
            case .file(let failure): throw failure
            }
        }
        for digest in running { digest.update(tail.span) }
        self.size = size
        self.opening = opening
        digests = Dictionary(running.map { ($0.algorithm, $0.finish()) }) { first, _ in first }
    }
}

/// A digest that an array can hold and closures can share.
final class RunningDigest {
    let algorithm: DigestAlgorithm
    private var digest: MessageDigest?

    /// Nil when this build has not the algorithm.
    init?(_ algorithm: DigestAlgorithm) {
        guard let digest = try? MessageDigest(algorithm.openSSLName) else { return nil }
        self.algorithm = algorithm
        self.digest = consume digest
    }

    func update(_ bytes: Span<UInt8>) { digest?.update(bytes) }

    func finish() -> [UInt8] {
        guard let digest = digest.take() else { return [] }
        return digest.finish()
    }
}

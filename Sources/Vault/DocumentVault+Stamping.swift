#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
internal import SandyqOpenSSL
package import SandyqSignatures
internal import SandyqValidation

/// What a time-stamped checkpoint was found to be.
package enum StampFinding: Hashable, Sendable {
    /// The log began with so many entries at that time.
    case holds(size: Int, Date)
    /// The note is not signed by the log's key, or is of another log than this has become.
    case checkpointDiffers(position: Int)
    /// The token is not over the note, or its signature does not hold.
    case tokenInvalid(position: Int)
    /// It holds, and its authority is not trusted under the policy.
    case tokenUntrusted(position: Int)

    /// Whether it proves what it should.
    package var isSound: Bool { if case .holds = self { true } else { false } }
}

extension DocumentVault {
    /// Signs the log's size and root, has that time-stamped, and keeps both.
    package func stampCheckpoint(by authority: TimestampClient) throws(VaultError) -> StampRecord {
        let size = try index.logSize()
        let note = try checkpoint(ofSize: size)
        let token = try Self.token(over: Array(note.utf8), by: authority)
        let record = StampRecord(
            size: size,
            checkpoint: note,
            token: token.encoding,
            time: token.time.roundedToMilliseconds
        )
        try keep(record) { manifest in
            PendingAction(
                entry(.checkpointStamped, on: configuration.id, manifest: manifest),
                .stamp(record, manifest: manifest)
            )
        }
        return record
    }

    static func token(
        over octets: [UInt8],
        by authority: TimestampClient
    ) throws(VaultError) -> TimestampClient.Token {
        do throws(FetchFailure) { return try authority.token(over: octets) } catch { throw .unstamped(error) }
    }

    /// Holds every time-stamped checkpoint against the log as it is now.
    ///
    /// - Parameters:
    ///   - verifier: Judges the tokens; nil: only whether they are over their checkpoints and their signatures hold.
    ///   - found: Is told of each.
    /// - Throws: What kept it from looking; what it finds is no error.
    package func checkStamps(_ verifier: Verifier?, _ found: (StampFinding) -> Void) throws(VaultError) {
        var position = 0
        let size = try index.logSize()
        while true {
            let page = try index.stamps(from: position, limit: 100)
            guard let last = page.last else { return }
            position = last.position + 1
            for (position, stamp) in page { found(try finding(on: stamp, at: position, logSize: size, verifier)) }
        }
    }

    private func finding(
        on stamp: StampRecord,
        at position: Int,
        logSize: Int,
        _ verifier: Verifier?
    ) throws(VaultError) -> StampFinding {
        guard let checkpoint = Checkpoint(note: stamp.checkpoint, verifiedBy: configuration.logKey),
            checkpoint.size == stamp.size, stamp.size <= min(position, logSize),
            try tree.root(of: stamp.size) == checkpoint.root
        else { return .checkpointDiffers(position: position) }
        let content = MemoryContent(bytes: Array(stamp.checkpoint.utf8))
        guard TimestampClient.holds(stamp.tokenOctets, over: content) else { return .tokenInvalid(position: position) }
        if let verifier {
            let submission = Submission(name: "checkpoint", bytes: stamp.tokenOctets, content: content)
            let report = try? verifier.verify(submission, asOf: ambient.moment())
            guard report?.verdict == .passed else { return .tokenUntrusted(position: position) }
        }
        return .holds(size: stamp.size, stamp.time)
    }
}

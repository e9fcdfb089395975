internal import NIOPosix
internal import SandyqVault
internal import Synchronization

/// Files that come one by one from many, made durable together, on a thread of their own.
///
/// A disk makes many files durable for the price of few, so filings that come at one time are forced to it together instead of one
/// after another.
final class FilingQueue: Sendable {
    private let vault: DocumentVault
    private let thread = NIOThreadPool(numberOfThreads: 1)
    private let state = Mutex(State())

    /// Files and octets committed at one time at most.
    private static let (mostFiles, mostOctets) = (256, 64 << 20)

    private struct State {
        var waiting: [Waiting] = []
        var isCommitting = false
    }

    private struct Waiting {
        let filing: PreparedFiling
        let continuation: CheckedContinuation<DocumentVersion, any Error>
    }

    init(_ vault: DocumentVault) {
        self.vault = vault
        thread.start()
    }

    /// Keeps a file for good.
    ///
    /// - Returns: The version, which is on the disk.
    /// - Throws: Why this file was not kept; another's failure is not this one's.
    func commit(_ filing: PreparedFiling) async throws -> DocumentVersion {
        try await withCheckedThrowingContinuation { continuation in
            let isFirst = state.withLock { state in
                state.waiting.append(Waiting(filing: filing, continuation: continuation))
                defer { state.isCommitting = true }
                return !state.isCommitting
            }
            guard isFirst else { return }
            thread.submit { self.commitWaiting($0 == .active) }
        }
    }

    /// Ends the thread once nothing waits.
    func end() async throws { try await thread.shutdownGracefully() }

    private func commitWaiting(_ mayGoOn: Bool) {
        while let batch = next() {
            guard mayGoOn else {
                for waiting in batch { waiting.continuation.resume(throwing: Problem.busy(seconds: 5)) }
                continue
            }
            commit(batch)
        }
    }

    /// What waits, as much as goes into one batch; nil: nothing does, and the next to come begins anew.
    private func next() -> [Waiting]? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.isCommitting = false
                return nil
            }
            var octets = 0
            let count = state.waiting.prefix(Self.mostFiles).prefix { waiting in
                octets += waiting.filing.size
                return octets <= Self.mostOctets || octets == waiting.filing.size
            }.count
            defer { state.waiting.removeFirst(count) }
            return Array(state.waiting.prefix(count))
        }
    }

    private func commit(_ batch: [Waiting]) {
        do throws(VaultError) {
            for (waiting, version) in zip(batch, try vault.commit(batch.map(\.filing))) {
                waiting.continuation.resume(returning: version)
            }
        } catch {
            // One filing that contradicts the index is no reason to refuse those that came with it.
            guard batch.count > 1 else { return batch[0].continuation.resume(throwing: Problem(of: error)) }
            for waiting in batch { commit([waiting]) }
        }
    }
}

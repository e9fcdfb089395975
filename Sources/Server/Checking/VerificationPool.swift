internal import NIOPosix
internal import Synchronization

/// Where blocking work is done, and nowhere else.
///
/// Verifying reads files and does arithmetic for as long as it takes, and would keep every other request waiting on the threads
/// that serve connections.
package final class VerificationPool: Sendable {
    private let threads: NIOThreadPool
    private let most: Int
    private let metrics: ServiceMetrics
    private let inWork = Mutex(0)

    /// Starts the threads.
    ///
    /// - Parameters:
    ///   - count: How many work at once.
    ///   - waiting: How much more may wait for its turn.
    ///   - metrics: Told how much there is to do.
    init(threads count: Int, waiting: Int, metrics: ServiceMetrics) {
        threads = NIOThreadPool(numberOfThreads: count)
        threads.start()
        most = count + waiting
        self.metrics = metrics
    }

    /// Whether everything that may wait is waiting.
    var isFull: Bool { inWork.withLock { $0 >= most } }

    /// Does work on a thread of the pool.
    ///
    /// - Throws: `Problem.busy` when too much waits already, or what the work throws.
    func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        let count: Int? = inWork.withLock { count in
            guard count < most else { return nil }
            count += 1
            return count
        }
        guard let count else { throw Problem.busy(seconds: 5) }
        metrics.verifying(count)
        defer {
            metrics.verifying(
                inWork.withLock { count in
                    count -= 1
                    return count
                }
            )
        }
        return try await threads.runIfActive(work)
    }

    /// Ends the threads once what they do is done.
    func end() async throws { try await threads.shutdownGracefully() }
}

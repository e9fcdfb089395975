internal import NIOPosix
internal import Synchronization

/// Where blocking work of one kind is done, and nowhere else.
///
/// Verifying and the vault read files and do arithmetic for as long as it takes, and would keep every other request waiting on the
/// threads that serve connections.
package final class BlockingPool: Sendable {
    private let threads: NIOThreadPool
    private let most: Int
    private let note: @Sendable (Int) -> Void
    private let inWork = Mutex(0)

    /// Starts the threads.
    ///
    /// - Parameters:
    ///   - count: How many work at once.
    ///   - waiting: How much more may wait for its turn.
    ///   - note: Told how much there is to do.
    init(threads count: Int, waiting: Int, note: @escaping @Sendable (Int) -> Void) {
        threads = NIOThreadPool(numberOfThreads: count)
        threads.start()
        most = count + waiting
        self.note = note
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
        note(count)
        defer {
            note(
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

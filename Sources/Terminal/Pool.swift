internal import Dispatch
internal import Synchronization

/// Runs work on many items at once and delivers the results in the items' order.
package enum Pool {
    /// Results that are finished but whose turn has not come; more than this and workers wait.
    private static let mostWaiting = 1_024

    /// Runs `work` on every item.
    ///
    /// - Parameters:
    ///   - items: What to work on.
    ///   - jobs: How many at once.
    ///   - work: Runs on any thread.
    ///   - deliver: Runs on this thread, in the items' order.
    /// - Throws: What `deliver` throws, which ends the work.
    package static func run<Item: Sendable, Result: Sendable>(
        _ items: [Item],
        jobs: Int,
        work: @escaping @Sendable (Item) -> Result,
        deliver: (Result) throws -> Void
    ) throws {
        guard jobs > 1, items.count > 1 else {
            for item in items { try deliver(work(item)) }
            return
        }
        let shelf = Shelf<Result>(count: items.count)
        let room = DispatchSemaphore(value: mostWaiting)
        let queue = DispatchQueue(label: "verifying", attributes: .concurrent)
        for _ in 0..<min(jobs, items.count) {
            queue.async {
                while true {
                    room.wait()
                    guard let index = shelf.take() else {
                        room.signal()
                        return
                    }
                    shelf.put(work(items[index]), at: index)
                }
            }
        }
        for index in items.indices {
            try deliver(shelf.result(at: index))
            room.signal()
        }
    }

    /// Results on their way from workers to the one who delivers.
    private final class Shelf<Result: Sendable>: Sendable {
        private struct State {
            var next = 0
            var results: [Int: Result] = [:]
        }

        private let count: Int
        private let state = Mutex(State())
        /// Signalled once for every result.
        private let arrival = DispatchSemaphore(value: 0)

        init(count: Int) { self.count = count }

        /// The next item nobody works on.
        func take() -> Int? {
            state.withLock { state in
                guard state.next < count else { return nil }
                defer { state.next += 1 }
                return state.next
            }
        }

        func put(_ result: Result, at index: Int) {
            state.withLock { $0.results[index] = result }
            arrival.signal()
        }

        /// Waits for a result.
        func result(at index: Int) -> Result {
            while true {
                if let result = state.withLock({ $0.results.removeValue(forKey: index) }) { return result }
                arrival.wait()
            }
        }
    }
}

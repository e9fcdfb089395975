internal import Synchronization

/// Octets that may be in use at one time, shared by all requests.
final class Budget: Sendable {
    private let limit: Int
    private let used = Mutex(0)

    init(limit: Int) { self.limit = limit }

    /// Octets in use.
    var inUse: Int { used.withLock { $0 } }

    /// One request's part of a budget, given back when it is dropped.
    final class Share: Sendable {
        private let budget: Budget
        private let taken = Mutex(0)

        init(of budget: Budget) { self.budget = budget }

        deinit {
            let octets = taken.withLock { $0 }
            budget.used.withLock { $0 -= octets }
        }

        /// Takes more of it; when there is no more the request cannot go on.
        func take(_ octets: Int) throws(Problem) {
            let fits = budget.used.withLock { used in
                guard used + octets <= budget.limit else { return false }
                used += octets
                return true
            }
            guard fits else { throw .busy(seconds: 5) }
            taken.withLock { $0 += octets }
        }

        /// Gives some of it back.
        func giveBack(_ octets: Int) {
            taken.withLock { $0 -= octets }
            budget.used.withLock { $0 -= octets }
        }
    }
}

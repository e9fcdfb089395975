internal import HTTPTypes
internal import Synchronization

/// How often one client may ask: a bucket of tokens for each, refilled evenly, in a table of bounded size.
final class RateLimiter: Sendable {
    private struct Bucket {
        /// When it is full again.
        var full: Double
    }

    private let perMinute: Int
    private let seconds: @Sendable () -> Double
    private let buckets = Mutex<[NetworkAddress?: Bucket]>([:])

    /// Clients that are remembered; those whose bucket is full again are forgotten first.
    private static let mostClients = 65_536

    init(perMinute: Int, seconds: @escaping @Sendable () -> Double) {
        self.perMinute = perMinute
        self.seconds = seconds
    }

    /// What a client is told.
    struct Answer: Sendable {
        let limit: Int
        let remaining: Int
        /// Seconds until everything is there again.
        let reset: Int
        /// Seconds until one may be asked again; nil when this one may go on.
        let wait: Int?

        var headers: HTTPFields {
            [
                .rateLimit: String(limit), .rateLimitRemaining: String(remaining), .rateLimitReset: String(reset),
                .rateLimitPolicy: "\(limit);w=60",
            ]
        }
    }

    /// Takes one token of a client.
    func take(for client: NetworkAddress?) -> Answer {
        let interval = 60 / Double(perMinute)
        let now = seconds()
        return buckets.withLock { buckets in
            let full = max(buckets[client?.subscriber]?.full ?? now, now)
            let debt = full - now
            let remaining = Int((60 - debt) / interval + 1e-9)
            guard remaining > 0 else {
                let wait = debt + interval - 60
                return Answer(limit: perMinute, remaining: 0, reset: Self.whole(debt), wait: max(1, Self.whole(wait)))
            }
            if buckets.count >= Self.mostClients { Self.forget(&buckets, at: now) }
            buckets[client?.subscriber] = Bucket(full: full + interval)
            let reset = Self.whole(debt + interval)
            return Answer(limit: perMinute, remaining: remaining - 1, reset: reset, wait: nil)
        }
    }

    /// Forgets whoever owes nothing; when everybody owes, whoever owes least, so that the worst stay known.
    private static func forget(_ buckets: inout [NetworkAddress?: Bucket], at now: Double) {
        buckets = buckets.filter { $0.value.full > now }
        guard buckets.count >= mostClients else { return }
        for (client, _) in buckets.sorted(by: { $0.value.full < $1.value.full }).prefix(mostClients / 8) {
            buckets[client] = nil
        }
    }

    private static func whole(_ seconds: Double) -> Int { Int(seconds.rounded(.up)) }
}

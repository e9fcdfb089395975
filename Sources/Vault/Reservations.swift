internal import SandyqValidation
internal import Synchronization

/// The blobs that something is about to need: whoever erases leaves them alone.
final class Reservations: Sendable {
    private let counts = Mutex<[Fingerprint: Int]>([:])

    fileprivate func begin(_ digests: [Fingerprint]) {
        counts.withLock { counts in
            for digest in digests { counts[digest, default: 0] += 1 }
        }
    }

    fileprivate func end(_ digests: [Fingerprint]) {
        counts.withLock { counts in
            for digest in digests { counts[digest] = counts[digest].flatMap { $0 > 1 ? $0 - 1 : nil } }
        }
    }

    /// Runs work on a blob nobody has reserved, and lets nobody reserve any meanwhile; whether it ran.
    func unlessReserved(_ digest: Fingerprint, _ work: () throws(VaultError) -> Void) throws(VaultError) -> Bool {
        try counts.withLock { counts throws(VaultError) in
            guard counts[digest] == nil else { return false }
            try work()
            return true
        }
    }
}

/// Blobs that are reserved until it ends.
struct Reservation {
    private let digests: [Fingerprint]
    private let reservations: Reservations

    init(of digests: [Fingerprint], in reservations: Reservations) {
        self.digests = digests
        self.reservations = reservations
        reservations.begin(digests)
    }

    func end() { reservations.end(digests) }
}

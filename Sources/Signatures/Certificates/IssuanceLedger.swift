internal import SandyqOpenSSL
package import SandyqValidation
internal import Synchronization

/// What is known of which key verifies which certificate, list or response, shared by files and threads.
///
/// A file of a thousand is mostly made of the same chain: each of its links is verified once.
package final class IssuanceLedger: Sendable {
    private let entries: Mutex<GenerationalCache<Pair, SignatureValue>>

    /// Starts empty.
    ///
    /// - Parameter capacity: How many answers are kept at least; the oldest are dropped when there are twice as many.
    package init(capacity: Int = 100_000) { entries = Mutex(GenerationalCache(capacity: capacity)) }

    /// The answer for an object and a key; nil when it is not known.
    package func value(of object: Fingerprint, by key: Fingerprint) -> SignatureValue? {
        entries.withLock { $0.value(for: Pair(object: object, key: key)) }
    }

    /// Keeps an answer.
    package func record(_ value: SignatureValue, of object: Fingerprint, by key: Fingerprint) {
        entries.withLock { $0.keep(value, for: Pair(object: object, key: key)) }
    }

    private struct Pair: Hashable {
        let object: Fingerprint
        let key: Fingerprint
    }
}

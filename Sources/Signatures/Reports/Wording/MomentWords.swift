#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import Synchronization

/// The words for moments: reports name the same few again and again.
final class MomentWords: Sendable {
    private let known = Mutex(GenerationalCache<Date, Sentence>(capacity: 256))

    /// The words for a moment, put together at its first use.
    func sentence(for moment: Date, _ words: (CivilTime) -> Sentence) -> Sentence {
        if let sentence = known.withLock({ $0.value(for: moment) }) { return sentence }
        let sentence = words(CivilTime(moment))
        known.withLock { $0.keep(sentence, for: moment) }
        return sentence
    }
}

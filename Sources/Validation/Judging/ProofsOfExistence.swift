#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What is proven to have existed, and since when (EN 319 102-1 clause 5.6.2.3).
struct ProofsOfExistence {
    let validationTime: Date
    private var earliest: [Fingerprint: Date] = [:]

    /// Starts with everything at hand proven to exist at the validation time, and nothing earlier.
    init(validationTime: Date) { self.validationTime = validationTime }

    /// Takes a verified time-stamp's word for the objects it covers.
    mutating func add(_ objects: [Fingerprint], at time: Date) {
        for object in objects { earliest[object] = min(time, earliest[object] ?? time) }
    }

    /// Since when an object is proven to exist.
    func time(of object: Fingerprint) -> Date { earliest[object] ?? validationTime }

    /// The earliest verified proof of the signature value; the validation time when there is none.
    func bestSignatureTime(from timestamps: [TimestampReport]) -> BestSignatureTime {
        let proven = timestamps.filter { $0.facts.kind.provesSignature && $0.block.verdict == .passed }
            .compactMap(\.facts.time).min()
        guard let proven, proven <= validationTime else { return BestSignatureTime(time: validationTime, source: .now) }
        return BestSignatureTime(time: proven, source: .timestamp)
    }

    /// Both bounds of the time of signing: content time-stamps bound it from below.
    func interval(from timestamps: [TimestampReport]) -> Interval {
        let content = timestamps.filter { $0.facts.kind == .content && $0.block.verdict == .passed }
        return Interval(
            notBefore: content.compactMap(\.facts.time).max(),
            notAfter: bestSignatureTime(from: timestamps).time
        )
    }
}

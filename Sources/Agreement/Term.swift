#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// From when until when something holds; computed from dates whenever it is asked, never set by a job.
package struct Term: Hashable, Sendable, Codable {
    /// The first moment; nil: since ever.
    package var from: Date?
    /// The first moment after it; nil: without end.
    package var until: Date?
    /// When it was revoked, which is at once and for good.
    package var revoked: Date?

    package init(from: Date? = nil, until: Date? = nil, revoked: Date? = nil) {
        self.from = from
        self.until = until
        self.revoked = revoked
    }

    /// Whether it holds at a moment.
    package func covers(_ moment: Date) -> Bool {
        if let from, moment < from { return false }
        if let until, moment >= until { return false }
        if let revoked, moment >= revoked { return false }
        return true
    }
}

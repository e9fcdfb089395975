#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
package import SandyqAgreement

/// A user who is signed in: by what, since when, and for how long (3.2, 3.10).
///
/// Sessions are rows of the index alone: a backup has them, an index that is made anew does not.
package struct Session: Hashable, Sendable {
    package let id: Identifier
    package let user: Identifier
    package let factors: Set<SendingFacts.Factor>
    package let started: Date
    /// When it was last used, to the minute.
    package let lastSeen: Date
    /// For how many seconds it may be unused.
    package let idle: TimeInterval
    /// When it ends however much it is used.
    package let expires: Date
    /// The address it was last used from.
    package let origin: String
    package let userAgent: String

    /// When it ends unless it is used before.
    package var idleExpiry: Date { min(expires, lastSeen.addingTimeInterval(idle)) }

    /// Whoever acts in it, from an address.
    package func asker(from origin: String) -> Asker {
        Asker(user: user, factors: factors, origin: origin, session: id)
    }
}

/// How long sessions last.
package struct SessionLife: Hashable, Sendable {
    /// Seconds without use.
    package let idle: TimeInterval
    /// Seconds in all.
    package let absolute: TimeInterval

    package init(idle: TimeInterval = 30 * 60, absolute: TimeInterval = 12 * 60 * 60) {
        self.idle = idle
        self.absolute = absolute
    }
}

/// What an action changes among sessions.
package enum SessionChange: Sendable {
    /// With the SHA-256 of its token.
    case opened(Session, token: [UInt8])
    case ended(Identifier)
}

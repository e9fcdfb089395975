#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
package import SandyqAgreement
internal import SandyqOpenSSL

extension DocumentVault {
    /// Seconds between two writes of when a session was last seen.
    private static let seenStep: TimeInterval = 60
    /// Characters kept of what a browser calls itself.
    private static let agentLength = 256

    /// Signs a user in whom factors have identified.
    ///
    /// - Returns: The session, and its token, which is told this once and kept as its SHA-256.
    /// - Throws: `unknown` when there is no such user.
    package func openSession(
        for user: Identifier,
        by factors: Set<SendingFacts.Factor>,
        from origin: String,
        userAgent: String = "",
        life: SessionLife = SessionLife()
    ) throws(VaultError) -> (token: String, session: Session) {
        guard try index.user(user) != nil else { throw .unknown(user.description) }
        let token = Base64URL.text(of: ambient.chance(32))
        let now = ambient.moment().roundedToMilliseconds
        let session = Session(
            id: ambient.identifier(),
            user: user,
            factors: factors,
            started: now,
            lastSeen: now,
            idle: life.idle,
            expires: now.addingTimeInterval(life.absolute).roundedToMilliseconds,
            origin: origin,
            userAgent: String(userAgent.prefix(Self.agentLength))
        )
        let entry = entry(.sessionOpened, on: session.id, by: session.asker(from: origin))
        _ = try log([PendingAction(entry, .session(.opened(session, token: Self.digest(ofToken: token))))])
        return (token, session)
    }

    /// The session of a token; nil: there is none, or it has ended.
    package func session(bearing token: String, from origin: String) throws(VaultError) -> Session? {
        let now = ambient.moment().roundedToMilliseconds
        guard let session = try index.session(ofToken: Self.digest(ofToken: token)), now < session.idleExpiry else {
            return nil
        }
        let isDue = now.timeIntervalSince(session.lastSeen) >= min(Self.seenStep, session.idle / 2)
        guard !isReadOnly, isDue || session.origin != origin else { return session }
        try index.noteSeen(session.id, at: now, from: origin)
        return try index.session(ofToken: Self.digest(ofToken: token))
    }

    /// The sessions of a user that have not ended, oldest first.
    package func sessions(of user: Identifier) throws(VaultError) -> [Session] {
        let now = ambient.moment()
        return try index.sessions(of: user).filter { now < $0.idleExpiry }
    }

    /// Ends a session of the asker's own, at once and for good.
    ///
    /// - Throws: `unknown` when it is not there, or somebody else's.
    package func endSession(_ id: Identifier, by asker: Asker) throws(VaultError) {
        guard let user = asker.user, try sessions(of: user).contains(where: { $0.id == id }) else {
            throw try refuse(.hidden, asker, .sessionEnded, on: id, in: nil)
        }
        _ = try log([PendingAction(entry(.sessionEnded, on: id, by: asker), .session(.ended(id)))])
    }

    /// Ends all sessions of the asker's own, or all but the one they ask in.
    package func endSessions(by asker: Asker, keepingPresent: Bool) throws(VaultError) {
        guard let user = asker.user else { return }
        let ending = try sessions(of: user).filter { !keepingPresent || $0.id != asker.session }
        guard !ending.isEmpty else { return }
        _ = try log(
            ending.map { PendingAction(entry(.sessionEnded, on: $0.id, by: asker), .session(.ended($0.id))) }
        )
    }

    private static func digest(ofToken token: String) -> [UInt8] {
        MessageDigest.sha256(of: Array(token.utf8)[...])
    }
}

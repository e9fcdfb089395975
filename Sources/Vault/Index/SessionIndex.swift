#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
package import SandyqAgreement

/// Who is signed in: a part of every ``Index``, with its guarantees.
package protocol SessionIndex: Sendable {
    /// The session whose token has this SHA-256, whether it has expired or not.
    func session(ofToken digest: [UInt8]) throws(VaultError) -> Session?

    /// A user's sessions, oldest first, whether they have expired or not.
    func sessions(of user: Identifier) throws(VaultError) -> [Session]

    /// Takes note that a session was used, which is not logged; nothing happens when it has ended meanwhile.
    func noteSeen(_ id: Identifier, at moment: Date, from origin: String) throws(VaultError)
}

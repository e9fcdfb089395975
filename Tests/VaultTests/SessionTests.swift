import Foundation
import SandyqAgreement
import SandyqVault
import Synchronization
import Testing

@Suite("Sessions (3.2, 3.10)")
struct SessionTests {
    /// A clock that stands still until it is set on.
    final class Clock: Sendable {
        private let now = Mutex(Date(timeIntervalSince1970: 1_780_000_000))

        var ambient: Ambient {
            Ambient(
                moment: { [self] in now.withLock { $0 } },
                chance: { count in (0..<count).map { _ in UInt8.random(in: .min ... .max) } }
            )
        }

        func wait(_ seconds: TimeInterval) { now.withLock { $0 += seconds } }
    }

    @Test("a session ends when it is not used, and at last although it is")
    func lifetimes() throws {
        let (folder, clock) = (try TemporaryFolder(), Clock())
        let cast = try Cast(in: folder, ambient: clock.ambient)
        let user = try #require(cast.head.user)
        let (token, session) = try cast.vault.openSession(for: user, by: [.password], from: "192.0.2.1")
        #expect(try cast.vault.session(bearing: token, from: "192.0.2.1")?.id == session.id)
        #expect(try cast.vault.session(bearing: token + "A", from: "192.0.2.1") == nil)
        for _ in 0..<24 {
            clock.wait(29 * 60)
            #expect(try cast.vault.session(bearing: token, from: "192.0.2.1") != nil)
        }
        // 24 times 29 minutes are 11 hours 36 minutes.
        clock.wait(24 * 60 - 0.001)
        #expect(try cast.vault.session(bearing: token, from: "192.0.2.1") != nil)
        clock.wait(0.001)
        #expect(try cast.vault.session(bearing: token, from: "192.0.2.1") == nil)
        let (other, _) = try cast.vault.openSession(for: user, by: [.password], from: "192.0.2.1")
        clock.wait(30 * 60)
        #expect(try cast.vault.session(bearing: other, from: "192.0.2.1") == nil)
        #expect(try cast.vault.sessions(of: user).isEmpty)
    }

    @Test("a session is ended by its user alone, at once, and the log names it")
    func ending() throws {
        let folder = try TemporaryFolder()
        let cast = try Cast(in: folder)
        let user = try #require(cast.head.user)
        let (token, session) = try cast.vault.openSession(for: user, by: [.password, .sms], from: "192.0.2.1")
        #expect(throws: VaultError.unknown(session.id.description)) {
            try cast.vault.endSession(session.id, by: cast.stranger)
        }
        #expect(try cast.vault.session(bearing: token, from: "192.0.2.7")?.origin == "192.0.2.7")
        let (_, other) = try cast.vault.openSession(for: user, by: [.password], from: "192.0.2.2")
        try cast.vault.endSessions(by: session.asker(from: "192.0.2.1"), keepingPresent: true)
        #expect(try cast.vault.sessions(of: user).map(\.id) == [session.id])
        try cast.vault.endSession(session.id, by: session.asker(from: "192.0.2.1"))
        #expect(try cast.vault.session(bearing: token, from: "192.0.2.1") == nil)
        let size = try cast.vault.index.logSize()
        let last = try cast.vault.index.entries(from: size - 2, limit: 2).map(\.entry)
        #expect(last.map(\.object) == [other.id, session.id])
        #expect(last.allSatisfy { $0.session == session.id && $0.origin == "192.0.2.1" && $0.actor == user })
    }
}

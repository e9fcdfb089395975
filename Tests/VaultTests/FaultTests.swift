import Foundation
import SandyqAgreement
import SandyqValidation
import SandyqVault
import Synchronization
import Testing

/// The process is killed where it writes, and what it leaves is looked at.
///
/// SANDYQ_FAULTS says how many kills there are at least, spread evenly over every write point of every kind of work;
/// one of each unless told.
@Suite struct FaultTests {
    /// A kind of work and a point where it writes.
    struct Place: CustomTestStringConvertible, Sendable {
        let work: String
        let point: WritePoint

        var testDescription: String { "\(work): \(point.rawValue)" }

        private static let keeping: [WritePoint] = [
            .blobBegun, .blobsWritten, .blobsSynchronized, .blobNamed, .blobsDurable, .transactionOpen,
            .transactionCommitted, .logBegun, .logSynchronized,
        ]
        private static let erasing: [WritePoint] = [
            .blobUnnamed, .keyErased, .blobErased, .erasureNoted, .indexScrubbed,
        ]

        private static let backingUp: [WritePoint] = [
            .backupBlobsCopied, .backupIndexCopied, .backupAlmostDone, .backupRecorded,
        ]
        private static let rotating: [WritePoint] = [
            .keyAdded, .slotWritten, .blobRewrapped, .secretRewrapped, .transactionOpen, .transactionCommitted,
            .logBegun, .logSynchronized, .keyDropped,
        ]

        static let all =
            places("filing", keeping + [.blobUnnamed, .keyErased, .blobErased]) + places("holds", keeping)
            + places("destroying", keeping + erasing) + places("backing-up", backingUp)
            + places("rotating", rotating)

        private static func places(_ work: String, _ points: [WritePoint]) -> [Place] {
            points.map { Place(work: work, point: $0) }
        }
    }

    /// Kills at each place.
    private static let kills: Int = {
        let wanted = ProcessInfo.processInfo.environment["SANDYQ_FAULTS"].flatMap { Int($0) } ?? 1
        return max(1, (wanted + Place.all.count - 1) / Place.all.count)
    }()

    /// How often each point is reached by a kind of work, found out once.
    private static func reached(by work: String) throws -> [String: Int] {
        try counts.withLock { counts in
            if let known = counts[work] { return known }
            var victim = try Victim(work: work)
            let found = try victim.countPoints()
            counts[work] = found
            return found
        }
    }

    private static let counts = Mutex<[String: [String: Int]]>([:])

    /// What was done so far, printed when it is all.
    private static let tally = Mutex<[WritePoint: Int]>([:])
    private static let finished = Mutex(0)

    @Test(arguments: Place.all)
    func whateverPlaceAKillHitsNothingAcknowledgedIsLost(place: Place) throws {
        var victim = try Victim(work: place.work)
        let reached = try Self.reached(by: place.work)[place.point.rawValue] ?? 0
        try #require(reached > 0, "the work never comes to this point")
        var kills = 0
        for seed in 0..<Self.kills {
            // So that a vault does not outgrow the test.
            if seed > 0, seed.isMultiple(of: 6) {
                try victim.checkRebuilt()
                kills += victim.kills
                victim = try Victim(work: place.work)
            }
            // Every time of a run has its turn, and every third kill is followed by another one while that is repaired.
            try victim.kill(at: place.point, hit: 1 + (seed * 7) % reached, seed: seed)
            if seed % 3 == 2 { try victim.kill(at: place.point, hit: 1, seed: 1_000 + seed) }
            try victim.check()
        }
        if place.work == "rotating" {
            _ = try victim.countPoints()
            try victim.checkRotated()
        }
        try victim.checkRebuilt()
        Self.count(place, kills + victim.kills)
    }

    /// Prints how often each point was hit, once every place has had its turn.
    private static func count(_ place: Place, _ kills: Int) {
        tally.withLock { $0[place.point, default: 0] += kills }
        let isLast = finished.withLock { count in
            count += 1
            return count == Place.all.count
        }
        guard isLast else { return }
        let counts = tally.withLock { $0 }
        for point in WritePoint.allCases { print("\(counts[point] ?? 0) kills at \(point.rawValue)") }
        print("\(counts.values.reduce(0, +)) kills")
    }

    @Test func everyWritePointHasAPlace() {
        #expect(Set(Place.all.map(\.point)) == Set(WritePoint.allCases))
    }
}

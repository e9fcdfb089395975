import Foundation
import SandyqAgreement
import SandyqValidation
import SandyqVault
import Testing

/// The process is killed where it writes, and what it leaves is looked at.
///
/// SANDYQ_FAULTS says how many times each write point is hit; 3 unless told.
@Suite struct FaultTests {
    private static let hits = ProcessInfo.processInfo.environment["SANDYQ_FAULTS"].flatMap { Int($0) } ?? 3

    private static let program = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "VaultFaults")

    /// Runs the victim; what it acknowledged, and whether it was killed.
    private func run(_ folder: TemporaryFolder, _ point: String, hit: Int, seed: Int) throws -> ([String], Bool) {
        let process = Process()
        process.executableURL = Self.program
        process.arguments = [folder.path, point, String(hit), String(seed)]
        let output = folder.path + "/acknowledged"
        try Data().write(to: URL(filePath: output))
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output))
        try process.run()
        process.waitUntilExit()
        let text = String(decoding: try Data(contentsOf: URL(filePath: output)), as: UTF8.self)
        let isKilled = process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL
        #expect(isKilled || process.terminationStatus == 0, "it ended otherwise than by the kill")
        return (text.split(separator: "\n").map { String($0) }, isKilled)
    }

    @Test(arguments: WritePoint.allCases)
    func whateverPointAKillHitsNothingAcknowledgedIsLost(point: WritePoint) throws {
        let folder = try TemporaryFolder()
        do { _ = try Sample.vault(in: folder) }
        var acknowledged: [String] = []
        var kills = 0
        for seed in 0..<Self.hits {
            // Points that come once in a run are hit at their first time.
            let isRare = point == .keyErased || point == .blobErased
            let (lines, isKilled) = try run(folder, point.rawValue, hit: isRare ? 1 : 1 + seed % 3, seed: seed)
            kills += isKilled ? 1 : 0
            acknowledged += lines
            let vault = try DocumentVault(at: folder.path + "/vault", keys: nil, ambient: .test())
            let defects = try Sample.defects(of: vault).filter(\.isGrave)
            #expect(defects.isEmpty, "\(point.rawValue): \(defects)")
            #expect(try vault.blobs.strays().isEmpty)
            for line in acknowledged {
                let words = line.split(separator: " ")
                let id = try #require(words.first.flatMap { Identifier($0) })
                let bytes = try Sample.bytes(of: id, in: vault)
                #expect(Octets.digest(bytes).description == words[1])
            }
            try expectWholeBackup(in: folder, seed: seed)
            var export: [UInt8] = []
            try vault.exportLog { export += $0 }
            #expect(
                LogExport.verify(export, key: vault.configuration.logKey) == .intact(size: try vault.index.logSize())
            )
        }
        #expect(kills == Self.hits, "the point was not reached")
    }

    /// A backup that was complete once is complete whenever a later one broke off.
    private func expectWholeBackup(in folder: TemporaryFolder, seed: Int) throws {
        guard FileManager.default.fileExists(atPath: folder.path + "/backup/backup.json") else { return }
        let target = "\(folder.path)/restored-\(seed)"
        let summary = try DocumentVault.restore(folder.path + "/backup", to: target, keys: nil, ambient: .test())
        #expect(summary.lost.isEmpty)
        do {
            let copy = try DocumentVault(at: target, keys: nil, ambient: .test())
            #expect(try Sample.defects(of: copy).isEmpty)
        }
        try FileManager.default.removeItem(atPath: target)
    }

    @Test func withoutAKillTheVictimWorksToItsEnd() throws {
        let folder = try TemporaryFolder()
        do { _ = try Sample.vault(in: folder) }
        let (lines, isKilled) = try run(folder, "none", hit: 1, seed: 1)
        #expect(!isKilled)
        #expect(lines.count == 12)
    }
}

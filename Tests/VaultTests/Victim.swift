import Foundation
import SandyqAgreement
import SandyqValidation
import SandyqVault
import Testing

/// A vault, the process that works on it and is killed, and what that process acknowledged.
struct Victim {
    private static let program = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "VaultFaults")

    private let work: String
    private let folder: TemporaryFolder
    private(set) var kills = 0
    /// Every line the process ever printed.
    private var lines: [[String]] = []

    init(work: String) throws {
        self.work = work
        folder = try TemporaryFolder()
        let vault = try Sample.vault(in: folder)
        for number in 0..<3 {
            let filed = try Sample.file(Octets.of(UInt64(number), count: 50), "t", in: vault, folder)
            let manifest = filed.manifest
            lines.append(["filed", manifest.document.description, "1", manifest.sha256])
        }
    }

    private var path: String { folder.path + "/vault" }

    /// Lets the process work to its end; how often each write point was reached.
    mutating func countPoints() throws -> [String: Int] {
        let isKilled = try run("none", hit: 1, seed: 999_999)
        #expect(!isKilled)
        let counts = lines.filter { $0[0] == "reached" }
        lines.removeAll { $0[0] == "reached" }
        return Dictionary(uniqueKeysWithValues: counts.map { ($0[1], Int($0[2]) ?? 0) })
    }

    /// Lets the process work until it dies at a point.
    mutating func kill(at point: WritePoint, hit: Int, seed: Int) throws {
        let isKilled = try run(point.rawValue, hit: hit, seed: seed)
        #expect(isKilled, "\(point.rawValue) was not reached for the time \(hit)")
        kills += isKilled ? 1 : 0
    }

    private mutating func run(_ point: String, hit: Int, seed: Int) throws -> Bool {
        let process = Process()
        process.executableURL = Self.program
        process.arguments = [folder.path, work, point, String(hit), String(seed)]
        let output = folder.path + "/acknowledged"
        try Data().write(to: URL(filePath: output))
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output))
        try process.run()
        process.waitUntilExit()
        let text = String(decoding: try Data(contentsOf: URL(filePath: output)), as: UTF8.self)
        lines += text.split(separator: "\n").map { $0.split(separator: " ").map { String($0) } }
        let isKilled = process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL
        #expect(isKilled || process.terminationStatus == 0, "it ended otherwise than by the kill")
        return isKilled
    }

    /// Opens what is left: nothing acknowledged is lost, nothing half-written is seen, fsck and log are clean.
    func check() throws {
        let vault = try DocumentVault(at: path, keys: nil, ambient: .test())
        let defects = try Sample.defects(of: vault).filter(\.isGrave)
        #expect(defects.isEmpty, "\(defects)")
        #expect(try vault.blobs.strays().isEmpty)
        #expect(try vault.index.unerasedBlobs().isEmpty)
        let keys = try FileManager.default.contentsOfDirectory(atPath: path + "/keys").sorted()
        #expect(keys == ["log.key", "seal.key", "seal.pem", "vault.key"])
        #expect(try !vault.index.needsScrubbing())
        var export: [UInt8] = []
        try vault.exportLog { export += $0 }
        #expect(LogExport.verify(export, key: vault.configuration.logKey) == .intact(size: try vault.index.logSize()))
        try checkDocuments(in: vault)
        try checkHolds(in: vault)
        try checkBackup()
    }

    /// A backup that was complete once is complete whenever a later one broke off.
    private func checkBackup() throws {
        guard FileManager.default.fileExists(atPath: folder.path + "/backup/backup.json") else { return }
        let target = folder.path + "/restored"
        let summary = try DocumentVault.restore(folder.path + "/backup", to: target, keys: nil, ambient: .test())
        #expect(summary.lost.isEmpty)
        do {
            let copy = try DocumentVault(at: target, keys: nil, ambient: .test())
            #expect(try Sample.defects(of: copy).isEmpty)
        }
        try FileManager.default.removeItem(atPath: target)
    }

    private func told(_ what: String) -> [[String]] { lines.filter { $0[0] == what } }

    private func checkDocuments(in vault: DocumentVault) throws {
        let attempted = Set(told("destroying").map { $0[1] })
        let destroyed = Set(told("destroyed").map { $0[1] })
        let needed = Set(try vault.index.neededBlobs(after: nil, limit: 100_000))
        for line in told("filed") {
            let id = try #require(Identifier(line[1]))
            let digest = try #require(Fingerprint(hexadecimal: line[3]))
            guard let tombstone = try vault.index.tombstone(of: id) else {
                #expect(!destroyed.contains(line[1]), "an acknowledged destruction did not happen")
                let bytes = try Sample.bytes(of: id, in: vault, version: Int(line[2]))
                #expect(Octets.digest(bytes) == digest)
                continue
            }
            #expect(attempted.contains(line[1]), "destroyed without an act")
            #expect(tombstone.item.versions.contains { $0.sha256 == line[3] })
            #expect(try vault.index.versions(of: id).isEmpty)
            for blob in tombstone.item.versions.flatMap(\.blobs).compactMap({ Fingerprint(hexadecimal: $0) }) {
                let isThere = try vault.blobs.stat(blob) != nil
                #expect(needed.contains(blob) == isThere, "erased is what nothing needs, and nothing else")
            }
        }
        for line in told("prepared") {
            let act = try #require(Identifier(line[1]))
            #expect(try vault.index.act(act) != nil)
        }
    }

    private func checkHolds(in vault: DocumentVault) throws {
        let released = Set(told("released").map { $0[1] })
        for line in told("held") {
            let id = try #require(Identifier(line[1]))
            let hold = try #require(try vault.index.hold(id))
            #expect(hold.record.document.description == line[2])
            if released.contains(line[1]) { #expect(hold.removal != nil) }
        }
    }

    /// After a rotation one vault key is left, and no header has a second wrapped key.
    func checkRotated() throws {
        let text = try String(contentsOfFile: path + "/keys/vault.key", encoding: .utf8)
        let key = try #require(VaultKeys(text: text))
        #expect(key.isSingle)
        let vault = try DocumentVault(at: path, keys: key, ambient: .test())
        for digest in try vault.blobs.page(after: nil, limit: 100_000) {
            let header = try Data(contentsOf: URL(filePath: vault.blobs.path(of: digest))).prefix(1_024)
            let slots = [header.prefix(512), header.suffix(512)].filter { slot in slot.contains { $0 != 0 } }
            #expect(slots.map { Array($0.dropFirst(16).prefix(16)) } == [key.current.id])
        }
    }

    /// An index made anew says the same as the one that lived through it all.
    func checkRebuilt() throws {
        func answers() throws -> ([DocumentVersion], [HoldState], [ActState], [Fingerprint]) {
            let vault = try DocumentVault(at: path, keys: nil, ambient: .test())
            return (
                try vault.index.documents(DocumentQuery(limit: 10_000)), try vault.index.holds(on: nil),
                try vault.index.acts(), try vault.index.neededBlobs(after: nil, limit: 100_000)
            )
        }
        let before = try answers()
        try DocumentVault.rebuildIndex(at: path, keys: nil, ambient: .test(), progress: { _ in })
        let after = try answers()
        #expect(before == after)
        try check()
    }
}

import Foundation
import SandyqFiles
import SandyqOpenSSL
import SandyqValidation
import SandyqVault
import Synchronization

/// A folder that is gone when its owner is.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "sandyq-vault-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// Octets made of a seed by SplitMix64: any size, the same every time.
struct Octets {
    static func of(_ seed: UInt64, count: Int) -> [UInt8] {
        var state = seed
        var octets: [UInt8] = []
        octets.reserveCapacity(count + 8)
        while octets.count < count {
            state &+= 0x9E37_79B9_7F4A_7C15
            var word = state
            word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
            word ^= word >> 31
            for shift in stride(from: 0, to: 64, by: 8) { octets.append(UInt8(truncatingIfNeeded: word >> shift)) }
        }
        return Array(octets.prefix(count))
    }

    static func digest(_ octets: [UInt8]) -> Fingerprint {
        Fingerprint(MessageDigest.sha256(of: octets[...])) ?? .nothing
    }
}

extension Ambient {
    /// Real chance, and a clock that goes on by a second each time it is asked.
    static func test(
        from start: Date = Date(timeIntervalSince1970: 1_780_000_000),
        reached: @escaping @Sendable (WritePoint) -> Void = { _ in }
    ) -> Ambient {
        let ticks = Mutex(0.0)
        return Ambient(
            moment: {
                ticks.withLock { ticks in
                    ticks += 1
                    return start.addingTimeInterval(ticks)
                }
            },
            chance: { count in (0..<count).map { _ in UInt8.random(in: .min ... .max) } },
            reached: reached
        )
    }
}

/// Programs the tests compare with.
enum Program {
    /// Runs one, and gives its status and what it wrote.
    static func run(_ arguments: [String], input: Data? = nil) throws -> (status: Int32, output: Data) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        let folder = try TemporaryFolder()
        let (output, source) = (folder.path + "/output", folder.path + "/input")
        try Data().write(to: URL(filePath: output))
        try (input ?? Data()).write(to: URL(filePath: source))
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output))
        process.standardInput = try FileHandle(forReadingFrom: URL(filePath: source))
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return (process.terminationStatus, try Data(contentsOf: URL(filePath: output)))
    }
}

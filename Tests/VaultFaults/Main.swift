import Foundation
import Glibc
import SandyqAgreement
import SandyqSignatures
import SandyqValidation
import SandyqVault
import Synchronization

/// A process that files documents and backs them up until it is told to die: `VaultFaults FOLDER POINT HIT SEED`.
///
/// It prints a line for every document once it is acknowledged, and kills itself when the write point is reached for
/// the given time. With the point `none` it works to its end.
@main
enum Main {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 5, let hit = Int(arguments[3]), let seed = UInt64(arguments[4]) else {
            throw CocoaError(.fileNoSuchFile)
        }
        let (folder, point) = (arguments[1], arguments[2])
        let count = Mutex(0)
        let ambient = Ambient(
            moment: { Date() },
            chance: { count in (0..<count).map { _ in UInt8.random(in: .min ... .max) } },
            reached: { reached in
                guard reached.rawValue == point else { return }
                let isTime = count.withLock { count in
                    count += 1
                    return count == hit
                }
                if isTime { kill(getpid(), SIGKILL) }
            }
        )
        let vault = try DocumentVault(at: folder + "/vault", keys: nil, ambient: ambient)
        try work(on: vault, in: folder, seed: seed)
    }

    /// Files three batches, erases a blob nothing needs, and backs up after each batch.
    private static func work(on vault: DocumentVault, in folder: String, seed: UInt64) throws {
        guard let cabinet = try vault.index.cabinets().first else { throw CocoaError(.fileNoSuchFile) }
        guard let policy = try Policy.named("kz") else { throw CocoaError(.fileNoSuchFile) }
        let verification = FilingVerification(policy: policy, evidence: Evidence())
        for batch in 0..<3 {
            var prepared: [PreparedFiling] = []
            for number in 0..<4 {
                let text = "document \(seed) \(batch) \(number)\n" + String(repeating: "x", count: 40_000 * number)
                let path = "\(folder)/source-\(number).txt"
                try Data(text.utf8).write(to: URL(filePath: path))
                let order = FilingOrder(
                    path: path,
                    cabinet: cabinet,
                    description: DocumentDescription(kind: .other, title: "t\(seed)-\(batch)-\(number)")
                )
                prepared.append(try vault.prepare(order, verifying: verification))
            }
            for version in try vault.commit(prepared) {
                let line = "\(version.manifest.document) \(version.manifest.sha256)\n"
                try FileHandle.standardOutput.write(contentsOf: Data(line.utf8))
            }
            _ = try vault.backUp(to: folder + "/backup", withKeys: true)
        }
        let unneeded = try vault.blobs.draft(of: Array("unneeded \(seed)".utf8))
        try vault.blobs.commit([unneeded])
        try vault.blobs.delete(try unneeded.seal().digest)
    }
}

import Foundation
import Glibc
import SandyqAgreement
import SandyqVault
import Synchronization

/// A process that works on a vault until it is told to die: `VaultFaults FOLDER WORK POINT HIT SEED`.
///
/// It prints a line for everything that was acknowledged, and kills itself when the write point is reached for the
/// given time. With the point `none` it works to its end and then prints how often each point was reached.
@main
enum Main {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 6, let work = Work(rawValue: arguments[2]), let hit = Int(arguments[4]),
            let seed = UInt64(arguments[5])
        else { throw CocoaError(.fileNoSuchFile) }
        let point = arguments[3]
        let counts = Mutex<[WritePoint: Int]>([:])
        let ambient = Ambient(
            moment: { Date() },
            chance: { count in (0..<count).map { _ in UInt8.random(in: .min ... .max) } },
            reached: { reached in
                let count = counts.withLock { counts in
                    counts[reached, default: 0] += 1
                    return counts[reached] ?? 0
                }
                if reached.rawValue == point, count == hit { kill(getpid(), SIGKILL) }
            }
        )
        let folder = arguments[1]
        let worker = Worker(folder: folder, path: folder + "/vault", seed: seed, ambient: ambient)
        try worker.run(work)
        if point == "none" {
            for (point, count) in counts.withLock({ $0 }) { try Worker.say("reached \(point.rawValue) \(count)") }
        }
    }
}

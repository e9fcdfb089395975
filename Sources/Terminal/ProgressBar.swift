#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import SandyqFiles

/// How far long work has come, on standard error and only for a person who watches.
package struct ProgressBar: ~Copyable {
    private let total: Int
    private let isShown: Bool
    private let started = Ambient.now
    private var done = 0
    private var drawn = 0

    /// Seconds that pass before anything is drawn, and between two drawings.
    private static let patience = 0.5

    /// Begins.
    ///
    /// - Parameters:
    ///   - total: How many pieces the work has.
    ///   - isAnswerOnTerminal: Whether the answer itself scrolls by: then it is progress enough.
    package init(total: Int, isAnswerOnTerminal: Bool) {
        self.total = total
        isShown = total > 1 && StandardStream.error.isTerminal && !isAnswerOnTerminal
    }

    /// One piece more is done.
    package mutating func advance() {
        done += 1
        guard isShown else { return }
        let ticks = Int(Ambient.now.timeIntervalSince(started) / Self.patience)
        guard ticks > drawn else { return }
        drawn = ticks
        let columns = min(StandardStream.error.columns ?? 80, 100)
        let count = " \(done) of \(total)"
        let room = max(10, columns - count.count - 3)
        let filled = room * done / max(1, total)
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: room - filled)
        Diagnostics.write("\r[\(bar)]\(count)")
    }

    /// Clears the line.
    package consuming func finish() {
        if drawn > 0 { Diagnostics.write("\r\u{1B}[K") }
    }
}

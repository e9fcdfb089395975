#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// What the service is given from outside: the clock and chance, so that a test can hold both still.
package struct Ambient: Sendable {
    /// The present moment.
    package let moment: @Sendable () -> Date
    /// Seconds on a clock that never turns back.
    package let seconds: @Sendable () -> Double
    /// Octets nobody can guess.
    package let chance: @Sendable (Int) -> [UInt8]

    /// Takes the sources.
    package init(moment: @escaping @Sendable () -> Date, chance: @escaping @Sendable (Int) -> [UInt8]) {
        self.moment = moment
        self.chance = chance
        let start = ContinuousClock.now
        seconds = {
            let elapsed = (ContinuousClock.now - start).components
            return Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
        }
    }

    /// A name for one request: 128 bits in lower-case hexadecimal.
    func requestID() -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = chance(16).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}

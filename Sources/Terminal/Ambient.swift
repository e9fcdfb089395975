#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// What the process brings in from outside: the one place that asks for the time, the environment and the machine.
package enum Ambient {
    /// The present moment.
    package static var now: Date { Date() }

    /// A variable of the environment; an empty one counts as absent.
    package static func variable(_ name: String) -> String? {
        guard let value = environment[name], !value.isEmpty else { return nil }
        return value
    }

    /// Taken once: ProcessInfo makes a new dictionary of all variables each time.
    private static let environment = ProcessInfo.processInfo.environment

    /// Cores at hand.
    package static var cores: Int { ProcessInfo.processInfo.activeProcessorCount }

    /// Octets nobody can guess, for the nonce of an OCSP request.
    package static func nonce() -> [UInt8] { octets(16) }

    /// So many octets nobody can guess.
    package static func octets(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What the process brings in from outside: the one place that asks for the time, the environment and the machine.
enum Ambient {
    /// The present moment.
    static var now: Date { Date() }

    /// A variable of the environment; an empty one counts as absent.
    static func variable(_ name: String) -> String? {
        guard let value = environment[name], !value.isEmpty else { return nil }
        return value
    }

    /// Taken once: ProcessInfo makes a new dictionary of all variables each time.
    private static let environment = ProcessInfo.processInfo.environment

    /// Cores at hand.
    static var cores: Int { ProcessInfo.processInfo.activeProcessorCount }

    /// Octets nobody can guess, for the nonce of an OCSP request.
    static func nonce() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}

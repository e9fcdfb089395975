internal import SandyqValidation

/// What reading one file may still cost; once it is spent nothing more is computed, and the file is refused.
struct ReadingBudget {
    private let limits: Limits
    private var checks: Int
    private var octets: Int
    /// The bound that was reached first.
    private(set) var reached: FormatDefect?

    /// Starts with all of it.
    init(_ limits: Limits) {
        self.limits = limits
        checks = limits.signatureChecks
        octets = limits.archivedOctets
    }

    /// Takes one signature verification; false when there is none left.
    mutating func takeCheck() -> Bool {
        guard checks > 0 else {
            reached = reached ?? .limit("signatureChecks", limits.signatureChecks)
            return false
        }
        checks -= 1
        return true
    }

    /// Takes octets to digest; false when there are not so many left.
    mutating func takeOctets(_ count: Int) -> Bool {
        guard octets >= count else {
            reached = reached ?? .limit("archivedOctets", limits.archivedOctets)
            return false
        }
        octets -= count
        return true
    }
}

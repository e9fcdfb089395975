internal import ArgumentParser
package import SandyqSignatures

extension Moment: ExpressibleByArgument {
    /// Reads `2025-05-01T10:00:00Z` or `2025-05-01T15:00:00.5+05:00`; nil for anything else.
    package init?(argument: String) { self.init(rfc3339: argument) }
}

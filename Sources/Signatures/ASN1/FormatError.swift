/// Why an encoded structure cannot be read; says where, never what stood there.
public struct FormatError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The reason, in English.
    public let reason: String

    /// Takes the reason, in English: `tbsCertificate: not a SEQUENCE`.
    package init(_ reason: String) { self.reason = reason }

    /// The reason again.
    public var description: String { reason }
}

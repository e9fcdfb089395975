/// Why an encoded structure cannot be read; says where, never what stood there.
package struct FormatError: Error, Hashable, Sendable, CustomStringConvertible {
    package let reason: String

    /// Takes the reason, in English: `tbsCertificate: not a SEQUENCE`.
    package init(_ reason: String) { self.reason = reason }

    package var description: String { reason }
}

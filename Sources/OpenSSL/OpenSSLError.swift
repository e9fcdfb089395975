internal import COpenSSL

/// What OpenSSL put on its error queue when a call failed.
package struct OpenSSLError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// Names a failure that OpenSSL itself does not report.
    package init(description: String) { self.description = description }

    /// Empties this thread's error queue into one value.
    static func takingQueue() -> OpenSSLError {
        var lines: [String] = []
        while true {
            let code = ERR_get_error()
            if code == 0 { break }
            let text = unsafe ERR_reason_error_string(code).map { unsafe String(cString: $0) }
            lines.append(text ?? "error \(code)")
        }
        return OpenSSLError(description: lines.isEmpty ? "OpenSSL gave no reason" : lines.joined(separator: "; "))
    }

    /// Empties this thread's error queue after a failure whose meaning is already known.
    static func discardQueue() { ERR_clear_error() }
}

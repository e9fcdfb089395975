internal import SandyqFiles
internal import SandyqSignatures

/// What is said beside the answer, on standard error.
package enum Diagnostics {
    /// Lines, the first one named for the program; nothing in them, file names least of all, can move the cursor.
    package static func say(_ lines: String...) {
        let shown = lines.map { $0.displayable(limit: .max) }
        write("sandyq: \(shown.joined(separator: "\n  "))\n")
    }

    /// Text as it is; when standard error is closed there is nobody left to tell.
    package static func write(_ text: String) { try? StandardStream.error.write(text) }
}

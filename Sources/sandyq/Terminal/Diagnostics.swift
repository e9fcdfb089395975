internal import SandyqFiles

/// What is said beside the answer, on standard error.
enum Diagnostics {
    /// One line, named for the program.
    static func say(_ text: String) { write("sandyq: \(text)\n") }

    /// Text as it is; when standard error is closed there is nobody left to tell.
    static func write(_ text: String) { try? StandardStream.error.write(text) }
}

package import SandyqFiles

/// Where a command's answer goes: standard output, or a file that appears only when it is complete.
package struct Answer: ~Copyable {
    private var file: NewFile?

    /// Opens the way.
    ///
    /// - Parameter path: Nil or `-` for standard output.
    /// - Throws: Why the file cannot be written.
    package init(path: String?) throws(FileError) {
        if let path, path != "-" {
            file = try NewFile(at: path)
        } else {
            file = nil
        }
    }

    /// Adds text to the answer.
    package borrowing func write(_ text: String) throws(FileError) { try write(Array(text.utf8)) }

    /// Adds bytes to the answer.
    package borrowing func write(_ bytes: [UInt8]) throws(FileError) { try write(bytes.span) }

    /// Adds bytes to the answer.
    package borrowing func write(_ bytes: Span<UInt8>) throws(FileError) {
        switch file {
        case .some(let file): try file.write(bytes)
        case .none: try StandardStream.output.write(bytes)
        }
    }

    /// Gives the file its name.
    package consuming func finish() throws(FileError) {
        if let file = file.take() { try file.replace() }
    }
}

internal import SandyqFiles

/// Where a command's answer goes: standard output, or a file that appears only when it is complete.
struct Answer: ~Copyable {
    private var file: NewFile?

    /// Opens the way.
    ///
    /// - Parameter path: Nil or `-` for standard output.
    /// - Throws: Why the file cannot be written.
    init(path: String?) throws(FileError) {
        if let path, path != "-" {
            file = try NewFile(at: path)
        } else {
            file = nil
        }
    }

    /// Adds text to the answer.
    borrowing func write(_ text: String) throws(FileError) { try write(Array(text.utf8)) }

    /// Adds bytes to the answer.
    borrowing func write(_ bytes: [UInt8]) throws(FileError) {
        switch file {
        case .some(let file): try file.write(bytes.span)
        case .none: try StandardStream.output.write(bytes.span)
        }
    }

    /// Gives the file its name.
    consuming func finish() throws(FileError) {
        if let file = file.take() { try file.replace() }
    }
}

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif

/// Standard output and standard error, written to without a buffer in between, so that no failure goes unseen.
package enum StandardStream: Int32, Sendable {
    case output = 1
    case error = 2

    /// What errors call it.
    package var name: String { self == .output ? "standard output" : "standard error" }

    /// Whether a person is looking.
    package var isTerminal: Bool { isatty(rawValue) == 1 }

    /// Characters in a line of the terminal; nil when there is none.
    package var columns: Int? {
        var size = winsize()
        guard unsafe ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// Writes bytes as they are.
    package func write(_ bytes: Span<UInt8>) throws(FileError) {
        try Descriptor.write(bytes, to: rawValue, path: name)
    }

    /// Writes a text as it is.
    package func write(_ text: String) throws(FileError) {
        var text = text
        text.makeContiguousUTF8()
        try write(text.utf8Span.span)
    }
}

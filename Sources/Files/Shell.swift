#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif

/// Commands a person configured, run by the system's shell.
package enum Shell {
    /// What a command prints, at most so much; what it says on standard error goes where this process's does.
    ///
    /// - Throws: That it could not be run, ended with another status than 0, or printed more.
    package static func output(of command: String, atMost bound: Int) throws(FileError) -> [UInt8] {
        guard let stream = unsafe popen(command, "re") else { throw FileError(path: command, code: errno) }
        var bytes = [UInt8](repeating: 0, count: bound + 1)
        let count = unsafe fread(&bytes, 1, bytes.count, stream)
        let status = unsafe pclose(stream)
        guard status == 0 else {
            throw FileError(path: command, kind: .other, reason: "the command failed")
        }
        guard count <= bound else { throw FileError(path: command, kind: .other, reason: "it printed too much") }
        return Array(bytes.prefix(count))
    }
}

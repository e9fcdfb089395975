internal import SandyqFiles
internal import SandyqOpenSSL

/// Lines out of pieces, one at a time, so that a file of any size takes little memory.
struct LineSplitter {
    /// Octets of a line; an entry of the log is far smaller.
    private static let longest = 1 << 20

    /// What has come since the last line feed.
    private(set) var rest: [UInt8] = []

    /// Takes octets; `use` is given each line they end, without its line feed.
    mutating func add(_ piece: Span<UInt8>, _ use: ([UInt8]) throws(VaultError) -> Void) throws(VaultError) {
        var start = 0
        for index in piece.indices where piece[index] == 0x0A {
            let line = rest + [UInt8](copying: piece.extracting(start..<index))
            rest = []
            start = index + 1
            try use(line)
        }
        rest += [UInt8](copying: piece.extracting(start...))
        guard rest.count <= Self.longest else { throw .recordDamaged("a line of more than 1 MiB") }
    }

    /// Every line of a file that has its line feed, and what follows the last one.
    static func lines(
        of path: String,
        _ use: ([UInt8]) throws(VaultError) -> Void
    ) throws(VaultError) -> [UInt8] {
        var splitter = LineSplitter()
        let file = try onFiles { () throws(FileError) in try ReadableFile(path: path) }
        do throws(ReadingError<VaultError>) {
            try file.read { piece throws(VaultError) in try splitter.add(piece, use) }
        } catch {
            switch error {
            case .file(let error): throw .file(error)
            case .use(let error): throw error
            }
        }
        return splitter.rest
    }
}

internal import SandyqFiles
internal import SandyqValidation

/// The audit log as lines in files: what an index is rebuilt from, and what anybody reads without this program.
///
/// The index holds the same entries. They are committed there first and written here before anything is acknowledged;
/// after a crash the lines that are missing here are written when the vault is opened.
struct LogFiles: Sendable {
    private let folder: String
    /// Entries in a file.
    static let perFile = 1 << 16

    init(folder: String) { self.folder = folder }

    static func create(in folder: String) throws(VaultError) {
        try onFiles { () throws(FileError) in
            try Folder.create(folder, permissions: 0o700)
            try Durability.synchronize(Folder.parent(of: folder))
        }
    }

    /// Where the entries from a position on are.
    private func path(ofFileWith position: Int) -> String {
        let number = String(position / Self.perFile)
        return folder + "/" + String(repeating: "0", count: max(0, 6 - number.count)) + number + ".jsonl"
    }

    /// Files there are, in order.
    func files() throws(VaultError) -> [String] {
        try onFiles { () throws(FileError) in
            try Folder.names(in: folder).filter { $0.hasSuffix(".jsonl") }.map { folder + "/" + $0 }
        }
    }

    /// Adds entries, the first of which has this position, and forces them to the disk.
    func append(
        _ entries: [[UInt8]],
        from position: Int,
        reached: (WritePoint) -> Void
    ) throws(VaultError) {
        var start = 0
        while start < entries.count {
            let first = position + start
            let count = min(entries.count - start, Self.perFile - first % Self.perFile)
            let lines: [UInt8] = entries[start..<(start + count)].flatMap { $0 + [0x0A] }
            let path = path(ofFileWith: first)
            try onFiles { () throws(FileError) in
                let isNew = first % Self.perFile == 0
                let file = try WritableFile(path: path, .append(permissions: 0o600))
                let half = lines.count / 2
                try file.write(lines.span.extracting(..<half))
                reached(.logBegun)
                try file.write(lines.span.extracting(half...))
                try file.synchronize()
                if isNew { try Durability.synchronize(folder) }
            }
            start += count
        }
        reached(.logSynchronized)
    }

    /// Reads every entry in order; an unfinished last line, which a crash may leave, is no entry.
    func read(_ use: (_ position: Int, _ entry: [UInt8]) throws(VaultError) -> Void) throws(VaultError) {
        var position = 0
        for path in try files() {
            _ = try LineSplitter.lines(of: path) { line throws(VaultError) in
                try use(position, line)
                position += 1
            }
        }
    }

    /// Whole lines there are.
    func size() throws(VaultError) -> Int {
        let files = try files()
        guard let last = files.last else { return 0 }
        return (files.count - 1) * Self.perFile + (try Self.lines(in: last).count)
    }

    private static func lines(in path: String) throws(VaultError) -> (count: Int, octets: Int) {
        var (count, octets) = (0, 0)
        _ = try LineSplitter.lines(of: path) { line throws(VaultError) in
            (count, octets) = (count + 1, octets + line.count + 1)
        }
        return (count, octets)
    }

    /// Whole lines there are, after cutting off an unfinished one.
    func repair() throws(VaultError) -> Int {
        let files = try files()
        guard let last = files.last else { return 0 }
        let lines = try Self.lines(in: last)
        try onFiles { () throws(FileError) in
            let file = try WritableFile(path: last, .update)
            if try file.size() > lines.octets {
                try file.truncate(to: lines.octets)
                try file.synchronize()
            }
        }
        return (files.count - 1) * Self.perFile + lines.count
    }
}

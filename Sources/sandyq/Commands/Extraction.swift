internal import SandyqFiles
internal import SandyqOpenSSL
internal import SandyqSignatures
internal import SandyqValidation

/// `--extract DIR`: writes out what signatures were found to cover, octet for octet, and never over another file.
struct Extraction {
    private let folder: String

    /// Files of one name that may lie in the folder.
    private static let mostOfOneName = 10_000

    /// Makes the folder if it is missing.
    init(into folder: String) throws(FileError) {
        try Folder.create(folder)
        self.folder = folder
    }

    /// Writes out the contents of one signature file.
    ///
    /// - Returns: What a person should know: what was written where, and what was not.
    func write(_ contents: [CoveredContent], of signature: String) throws(FileError) -> [String] {
        guard !contents.isEmpty else {
            return ["\(signature): nothing extracted: no signature covers data that is at hand"]
        }
        var remarks: [String] = []
        for content in contents {
            switch content.place {
            case .attached(let pieces):
                let name = Self.nameOfData(in: signature)
                let path = try write(as: name) { file throws(FileError) in
                    for piece in pieces { try file.write(piece.span) }
                }
                remarks.append("\(signature): extracted to \(path)")
            case .detached(let source, let algorithm, let digest):
                let path = try write(as: Self.lastComponent(of: source)) { file throws(FileError) in
                    try Self.copy(source, to: file, algorithm, digest)
                }
                remarks.append("\(signature): extracted to \(path)")
            case .entry(let object):
                let path = try write(as: object.name) { file throws(FileError) in
                    try object.read { piece throws(FileError) in try file.write(piece) }
                }
                remarks.append("\(signature): extracted to \(path)")
            case .revision(let file, let end, let gap, let algorithm, let digest):
                let path = try write(as: signature == "-" ? "content.pdf" : Self.lastComponent(of: signature)) {
                    output throws(FileError) in
                    let ranges = [0..<gap.lowerBound, gap, gap.upperBound..<end]
                    try Self.copy(ranges, of: file, to: output, leavingOut: gap, algorithm, digest)
                }
                remarks.append("\(signature): extracted to \(path)")
            case .elsewhere:
                remarks.append("\(signature): nothing extracted: only a digest of its data was given")
            }
        }
        return remarks
    }

    /// Copies a file, and asks that it still be the one that was verified.
    private static func copy(
        _ source: String,
        to file: borrowing NewFile,
        _ algorithm: DigestAlgorithm,
        _ expected: [UInt8]
    ) throws(FileError) {
        let input = try ReadableFile(path: source)
        guard var digest = try? MessageDigest(algorithm.openSSLName) else {
            throw FileError(path: source, kind: .other, reason: "\(algorithm.rawValue) cannot be computed")
        }
        do throws(ReadingError<FileError>) {
            try input.read { piece throws(FileError) in
                digest.update(piece)
                try file.write(piece)
            }
        } catch {
            switch error {
            case .file(let failure), .use(let failure): throw failure
            }
        }
        guard digest.finish() == expected else {
            throw FileError(path: source, kind: .other, reason: "changed while it was being copied; not extracted")
        }
    }

    /// Copies the signed revision of a PDF, and asks that it still be the one that was verified.
    private static func copy(
        _ ranges: [Range<Int>],
        of source: FileBytes,
        to file: borrowing NewFile,
        leavingOut gap: Range<Int>,
        _ algorithm: DigestAlgorithm,
        _ expected: [UInt8]
    ) throws(FileError) {
        guard var digest = try? MessageDigest(algorithm.openSSLName) else {
            throw FileError(path: "-", kind: .other, reason: "\(algorithm.rawValue) cannot be computed")
        }
        for range in ranges {
            do throws(ReadingError<FileError>) {
                try source.read(range) { piece throws(FileError) in
                    if range != gap { digest.update(piece) }
                    try file.write(piece)
                }
            } catch {
                switch error {
                case .file(let failure), .use(let failure): throw failure
                }
            }
        }
        guard digest.finish() == expected else {
            throw FileError(path: "-", kind: .other, reason: "changed while it was being copied; not extracted")
        }
    }

    /// Writes a file under a safe name that nothing in the folder has.
    private func write(
        as name: String,
        _ body: (borrowing NewFile) throws(FileError) -> Void
    ) throws(FileError) -> String {
        let name = Self.safe(name)
        for number in 1...Self.mostOfOneName {
            let path = "\(folder)/\(number == 1 ? name : Self.numbered(name, number))"
            guard Folder.kind(of: path) == .nothing else { continue }
            let file = try NewFile(at: path)
            try body(file)
            do throws(FileError) {
                try file.create()
                return path
            } catch {
                // Somebody else was quicker: the next name.
                guard error.kind == .exists else { throw error }
            }
        }
        throw FileError(path: "\(folder)/\(name)", kind: .exists, reason: "too many files of this name")
    }

    private static func nameOfData(in signature: String) -> String {
        guard signature != "-" else { return "content" }
        return FileContent.nameOfData(signedBy: signature) ?? "\(lastComponent(of: signature)).content"
    }

    /// A name that stays in the folder, shows in a listing, and moves no cursor.
    static func safe(_ name: String) -> String {
        let plain = String(
            String.UnicodeScalarView(
                lastComponent(of: name).displayable(limit: 150).unicodeScalars.map {
                    $0 == "/" || $0 == "\\" ? "_" : $0
                }
            )
        )
        let visible = plain.hasPrefix(".") || plain.hasPrefix("-") ? "_" + plain.dropFirst() : plain
        return visible.isEmpty ? "content" : visible
    }

    /// `act.pdf` → `act-2.pdf`.
    private static func numbered(_ name: String, _ number: Int) -> String {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "\(name)-\(number)" }
        return "\(name[..<dot])-\(number)\(name[dot...])"
    }

    private static func lastComponent(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? ""
    }
}

internal import ArgumentParser
internal import SandyqFiles
internal import SandyqOpenSSL
internal import SandyqSignatures
internal import SandyqTerminal
internal import SandyqValidation

/// `sandyq digest`: message digests of files, in one pass whatever their size.
struct DigestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "digest",
        abstract: "Compute message digests of files.",
        discussion: """
            Example: sandyq digest --algorithm streebog512 act.pdf

            Algorithms: \(DigestAlgorithm.allCases.map(\.spelling).joined(separator: ", ")).
            """
    )

    @Option(
        help: ArgumentHelp("A digest by its name. Repeatable; default: sha256.", valueName: "name"),
        completion: .list(DigestAlgorithm.allCases.map(\.spelling)),
        transform: Self.algorithm
    )
    var algorithm: [DigestAlgorithm] = []

    @OptionGroup var output: OutputOptions

    @Argument(help: "Files; - is standard input.", completion: .file())
    var files: [String]

    func run() throws {
        let answer = try Answer(path: output.path)
        var status = ExitStatus.passed
        for path in files {
            let read: FileDigests
            do throws(FileError) { read = try FileDigests(path: path, by: Set(algorithms)) } catch {
                Diagnostics.say(error.description)
                status = .unreadable
                continue
            }
            try answer.write(line(for: path, read))
        }
        try answer.finish()
        if status != .passed { throw status }
    }

    private static func algorithm(named name: String) throws -> DigestAlgorithm {
        guard let algorithm = DigestAlgorithm(spelling: name) else {
            throw ValidationError("'\(name)' is no digest known here; see sandyq digest --help.")
        }
        guard (try? MessageDigest(algorithm.openSSLName)) != nil else {
            throw ValidationError("'\(name)' is known, but this OpenSSL cannot compute it.")
        }
        return algorithm
    }

    private var algorithms: [DigestAlgorithm] { algorithm.isEmpty ? [.sha256] : algorithm }

    /// As sha256sum(1) writes it, the algorithm in front when there are several; or JSON.
    private func line(for path: String, _ read: FileDigests) -> String {
        if output.json {
            var json = JSONWriter()
            json.object { json in
                json.member("schema", "sandyq.digest/1")
                json.member("file", path)
                json.member("size", read.size)
                json.member("digests") { json in
                    for algorithm in algorithms {
                        json.member(algorithm.rawValue, read.digests[algorithm]?.hexadecimal)
                    }
                }
            }
            json.endLine()
            return String(decoding: json.bytes, as: UTF8.self)
        }
        return algorithms.map { algorithm in
            let name = algorithms.count > 1 ? "\(algorithm.spelling)  " : ""
            return "\(name)\(read.digests[algorithm]?.hexadecimal ?? "")  \(path.displayable(limit: .max))\n"
        }.joined()
    }
}

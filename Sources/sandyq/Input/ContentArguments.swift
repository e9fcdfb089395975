internal import ArgumentParser
internal import SandyqFiles
internal import SandyqSignatures
internal import SandyqTerminal

/// The data of detached signatures, as files or as digests.
struct ContentArguments: ParsableArguments {
    @Option(
        name: .customLong("content"),
        help: ArgumentHelp(
            "The data of a detached signature, for all names or for one. Repeatable. Default: found beside the signature.",
            valueName: "[name=]file"
        ),
        completion: .file()
    )
    var files: [String] = []

    @Option(
        name: .customLong("content-digest"),
        help: ArgumentHelp(
            "The digest of that data in place of the data, as sha256:9f86…. Repeatable.",
            valueName: "[name=]alg:hex"
        )
    )
    var digests: [String] = []

    func validate() throws {
        for digest in digests where DigestContent(digest) == nil {
            throw ValidationError("--content-digest \(digest): not [name=]algorithm:hex, as sha256:9f86…")
        }
    }

    /// What was named, ready to be asked.
    func sources() throws -> ContentFiles {
        ContentFiles(
            files: FileContent(given: try files.map(Self.file)),
            digests: digests.compactMap { DigestContent($0) }
        )
    }

    /// Reads `FILE` or `NAME=FILE`: an existing file wins, else the split is at the first `=` whose right side exists.
    private static func file(_ argument: String) throws -> FileContent.Given {
        if argument == "-" || Folder.kind(of: argument) != .nothing { return FileContent.Given(path: argument) }
        var search = argument[...]
        while let equals = search.firstIndex(of: "=") {
            let path = String(argument[argument.index(after: equals)...])
            if Folder.kind(of: path) != .nothing {
                return FileContent.Given(name: String(argument[..<equals]), path: path)
            }
            search = argument[argument.index(after: equals)...]
        }
        throw Complaint("--content \(argument): no such file")
    }
}

/// Where the data of each signature file is looked for.
struct ContentFiles: Sendable {
    private let files: FileContent
    private let digests: [DigestContent]

    init(files: FileContent, digests: [DigestContent]) {
        self.files = files
        self.digests = digests
    }

    /// The files named, and those beside the signature.
    func files(for path: String) -> FileContent { path == "-" ? files : files.beside(path) }

    /// The files named that no signature was over.
    var unused: [String] { files.unused.map(\.path) }

    /// Digests first, then files.
    func source(for path: String) -> any ContentSource {
        let files = files(for: path)
        return digests.isEmpty ? files : ContentSources(digests + [files])
    }
}

internal import ArgumentParser
internal import SandyqAgreement
internal import SandyqFiles
internal import SandyqSignatures
internal import SandyqTerminal
internal import SandyqVault

/// `sandyq export`: documents with everything that proves them, for somebody without the vault.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write documents and what proves them into an evidence package.",
        discussion: """
            Example: sandyq export 01923456-789a-7fff-bfff-ffffffffffff -o act.asice
            Example: sandyq export --cabinet 000740000728 -o cabinet.asice
            Check: sandyq verify act.asice --trust seal.pem
            Check: sandyq audit verify --package act.asice --key KEY

            With --tsa the seal, the log's checkpoint and all that is in the package are time-stamped: signatures in it can \
            be verified after their certificates have expired.

            A package is ASiC-E, sealed by the vault: originals, receipts, reports and evidence of the day of filing, and \
            entries of the log with their proofs; index.html in it is for reading. It opens as a ZIP archive. More \
            than about a hundred versions go into several packages: cabinet.1.asice, cabinet.2.asice.
            """
    )

    @OptionGroup var vault: VaultOptions

    @Argument(help: "The documents.")
    var documents: [Identifier] = []

    @Option(help: ArgumentHelp("Every document of this cabinet, by BIN or IIN.", valueName: "number"))
    var cabinet: PartyNumber?

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("The package, which appears only when it is complete.", valueName: "file"),
        completion: .file()
    )
    var path: String

    @OptionGroup var authority: AuthorityOptions

    @Flag(help: "Answer in JSON, one line for each package.")
    var json = false

    func validate() throws {
        guard documents.isEmpty != (cabinet == nil) else { throw ValidationError("Give documents, or --cabinet.") }
    }

    func run() throws {
        let (vault, asker) = try vault.openWithAsker()
        try worded {
            var chosen: [Identifier] = []
            for document in documents where !chosen.contains(document) { chosen.append(document) }
            if let cabinet {
                guard let record = try vault.index.cabinet(of: cabinet) else {
                    throw VaultError.unknown(cabinet.description)
                }
                chosen = try vault.documents(in: record.id)
                guard !chosen.isEmpty else { throw VaultError.unknown("\(cabinet): a document") }
            }
            try vault.export(chosen, to: path, by: asker, stampedBy: authority.client) { package throws(VaultError) in
                do throws(FileError) { try StandardStream.output.write(line(package)) } catch { throw .file(error) }
            }
        }
    }

    private func line(_ package: WrittenPackage) -> String {
        guard json else { return "\(package.path)  \(package.documents)\n" }
        var json = JSONWriter()
        json.object { json in
            json.member("schema", "sandyq.export/1")
            json.member("file", package.path)
            json.member("documents", package.documents)
            json.member("versions", package.versions)
        }
        json.endLine()
        return String(decoding: json.bytes, as: UTF8.self)
    }
}

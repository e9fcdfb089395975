internal import ArgumentParser
internal import SandyqFiles
internal import SandyqSignatures
internal import SandyqTerminal

/// What `cert show`, `timestamp show`, `ocsp show` and `crl show` share.
struct InspectionOptions: ParsableArguments {
    @OptionGroup var output: OutputOptions
    @OptionGroup var language: LanguageOptions

    @Argument(help: "Files in PEM, DER or base64; - is standard input.", completion: .file())
    var files: [String]

    /// How what is shown is written.
    struct Press {
        let report: InspectionReport
        let isJSON: Bool
    }

    /// Shows every file that can be read; says of the others why not.
    ///
    /// - Parameter pages: What a file's bytes say, one page for each object in it.
    /// - Throws: The status to end with when a file could not be read, or why the answer could not be written.
    func run(_ pages: (ArraySlice<UInt8>, Press) throws -> [[UInt8]]) throws {
        let looks = Looks(toFile: output.path != nil)
        let report = InspectionReport(language: language.language, colour: looks.colour, width: looks.width)
        let press = Press(report: report, isJSON: output.json)
        let answer = try Answer(path: output.path)
        var isFirst = true
        var status = ExitStatus.passed
        for path in files {
            do {
                for page in try pages(try bytes(of: path)[...], press) {
                    if !isFirst, !press.isJSON { try answer.write("\n") }
                    try answer.write(page)
                    isFirst = false
                }
            } catch let error as FormatError {
                Diagnostics.say("\(path): \(error.reason)")
                status = .unreadable
            } catch let error as FileError where error.path == path {
                Diagnostics.say(error.description)
                status = .unreadable
            }
        }
        try answer.finish()
        if status != .passed { throw status }
    }

    private func bytes(of path: String) throws -> [UInt8] {
        let most = Limits().signatureBytes
        guard let bytes = try ReadableFile(path: path).bytes(atMost: most) else {
            throw FormatError("more than \(most >> 20) MiB")
        }
        return bytes
    }
}

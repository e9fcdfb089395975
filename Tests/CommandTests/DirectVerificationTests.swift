import Testing

/// `sandyq verify` reads plain command lines without the argument parser: both must understand the same.
@Suite struct DirectVerificationTests {
    private static let at = "2026-03-16T12:00:00Z"

    /// Options by themselves; written with `=`, which only the argument parser reads, they must mean the same.
    @Test(
        arguments: [
            [("--at", at)], [("--at", at), ("--trust", "pki/root-rsa.cer")],
            [("--at", at), ("--trust", "pki/root-rsa.cer"), ("--trust", "pki/root-gost512.cer"), ("--jobs", "2")],
            [("--at", at), ("--policy", "integrity"), ("--report", "json")],
            [("--at", at), ("--policy", "aes"), ("--lang", "ru"), ("--certs", "pki/ca-rsa.cer"), ("--crl", "pki")],
            [("--at", at), ("--content", "../LICENSE"), ("--report", "etsi")],
            [("--at", at), ("--ocsp", "pki/rsa-ceo-good.ors"), ("--report", "html")],
            // Mistakes, which only the argument parser words.
            [("--at", "yesterday")], [("--jobs", "0")], [("--policy", "none")], [("--report", "pdf")],
            [("--lang", "de")],
        ] as [[(String, String)]]
    )
    func bothWaysGiveTheSameAnswer(options: [(String, String)]) throws {
        let files = ["showcase/invoice.cms", "showcase/act.txt.cms", "../LICENSE"]
        let direct = try run(options.flatMap { [$0.0, $0.1] } + files)
        let parsed = try run(options.map { "\($0.0)=\($0.1)" } + files)
        #expect(direct == parsed)
        #expect(!direct.output.isEmpty || direct.status == 64 || direct.status == 66)
    }

    @Test func orderOfOptionsAndFilesDoesNotMatter() throws {
        let options = ["--at", Self.at, "--trust", "pki/root-rsa.cer", "--json"]
        let files = ["showcase/invoice.cms", "showcase/act.txt.cms"]
        let expected = try run(options + files)
        #expect(try run(files + options) == expected)
        #expect(try run([files[0]] + options + [files[1]]) == expected)
        #expect(try run(options + ["--"] + files) == expected)
    }

    private struct Answer: Equatable {
        let status: Int32
        let output: String
        let errors: String
    }

    private func run(_ arguments: [String]) throws -> Answer {
        let outcome = try Binary().run(["verify"] + arguments)
        return Answer(status: outcome.status, output: outcome.output, errors: outcome.errors)
    }
}

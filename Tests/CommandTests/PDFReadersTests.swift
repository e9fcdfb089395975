import Foundation
import Testing

/// Two other readers of signed PDF files: where their opinion is another than ours there is a reason, and it is written down here.
@Suite("Other readers of PDF files")
struct PDFReadersTests {
    /// What we say of a file under the policy `integrity`.
    private struct Opinion: Decodable {
        let file: String
        let indication: String
        let signatures: [Signature]

        struct Signature: Decodable {
            let integrity: Integrity
            let laterRevisions: Revisions?
        }

        struct Integrity: Decodable {
            let signature: String
            let references: [Reference]
        }

        struct Reference: Decodable { let intact: Bool }

        struct Revisions: Decodable { let changes: String }

        /// Whether every signature's arithmetic holds.
        var holds: Bool {
            !signatures.isEmpty && indication != "TOTAL-FAILED"
                && signatures.allSatisfy { signature in
                    signature.integrity.signature == "valid" && !signature.integrity.references.isEmpty
                        && signature.integrity.references.allSatisfy(\.intact)
                }
        }

        /// Whether, beside that, nothing was changed that must not be.
        var holdsUnchanged: Bool { holds && signatures.allSatisfy { $0.laterRevisions?.changes != "forbidden" } }
    }

    private static let opinions: [Opinion] = {
        let folder = Binary.folder.appending(path: "pades")
        var files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        files = files.filter { $0.hasSuffix(".pdf") }.sorted().map { "\(folder.path)/\($0)" }
        for part in ["pades", "pdfattacks"] {
            guard let corpus = ProcessInfo.processInfo.environment["SANDYQ_CORPUS"].map({ "\($0)/eu/\(part)" }) else {
                break
            }
            let names = (try? FileManager.default.contentsOfDirectory(atPath: corpus)) ?? []
            files += names.filter { $0.hasSuffix(".pdf") }.sorted().map { "\(corpus)/\($0)" }
        }
        let run = try? Binary().run(["verify", "--json", "--offline", "--policy", "integrity"] + files)
        return (run?.output ?? "").split(separator: "\n").compactMap {
            try? JSONDecoder().decode(Opinion.self, from: Data($0.utf8))
        }
    }()

    private static let pdfsig = "/usr/bin/pdfsig"
    private static let python = Binary.folder.deletingLastPathComponent().appending(path: ".venv-peers/bin/python").path

    @Test(
        "agree with us on the arithmetic, but for the reasons listed: pdfsig",
        .enabled(if: FileManager.default.isExecutableFile(atPath: pdfsig), "pdfsig (poppler-utils) is not installed")
    )
    func popplerAgrees() throws {
        var unused = Set(PDFDisagreements.pdfsig.keys)
        #expect(Self.opinions.count > 110)
        for opinion in Self.opinions {
            let said = try Self.output(of: Self.pdfsig, ["-nocert", opinion.file])
            let verdicts = said.split(separator: "\n").filter { $0.contains("Signature Validation: ") }
                .map { $0.split(separator: ": ").last.map(String.init) ?? "" }
                // So it says of document time-stamps, which it does not verify.
                .filter { $0 != "Signature has not yet been verified." }
            let holds = !verdicts.isEmpty && verdicts.allSatisfy { $0 == "Signature is Valid." }
            Self.compare(opinion, opinion.holds, holds, PDFDisagreements.pdfsig, &unused)
        }
        if ProcessInfo.processInfo.environment["SANDYQ_CORPUS"] != nil { #expect(unused.isEmpty) }
    }

    @Test(
        "agree with us on the whole, but for the reasons listed: pyHanko",
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: python),
            "pyHanko is not installed: scripts/setup test installs it"
        )
    )
    func pyHankoAgrees() throws {
        struct Line: Decodable {
            let file: String
            let signatures: [Status]?

            struct Status: Decodable {
                let holds: Bool
                let coverage: String
                let modifications: String?
                let permitted: Bool

                var isGood: Bool { holds && permitted && modifications != "OTHER" && coverage.hasPrefix("ENTIRE") }
            }
        }
        let script = Binary.folder.deletingLastPathComponent().appending(path: "scripts/peers/pdf_opinion.py").path
        let said = try Self.output(of: Self.python, [script] + Self.opinions.map(\.file))
        let lines = try said.split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
        #expect(lines.map(\.file) == Self.opinions.map(\.file))
        var unused = Set(PDFDisagreements.pyHanko.keys)
        for (opinion, line) in zip(Self.opinions, lines) {
            let signatures = line.signatures ?? []
            let holds = !signatures.isEmpty && signatures.allSatisfy(\.isGood)
            Self.compare(opinion, opinion.holdsUnchanged, holds, PDFDisagreements.pyHanko, &unused)
        }
        if ProcessInfo.processInfo.environment["SANDYQ_CORPUS"] != nil { #expect(unused.isEmpty) }
    }

    private static func compare(
        _ opinion: Opinion,
        _ ours: Bool,
        _ theirs: Bool,
        _ reasons: [String: String],
        _ unused: inout Set<String>
    ) {
        let name = URL(filePath: opinion.file).lastPathComponent
        unused.remove(name)
        if let reason = reasons[name] {
            #expect(ours != theirs, "\(name): a disagreement that is none: \(reason)")
        } else {
            #expect(ours == theirs, "\(name): ours \(ours), theirs \(theirs)")
        }
    }

    private static func output(of program: String, _ arguments: [String]) throws -> String {
        let work = try TemporaryFolder()
        let output = work.url.appending(path: "output")
        try Data().write(to: output)
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return String(decoding: try Data(contentsOf: output), as: UTF8.self)
    }
}

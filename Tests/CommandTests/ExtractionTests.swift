import Foundation
import Testing

/// `--extract`: exactly the bytes that are covered, under safe names, over nothing.
@Suite struct ExtractionTests {
    private let folder: TemporaryFolder
    private var target: String { folder.url.appending(path: "out").path }

    init() throws { folder = try TemporaryFolder() }

    private func extract(_ files: [String], _ options: [String] = []) throws -> Binary.Outcome {
        try Binary().run(["verify", "--json", "--policy", "integrity", "--extract", target] + options + files)
    }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: target).sorted()
    }

    private func data(_ path: String) throws -> Data { try Data(contentsOf: Binary.folder.appending(path: path)) }

    @Test func detachedDataIsCopied() throws {
        let outcome = try extract(["showcase/act.txt.cms"])
        #expect(outcome.status == 0)
        #expect(try names() == ["act.txt"])
        #expect(try Data(contentsOf: URL(filePath: target + "/act.txt")) == data("showcase/act.txt"))
        #expect(outcome.errors.contains("extracted to \(target)/act.txt"))
    }

    @Test func attachedDataIsWhatOpenSSLTakesOut() throws {
        _ = try extract(["showcase/invoice.cms"])
        let expected = folder.url.appending(path: "expected")
        let openssl = Process()
        openssl.executableURL = URL(filePath: "/usr/bin/env")
        openssl.arguments = [
            "openssl", "cms", "-verify", "-noverify", "-binary", "-inform", "DER", "-in",
            Binary.folder.appending(path: "showcase/invoice.cms").path, "-out", expected.path,
        ]
        openssl.standardError = FileHandle.nullDevice
        try openssl.run()
        openssl.waitUntilExit()
        #expect(try Data(contentsOf: URL(filePath: target + "/invoice")) == Data(contentsOf: expected))
    }

    @Test func objectsOfContainersAreUnpackedIfTheyAreCovered() throws {
        #expect(try extract(["asic/e-cades.asice"]).status == 0)
        #expect(try names() == ["act.txt", "contract.txt"])
        for name in try names() {
            #expect(try Data(contentsOf: URL(filePath: target + "/" + name)) == data("cms/content/\(name)"))
        }
    }

    @Test func whatNobodySignedStaysInTheContainer() throws {
        _ = try extract(["asic/z-path-traversal.asice", "asic/e-object-changed.asice"])
        #expect(try names() == ["act.txt", "contract.txt"])
        #expect(
            !FileManager.default.fileExists(
                atPath: folder.url.deletingLastPathComponent().appending(path: "evil.txt").path
            )
        )
    }

    @Test func theSignedRevisionOfAPDFIsCutOut() throws {
        let outcome = try extract(["pades/later-page-content.pdf"])
        #expect(outcome.status == 11)
        let whole = try data("pades/later-page-content.pdf")
        let cut = try Data(contentsOf: URL(filePath: target + "/later-page-content.pdf"))
        #expect(cut.count < whole.count && whole.starts(with: cut))
        #expect(try Binary().run(["verify", "--policy", "integrity", target + "/later-page-content.pdf"]).status == 0)
        #expect(try extract(["pades/signed-filled-in-signed.pdf"]).status == 0)
        #expect(
            try names() == ["later-page-content.pdf", "signed-filled-in-signed-2.pdf", "signed-filled-in-signed.pdf"]
        )
        #expect(try extract(["pades/text-altered.pdf", "pades/wrapped.pdf"]).status == 10)
        #expect(try names().count == 3)
    }

    @Test(arguments: ["enveloped-ec", "enveloping-xml", "enveloping-base64", "xpath", "utf-16", "stacked", "part"])
    func whatAnXMLSignatureDigestsIsWrittenOctetForOctet(name: String) throws {
        let file = "xmldsig/\(name).xml"
        _ = try extract([file])
        let text = try String(
            decoding: data(file),
            as: UTF8.self
        ).filter { $0 != "\0" }
        let digests = text.matches(of: /DigestValue>([A-Za-z0-9+\/=]+)</).map { String($0.output.1) }
        let written = try names().map { try Data(contentsOf: URL(filePath: "\(target)/\($0)")) }
        #expect(written.count == digests.count)
        // A second signature may digest with an algorithm that openssl does not have.
        let known = digests.filter { Data(base64Encoded: $0)?.count == 32 }
        #expect(try Set(known).isSubset(of: written.map { try Data(sha256(of: $0)).base64EncodedString() }))
    }

    @Test func anAlteredXMLDocumentIsNotExtracted() throws {
        for name in ["enveloped-ec-altered", "duplicate-identifier", "wrapped-object", "xslt"] {
            _ = try extract(["xmldsig/\(name).xml"])
        }
        #expect(try names().isEmpty)
    }

    /// As `openssl` computes it.
    private func sha256(of data: Data) throws -> [UInt8] {
        let path = try folder.file("digested", data)
        let pipe = Pipe()
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["openssl", "dgst", "-sha256", "-binary", path]
        process.standardOutput = pipe
        try process.run()
        let digest = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return [UInt8](digest)
    }

    @Test func nothingIsWrittenOverAnotherFile() throws {
        _ = try extract(["showcase/act.txt.cms"])
        try Data("mine".utf8).write(to: URL(filePath: target + "/act.txt"))
        _ = try extract(["showcase/act.txt.cms", "showcase/act.txt.cms"])
        #expect(try names() == ["act-2.txt", "act-3.txt", "act.txt"])
        #expect(try Data(contentsOf: URL(filePath: target + "/act.txt")) == Data("mine".utf8))
    }

    @Test func alteredDataIsNotExtracted() throws {
        let outcome = try extract(["showcase/act-tampered.cms"])
        #expect(outcome.status == 10)
        #expect(try names().isEmpty)
        let other = try extract(["showcase/act.txt.cms"], ["--content", "../LICENSE"])
        #expect(other.status == 10)
        #expect(try names().isEmpty)
    }

    @Test func namesStayInTheFolderAndMoveNoCursor() throws {
        let signature = try data("showcase/invoice.cms")
        let path = try folder.file("in/.\u{1B}[31mred\n.cms", signature)
        let outcome = try extract([path])
        #expect(outcome.status == 0)
        #expect(try names() == ["_⟨U+001B⟩[31mred"])
        #expect(!outcome.errors.contains("\u{1B}"))
        _ = try Binary().run(
            ["verify", "--policy", "integrity", "--extract", target, "-"],
            input: signature
        )
        #expect(try names().contains("content"))
    }

    @Test func aFolderThatCannotBeMadeEndsTheRun() throws {
        let outcome = try Binary().run(["verify", "--extract", "/proc/nosuch/folder", "showcase/invoice.cms"])
        #expect(outcome.status == 66)
        #expect(!outcome.crashed)
    }
}

import Foundation
import Testing

/// Whatever it is given, the program ends with one of its statuses, and never by a signal.
@Suite struct HostileInputTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func indication(_ outcome: Binary.Outcome) throws -> String? {
        try JSON(outcome.output)["indication"].text
    }

    @Test func anEmptyFileHoldsNoSignature() throws {
        let outcome = try Binary().run(["verify", "--json", try folder.file("empty", Data())])
        #expect(outcome.status == 12)
        #expect(try indication(outcome) == "NO-SIGNATURE")
    }

    @Test func aHundredMegabytesOfGarbageHoldNoSignature() throws {
        let path = try folder.file("garbage", Data(repeating: 0xA5, count: 100 << 20))
        let outcome = try Binary().run(["verify", "--json", path])
        #expect(outcome.status == 12)
    }

    @Test func aHundredMegabytesThatBeginLikeASignatureAreMalformed() throws {
        // ContentInfo, id-signedData, and lengths that promise far more than follows.
        let head: [UInt8] = [
            0x30, 0x84, 0x7f, 0xff, 0xff, 0xff, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02, 0xa0,
            0x84,
            0x7f, 0xff, 0xff, 0xf0,
        ]
        let path = try folder.file("promise", Data(head) + Data(repeating: 0x30, count: 100 << 20))
        let outcome = try Binary().run(["verify", "--json", path])
        #expect(outcome.status == 10)
        #expect(try JSON(outcome.output)["subIndication"].text == "FORMAT_FAILURE")
    }

    @Test func aFileBeyondTheBoundIsALimitReached() throws {
        let path = try folder.file("large", Data())
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        // A hole: it takes no room on the disk.
        try file.truncate(atOffset: 300 << 20)
        try file.close()
        let outcome = try Binary().run(["verify", "--json", path])
        #expect(outcome.status == 11)
        let json = try JSON(outcome.output)
        #expect(json["indication"].text == "INDETERMINATE")
        #expect(json["warnings", 0, "id"].text == "limits")
    }

    @Test func standardInputIsReadWithinTheSameBound() throws {
        let status = try shell("head -c 300000000 /dev/zero | \"$0\" verify --json -")
        #expect(status == 66)
    }

    @Test func everyHostileFileGetsAVerdict() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Binary.folder.appending(path: "hostile").path)
            .filter { !$0.hasSuffix(".json") }.sorted().map { "hostile/" + $0 }
        #expect(!files.isEmpty)
        let outcome = try Binary().run(["verify", "--json", "--policy", "integrity"] + files)
        #expect([10, 11, 12].contains(outcome.status))
        #expect(outcome.output.split(separator: "\n").count == files.count)
    }

    @Test func everyBeginningOfASignatureGetsAVerdict() throws {
        let whole = try Data(contentsOf: Binary.folder.appending(path: "showcase/contract.cms"))
        for length in stride(from: 0, to: whole.count, by: 97) {
            _ = try folder.file("cut/\(length).cms", whole.prefix(length))
        }
        let outcome = try Binary().run(
            ["verify", "--json", "--recursive", folder.url.appending(path: "cut").path])
        #expect(outcome.status == 10)
        #expect(!outcome.output.contains("TOTAL-PASSED"))
    }

    @Test func unreadableThingsAreNamed() throws {
        let outcome = try Binary().run(["verify", "nosuch", "/dev/full/x", "cms"])
        #expect(outcome.status == 66)
        #expect(outcome.errors.contains("nosuch: No such file or directory"))
        #expect(outcome.errors.contains("cms: a folder; give --recursive to enter it"))
        let empty = try folder.file("empty/sub/x", Data())
        try FileManager.default.removeItem(atPath: empty)
        let nothing = try Binary().run(["verify", "--recursive", folder.url.appending(path: "empty").path])
        #expect(nothing.status == 66)
    }

    @Test func aThousandFilesAreReportedInTheirOrder() throws {
        let signature = try Data(contentsOf: Binary.folder.appending(path: "showcase/invoice.cms"))
        for number in 1000..<2000 { _ = try folder.file("many/\(number).cms", signature) }
        let outcome = try Binary().run([
            "verify", "--json", "--jobs", "3", "--policy", "integrity", "--recursive",
            folder.url.appending(path: "many").path,
        ])
        #expect(outcome.status == 0)
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.count == 1_000)
        for (number, line) in zip(1000..<2000, lines) {
            #expect(line.contains("/\(number).cms\",\"size\""))
        }
    }

    @Test func aClosedOrFullOutputIsNoVerdict() throws {
        for redirection in [">&-", ">/dev/full"] {
            let outcome = try shell("\"$0\" verify --policy integrity showcase/invoice.cms \(redirection)")
            #expect(outcome == 70, "\(redirection) ended with \(outcome)")
        }
    }

    @Test func aBrokenPipeIsQuiet() throws {
        let errors = folder.url.appending(path: "errors").path
        _ = try shell(
            "\"$0\" verify --json --recursive --policy integrity cms 2>'\(errors)' | head -n 1 >/dev/null"
        )
        #expect(try String(contentsOf: URL(filePath: errors), encoding: .utf8).isEmpty)
    }

    @Test func anUnfinishedReportLeavesNothingBehind() throws {
        let target = folder.url.appending(path: "reports")
        try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
        let report = target.appending(path: "report.json")
        try Data("old".utf8).write(to: report)
        _ = try shell(
            "timeout --signal=KILL 0.2 \"$0\" verify --json --recursive -o '\(report.path)' /usr >/dev/null 2>&1"
        )
        #expect(try FileManager.default.contentsOfDirectory(atPath: target.path) == ["report.json"])
        #expect(try Data(contentsOf: report) == Data("old".utf8))
        let outcome = try Binary().run(["verify", "--json", "-o", report.path, "showcase/invoice.cms"])
        #expect(outcome.output.isEmpty)
        #expect(try String(contentsOf: report, encoding: .utf8).hasPrefix("{\"schema\":\"sandyq.verification/1\""))
    }

    /// The exit status of a shell command in the test data, `$0` being the executable.
    private func shell(_ command: String) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", command, Binary.path.path]
        process.currentDirectoryURL = Binary.folder
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}

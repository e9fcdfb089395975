import Foundation
import SandyqSignatures
import SandyqValidation
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite("Every form of report")
struct FormsTests {
    static let hostile: [Report] = Hostile.texts.map { text in
        let name = Sample.name(("2.5.4.3", text), ("2.5.4.10", text), ("1.2.840.113549.1.9.1", text))
        return Sample.report(
            [Sample.signature(subject: name, reference: text)],
            file: text,
            notes: [.structureBroken(text), .laterRevisionsForbidden([text]), .dataMissing(name: text, tried: [text])]
        )
    }

    @Test("keeps hostile names from the terminal", arguments: Language.allCases)
    func terminal(language: Language) {
        let form = TextReport(language: language, width: 80)
        for report in Self.hostile {
            let text = form.text(for: report, everything: true)
            #expect(!Hostile.controls(text))
            #expect(!Hostile.controls(form.line(for: report)) && !form.line(for: report).contains("\n"))
        }
    }

    @Test("fits its columns", arguments: Language.allCases)
    func columns(language: Language) {
        for width in [40, 80, 100] {
            let text = TextReport(language: language, width: width).text(for: Sample.report(), everything: true)
            for line in text.split(separator: "\n") { #expect(line.count <= width, "\(line)") }
        }
    }

    @Test("colours only when asked")
    func colour() {
        #expect(!TextReport(language: .en).text(for: Sample.report()).contains("\u{1B}"))
        #expect(TextReport(language: .en, colour: true).text(for: Sample.report()).contains("\u{1B}[1;32m✔ CONFIRMED"))
    }

    @Test("is a page that no name can break", arguments: Language.allCases)
    func page(language: Language) {
        let page = HTMLReport(language: language).page(for: Self.hostile + [Sample.report()])
        #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"\(language.rawValue)\">"))
        #expect(!page.lowercased().contains("<script"))
        #expect(!Hostile.controls(page))
        #expect(Self.isWellFormed(page))
    }

    @Test("is a document that no name can break", arguments: Language.allCases)
    func document(language: Language) throws {
        let reports =
            Self.hostile + [Sample.report(), Sample.report([]), Sample.report([], fileVerdict: .failed(.format))]
        let document = ETSIReport(language: language).document(for: reports)
        #expect(!Hostile.controls(document))
        #expect(Self.isWellFormed(document))
        try Self.expectValid(document)
    }

    @Test("is valid for every verdict")
    func verdicts() throws {
        var facts = Sample.facts()
        facts.toBeSigned = nil
        facts.references = []
        facts.attributes.claimedSigningTime = .distantPast
        let revoked = RevocationStatus(
            answer: .revoked(at: Sample.moment, reason: .keyCompromise),
            source: .crl,
            evidence: Sample.fingerprint(0x77),
            producedAt: Sample.moment
        )
        let signatures =
            [Sample.signature(facts: facts, revocation: revoked)]
            + Findings.verdicts.dropFirst().map { Sample.signature(breach: ("path", .pathHolds, $0)) }
        for signature in signatures {
            try Self.expectValid(ETSIReport(language: .en).document(for: [Sample.report([signature])]))
        }
    }

    @Test("shows what an object says of itself", arguments: Language.allCases)
    func inspection(language: Language) throws {
        let form = InspectionReport(language: language)
        for text in Hostile.texts {
            let certificate = Sample.certificate(Sample.name(("2.5.4.3", text)))
            #expect(!Hostile.controls(form.text(for: certificate)))
            let json = try JSONValue(Array(form.line(for: certificate).dropLast()))
            #expect(json["commonName"]?.text?.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
        }
        #expect(form.text(for: Sample.certificate(Sample.person)).contains("nonRepudiation"))
        #expect(form.text(for: Sample.timestamp().facts).contains("1.2.398.3.3.2.6.1"))
        #expect(try JSONValue(Array(form.line(for: Sample.timestamp().facts).dropLast()))["schema"] != nil)
    }

    @Test("shows every answer of a response and every entry of a list", arguments: Language.allCases)
    func revocation(language: Language) throws {
        let form = InspectionReport(language: language)
        let list = try RevocationList(der: Sample.stored("pki/ca-ec.crl")[...])
        let entries = Array(list.allEntries)
        #expect(!entries.isEmpty && entries.count == list.entryCount)
        let listed = try JSONValue(Array(form.line(for: list).dropLast()))
        for entry in entries { #expect(form.text(for: list).contains(entry.serialNumber)) }
        #expect(listed["entries"]?.count == entries.count)
        let response = try OCSPResponse(der: Sample.stored("pki/ec-revoked.ors")[...])
        let answered = try JSONValue(Array(form.line(for: response).dropLast()))
        #expect(answered["answers"]?[0]?["status"]?.text == "revoked")
        #expect(form.text(for: response).contains(answered["answers"]?[0]?["serialNumber"]?.text ?? "?"))
    }

    static func isWellFormed(_ document: String) -> Bool { XMLParser(data: Data(document.utf8)).parse() }

    /// Validates against the schema of TS 119 102-2 in the folder SANDYQ_XSD names; without it nothing is said.
    static func expectValid(_ document: String) throws {
        guard let folder = ProcessInfo.processInfo.environment["SANDYQ_XSD"] else { return }
        let file = FileManager.default.temporaryDirectory.appending(path: "sandyq-\(UUID().uuidString).xml")
        try Data(document.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/xmllint")
        process.currentDirectoryURL = URL(filePath: folder)
        process.environment = ["XML_CATALOG_FILES": "catalog.xml"]
        process.arguments = ["--noout", "--nonet", "--huge", "--schema", "TS119102-2-v141.xsd", file.path]
        let errors = Pipe()
        process.standardError = errors
        guard (try? process.run()) != nil else { return }
        let said = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(String(decoding: said.prefix(2_000), as: UTF8.self))")
    }
}

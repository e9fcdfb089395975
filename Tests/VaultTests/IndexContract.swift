import Foundation
import SandyqAgreement
import SandyqValidation
import SandyqVault
import Testing

/// What every index must do, run against each there is.
@Suite struct IndexContract {
    struct Candidate: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let make: @Sendable (TemporaryFolder) throws -> any Index

        static let all = [
            Candidate(testDescription: "SQLite") { try SQLiteIndex(path: $0.path + "/index.sqlite") }
        ]
    }

    private let ambient = Ambient.test()

    private func cabinet(_ number: String = "000740000728") throws -> (PendingAction, CabinetRecord) {
        let record = CabinetRecord(
            id: ambient.identifier(),
            party: try Sample.party(number),
            name: "A",
            standing: .active
        )
        let entry = LogEntry(
            time: ambient.moment(),
            actor: record.id,
            action: .cabinetOpened,
            object: record.id,
            cabinet: record.id
        )
        return (PendingAction(entry, .cabinet(record, manifest: Octets.digest(Array(number.utf8)))), record)
    }

    private func document(
        _ title: String,
        in cabinet: CabinetRecord,
        number: String? = nil,
        kind: DocumentKind = .contract
    ) -> PendingAction {
        let id = ambient.identifier()
        let digest = Octets.digest(Array(id.description.utf8))
        let argument = Significance().argument(
            for: SendingFacts(
                kind: kind,
                party: nil,
                moment: Date(timeIntervalSince1970: 1_780_000_000),
                cabinet: .active,
                acceptance: .nothingInForce
            )
        )
        let manifest = DocumentManifest(
            document: id,
            version: 1,
            cabinet: cabinet.id,
            description: DocumentDescription(
                kind: kind,
                title: title,
                number: number,
                counterparty: try? Sample.party("761231300313"),
                counterpartyName: "ТОО «Жеңіс»"
            ),
            fileName: "файл.pdf",
            sha256: digest.description,
            size: 3,
            filedBy: cabinet.id,
            filed: Date(timeIntervalSince1970: 1_780_000_000),
            verification: .init(format: "none", indication: "NO-SIGNATURE", policy: "kz", report: nil, evidence: []),
            significance: argument
        )
        let entry = LogEntry(
            time: ambient.moment(),
            actor: cabinet.id,
            action: .documentFiled,
            object: id,
            cabinet: cabinet.id
        )
        return PendingAction(entry, .document(manifest, manifest: Octets.digest(digest.bytes)))
    }

    @Test(arguments: Candidate.all)
    func positionsHaveNoGapsAndAFailedTransactionLeavesNothing(candidate: Candidate) throws {
        let folder = try TemporaryFolder()
        let index = try candidate.make(folder)
        let (open, record) = try cabinet()
        #expect(try index.append([open]).map(\.entry.position) == [0])
        #expect(
            try index.append([document("a", in: record), document("b", in: record)]).map(\.entry.position) == [1, 2]
        )
        let (again, _) = try cabinet()
        #expect(throws: VaultError.conflict(.cabinetExists)) { try index.append([document("c", in: record), again]) }
        #expect(try index.logSize() == 3)
        #expect(try index.documents(DocumentQuery(words: ["c"])).isEmpty)
        #expect(try index.append([document("d", in: record)]).map(\.entry.position) == [3])
        #expect(try index.entries(from: 1, limit: 2).map(\.entry.position) == [1, 2])
        #expect(try index.entries(from: 4, limit: 2).isEmpty)
        #expect(try index.defects().isEmpty)
    }

    /// Words in Russian, Kazakh and English, beginnings, case, ё, and numbers as they are written.
    @Test(arguments: Candidate.all)
    func documentsAreFoundByTheirWords(candidate: Candidate) throws {
        let folder = try TemporaryFolder()
        let index = try candidate.make(folder)
        let (open, record) = try cabinet()
        let (openOther, other) = try cabinet("761231300313")
        _ = try index.append([
            open, openOther, document("Счёт на оплату", in: record, number: "АВР-12/2026"),
            document("Қызмет көрсету шарты №5/77", in: record), document("Lease Contract", in: record),
            document("Счёт чужой", in: other),
        ])
        func found(_ words: String..., cabinet: Identifier? = record.id) throws -> Int {
            try index.documents(DocumentQuery(cabinet: cabinet, words: words)).count
        }
        for word in ["счет", "СЧЁТ", "счё", "сче\u{308}т", "оплату", "авр-12/2026", "АВР-12/20", "авр"] {
            #expect(try found(word) == 1, "\(word)")
        }
        for word in ["қызмет", "ҚЫЗМЕТ", "көрс", "lease", "CONTRACT", "5/77", "№5/7"] {
            #expect(try found(word) == 1, "\(word)")
        }
        for word in ["кызмет", "корсету", "12/авр", "плат", "аренда", "чужой"] {
            #expect(try found(word) == 0, "\(word)")
        }
        #expect(try found("761231300313") == 3)
        #expect(try found("жеңіс", "счет") == 1)
        #expect(try found("счет", "lease") == 0)
        #expect(try found("счет", cabinet: nil) == 2)
        for word in ["\"", "*", "OR", "счет OR lease", "place:", "NEAR(", "-", "()", "'; --"] {
            #expect(throws: Never.self) { try found(word) }
        }
    }

    @Test(arguments: Candidate.all)
    func listsComeLatestFirstInPages(candidate: Candidate) throws {
        let folder = try TemporaryFolder()
        let index = try candidate.make(folder)
        let (open, record) = try cabinet()
        let actions = (0..<25).map { document("n\($0)", in: record, kind: $0.isMultiple(of: 5) ? .invoice : .contract) }
        _ = try index.append([open] + actions)
        var titles: [String] = []
        var before: Identifier?
        while true {
            let page = try index.documents(DocumentQuery(cabinet: record.id, before: before, limit: 10))
            titles += page.map(\.manifest.description.title)
            guard let last = page.last else { break }
            before = last.manifest.document
        }
        #expect(titles == (0..<25).reversed().map { "n\($0)" })
        #expect(try index.documents(DocumentQuery(kind: .invoice, limit: 100)).count == 5)
        #expect(try index.documents(DocumentQuery(words: ["n1"], limit: 100)).count == 11)
    }

    @Test(arguments: Candidate.all)
    func everyBlobThatIsNeededIsListedOnce(candidate: Candidate) throws {
        let folder = try TemporaryFolder()
        let index = try candidate.make(folder)
        let (open, record) = try cabinet()
        _ = try index.append([open] + (0..<9).map { document("n\($0)", in: record) })
        var needed: [Fingerprint] = []
        while true {
            let page = try index.neededBlobs(after: needed.last, limit: 4)
            if page.isEmpty { break }
            needed += page
        }
        #expect(needed.count == 19)
        #expect(needed == Set(needed).sorted())
    }

    @Test(arguments: Candidate.all)
    func stampedCheckpointsComeInTheOrderOfTheirEntries(candidate: Candidate) throws {
        let folder = try TemporaryFolder()
        let index = try candidate.make(folder)
        var records: [StampRecord] = []
        for number in 0..<5 {
            let time = Date(timeIntervalSince1970: 1_780_000_000 + Double(number))
            let record = StampRecord(size: number, checkpoint: "note \(number)", token: [1, 2], time: time)
            let digest = Octets.digest([UInt8(number)])
            let id = ambient.identifier()
            let entry = LogEntry(time: time, actor: id, action: .checkpointStamped, object: id)
            _ = try index.append([PendingAction(entry), PendingAction(entry, .stamp(record, manifest: digest))])
            records.append(record)
            #expect(try index.neededBlobs(after: nil, limit: 9).contains(digest))
        }
        #expect(try index.stamps(from: 0, limit: 9).map(\.record) == records)
        #expect(try index.stamps(from: 0, limit: 2).map(\.position) == [1, 3])
        #expect(try index.stamps(from: 4, limit: 9).map(\.record) == Array(records[2...]))
        #expect(try index.stamps(from: 10, limit: 9).isEmpty)
        #expect(records.allSatisfy { $0.tokenOctets == [1, 2] })
    }
}

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import SandyqSignatures
import SandyqValidation
import Testing

/// A list to be made.
struct ListDraft {
    var issuer = DER.name("CA")
    var thisUpdate = DER.utcTime("240101000000Z")
    var nextUpdate = DER.utcTime("240201000000Z")
    var entries: [[UInt8]] = []
    var extensions: [[UInt8]] = []
    var innerAlgorithm = TestKey.algorithm

    static func entry(_ number: [UInt8], _ extensions: [UInt8]..., at time: String = "230101000000Z") -> [UInt8] {
        DER.sequence(
            number,
            DER.utcTime(time),
            extensions.isEmpty ? [] : DER.sequence(of: extensions)
        )
    }

    static func reason(_ code: UInt8) -> [UInt8] { DER.extension("2.5.29.21", DER.element(0x0a, [code])) }

    func encoded(signedBy key: TestKey = TestKey(1)) -> [UInt8] {
        key.signed(
            DER.sequence(
                DER.integer(1),
                innerAlgorithm,
                issuer,
                thisUpdate,
                nextUpdate,
                entries.isEmpty ? [] : DER.sequence(of: entries),
                extensions.isEmpty ? [] : DER.explicit(0, DER.sequence(of: extensions))
            )
        )
    }

    func list(signedBy key: TestKey = TestKey(1)) throws -> RevocationList {
        try RevocationList(der: encoded(signedBy: key)[...])
    }
}

@Suite("Revocation lists")
struct RevocationListTests {
    private func facts(_ list: RevocationList, _ serialNumbers: [UInt8]...) -> RevocationListFacts {
        list.facts(origin: .given, signers: [], serialNumbers: serialNumbers.map { $0[...] })
    }

    @Test("Entries are found by serial number, in list order, with date and reason")
    func entries() throws {
        var draft = ListDraft()
        draft.entries = [
            ListDraft.entry(DER.integer(5)), ListDraft.entry(DER.integer(0x80), ListDraft.reason(6)),
            ListDraft.entry(DER.integer(7), ListDraft.reason(1)),
            ListDraft.entry(DER.integer(5), ListDraft.reason(8), at: "230601000000Z"),
        ]
        let list = try draft.list()
        #expect(list.entryCount == 4)
        let found = facts(list, [5], [0x00, 0x80], [9])
        #expect(found.entries.map(\.serialNumber) == ["5", "80", "5"])
        #expect(found.entries.map(\.reason) == [nil, .certificateHold, .removeFromCRL])
        #expect(found.entries[0].revocationDate.timeIntervalSince1970 == 1_672_531_200)
        #expect(found.entryCount == 4)
    }

    @Test("An empty list, and one without nextUpdate, are read")
    func minimal() throws {
        var draft = ListDraft()
        draft.nextUpdate = []
        let list = try draft.list()
        #expect(list.nextUpdate == nil)
        #expect(list.entryCount == 0)
        #expect(facts(list, [1]).entries.isEmpty)
    }

    @Test("The list's extensions are read")
    func extensions() throws {
        var draft = ListDraft()
        draft.extensions = [
            DER.extension("2.5.29.20", DER.integer(255)), DER.extension("2.5.29.27", critical: true, DER.integer(16)),
            DER.extension("2.5.29.35", DER.sequence(DER.implicit(0, [1, 2]))),
            DER.extension("2.5.29.60", DER.generalizedTime("20200101000000Z")),
            DER.extension(
                "2.5.29.28",
                critical: true,
                DER.sequence(
                    DER.explicit(0, DER.element(0xa1, DER.sequence(DER.oid("2.5.4.11"), DER.utf8("x")))),
                    DER.implicit(1, [0xff]),
                    DER.implicit(3, [0x01, 0x40]),
                    DER.implicit(4, [0xff])
                )
            ),
        ]
        let read = facts(try draft.list())
        #expect(read.number == "ff")
        #expect(read.deltaBase == "10")
        #expect(read.authorityKeyIdentifier == [1, 2])
        #expect(read.keepsExpiredSince?.timeIntervalSince1970 == 1_577_836_800)
        #expect(read.unknownCritical.isEmpty)
        let point = try #require(read.issuingDistributionPoint)
        #expect(point.onlyUserCertificates && point.isIndirect)
        #expect(!point.onlyAuthorityCertificates && !point.onlyAttributeCertificates)
        #expect(point.onlyReasons == ReasonFlags(rawValue: 0b10))
        let name = DistinguishedName(
            relativeNames: [[.init(type: "2.5.4.3", value: "CA")], [.init(type: "2.5.4.11", value: "x")]])
        #expect(point.names == [.directory(name)])
    }

    @Test("What is critical and unknown, unreadable or there twice makes the list one that does not count")
    func unknownCritical() throws {
        var draft = ListDraft()
        draft.extensions = [
            DER.extension("1.2.3", critical: true, DER.null), DER.extension("1.2.4", DER.null),
            DER.extension("2.5.29.28", DER.null), DER.extension("2.5.29.20", DER.integer(1)),
            DER.extension("2.5.29.20", DER.integer(2)),
        ]
        #expect(try facts(draft.list()).unknownCritical == ["1.2.3", "2.5.29.28", "2.5.29.20"])
    }

    @Test("In an indirect list an entry's issuer holds for those that follow")
    func indirect() throws {
        func issuer(_ name: String) -> [UInt8] {
            DER.extension("2.5.29.29", critical: true, DER.sequence(DER.directoryName(name)))
        }
        var draft = ListDraft()
        draft.entries = [
            ListDraft.entry(DER.integer(1)), ListDraft.entry(DER.integer(2), issuer("A")),
            ListDraft.entry(DER.integer(3)), ListDraft.entry(DER.integer(4), issuer("B")),
            ListDraft.entry(DER.integer(5)),
        ]
        let numbers: [[UInt8]] = [[1], [2], [3], [4], [5]]
        let plain = try draft.list().entries(for: numbers.map { $0[...] })
        #expect(plain.allSatisfy { $0.certificateIssuer == nil })
        #expect(plain.map(\.unknownCritical) == [[], ["2.5.29.29"], [], ["2.5.29.29"], []])
        draft.extensions = [DER.extension("2.5.29.28", critical: true, DER.sequence(DER.implicit(4, [0xff])))]
        let indirect = try draft.list().entries(for: numbers.map { $0[...] })
        #expect(indirect.map { $0.certificateIssuer?.description } == [nil, "CN=A", "CN=A", "CN=B", "CN=B"])
        #expect(indirect.allSatisfy { $0.unknownCritical.isEmpty })
    }

    @Test("An entry's critical extension that is unknown is named")
    func entryExtensions() throws {
        var draft = ListDraft()
        draft.entries = [
            ListDraft.entry(
                DER.integer(1),
                DER.extension("1.2.3", critical: true, DER.null),
                DER.extension("2.5.29.24", DER.generalizedTime("20200101000000Z"))
            )
        ]
        let entry = try #require(try facts(draft.list(), [1]).entries.first)
        #expect(entry.unknownCritical == ["1.2.3"])
        #expect(entry.invalidityDate?.timeIntervalSince1970 == 1_577_836_800)
    }

    @Test("Two signature algorithms, a bad date and a broken entry are refused")
    func refused() {
        var draft = ListDraft()
        draft.innerAlgorithm = DER.sequence(DER.oid("1.3.101.113"))
        #expect(throws: FormatError.self) { try draft.list() }
        draft = ListDraft()
        draft.thisUpdate = DER.utcTime("240230000000Z")
        #expect(throws: FormatError.self) { try draft.list() }
        draft = ListDraft()
        draft.entries = [ListDraft.entry(DER.integer(1), at: "231301000000Z")]
        #expect(throws: FormatError.self) { try draft.list() }
        draft.entries = [DER.sequence(DER.null, DER.utcTime("230101000000Z"))]
        #expect(throws: FormatError.self) { try draft.list() }
    }

    @Test("No truncation and no changed octet does more than be refused")
    func hostile() {
        var draft = ListDraft()
        draft.entries = [ListDraft.entry(DER.integer(1), ListDraft.reason(1)), ListDraft.entry(DER.integer(2))]
        draft.extensions = [DER.extension("2.5.29.28", critical: true, DER.sequence(DER.implicit(4, [0xff])))]
        let encoding = draft.encoded()
        for count in encoding.indices {
            #expect(throws: FormatError.self) { try RevocationList(der: encoding.prefix(count)) }
        }
        for index in encoding.indices {
            for value: UInt8 in [0, 1, 0x30, 0x7f, 0x80, 0xff] {
                var changed = encoding
                changed[index] = value
                if let list = try? RevocationList(der: changed[...]) { _ = facts(list, [1], [2]) }
            }
        }
    }

    @Test("A list of very many entries is read, and each of them found")
    func scale() throws {
        var draft = ListDraft()
        draft.entries = (0..<100_000).map { ListDraft.entry(DER.integer($0 + 1), ListDraft.reason(1)) }
        let list = try draft.list()
        #expect(list.entryCount == 100_000)
        for number: [UInt8] in [[0x01], [0x12, 0x34], [0x01, 0x23, 0x45]] {
            #expect(facts(list, number).entries.count == 1)
        }
    }

    @Test("Entries that share one serial number are all found")
    func oneSerialNumber() throws {
        var draft = ListDraft()
        draft.entries = [[UInt8]](repeating: ListDraft.entry(DER.integer(1)), count: 2_000)
        let list = try draft.list()
        #expect(facts(list, [1]).entries.count == 2_000)
        #expect(facts(list, [2]).entries.isEmpty)
    }
}

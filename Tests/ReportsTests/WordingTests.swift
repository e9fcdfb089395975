import SandyqSignatures
import SandyqValidation
import Testing

@Suite("The wording")
struct WordingTests {
    /// The messages of every finding in one language, through the report that carries them.
    private func messages(in language: Language) throws -> [String] {
        let line = JSONReport(language: language).line(for: Sample.report([], notes: Findings.all))
        let warnings = try JSONValue(Array(line.dropLast()))["warnings"]
        return Findings.all.indices.compactMap { warnings?[$0]?["message"]?.text }
    }

    @Test("has a sentence for every finding, of its own in every language")
    func sentences() throws {
        let kazakh = try messages(in: .kk)
        let russian = try messages(in: .ru)
        let english = try messages(in: .en)
        #expect(kazakh.count == Findings.all.count)
        for (index, finding) in Findings.all.enumerated() {
            let sentences = [kazakh[index], russian[index], english[index]]
            #expect(Set(sentences).count == 3, "\(finding)")
            for sentence in sentences {
                #expect(sentence.hasSuffix("."), "\(sentence)")
                #expect(!Self.looksUnfinished(sentence), "\(sentence)")
            }
        }
        #expect(Set(english).count == english.count)
        #expect(Set(russian).count == russian.count)
        #expect(Set(kazakh).count == kazakh.count)
    }

    @Test("is written in the letters of its language")
    func letters() throws {
        for sentence in try messages(in: .en).map(Self.withoutNames) {
            #expect(!sentence.unicodeScalars.contains { (0x400...0x4FF).contains($0.value) }, "\(sentence)")
        }
        let kazakh = try messages(in: .kk).joined()
        #expect("әғқңөұүі".allSatisfy(kazakh.contains))
        let russian = try messages(in: .ru).map(Self.withoutNames).joined()
        #expect("әғқңөұүі".allSatisfy { !russian.contains($0) })
    }

    @Test("says what a verdict means and what to do", arguments: Language.allCases)
    func headlines(language: Language) {
        var reports: Set<String> = []
        for verdict in Findings.verdicts {
            let text = TextReport(language: language).text(for: Sample.report([], fileVerdict: verdict))
            #expect(!Self.looksUnfinished(text.split(whereSeparator: \.isWhitespace).joined(separator: " ")), "\(text)")
            reports.insert(text)
        }
        #expect(reports.count >= Findings.verdicts.count - 2)
    }

    @Test("calls no more than integrity what was judged without trust")
    func integrity() throws {
        let trusted = TextReport(language: .en).text(for: Sample.report())
        #expect(trusted.hasPrefix("✔ CONFIRMED  act.pdf.cms\n"))
        let policy = try #require(try Policy.named("integrity"))
        let block = Block.run(.signatureValidation, under: policy) {
            $0.note("value", .signatureValueHolds(Sample.algorithm))
        }
        let intact = TextReport(language: .en).text(for: Sample.report([Sample.signature(block: block)]))
        #expect(intact.hasPrefix("✔ INTACT  act.pdf.cms\n"))
    }

    @Test("takes a language from a locale")
    func locale() {
        #expect(Language(locale: "kk_KZ.UTF-8") == .kk)
        #expect(Language(locale: "ru") == .ru)
        #expect(Language(locale: "EN-gb") == .en)
        #expect(Language(locale: "C") == nil)
        #expect(Language(locale: "") == nil)
    }

    static func looksUnfinished(_ text: String) -> Bool {
        ["\\(", "%@", "Optional", "nil", "  (", "()", "( ", " .", "..", "{", "[", "TODO"].contains { text.contains($0) }
    }

    static func withoutNames(_ sentence: String) -> String {
        sentence.replacing("ТЕСТОВ ТЕСТ", with: "")
    }
}

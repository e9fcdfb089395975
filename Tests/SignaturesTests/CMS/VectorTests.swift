#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import SandyqSignatures
import SandyqValidation
import Testing

@Suite("The project's own signatures")
struct VectorTests {
    @Test(
        "get the report that their manifest states",
        arguments: [
            "cms", "tsp", "xmldsig", "xades", "wsse", "showcase", "hostile", "pades", "asic", "ncazip", "er",
        ].flatMap(Vectors.cases)
    )
    func reports(entry: Vectors.Case) throws {
        let report = try Vectors.report(on: entry)
        let line = JSONReport(language: .en).line(for: report)
        let said = try JSONDecoder().decode(ExpectedReport.self, from: Data(line))
        #expect(entry.expected.differences(from: said) == [], "\(entry.why)")
    }

    @Test("are all there")
    func manifests() {
        #expect(Vectors.cases(in: "cms").count > 400)
        #expect(Vectors.cases(in: "tsp").count > 20)
        #expect(Vectors.cases(in: "xmldsig").count > 70)
        #expect(Vectors.cases(in: "xades").count > 30)
        #expect(Vectors.cases(in: "wsse").count > 10)
        #expect(Vectors.cases(in: "showcase").count > 4)
        #expect(Vectors.cases(in: "hostile").count > 100)
        #expect(Vectors.cases(in: "asic").count > 30)
        #expect(Vectors.cases(in: "ncazip").count > 6)
        #expect(Vectors.cases(in: "er").count > 25)
        #expect(Vectors.cases(in: "pades").count > 110)
    }
}

import SandyqSignatures
import SandyqValidation
import Testing

@Suite struct TextReportTests {
    @Test func look() {
        let form = TextReport(language: .en, colour: false)
        print(form.text(for: Sample.report()))
        print(
            form.text(
                for: Sample.report([
                    Sample.signature(
                        breach: (
                            "references", .dataAltered(name: "act.pdf", digest: .sha256, expected: [1], actual: [2]),
                            .failed(.hash)
                        )
                    )
                ])
            )
        )
        print(
            form.text(
                for: Sample.report([
                    Sample.signature(),
                    Sample.signature(
                        breach: (
                            "revocation", .revocationUnknown(Sample.person, .stale(Sample.moment)),
                            .indeterminate(.tryLater)
                        )
                    ),
                ]),
                everything: true
            )
        )
        print(form.line(for: Sample.report()))
        print(
            form.text(
                for: Sample.report(
                    [],
                    fileVerdict: .failed(.format),
                    notes: [.structureBroken("SignedData.signerInfos[0]")]
                )
            )
        )
        print(form.text(for: Sample.report([])))
        print(String(decoding: JSONReport(language: .en).line(for: Sample.report()), as: UTF8.self))
    }
}

public import SandyqValidation

/// The report as a page: one file, no script, nothing fetched; printable, and readable without colour or sight.
public struct HTMLReport: Sendable {
    private let language: Language
    private let wording: any Wording

    /// Fixes the language of the page.
    public init(language: Language) {
        self.language = language
        wording = language.wording
    }

    /// The page about any number of files.
    public func page(for reports: [Report]) -> String {
        let accounts = reports.map { Account(of: $0, in: wording) }
        var page = MarkupWriter(prologue: "<!DOCTYPE html>")
        page.element("html", ["lang": language.rawValue]) { html in
            html.element("head") { head in
                head.raw(Self.head)
                head.element(
                    "title",
                    text: ([wording.label(.title)] + accounts.prefix(1).map(\.file)).joined(separator: " – ")
                )
                head.raw(Self.style)
            }
            html.element("body") { body in
                body.element("main") { main in
                    main.element("h1", text: wording.label(.title))
                    if accounts.count > 1 { writeContents(accounts, to: &main) }
                    for (index, account) in accounts.enumerated() { write(account, number: index + 1, to: &main) }
                }
            }
        }
        return page.text + "\n"
    }

    private func writeContents(_ accounts: [Account], to page: inout MarkupWriter) {
        page.element("nav", ["aria-label": wording.label(.file)]) { nav in
            nav.element("ol") { list in
                for (index, account) in accounts.enumerated() {
                    list.element("li", ["class": account.mark.name]) { item in
                        writeMark(account.mark, to: &item)
                        item.element("b", text: account.headline.word)
                        item.element("a", ["href": "#file-\(index + 1)"], text: account.file)
                    }
                }
            }
        }
    }

    private func write(_ account: Account, number: Int, to page: inout MarkupWriter) {
        page.element("article", ["id": "file-\(number)", "class": account.mark.name]) { article in
            article.element("h2") { heading in
                writeMark(account.mark, to: &heading)
                heading.element("span", ["class": "word"], text: account.headline.word)
                heading.element("span", ["class": "file"], text: account.file)
            }
            article.element("p", ["class": "meaning"], text: account.headline.meaning)
            if account.signatures.isEmpty {
                article.element("p", ["class": "advice"], text: account.headline.advice)
            }
            writeRemarks(account.warnings.map { Account.Remark(mark: .warning, text: $0) }, .warnings, to: &article)
            for (index, signature) in account.signatures.enumerated() {
                let id = "file-\(number)-signature-\(index + 1)"
                write(signature, id: id, isOnly: account.signatures.count == 1, to: &article)
            }
            article.element("footer") { footer in
                writeRows(account.properties + [Account.Row(label: "ETSI", lines: [account.indication])], to: &footer)
            }
        }
    }

    private func write(_ signature: SignatureAccount, id: String, isOnly: Bool, to page: inout MarkupWriter) {
        page.element("section", ["id": id, "class": signature.mark.name, "aria-labelledby": "\(id)-title"]) { section in
            section.element("h3", ["id": "\(id)-title"]) { heading in
                writeMark(signature.mark, to: &heading)
                heading.words("\(signature.title): ")
                heading.element("span", ["class": "word"], text: signature.headline.word)
            }
            if !isOnly { section.element("p", ["class": "meaning"], text: signature.headline.meaning) }
            writeRows(signature.rows, to: &section)
            writeRemarks(signature.reasons, .why, to: &section)
            writeRemarks(signature.warnings.map { Account.Remark(mark: .warning, text: $0) }, .warnings, to: &section)
            section.element("h4", text: wording.label(.whatToDo))
            section.element("p", ["class": "advice"], text: signature.headline.advice)
            writeChecks(signature.checks, to: &section)
            if !signature.chain.isEmpty {
                writeDetails(.chain, to: &section) { writeRows(signature.chain, to: &$0) }
            }
            if !signature.timestamps.isEmpty {
                writeDetails(.timestamps, to: &section) { details in
                    for timestamp in signature.timestamps { write(timestamp, to: &details) }
                }
            }
        }
    }

    private func write(_ timestamp: TimestampAccount, to page: inout MarkupWriter) {
        page.element("section", ["class": timestamp.mark.name]) { section in
            section.element("h5") { heading in
                writeMark(timestamp.mark, to: &heading)
                heading.words("\(timestamp.title): \(timestamp.indication)")
            }
            writeRows(timestamp.rows + timestamp.chain, to: &section)
            writeChecks(timestamp.checks, to: &section)
        }
    }

    private func writeChecks(_ checks: [Account.CheckLine], to page: inout MarkupWriter) {
        guard !checks.isEmpty else { return }
        page.element("details") { details in
            details.element("summary", text: "\(wording.label(.allChecks)) (\(checks.count))")
            details.element("ul", ["class": "checks"]) { list in
                for check in checks {
                    list.element("li", ["class": check.mark.name]) { item in
                        writeMark(check.mark, to: &item)
                        item.element("div") { body in
                            body.element("p", ["class": "id"], text: "\(check.id) – \(check.outcome)")
                            body.element("p", text: check.text)
                            writeEvidence(check.evidence, to: &body)
                        }
                    }
                }
            }
        }
    }

    private func writeEvidence(_ evidence: [Fingerprint], to page: inout MarkupWriter) {
        for fingerprint in evidence {
            page.element("p", ["class": "id"]) { line in
                line.words("\(wording.label(.evidence)): ")
                line.element("code", text: "SHA-256 \(fingerprint)")
            }
        }
    }

    private func writeDetails(_ label: Label, to page: inout MarkupWriter, _ body: (inout MarkupWriter) -> Void) {
        page.element("details") { details in
            details.element("summary", text: wording.label(label))
            body(&details)
        }
    }

    private func writeRows(_ rows: [Account.Row], to page: inout MarkupWriter) {
        page.element("dl") { list in
            for row in rows {
                list.element("div") { pair in
                    pair.element("dt", text: row.label)
                    for line in row.lines { pair.element("dd", text: line) }
                }
            }
        }
    }

    private func writeRemarks(_ remarks: [Account.Remark], _ label: Label, to page: inout MarkupWriter) {
        guard !remarks.isEmpty else { return }
        page.element("h4", text: wording.label(label))
        page.element("ul", ["class": "remarks"]) { list in
            for remark in remarks {
                list.element("li", ["class": remark.mark.name]) { item in
                    writeMark(remark.mark, to: &item)
                    item.element("span", ["class": "spoken"], text: "\(spoken(remark.mark)):")
                    item.element("span", text: remark.text)
                }
            }
        }
    }

    /// A sign for the eye; words stand beside it everywhere.
    private func writeMark(_ mark: Account.Mark, to page: inout MarkupWriter) {
        page.element("span", ["class": "mark", "aria-hidden": "true"], text: mark.rawValue)
    }

    /// The word for a sign, for the ear.
    private func spoken(_ mark: Account.Mark) -> String {
        switch mark {
        case .good: wording.outcome(.passed)
        case .bad: wording.outcome(.failed)
        case .unknown: wording.outcome(.undetermined)
        case .warning: wording.label(.warnings)
        case .none: wording.outcome(.notApplicable)
        }
    }
}

extension Account.Mark {
    /// The class of elements it stands in.
    fileprivate var name: String {
        switch self {
        case .good: "good"
        case .bad: "bad"
        case .unknown: "unknown"
        case .none: "none"
        case .warning: "warning"
        }
    }
}

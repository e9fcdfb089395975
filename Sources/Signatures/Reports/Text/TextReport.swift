public import SandyqValidation

/// The report for a person at a terminal: the verdict first, then who, when, over what, why, and what to do.
public struct TextReport: Sendable {
    let wording: any Wording
    let pen: Pen

    /// Fixes language and looks.
    ///
    /// - Parameters:
    ///   - language: The language of every word.
    ///   - colour: Whether to write colour sequences; only for a terminal that wants them.
    ///   - width: Columns to fill; between 40 and 100 whatever is given.
    public init(language: Language, colour: Bool = false, width: Int = 80) {
        wording = language.wording
        pen = Pen(colour: colour, width: min(max(width, 40), 100))
    }

    /// The report about one file, ended by a line feed.
    ///
    /// - Parameters:
    ///   - report: What was concluded.
    ///   - everything: Whether to list every check, chain and time-stamp too.
    /// - Returns: Lines of at most the width given.
    public func text(for report: Report, everything: Bool = false) -> String {
        let account = Account(of: report, in: wording)
        var sheet = Sheet(pen: pen)
        let single = account.signatures.count == 1 && report.fileVerdict == nil
        sheet.heading(account.mark, account.headline.word, account.file)
        sheet.paragraph(single || account.signatures.isEmpty ? account.headline.meaning : account.indication)
        for signature in account.signatures {
            sheet.blank()
            if !single {
                sheet.subheading(signature.mark, signature.title, signature.headline.word)
                sheet.paragraph(signature.headline.meaning)
            }
            write(signature, everything: everything, to: &sheet)
        }
        if !account.warnings.isEmpty || account.signatures.isEmpty { sheet.blank() }
        writeWarnings(account.warnings, to: &sheet)
        if account.signatures.isEmpty {
            sheet.rows([Account.Row(label: wording.label(.whatToDo), lines: [account.headline.advice])])
        }
        sheet.blank()
        sheet.rows(Array(account.properties.dropFirst()), faint: true)
        if single { sheet.rows([Account.Row(label: "ETSI", lines: [account.indication])], faint: true) }
        return sheet.text
    }

    /// One line about one file, without line feed: mark, verdict, file, signers.
    public func line(for report: Report) -> String {
        let account = Account(of: report, in: wording)
        let signers = report.signatures.map { $0.signer?.subject.shortName.displayable(limit: 60) ?? "?" }
        let verdict = [account.headline.word, report.verdict?.subIndication.map { "(\($0))" }].compactMap(\.self)
        let parts = [account.file, signers.displayableList()].filter { !$0.isEmpty }
        return pen.paint("\(account.mark.rawValue) \(verdict.joined(separator: " "))", account.mark) + "  "
            + parts.joined(separator: "  ")
    }

    /// The report about one certificate, ended by a line feed.
    public func text(for report: CertificateReport, notes: [Finding] = [], everything: Bool = false) -> String {
        let headline = wording.certificateHeadline(report.verdict)
        let checks = report.block.allChecks
        let identity = SignerIdentity(of: report.certificate)
        var sheet = Sheet(pen: pen)
        sheet.heading(Account.Mark(report.verdict), headline.word, report.certificate.subject.shortName.displayable())
        sheet.paragraph(headline.meaning)
        sheet.blank()
        sheet.rows([
            Account.Row(
                label: wording.label(.certificate),
                lines: identity.lines(in: wording, certificate: report.certificate)
            ),
            Account.Row(label: wording.label(.keyUse), lines: [wording.keyUse(identity.keyUse)]),
            Account.Row(label: wording.label(.revocation), lines: [wording.revocation(report.revocation).text]),
            Account.Row(label: wording.label(.validationTime), lines: [wording.moment(report.validationTime).text]),
        ])
        sheet.remarks(
            wording.label(.why),
            checks.decisive(for: report.verdict)
                .map { Account.Remark(mark: Account.Mark($0), text: wording.sentence($0.finding).text) }
        )
        let warnings = checks.filter(\.isWarning).map(\.finding) + notes
        writeWarnings(warnings.map { wording.sentence($0).text }, to: &sheet)
        sheet.rows([Account.Row(label: wording.label(.whatToDo), lines: [headline.advice])])
        writeChain(report.chain.map { Account.Row($0, in: wording) }, to: &sheet)
        if everything { writeChecks(checks.map { Account.CheckLine($0, in: wording) }, to: &sheet) }
        return sheet.text
    }

    private func write(_ signature: SignatureAccount, everything: Bool, to sheet: inout Sheet) {
        sheet.blank()
        sheet.rows(signature.rows)
        sheet.blank()
        sheet.remarks(wording.label(.why), signature.reasons)
        writeWarnings(signature.warnings, to: &sheet)
        sheet.rows([Account.Row(label: wording.label(.whatToDo), lines: [signature.headline.advice])])
        guard everything else { return }
        for timestamp in signature.timestamps {
            sheet.blank()
            sheet.subheading(timestamp.mark, timestamp.title, timestamp.indication)
            sheet.rows(timestamp.rows)
            sheet.stacked(timestamp.chain)
            writeChecks(timestamp.checks, to: &sheet)
        }
        writeChain(signature.chain, to: &sheet)
        writeChecks(signature.checks, to: &sheet)
    }

    private func writeWarnings(_ warnings: [String], to sheet: inout Sheet) {
        sheet.remarks(wording.label(.warnings), warnings.map { Account.Remark(mark: .warning, text: $0) })
    }

    private func writeChain(_ chain: [Account.Row], to sheet: inout Sheet) {
        guard !chain.isEmpty else { return }
        sheet.blank()
        sheet.paragraph(wording.label(.chain))
        sheet.stacked(chain)
    }

    private func writeChecks(_ checks: [Account.CheckLine], to sheet: inout Sheet) {
        sheet.blank()
        sheet.paragraph(wording.label(.allChecks))
        for check in checks { sheet.item(check.mark, "\(check.id): \(check.text)") }
    }
}

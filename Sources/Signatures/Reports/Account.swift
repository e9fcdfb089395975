#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import SandyqValidation

/// What a report tells a person, worded in one language and not yet laid out: text and page say the same.
///
/// Every text in here is fit to be shown on a terminal; a page still escapes it.
struct Account {
    let file: String
    let mark: Mark
    let headline: Headline
    /// `TOTAL-PASSED HASH_FAILURE` and the like.
    let indication: String
    let signatures: [SignatureAccount]
    let warnings: [String]
    /// Size, format, policy and the like.
    let properties: [Row]

    /// Good, bad or unknown: always shown beside words, never by colour alone.
    enum Mark: String {
        case good = "✔"
        case bad = "✘"
        case unknown = "?"
        case none = "–"
        case warning = "!"

        init(_ verdict: Verdict?) {
            self =
                switch verdict {
                case nil: .none
                case .passed: .good
                case .failed: .bad
                case .indeterminate: .unknown
                }
        }

        init(_ check: Block.Check) {
            self =
                switch check.outcome {
                case _ where check.isWarning: .warning
                case .passed: .good
                case .failed: .bad
                case .undetermined: .unknown
                case .notApplicable, .ignored: .none
                }
        }
    }

    /// A label and what stands beside it, line by line.
    struct Row {
        let label: String
        let lines: [String]
    }

    /// A marked sentence.
    struct Remark {
        let mark: Mark
        let text: String
    }

    /// A check as the full list shows it.
    struct CheckLine {
        let id: String
        let mark: Mark
        let outcome: String
        let text: String
        let evidence: [Fingerprint]

        init(_ check: Block.Check, in wording: any Wording) {
            id = check.reportID
            mark = Mark(check)
            outcome = wording.outcome(check.outcome)
            text = wording.sentence(check.finding).text
            evidence = check.evidence
        }
    }

    init(of report: Report, in wording: any Wording) {
        let verdict = report.verdict
        file = report.file.name.displayable(limit: 200)
        mark = Mark(verdict)
        headline =
            report.fileVerdict == nil && report.signatures.count == 1
            ? wording.headline(of: report.signatures[0]) : wording.headline(verdict)
        indication = Self.indication(report.indication, verdict?.subIndication)
        signatures = report.signatures.map { SignatureAccount(of: $0, in: wording) }
        warnings = report.notes.map { wording.sentence($0).text }
        properties = [
            Row(label: wording.label(.file), lines: [file]),
            Row(label: wording.label(.size), lines: [wording.size(report.file.size)]),
            Row(label: wording.label(.fileFingerprint), lines: [report.file.sha256.description]),
            Row(label: wording.label(.format), lines: [report.format.rawValue]),
            Row(label: wording.label(.policy), lines: [report.policy.displayable()]),
            Row(label: wording.label(.validationTime), lines: [wording.moment(report.validationTime).text]),
        ]
    }

    static func indication(_ main: String, _ sub: String?) -> String { sub.map { "\(main) · \($0)" } ?? main }
}

/// What a report tells a person about one signature.
struct SignatureAccount {
    /// `Signature S-1`.
    let title: String
    let mark: Account.Mark
    let headline: Headline
    let indication: String
    /// Who, when, over what.
    let rows: [Account.Row]
    /// The checks that decided.
    let reasons: [Account.Remark]
    let warnings: [String]
    let checks: [Account.CheckLine]
    let chain: [Account.Row]
    let timestamps: [TimestampAccount]

    init(of report: SignatureReport, in wording: any Wording) {
        let facts = report.facts
        let all = report.block.allChecks
        title = "\(wording.label(.signature)) \(facts.id.displayable())"
        mark = Account.Mark(report.verdict)
        headline = wording.headline(of: report)
        indication = Account.indication(report.verdict.indication, report.verdict.subIndication)
        rows = Teller(report: report, wording: wording).rows
        reasons = all.decisive(for: report.verdict)
            .map { Account.Remark(mark: Account.Mark($0), text: wording.sentence($0.finding).text) }
        warnings = report.block.warnings(with: facts.notes).map { wording.sentence($0.finding).text }
        checks = all.map { Account.CheckLine($0, in: wording) }
        chain = report.chain.map { Account.Row($0, in: wording) }
        timestamps = report.timestamps.map { TimestampAccount(of: $0, in: wording) }
    }
}

/// What a report tells a person about one time-stamp.
struct TimestampAccount {
    let mark: Account.Mark
    /// `signature time-stamp, 1 May 2025, 10:00:00 UTC`.
    let title: String
    let indication: String
    let rows: [Account.Row]
    let chain: [Account.Row]
    let checks: [Account.CheckLine]

    init(of report: TimestampReport, in wording: any Wording) {
        mark = Account.Mark(report.block.verdict)
        title =
            ([wording.kind(report.facts.kind)] + [report.facts.time.map { wording.moment($0).text }].compactMap(\.self))
            .joined(separator: ", ")
        indication = Account.indication(report.block.verdict.blockIndication, report.block.verdict.subIndication)
        var rows: [Account.Row] = []
        if let authority = report.authority {
            rows.append(
                Account.Row(label: wording.label(.authority), lines: [authority.subject.shortName.displayable()])
            )
        }
        rows.append(Account.Row(label: wording.label(.fingerprint), lines: [report.facts.fingerprint.description]))
        self.rows = rows
        chain = report.chain.map { Account.Row($0, in: wording) }
        checks = report.block.allChecks.map { Account.CheckLine($0, in: wording) }
    }
}

extension Account.Row {
    /// A certificate of a chain.
    init(_ link: SignatureReport.ChainLink, in wording: any Wording) {
        let certificate = link.certificate
        let validity = "\(wording.moment(certificate.notBefore).text) – \(wording.moment(certificate.notAfter).text)"
        label = certificate.subject.shortName.displayable()
        lines = [
            link.isTrusted ? wording.label(.trusted) : nil,
            certificate.subject.description.displayable(limit: 300),
            "\(wording.label(.serialNumber)): \(certificate.serialNumber.displayable())",
            "\(wording.label(.validity)): \(validity)",
            link.isTrusted ? nil : "\(wording.label(.revocation)): \(wording.revocation(link.revocation).text)",
            "SHA-256: \(certificate.fingerprint)",
        ].compactMap(\.self)
    }
}

extension [Block.Check] {
    /// The checks a person needs to see to understand a verdict.
    func decisive(for verdict: Verdict) -> [Block.Check] {
        let broken = filter { ($0.outcome == .failed || $0.outcome == .undetermined) && !$0.isWarning }
        let weight = verdict == .passed ? 2 : 1
        var seen: [Finding: Int] = [:]
        var data = 0
        let held = filter { check in
            guard check.outcome == .passed, check.finding.weight >= 1, check.finding.weight <= weight else {
                return false
            }
            if case .dataIntact = check.finding {
                data += 1
                if data > 3 { return false }
            }
            seen[check.finding, default: 0] += 1
            return seen[check.finding] == 1
        }
        return broken + held
    }
}

extension Finding {
    /// Whether a finding that holds is told in every report (1), in that of a confirmed signature (2), or only in the full list (0).
    fileprivate var weight: Int {
        switch self {
        case .dataIntact, .signatureValueHolds: 1
        case .bestSignatureTime(_, .timestamp), .bestSignatureTime(_, .ingest): 2
        case .chainFound, .notRevoked, .revokedLater, .keyUseAccepted: 2
        default: 0
        }
    }
}

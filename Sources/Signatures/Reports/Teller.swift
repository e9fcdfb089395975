internal import SandyqValidation

/// Tells who signed, when and over what.
struct Teller {
    let report: SignatureReport
    let wording: any Wording

    var rows: [Account.Row] {
        var rows = [
            row(.who, who), row(.when, when), row(.what, what),
            row(.algorithm, [wording.words(report.facts.algorithm).text]),
            row(.level, [report.level.rawValue]), row(.revocation, [wording.revocation(report.revocation).text]),
        ]
        if let parent = report.facts.parent { rows.insert(row(.counterSignature, [parent.displayable()]), at: 0) }
        if let container = report.facts.container { rows.insert(row(.container, [container.displayable()]), at: 0) }
        if let policy = report.facts.attributes.policyName, !report.facts.format.isTimestamp {
            rows.append(row(.signaturePolicy, [policy.displayable()]))
        }
        if let later = report.facts.laterRevisions, later.count > 0 {
            rows.append(row(.laterRevisions, [String(later.count)] + later.items.prefix(5).map { $0.displayable() }))
        }
        return rows
    }

    private func row(_ label: Label, _ lines: [String]) -> Account.Row {
        Account.Row(label: wording.label(label), lines: lines)
    }

    private var who: [String] {
        guard let certificate = report.signer else { return [wording.label(.unknownSigner)] }
        let roles = report.facts.attributes.claimedRoles.map { "\($0.displayable()) – \(wording.label(.claimed))" }
        return SignerIdentity(of: certificate).lines(in: wording, certificate: certificate) + roles
    }

    private var when: [String] {
        let best = report.bestSignatureTime
        let bound = wording.label(best.source == .now ? .judgedAsOf : .notLaterThan)
        var lines = ["\(bound) \(wording.moment(best.time).text)", wording.source(best.source)]
        if let claimed = report.facts.attributes.claimedSigningTime {
            lines.append("\(wording.moment(claimed).text) – \(wording.label(.claimed))")
        }
        return lines
    }

    private var what: [String] {
        let names = report.facts.references
            .map { $0.name == "content" ? "" : $0.name.displayable() }
            .filter { !$0.isEmpty }
        let shown = names.prefix(5) + (names.count > 5 ? ["… (\(names.count))"] : [])
        return shown + [wording.coverage(report.facts.coverage)]
    }
}

extension SignerIdentity {
    /// Name; position and organisation; numbers.
    func lines(in wording: any Wording, certificate: CertificateFacts) -> [String] {
        let name = commonName ?? certificate.subject.shortName
        // Kazakhstan's certificates keep the patronymic apart from the name.
        let patronymic = iin == nil ? nil : givenName.flatMap { name.contains($0) ? nil : $0 }
        let position = roles.map(wording.role) + [organization?.displayable()].compactMap(\.self)
        let numbers = [
            iin.map { "\(wording.label(.iin)) \($0)" }, bin.map { "\(wording.label(.bin)) \($0)" },
            email?.displayable(),
        ].compactMap(\.self)
        let lines = [
            [name, patronymic].compactMap(\.self).joined(separator: " ").displayable(),
            position.joined(separator: ", "),
            numbers.joined(separator: " · "),
        ]
        return lines.filter { !$0.isEmpty }
    }
}

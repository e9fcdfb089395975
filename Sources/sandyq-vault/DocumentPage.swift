internal import SandyqAgreement
internal import SandyqSignatures
internal import SandyqVault

/// How documents are shown to a person and to a machine.
struct DocumentPage {
    let wording: any VaultWording
    let width: Int

    /// One line: day, kind, title, indication, id.
    func line(_ version: DocumentVersion) -> String {
        let manifest = version.manifest
        let day = CalendarDate(of: manifest.filed).description
        let mark =
            switch manifest.verification.indication {
            case "TOTAL-PASSED": "✔"
            case "TOTAL-FAILED": "✘"
            case "INDETERMINATE": "?"
            default: "–"
            }
        let kind = Columns.fit(wording.kind(manifest.description.kind), 22)
        let room = max(16, width - 10 - 2 - 1 - 1 - 22 - 2 - 36 - 2)
        let title = Columns.fit(manifest.description.title.displayable(limit: .max), room)
        return "\(day)  \(mark) \(kind)  \(title)  \(manifest.document)\n"
    }

    /// Everything about a version.
    func sheet(
        _ version: DocumentVersion,
        cabinet: CabinetRecord?,
        holds: [HoldState],
        examinations: [Examination] = [],
        isEncrypted: Bool
    ) -> String {
        let manifest = version.manifest
        let description = manifest.description
        let later = examinations.map(\.record).filter { $0.version == manifest.version }
        let argument = later.last?.significance ?? manifest.significance
        let other = [description.counterparty?.number.description, description.counterpartyName].compactMap(\.self)
        let amount = [description.amount, description.currency].compactMap(\.self).joined(separator: " ")
        var rows: [(VaultLabel, String?)] = [
            (.document, manifest.document.description), (.version, String(manifest.version)),
            (.title, description.title), (.kind, wording.kind(description.kind)),
            (.cabinet, cabinet.map { "\($0.party.number) \($0.name)" }),
            (.folder, description.folder.names.isEmpty ? nil : description.folder.description),
            (.number, description.number), (.date, description.date?.description),
            (.amount, amount.isEmpty ? nil : amount),
            (.counterparty, other.isEmpty ? nil : other.joined(separator: " ")),
            (.file, manifest.fileName), (.size, String(manifest.size)), (.fingerprint, manifest.sha256),
            (.filed, manifest.filed.rfc3339), (.logPosition, String(version.logPosition)),
            (.verification, "\(manifest.verification.indication) (\(manifest.verification.policy))"),
            (.significance, wording.state(argument.state)), (.basis, wording.basis(argument.basis)),
            (.encryption, wording.label(isEncrypted ? .encrypted : .notEncrypted)),
        ]
        rows += later.map { record in
            let name = record.signature?.fileName ?? manifest.fileName
            return (.examination, "\(record.examined.rfc3339) \(record.verification.indication) \(name)")
        }
        rows += holds.map { (.hold, "\($0.record.id) \($0.record.reason)") }
        return table(rows)
    }

    /// Labels at the left, their values beside them.
    func table(_ rows: [(VaultLabel, String?)]) -> String {
        let shown = rows.compactMap { label, value in value.map { (wording.label(label), $0) } }
        let room = shown.map(\.0.count).max() ?? 0
        return shown.map { label, value in
            "\(label)\(String(repeating: " ", count: room - label.count))  \(value.displayable(limit: 300))\n"
        }.joined()
    }

    /// The argument, condition by condition.
    func argument(_ argument: SignificanceArgument, language: Language) -> String {
        var lines = [
            "\(wording.state(argument.state))  (\(wording.label(.basis)): \(wording.basis(argument.basis)))", "",
        ]
        lines += section(wording.label(.byAgreement), argument.cabinet)
        if argument.eds.isEmpty {
            lines += ["", "\(wording.label(.bySignature))", "  – \(wording.label(.nothingSigned))"]
        }
        for line in argument.eds {
            lines += [""] + section("\(wording.label(.bySignature)) \((line.signature ?? "").displayable())", line)
        }
        let acts = LegalBasis.all.filter { argument.legalBases.contains($0.id) }
        lines += ["", wording.label(.law)]
        lines += acts.compactMap { $0.citation[language.rawValue] }.map { "  \($0)" }
        return lines.joined(separator: "\n") + "\n"
    }

    private func section(_ title: String, _ line: SignificanceArgument.Line) -> [String] {
        ["\(title): \(wording.state(line.state))"]
            + line.conditions.map { condition in
                let mark =
                    switch condition.outcome {
                    case .passed: "✔"
                    case .failed: "✘"
                    case .undetermined: "?"
                    }
                return "  \(mark) \(wording.sentence(condition).text)"
            }
    }

    /// One line of JSON.
    ///
    /// - Parameters:
    ///   - version: Which.
    ///   - holds: The holds on the document; nil where they are not told.
    ///   - examinations: What was found of it later; nil where it is not told.
    /// - Returns: The line.
    func json(
        _ version: DocumentVersion,
        holds: [HoldState]? = nil,
        examinations: [Examination]? = nil
    ) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("schema", "sandyq.document-list/1")
            json.members(of: version)
            if let holds {
                let page = RetentionPage(wording: wording, width: width)
                json.member("holds", each: holds) { page.write($1, to: &$0) }
            }
            if let examinations {
                let own = examinations.filter { $0.record.version == version.manifest.version }
                json.member("examinations", each: own) { json, one in json.object { $0.members(of: one) } }
            }
        }
        json.endLine()
        return String(decoding: json.bytes, as: UTF8.self)
    }

    /// The argument as one line of JSON.
    func json(_ argument: SignificanceArgument, of document: Identifier, version: Int) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("schema", "sandyq.significance/1")
            json.member("document", document.description)
            json.member("version", version)
            json.members(of: argument, in: wording)
        }
        json.endLine()
        return String(decoding: json.bytes, as: UTF8.self)
    }
}

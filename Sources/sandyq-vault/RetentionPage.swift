internal import SandyqAgreement
internal import SandyqSignatures
internal import SandyqVault

/// How holds, terms and acts are shown to a person and to a machine.
struct RetentionPage {
    let wording: any VaultWording
    let width: Int

    /// One hold: since when, on what, why, and until when it lasted.
    func line(_ hold: HoldState) -> String {
        let record = hold.record
        let end = hold.removal.map { "  (\(wording.label(.removed)) \(CalendarDate(of: $0.removed)))" } ?? ""
        return "\(record.id)  \(CalendarDate(of: record.placed))  \(record.document)\n"
            + "  \(record.reason.displayable(limit: 300))\(end)\n"
    }

    func json(_ hold: HoldState) -> String {
        var json = JSONWriter()
        write(hold, schema: "sandyq.hold-list/1", to: &json)
        json.endLine()
        return String(decoding: json.bytes, as: UTF8.self)
    }

    /// The members of a hold; the schema is named where it stands alone.
    func write(_ hold: HoldState, schema: String? = nil, to json: inout JSONWriter) {
        let record = hold.record
        json.object { json in
            if let schema { json.member("schema", schema) }
            json.member("hold", record.id.description)
            json.member("document", record.document.description)
            json.member("cabinet", record.cabinet.description)
            json.member("reason", record.reason)
            json.member("placed", record.placed)
            json.member("placedBy", record.placedBy.description)
            json.member("removed", hold.removal?.removed)
            json.member("removedBy", hold.removal?.removedBy.description)
        }
    }

    /// One document: the day from which it may be destroyed, what stands against it, title, id.
    func line(_ status: RetentionStatus) -> String {
        let manifest = status.version.manifest
        let day = status.retention.end.map { CalendarDate(of: $0).description } ?? "–         "
        let word =
            switch status.destruction {
            case .permitted: wording.label(.due)
            case .held: wording.label(.held)
            case .tooEarly: wording.label(.notDue)
            case .noTermKnown: wording.label(.noTerm)
            }
        let category = Columns.fit(wording.category(status.retention.category), 22)
        let room = max(16, width - 10 - 2 - 20 - 2 - 22 - 2 - 2 - 36)
        let title = Columns.fit(manifest.description.title.displayable(limit: .max), room)
        let reasons = status.holds.map { "  \($0.record.id)  \($0.record.reason.displayable(limit: 300))\n" }
        return "\(day)  \(Columns.fit(word, 20))  \(category)  \(title)  \(manifest.document)\n" + reasons.joined()
    }

    func json(_ status: RetentionStatus) -> String {
        let manifest = status.version.manifest
        var json = JSONWriter()
        json.object { json in
            json.member("schema", "sandyq.retention-list/1")
            json.member("document", manifest.document.description)
            json.member("cabinet", manifest.cabinet.description)
            json.member("kind", manifest.description.kind.rawValue)
            json.member("title", manifest.description.title)
            json.member("class", status.retention.category.rawValue)
            json.member("triggerDate", status.retention.start?.description)
            json.member("minimumYears", status.retention.minimumYears)
            json.member("earliestDestruction", status.retention.end)
            json.member("state", state(status.destruction))
            json.member("holds", each: status.holds) { write($1, to: &$0) }
        }
        json.endLine()
        return String(decoding: json.bytes, as: UTF8.self)
    }

    private func state(_ destruction: Destruction) -> String {
        switch destruction {
        case .permitted: "due"
        case .held: "held"
        case .tooEarly: "not-due"
        case .noTermKnown: "no-term"
        }
    }
}

/// Columns of a table of text.
enum Columns {
    /// Cut off or filled up to a width.
    static func fit(_ text: String, _ width: Int) -> String {
        text.count > width
            ? text.prefix(width - 1) + "…" : text + String(repeating: " ", count: width - text.count)
    }
}

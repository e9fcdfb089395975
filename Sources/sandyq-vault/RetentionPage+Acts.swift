internal import SandyqAgreement
internal import SandyqSignatures
internal import SandyqVault

extension RetentionPage {
    private var page: DocumentPage { DocumentPage(wording: wording, width: width) }

    /// An act: who prepared and approved it, why, and a line for each version that goes.
    func sheet(_ state: ActState) -> String {
        let act = state.act
        let approval = state.approval.map { "\($0.approved.rfc3339) (\($0.approvedBy))" }
        let head = page.table([
            (.act, act.id.description), (.ground, act.ground),
            (.prepared, "\(act.prepared.rfc3339) (\(act.preparedBy))"),
            (.approved, approval ?? wording.label(.notApproved)),
        ])
        return head + act.items.flatMap { item in item.versions.map { line($0, of: item) } }.joined()
    }

    private func line(_ version: DestructionAct.Version, of item: DestructionAct.Item) -> String {
        let day = CalendarDate(of: version.filed).description
        let kind = Columns.fit(wording.kind(version.kind), 22)
        return "  \(item.document)  \(version.number)  \(day)  \(kind)\n    \(version.sha256)\n"
    }

    /// What is left of a document: never what was in it.
    func sheet(_ tombstone: Tombstone) -> String {
        let (item, act, approval) = (tombstone.item, tombstone.act, tombstone.approval)
        let sheets = item.versions.map { version in
            page.table([
                (.document, item.document.description), (.version, String(version.number)),
                (.destroyed, "\(approval.approved.rfc3339) (\(approval.approvedBy))"),
                (.act, act.id.description), (.ground, act.ground),
                (.prepared, "\(act.prepared.rfc3339) (\(act.preparedBy))"),
                (.kind, wording.kind(version.kind)), (.date, version.date?.description),
                (.retention, wording.category(item.retention.category)),
                (.notBefore, item.retentionEnd.map { CalendarDate(of: $0).description }),
                (.size, String(version.size)), (.fingerprint, version.sha256),
                (.filed, version.filed.rfc3339), (.logPosition, String(version.logPosition)),
                (.significance, wording.state(version.significance.state)),
                (.basis, wording.basis(version.significance.basis)),
            ])
        }
        return sheets.joined(separator: "\n")
    }

    func json(_ state: ActState) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("schema", "sandyq.act/1")
            write(state.act, state.approval, to: &json)
            json.member("items", each: state.act.items) { json, item in
                json.object { write(item, to: &$0) }
            }
        }
        json.endLine()
        return String(decoding: json.bytes, as: UTF8.self)
    }

    func json(_ tombstone: Tombstone) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("schema", "sandyq.tombstone/1")
            write(tombstone.act, tombstone.approval, to: &json)
            write(tombstone.item, to: &json)
        }
        json.endLine()
        return String(decoding: json.bytes, as: UTF8.self)
    }

    private func write(_ act: DestructionAct, _ approval: DestructionApproval?, to json: inout JSONWriter) {
        json.member("act", act.id.description)
        json.member("ground", act.ground)
        json.member("prepared", act.prepared)
        json.member("preparedBy", act.preparedBy.description)
        json.member("approved", approval?.approved)
        json.member("approvedBy", approval?.approvedBy.description)
    }

    private func write(_ item: DestructionAct.Item, to json: inout JSONWriter) {
        json.member("document", item.document.description)
        json.member("cabinet", item.cabinet.description)
        json.member("class", item.retention.category.rawValue)
        json.member("triggerDate", item.retention.start?.description)
        json.member("minimumYears", item.retention.minimumYears)
        json.member("earliestDestruction", item.retentionEnd)
        json.member("versions", each: item.versions) { json, version in
            json.object { json in
                json.member("version", version.number)
                json.member("kind", version.kind.rawValue)
                json.member("date", version.date?.description)
                json.member("sha256", version.sha256)
                json.member("size", version.size)
                json.member("filed", version.filed)
                json.member("filedBy", version.filedBy.description)
                json.member("manifest", version.manifest)
                json.member("logPosition", version.logPosition)
                json.member("significance", version.significance.state.rawValue)
                json.member("basis", version.significance.basis.rawValue)
            }
        }
    }
}

package import SandyqAgreement
package import SandyqSignatures

/// What the vault keeps, as machines are told it: by the command line and by the service alike.
extension JSONWriter {
    /// The members of a version.
    package mutating func members(of version: DocumentVersion) {
        let manifest = version.manifest
        let description = manifest.description
        member("document", manifest.document.description)
        member("version", manifest.version)
        member("cabinet", manifest.cabinet.description)
        member("kind", description.kind.rawValue)
        member("title", description.title)
        member("folder", description.folder.description)
        member("number", description.number)
        member("date", description.date?.description)
        member("amount", description.amount)
        member("currency", description.currency)
        member("counterparty", description.counterparty?.number.description)
        member("counterpartyName", description.counterpartyName)
        member("file", manifest.fileName)
        member("size", manifest.size)
        member("sha256", manifest.sha256)
        member("filed", manifest.filed)
        member("filedBy", manifest.filedBy.description)
        member("manifest", version.digest)
        member("logPosition", version.logPosition)
        member("format", manifest.verification.format)
        member("indication", manifest.verification.indication)
        member("report", manifest.verification.report)
        member("evidence", manifest.verification.evidence)
        member("significance", manifest.significance.state.rawValue)
        member("basis", manifest.significance.basis.rawValue)
    }

    /// The members of what was found of a document later.
    package mutating func members(of examination: Examination) {
        let record = examination.record
        member("id", record.id.description)
        member("examined", record.examined)
        member("signatureFile", record.signature?.fileName)
        member("signatureSHA256", record.signature?.sha256)
        member("format", record.verification.format)
        member("indication", record.verification.indication)
        member("policy", record.verification.policy)
        member("report", record.verification.report)
        member("evidence", record.verification.evidence)
        member("manifest", examination.digest)
        member("logPosition", examination.logPosition)
        member("significance", record.significance.state.rawValue)
        member("basis", record.significance.basis.rawValue)
    }

    /// The members of an argument for significance, its conditions in words.
    package mutating func members(of argument: SignificanceArgument, in wording: any VaultWording) {
        member("moment", argument.moment)
        member("state", argument.state.rawValue)
        member("basis", argument.basis.rawValue)
        member("legalBases", argument.legalBases)
        key("cabinet")
        write(argument.cabinet, in: wording)
        member("eds", each: argument.eds) { $0.write($1, in: wording) }
    }

    private mutating func write(_ line: SignificanceArgument.Line, in wording: any VaultWording) {
        object { json in
            json.member("signature", line.signature)
            json.member("state", line.state.rawValue)
            json.member("conditions", each: line.conditions) { json, condition in
                json.object { json in
                    json.member("outcome", condition.outcome.rawValue)
                    json.member("message", wording.sentence(condition).text)
                }
            }
        }
    }
}

internal import SandyqAgreement
internal import SandyqFiles
internal import SandyqSignatures
internal import SandyqTerminal
internal import SandyqVault

/// Files that are filed together: read in parallel, made durable in batches.
struct FilingRun: Sendable {
    let vault: DocumentVault
    let asker: Asker
    let cabinet: CabinetRecord
    let details: DescriptionOptions
    let previous: DocumentVersion?
    let signed: Identifier?
    let verification: FilingVerification

    /// Files and octets that are made durable together.
    private static let (mostFiles, mostOctets) = (256, 64 << 20)

    /// What became of one file.
    enum Outcome {
        case document(DocumentVersion)
        case signature(Examination)
        case failure(Complaint)
    }

    /// Files everything; each file is told of once it is on the disk, or was not read.
    func file(_ entries: [FileArguments.Entry], jobs: Int, _ use: (Outcome) throws -> Void) throws {
        var documents: [PreparedFiling] = []
        var signatures: [PreparedExamination] = []
        var octets = 0
        func commit() throws {
            if !documents.isEmpty {
                for version in try worded({ try vault.commit(documents) }) { try use(.document(version)) }
            }
            if !signatures.isEmpty {
                for examination in try worded({ try vault.commit(signatures) }) { try use(.signature(examination)) }
            }
            (documents, signatures, octets) = ([], [], 0)
        }
        try Pool.run(entries, jobs: jobs, work: { received($0) }) { outcome in
            switch outcome {
            case .success(.document(let filing)):
                documents.append(filing)
                octets += filing.size
            case .success(.signature(let examination)): signatures.append(examination)
            case .failure(let complaint): try use(.failure(complaint))
            }
            if documents.count + signatures.count >= Self.mostFiles || octets >= Self.mostOctets { try commit() }
        }
        try commit()
    }

    private func received(_ entry: FileArguments.Entry) -> Result<Received, Complaint> {
        switch entry {
        case .unreadable(let reason): return .failure(Complaint(reason))
        case .file(let path):
            let order = FilingOrder(
                path: path,
                cabinet: cabinet,
                description: details.description(for: path),
                previous: previous,
                by: asker
            )
            do throws(VaultError) {
                return .success(try vault.receive(order, signing: signed, verifying: verification))
            } catch {
                return .failure(Complaint(of: error))
            }
        }
    }
}

extension FileArguments.Entry {
    /// Whether the name says that it is a signature of another file.
    var isNamedAsSignature: Bool {
        guard case .file(let path) = self else { return false }
        return FileContent.nameOfData(signedBy: path) != nil
    }
}

/// How what was filed is acknowledged.
struct FiledPage {
    let json: Bool
    /// A folder for receipts.
    let receipts: String?

    /// Id, digest and what verification found; the receipt is written first.
    func line(_ version: DocumentVersion, in vault: DocumentVault) throws -> String {
        let manifest = version.manifest
        let receiptPath = try receipts.map { try writeReceipt(for: version, in: vault, $0) }
        guard json else {
            let name = manifest.fileName.displayable()
            return "\(manifest.document)  \(manifest.sha256)  \(manifest.verification.indication)  \(name)\n"
        }
        return line { json in
            json.member("file", manifest.fileName)
            json.member("document", manifest.document.description)
            json.member("version", manifest.version)
            json.member("sha256", manifest.sha256)
            json.member("size", manifest.size)
            json.member("manifest", version.digest)
            json.member("logPosition", version.logPosition)
            json.member("indication", manifest.verification.indication)
            json.member("receipt", receiptPath)
        }
    }

    /// The document that is signed, and what the signature was found to be.
    func line(_ examination: Examination) -> String {
        let record = examination.record
        let (indication, name) = (record.verification.indication, record.signature?.fileName ?? "")
        let digest = record.signature?.sha256 ?? ""
        guard json else {
            return "\(record.document)  \(digest)  \(indication)  \(name.displayable())\n"
        }
        return line { json in
            json.member("file", name)
            json.member("document", record.document.description)
            json.member("version", record.version)
            json.member("signature", record.id.description)
            json.member("sha256", digest)
            json.member("size", record.signature?.size)
            json.member("manifest", examination.digest)
            json.member("logPosition", examination.logPosition)
            json.member("indication", indication)
        }
    }

    private func line(_ members: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("schema", "sandyq.filed/1")
            members(&json)
        }
        json.endLine()
        return String(decoding: json.bytes, as: UTF8.self)
    }

    private func writeReceipt(for version: DocumentVersion, in vault: DocumentVault, _ folder: String) throws -> String
    {
        let path = "\(folder)/\(version.manifest.document).\(version.manifest.version).cms"
        let receipt = try worded { try vault.receipt(for: version) }
        let file = try NewFile(at: path)
        try file.write(receipt.span)
        try file.replace()
        return path
    }
}

package import SandyqAgreement
internal import SandyqValidation

extension DocumentVault {
    /// The one gate every byte and every title passes: what access says to the custodian's asking, now.
    private func require(_ right: Right, on version: DocumentVersion) throws(VaultError) {
        let manifest = version.manifest
        guard let cabinet = try index.cabinet(manifest.cabinet) else {
            throw .recordDamaged("document \(manifest.document) is in a cabinet that is not there")
        }
        let facts = CabinetFacts(
            id: cabinet.id,
            standing: cabinet.standing,
            termsAccepted: Acceptance.nothingInForce.permitsUse
        )
        let description = manifest.description
        let object = ObjectFacts(
            cabinet: facts,
            target: .document(manifest.document, folder: description.folder, kind: description.kind)
        )
        switch Access().decision(for: custodian, to: right, on: object, at: ambient.moment()) {
        case .allowed: return
        case .needsConfirmation: throw .refused(.forbidden)
        case .denied(let refusal): throw .refused(refusal)
        }
    }

    /// Who acts at the terminal: the Operator's back office, which sees cabinets, with every look logged.
    private var custodian: Subject {
        Subject(user: configuration.custodian, appointments: [Appointment(.backOffice)])
    }

    /// A document with all its versions; the look is logged.
    package func show(_ document: Identifier) throws(VaultError) -> [DocumentVersion] {
        let versions = try index.versions(of: document)
        guard let newest = versions.last else { throw .unknown(document.description) }
        try require(.view, on: newest)
        _ = try log([
            PendingAction(
                entry(.documentViewed, on: document, in: newest.manifest.cabinet, manifest: newest.digest)
            )
        ])
        return versions
    }

    /// The bytes of a version as they were filed, verified as they are read; the reading is logged first.
    ///
    /// - Parameters:
    ///   - document: Which.
    ///   - version: Nil: the newest.
    ///   - use: Is given the pieces; the last one only when all of them are right.
    /// - Returns: The version that was read.
    /// - Throws: `unknown`, `refused`, `blobMissing`, `blobDamaged`, or what `use` threw.
    package func read(
        _ document: Identifier,
        version: Int?,
        _ use: (Span<UInt8>) throws(VaultError) -> Void
    ) throws(VaultError) -> DocumentVersion {
        let versions = try index.versions(of: document)
        let wanted = version.map { number in versions.first { $0.manifest.version == number } } ?? versions.last
        guard let wanted, let digest = Fingerprint(hexadecimal: wanted.manifest.sha256) else {
            throw .unknown(document.description)
        }
        try require(.download, on: wanted)
        _ = try log([
            PendingAction(entry(.documentRead, on: document, in: wanted.manifest.cabinet, manifest: wanted.digest))
        ])
        try blobs.read(digest, nil, verifying: true, use)
        return wanted
    }

    /// Newest versions of documents, latest first; the look is logged.
    package func list(_ query: DocumentQuery) throws(VaultError) -> [DocumentVersion] {
        let found = try index.documents(query)
        for version in found { try require(.view, on: version) }
        let action: LogEntry.Action = query.words.isEmpty ? .documentsListed : .documentsSearched
        _ = try log([PendingAction(entry(action, on: query.cabinet ?? configuration.id, in: query.cabinet))])
        return found
    }
}

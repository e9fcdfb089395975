package import SandyqAgreement
internal import SandyqValidation

extension DocumentVault {
    /// A document with all its versions; the look is logged.
    ///
    /// - Parameters:
    ///   - document: Which.
    ///   - asker: Who looks; nil: the custodian.
    /// - Returns: Its versions, oldest first.
    /// - Throws: `unknown`, `refused`.
    package func show(
        _ document: Identifier,
        by asker: Asker? = nil
    ) throws(VaultError) -> [DocumentVersion] {
        let versions = try index.versions(of: document)
        try requireLife(of: document, versions, for: .documentViewed, asker ?? custodian)
        let newest = versions.last
        let pass = try pass(asker ?? custodian, .view, for: .documentViewed, on: newest, named: document)
        guard let newest else { throw .unknown(document.description) }
        _ = try log([PendingAction(entry(.documentViewed, on: newest, by: pass))])
        return versions
    }

    /// The bytes of a version as they were filed, verified as they are read; the reading is logged first.
    ///
    /// - Parameters:
    ///   - document: Which.
    ///   - version: Nil: the newest.
    ///   - asker: Who reads; nil: the custodian.
    ///   - use: Is given the pieces; the last one only when all of them are right.
    /// - Returns: The version that was read.
    /// - Throws: `unknown`, `refused`, `blobMissing`, `blobDamaged`, or what `use` threw.
    package func read(
        _ document: Identifier,
        version: Int?,
        by asker: Asker? = nil,
        _ use: (Span<UInt8>) throws(VaultError) -> Void
    ) throws(VaultError) -> DocumentVersion {
        let versions = try index.versions(of: document)
        try requireLife(of: document, versions, for: .documentRead, asker ?? custodian)
        let pass = try pass(asker ?? custodian, .download, for: .documentRead, on: versions.last, named: document)
        let wanted = version.map { number in versions.first { $0.manifest.version == number } } ?? versions.last
        guard let wanted, let digest = Fingerprint(hexadecimal: wanted.manifest.sha256) else {
            throw .unknown(document.description)
        }
        _ = try log([PendingAction(entry(.documentRead, on: wanted, by: pass))])
        try blobs.read(digest, nil, verifying: true, use)
        return wanted
    }

    /// Newest versions of documents, latest first; the look is logged.
    ///
    /// - Parameters:
    ///   - query: Which.
    ///   - asker: Who looks; nil: the custodian.
    /// - Returns: What they may see; the rest is left out without a trace.
    /// - Throws: What kept the index from answering.
    package func list(_ query: DocumentQuery, by asker: Asker? = nil) throws(VaultError) -> [DocumentVersion] {
        let asker = asker ?? custodian
        let action: LogEntry.Action = query.words.isEmpty ? .documentsListed : .documentsSearched
        var (found, refusal) = try visible(query, to: asker)
        // Of an empty cabinet nothing was left out, and its terms bind all the same (1.9).
        if found.isEmpty, refusal == nil, let cabinet = query.cabinet,
            case .denied(let reason) = try decision(for: asker, to: .view, on: .cabinet, in: cabinet),
            reason == .agreementRequired || reason == .closed
        {
            refusal = reason
        }
        // Who would see something but for the terms, or for the cabinet's standing, is told so.
        if found.isEmpty, let refusal {
            throw try refuse(refusal, asker, action, on: query.cabinet ?? configuration.id, in: query.cabinet)
        }
        _ = try log([
            PendingAction(entry(action, on: query.cabinet ?? configuration.id, in: query.cabinet, by: asker))
        ])
        return found
    }

    /// What a query finds of what somebody may see, and why something they know of was left out.
    func visible(
        _ query: DocumentQuery,
        to asker: Asker
    ) throws(VaultError) -> ([DocumentVersion], Refusal?) {
        var query = query
        let limit = query.limit
        query.reach = try reach(of: asker)
        var visible: [DocumentVersion] = []
        var refusal: Refusal?
        while true {
            let page = try index.documents(query)
            for version in page {
                let manifest = version.manifest
                let decision = try decision(for: asker, to: .view, on: Self.target(manifest), in: manifest.cabinet)
                switch decision {
                case .allowed: visible.append(version)
                case .denied(.agreementRequired): refusal = .agreementRequired
                case .denied(.closed): refusal = refusal ?? .closed
                case .denied, .needsConfirmation: break
                }
                if visible.count == limit { return (visible, nil) }
            }
            guard page.count == query.limit, let last = page.last else { return (visible, refusal) }
            query.before = last.manifest.document
        }
    }

    /// Where anything an asker may see can be; nil: anywhere.
    private func reach(of asker: Asker) throws(VaultError) -> DocumentQuery.Reach? {
        let subject = try subject(of: asker)
        var reach = DocumentQuery.Reach()
        for appointment in subject.appointments where appointment.term.covers(ambient.moment()) {
            switch appointment.role {
            case .backOffice, .auditor: return nil
            case .mainUser(let cabinet), .fullUser(let cabinet), .limitedUser(let cabinet, _), .system(let cabinet, _):
                reach.cabinets.insert(cabinet)
            case .accountant(let company): reach.cabinets.formUnion(try index.cabinets(assignedTo: company))
            }
        }
        for state in try index.grants(to: subject.user, subject.numbers, subject.links) {
            if let document = state.record.document {
                reach.documents.insert(document)
            } else {
                reach.cabinets.insert(state.record.cabinet)
            }
        }
        return reach
    }
}

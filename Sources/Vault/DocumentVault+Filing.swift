#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
package import SandyqAgreement
package import SandyqFiles
internal import SandyqOpenSSL
package import SandyqSignatures
package import SandyqValidation

/// A file that is to be kept, and what a person says about it.
package struct FilingOrder: Sendable {
    /// Where the file is, or what it is called.
    package let path: String
    package let cabinet: CabinetRecord
    package let description: DocumentDescription
    /// The document it is a new version of; nil: a new document.
    package let previous: DocumentVersion?
    /// Who files it; nil: the custodian, who keeps it without sending anything.
    package let asker: Asker?
    /// What a new document is to be called; nil: something new.
    package let id: Identifier?
    /// The file's octets where they are at hand; nothing else of this machine's files is looked at then.
    let octets: FileBytes?

    package init(
        path: String,
        cabinet: CabinetRecord,
        description: DocumentDescription,
        previous: DocumentVersion? = nil,
        by asker: Asker? = nil
    ) {
        self.init(path, nil, cabinet: cabinet, description: description, previous: previous, by: asker, id: nil)
    }

    /// A file that was sent, under a name.
    package init(
        _ octets: FileBytes,
        named name: String,
        cabinet: CabinetRecord,
        description: DocumentDescription,
        previous: DocumentVersion? = nil,
        by asker: Asker,
        id: Identifier?
    ) {
        self.init(name, octets, cabinet: cabinet, description: description, previous: previous, by: asker, id: id)
    }

    private init(
        _ path: String,
        _ octets: FileBytes?,
        cabinet: CabinetRecord,
        description: DocumentDescription,
        previous: DocumentVersion?,
        by asker: Asker?,
        id: Identifier?
    ) {
        self.path = path
        self.octets = octets
        self.cabinet = cabinet
        self.description = description
        self.previous = previous
        self.asker = asker
        self.id = id
    }

    /// The document it becomes, or is a version of; nil: of a name that is still to be made.
    var document: Identifier? { previous?.manifest.document ?? id }

    /// Without its folders.
    var name: String { DocumentVault.lastComponent(of: path) }
}

/// A file that is read, verified and written, and waits for its batch to be committed.
package struct PreparedFiling: Sendable {
    let drafts: [any BlobDraft]
    let manifest: DocumentManifest
    let digest: Fingerprint
    let asker: Asker?

    /// Octets of the file.
    package var size: Int { manifest.size }
}

/// A file that is read, written and verified, and is nothing yet.
struct ReadFiling {
    /// Without its folders.
    let name: String
    let octets: FileBytes
    let draft: any BlobDraft
    let blob: Blob
    var report: Report
    let sending: SendingFacts.Sending?
    let time: Date
}

/// How filed files are verified.
package struct FilingVerification: Sendable {
    let verifier: Verifier
    let policy: Policy
    let evidence: Evidence

    package init(policy: Policy, evidence: Evidence) {
        verifier = Verifier(policy: policy, evidence: evidence)
        self.policy = policy
        self.evidence = evidence
    }

    /// What a report says of a file's own signatures, as far as significance depends on it.
    ///
    /// A policy that asks for no trust or no revocation decides nothing about who signed: what passes it is undecided.
    func significantSignatures(of report: Report) -> [SignatureEvidence] {
        let isDecisive = policy.asksTrust && policy.revocation != .none
        return report.signatures.filter { !$0.facts.isInner }.map { SignatureEvidence(of: $0, isDecisive: isDecisive) }
    }
}

extension DocumentVault {
    /// Opens a cabinet.
    package func openCabinet(_ party: Party, name: String, isDemo: Bool) throws(VaultError) -> CabinetRecord {
        guard SignerIdentity.controlDigitHolds(party.number.description) else {
            throw .conflict(.controlDigit(party.number.description))
        }
        let id = ambient.identifier()
        let record = CabinetRecord(id: id, party: party, name: name, standing: isDemo ? .demo : .active)
        try keep(record) { manifest in
            PendingAction(
                entry(.cabinetOpened, on: id, in: id, manifest: manifest),
                .cabinet(record, manifest: manifest)
            )
        }
        return record
    }

    /// Reads, verifies and writes a file, of which nothing can be seen before ``commit(_:)``.
    ///
    /// Safe on many threads at once.
    package func prepare(
        _ order: FilingOrder,
        verifying verification: FilingVerification
    ) throws(VaultError) -> PreparedFiling {
        let content = FileContent().beside(order.path)
        return try prepared(order, try read(order, verifying: verification, content: content), verification)
    }

    /// Reads, writes and verifies a file.
    ///
    /// - Parameters:
    ///   - order: Which.
    ///   - verification: How.
    ///   - content: Where data it signs and does not hold may be.
    /// - Returns: What is nothing yet.
    /// - Throws: `refused`, or that the file cannot be read.
    func read(
        _ order: FilingOrder,
        verifying verification: FilingVerification,
        content: any ContentSource
    ) throws(VaultError) -> ReadFiling {
        let sending = try sending(order)
        let limits = Limits()
        let file = try onFiles { () throws(FileError) -> FileBytes? in
            if let octets = order.octets { return octets }
            return try ReadableFile(path: order.path).octets(
                inMemoryUpTo: limits.memoryBytes,
                elseAtMost: limits.signatureBytes
            )
        }
        guard let file else { throw .conflict(.tooLargeForPipe(order.path)) }
        let draft = try blobs.draft()
        do throws(ReadingError<VaultError>) {
            try file.read(0..<file.count) { piece throws(VaultError) in try draft.write(piece) }
        } catch {
            switch error {
            case .file(let error): throw .file(error)
            case .use(let error): throw error
            }
        }
        let blob = try draft.seal()
        let submission = Submission(name: order.path, file: file, content: content)
        let now = ambient.moment().roundedToMilliseconds
        let report = try verify(submission, verification, at: now)
        guard report.file.sha256 == blob.digest else { throw .conflict(.changedWhileRead(order.path)) }
        let name = order.name
        return ReadFiling(
            name: name,
            octets: file,
            draft: draft,
            blob: blob,
            report: report,
            sending: sending,
            time: now
        )
    }

    /// Reads and judges a file.
    func verify(
        _ submission: Submission,
        _ verification: FilingVerification,
        at moment: Date
    ) throws(VaultError) -> Report {
        do { return try verification.verifier.verify(submission, asOf: moment) } catch let error as FileError {
            throw .file(error)
        } catch { throw .recordDamaged("\(error)") }
    }

    /// How somebody sends what they file, when they may; nil: the custodian keeps it.
    private func sending(_ order: FilingOrder) throws(VaultError) -> SendingFacts.Sending? {
        guard let asker = order.asker, asker != custodian else { return nil }
        let cabinet = order.cabinet.id
        let document = order.document ?? ambient.identifier()
        let (folder, kind) = (order.description.folder, order.description.kind)
        let target = ObjectFacts.Target.document(document, folder: folder, kind: kind)
        var decision = try decision(for: asker, to: .file, on: target, in: cabinet)
        // What a new version is said to be gives no right over what the document is.
        if let earlier = order.previous?.manifest, case .allowed = decision {
            let present = try self.decision(for: asker, to: .file, on: Self.target(earlier), in: earlier.cabinet)
            if case .allowed = present {} else { decision = present }
        }
        if case .denied(let refusal) = decision {
            // Who is of the cabinet knows that it is there.
            let isInside = try subject(of: asker).appointments.contains { appointment in
                appointment.role.cabinet == cabinet && appointment.term.covers(ambient.moment())
            }
            let told = isInside && refusal == .hidden ? .forbidden : refusal
            throw try refuse(told, asker, .documentFiled, on: cabinet, in: cabinet)
        }
        guard let user = asker.user else { throw .refused(.forbidden) }
        return SendingFacts.Sending(sender: user, decision: decision, factors: asker.factors)
    }

    func prepared(
        _ order: FilingOrder,
        _ file: ReadFiling,
        _ verification: FilingVerification
    ) throws(VaultError) -> PreparedFiling {
        let (blob, report, sending, now) = (file.blob, file.report, file.sending, file.time)
        let kept = try keptVerification(report, verification)
        var drafts = [file.draft] + kept.drafts
        let facts = SendingFacts(
            kind: order.description.kind,
            party: order.cabinet.party,
            counterparty: order.description.counterparty,
            moment: now,
            sending: sending,
            cabinet: order.cabinet.standing,
            acceptance: try acceptance(of: .agreement, by: order.cabinet.id, at: now),
            receipt: .init(sha256: blob.digest.description, logPosition: nil),
            signatures: verification.significantSignatures(of: report)
        )
        let manifest = DocumentManifest(
            document: order.document ?? ambient.identifier(),
            version: (order.previous?.manifest.version ?? 0) + 1,
            cabinet: order.cabinet.id,
            description: order.description,
            fileName: file.name,
            sha256: blob.digest.description,
            size: blob.size,
            filedBy: sending?.sender ?? configuration.custodian,
            filed: now,
            verification: kept.verification,
            significance: Significance().argument(for: facts)
        )
        let written = try blobs.draft(of: try CanonicalJSON.bytes(of: manifest))
        drafts.append(written)
        return PreparedFiling(
            drafts: drafts,
            manifest: manifest,
            digest: try written.seal().digest,
            asker: order.asker
        )
    }

    /// What a verification found as manifests keep it, with report and evidence as blobs.
    func keptVerification(
        _ report: Report,
        _ verification: FilingVerification
    ) throws(VaultError) -> (verification: DocumentManifest.Verification, drafts: [any BlobDraft]) {
        var drafts: [any BlobDraft] = []
        var reportDigest: Fingerprint?
        var evidence: [Fingerprint] = []
        if report.verdict != nil {
            let written = try blobs.draft(of: JSONReport(language: .en).line(for: report))
            reportDigest = try written.seal().digest
            drafts.append(written)
            for bytes in verification.evidence.bytes(namedBy: report) {
                let written = try blobs.draft(of: bytes)
                evidence.append(try written.seal().digest)
                drafts.append(written)
            }
        }
        let kept = DocumentManifest.Verification(
            format: report.format.rawValue,
            indication: report.indication,
            policy: report.policy,
            report: reportDigest?.description,
            evidence: evidence.map(\.description)
        )
        return (kept, drafts)
    }

    /// Keeps a batch for good: bytes first, then one transaction with its entries of the log.
    package func commit(_ batch: [PreparedFiling]) throws(VaultError) -> [DocumentVersion] {
        let actions = batch.map { filing in
            let manifest = filing.manifest
            let entry = entry(
                .documentFiled,
                on: manifest.document,
                in: manifest.cabinet,
                manifest: filing.digest,
                by: filing.asker
            )
            return PendingAction(entry, .document(manifest, manifest: filing.digest))
        }
        let stored = try keep(batch.flatMap(\.drafts), actions)
        return zip(batch, stored).map { filing, stored in
            DocumentVersion(manifest: filing.manifest, digest: filing.digest, logPosition: stored.entry.position)
        }
    }
}

extension Evidence {
    /// The certificates, lists and responses from outside the file that a report rests on.
    fileprivate func bytes(namedBy report: Report) -> [[UInt8]] {
        var named: Set<Fingerprint> = []
        for signature in report.signatures {
            let chains = [signature.chain] + signature.timestamps.map(\.chain)
            for link in chains.joined() {
                named.insert(link.certificate.fingerprint)
                if let evidence = link.revocation.evidence { named.insert(evidence) }
            }
            if let evidence = signature.revocation.evidence { named.insert(evidence) }
        }
        var bytes: [Fingerprint: [UInt8]] = [:]
        for certificate in anchors + certificates where named.contains(certificate.facts.fingerprint) {
            bytes[certificate.facts.fingerprint] = certificate.der
        }
        for (list, _) in revocationLists where named.contains(list.fingerprint) {
            bytes[list.fingerprint] = list.der
        }
        for (response, _) in ocspResponses where named.contains(response.fingerprint) {
            bytes[response.fingerprint] = response.der
        }
        return bytes.sorted { $0.key < $1.key }.map(\.value)
    }
}

extension SignatureEvidence {
    /// What a report says of one signature, as far as significance depends on it.
    init(of report: SignatureReport, isDecisive: Bool) {
        let verdict: Verdict =
            switch report.verdict {
            case .passed: isDecisive ? .passed : .indeterminate
            case .failed: .failed
            case .indeterminate: .indeterminate
            }
        let isForSigning: Bool? =
            switch report.keyUse {
            case .sign?: true
            case .auth?: false
            case .other?, nil: nil
            }
        let signer = report.signer.map { certificate in
            let identity = SignerIdentity(of: certificate)
            return DocumentSigner(
                iin: identity.iin.flatMap { PartyNumber($0) },
                bin: identity.bin.flatMap { PartyNumber($0) },
                capacities: Set(identity.roles.compactMap(\.capacity))
            )
        }
        self.init(
            id: report.facts.id,
            verdict: verdict,
            isForSigning: isForSigning,
            signer: signer,
            time: report.bestSignatureTime.time
        )
    }
}

extension SignerRole {
    /// What the role lets its holder sign; nil: nothing in itself.
    fileprivate var capacity: DocumentSigner.Capacity? {
        switch self {
        case .chiefExecutive: .head
        case .canSign: .signatory
        case .canSignFinancial: .financialSignatory
        case .humanResources: .humanResources
        case .employee: .employee
        case .individual: .individual
        default: nil
        }
    }
}

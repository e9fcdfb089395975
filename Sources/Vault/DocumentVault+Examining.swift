#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
package import SandyqAgreement
internal import SandyqFiles
internal import SandyqSignatures
internal import SandyqValidation

/// A file that was taken in: a document, or a detached signature on one that is there.
package enum Received: Sendable {
    case document(PreparedFiling)
    case signature(PreparedExamination)
}

/// An examination whose blobs are written, and that waits to be committed.
package struct PreparedExamination: Sendable {
    let drafts: [any BlobDraft]
    let record: ExaminationRecord
    let digest: Fingerprint
    let asker: Asker?
}

extension DocumentVault {
    /// Reads a file and says what it is: the detached signature of a document of the cabinet, found by the digest it
    /// signs, or a document.
    ///
    /// - Parameters:
    ///   - order: The file, and what is said of it should it be a document.
    ///   - signed: The document whose signature it must be; nil: it is found.
    ///   - verification: How it is verified.
    /// - Returns: What waits to be committed; of a document nothing can be seen before.
    /// - Throws: `conflict` when it must be a signature of a document and is not.
    package func receive(
        _ order: FilingOrder,
        signing signed: Identifier? = nil,
        verifying verification: FilingVerification
    ) throws(VaultError) -> Received {
        // Data in the vault comes before a file that happens to lie beside the signature.
        var file = try read(order, verifying: verification, content: NoContent())
        for candidate in try candidates(for: file, order, signed) {
            guard let digest = Fingerprint(hexadecimal: candidate.manifest.sha256) else { continue }
            let content = BlobContent(blobs: blobs, blob: digest, name: candidate.manifest.fileName)
            let submission = Submission(name: order.path, file: file.octets, content: content)
            let report = try verify(submission, verification, at: file.time)
            guard Self.covers(report) else { continue }
            let name = order.name
            let signature = ExaminationRecord.SignatureFile(
                fileName: name,
                sha256: file.blob.digest.description,
                size: file.blob.size
            )
            return .signature(
                try examination(of: candidate, signature, report, [file.draft], verification, by: order.asker)
            )
        }
        if let signed { throw .conflict(.signsSomethingElse(signed)) }
        if order.octets == nil, Self.lacksData(file.report) {
            let content = FileContent().beside(order.path)
            let submission = Submission(name: order.path, file: file.octets, content: content)
            file.report = try verify(submission, verification, at: file.time)
        }
        return .document(try prepared(order, file, verification))
    }

    /// Keeps examinations for good, each with its entry of the log.
    package func commit(_ batch: [PreparedExamination]) throws(VaultError) -> [Examination] {
        let actions = batch.map { examination in
            let record = examination.record
            let entry = entry(
                record.signature == nil ? .documentVerified : .documentSigned,
                on: record.document,
                in: record.cabinet,
                manifest: examination.digest,
                by: examination.asker
            )
            return PendingAction(entry, .examination(Kept(record, digest: examination.digest)))
        }
        let stored = try keep(batch.flatMap(\.drafts), actions)
        return zip(batch, stored).map { examination, stored in
            Examination(record: examination.record, digest: examination.digest, logPosition: stored.entry.position)
        }
    }

    /// Verifies a document's newest version and its detached signatures anew, under the evidence of today.
    ///
    /// - Returns: What was found, beside what was found before; empty when nothing is signed.
    /// - Throws: `unknown`, `refused`, `conflict` for a file too large to be read at once.
    package func reexamine(
        _ document: Identifier,
        verifying verification: FilingVerification,
        by asker: Asker? = nil
    ) throws(VaultError) -> [Examination] {
        let version = try index.versions(of: document).last
        _ = try pass(asker ?? custodian, .view, for: .documentVerified, on: version, named: document)
        guard let version, let main = Fingerprint(hexadecimal: version.manifest.sha256) else { return [] }
        // Whose word on trust is taken is no viewer's to say.
        if let asker, asker != custodian { try requireSigning(version, by: asker) }
        let manifest = version.manifest
        var prepared: [PreparedExamination] = []
        if manifest.verification.report != nil {
            let submission = Submission(name: manifest.fileName, bytes: try bytes(of: main, manifest.fileName))
            let report = try verify(submission, verification, at: ambient.moment().roundedToMilliseconds)
            prepared.append(try examination(of: version, nil, report, [], verification, by: asker))
        }
        var seen: Set<String> = []
        // A signature of an earlier version says nothing of this one.
        let own = try index.examinations(of: document).map(\.record).filter { $0.version == manifest.version }
        for signature in own.compactMap(\.signature) {
            guard seen.insert(signature.sha256).inserted, let digest = Fingerprint(hexadecimal: signature.sha256) else {
                continue
            }
            let submission = Submission(
                name: signature.fileName,
                bytes: try bytes(of: digest, signature.fileName),
                content: BlobContent(blobs: blobs, blob: main, name: manifest.fileName)
            )
            let report = try verify(submission, verification, at: ambient.moment().roundedToMilliseconds)
            prepared.append(try examination(of: version, signature, report, [], verification, by: asker))
        }
        return prepared.isEmpty ? [] : try commit(prepared)
    }

    /// Documents somebody may see of which something was INDETERMINATE when it was last verified, oldest first.
    package func undecided(for asker: Asker) throws(VaultError) -> [Identifier] {
        var found: [Identifier] = []
        var query = DocumentQuery(limit: 1_000)
        while true {
            let page = try list(query, by: asker)
            for version in page {
                var latest: [String?: String] = [nil: version.manifest.verification.indication]
                for examination in try index.examinations(of: version.manifest.document).map(\.record)
                where examination.version == version.manifest.version {
                    latest[examination.signature?.sha256] = examination.verification.indication
                }
                if latest.values.contains("INDETERMINATE") { found.append(version.manifest.document) }
            }
            guard page.count == query.limit, let last = page.last else { return found.reversed() }
            query.before = last.manifest.document
        }
    }

    private func bytes(of digest: Fingerprint, _ name: String) throws(VaultError) -> [UInt8] {
        let bound = Limits().signatureBytes
        guard let bytes = try blobs.bytes(of: digest, atMost: bound) else { throw .conflict(.tooLargeToExamine(name)) }
        return bytes
    }

    private func examination(
        of version: DocumentVersion,
        _ signature: ExaminationRecord.SignatureFile?,
        _ report: Report,
        _ drafts: [any BlobDraft],
        _ verification: FilingVerification,
        by asker: Asker?
    ) throws(VaultError) -> PreparedExamination {
        let manifest = version.manifest
        let kept = try keptVerification(report, verification)
        let earlier = try index.examinations(of: manifest.document).map(\.record)
        let record = ExaminationRecord(
            id: ambient.identifier(),
            document: manifest.document,
            version: manifest.version,
            cabinet: manifest.cabinet,
            examiner: asker?.user ?? configuration.custodian,
            examined: ambient.moment().roundedToMilliseconds,
            signature: signature,
            verification: kept.verification,
            significance: try argument(for: manifest, report, verification, of: signature, beside: earlier)
        )
        let draft = try blobs.draft(of: try CanonicalJSON.bytes(of: record))
        let digest = try draft.seal().digest
        return PreparedExamination(drafts: drafts + kept.drafts + [draft], record: record, digest: digest, asker: asker)
    }

    /// The argument for the moment of filing with what is now known of signatures; what the agreement's conditions were
    /// stays as it was frozen.
    private func argument(
        for manifest: DocumentManifest,
        _ report: Report,
        _ verification: FilingVerification,
        of signature: ExaminationRecord.SignatureFile?,
        beside earlier: [ExaminationRecord]
    ) throws(VaultError) -> SignificanceArgument {
        let latest = earlier.last { $0.version == manifest.version }?.significance ?? manifest.significance
        let cabinet = try index.cabinet(manifest.cabinet)
        let facts = SendingFacts(
            kind: manifest.description.kind,
            party: cabinet?.party,
            counterparty: manifest.description.counterparty,
            moment: manifest.filed,
            cabinet: .active,
            acceptance: .nothingInForce,
            signatures: verification.significantSignatures(of: report)
        )
        // Two signature files may have one name.
        let mark = signature.map { "\($0.fileName) \($0.sha256.prefix(8)) " } ?? ""
        let fresh = Significance().argument(for: facts).eds.map { line in
            SignificanceArgument.Line(signature: line.signature.map { mark + $0 }, line.conditions)
        }
        let names = Set(fresh.map(\.signature))
        return SignificanceArgument(
            moment: manifest.filed,
            cabinet: manifest.significance.cabinet,
            eds: latest.eds.filter { !names.contains($0.signature) } + fresh,
            legalBases: manifest.significance.legalBases
        )
    }
}

extension DocumentVault {
    /// Documents a signature without its data may be of, likeliest first.
    private func candidates(
        for file: ReadFiling,
        _ order: FilingOrder,
        _ signed: Identifier?
    ) throws(VaultError) -> [DocumentVersion] {
        let asker = order.asker ?? custodian
        guard let expected = Self.expectedDigest(file.report) else { return [] }
        if let signed {
            let version = try index.versions(of: signed).last
            let pass = try pass(asker, .view, for: .documentSigned, on: version, named: signed)
            if asker != custodian, let version { try requireSigning(version, by: pass.asker) }
            return [version].compactMap(\.self)
        }
        var found: [DocumentVersion] = []
        if expected.algorithm == .sha256 {
            let version = try Fingerprint(expected.digest).flatMap { digest throws(VaultError) in
                try index.document(with: digest, in: order.cabinet.id)
            }
            found = [version].compactMap(\.self)
        } else if let version = try documentByDigest(expected, file.name, in: order.cabinet.id, for: asker) {
            found = [version]
        }
        if asker == custodian { return found }
        var seen: [DocumentVersion] = []
        for version in found {
            let target = Self.target(version.manifest)
            // Who may not see a document is not told that it is there.
            guard case .allowed = try decision(for: asker, to: .view, on: target, in: order.cabinet.id) else {
                continue
            }
            try requireSigning(version, by: asker)
            seen.append(version)
        }
        return seen
    }

    /// Who may file or sign may add a signature.
    private func requireSigning(_ version: DocumentVersion, by asker: Asker) throws(VaultError) {
        let target = Self.target(version.manifest)
        for right in [Right.sign, .file] {
            if case .allowed = try decision(for: asker, to: right, on: target, in: version.manifest.cabinet) { return }
        }
        let document = version.manifest.document
        throw try refuse(.forbidden, asker, .documentSigned, on: document, in: version.manifest.cabinet)
    }

    /// Documents that are digested, and octets, when a signature names its data by another digest than SHA-256.
    private static let (mostSought, mostOctetsSought) = (200, 256 << 20)

    /// Seeks a document by a digest that is not kept: first those named like the signature, then the latest.
    ///
    /// Only what the asker may see is digested: neither the answer nor the work for it tells of the rest.
    private func documentByDigest(
        _ expected: (algorithm: DigestAlgorithm, digest: [UInt8]),
        _ name: String,
        in cabinet: Identifier,
        for asker: Asker
    ) throws(VaultError) -> DocumentVersion? {
        let dataName = FileContent.nameOfData(signedBy: name)
        let (latest, _) = try visible(DocumentQuery(cabinet: cabinet, limit: Self.mostSought), to: asker)
        let likely = latest.filter { $0.manifest.fileName == dataName }
        var octets = 0
        for version in likely + latest.filter({ $0.manifest.fileName != dataName }) {
            guard version.manifest.verification.report == nil || likely.contains(version),
                let digest = Fingerprint(hexadecimal: version.manifest.sha256)
            else { continue }
            octets += version.manifest.size
            guard octets <= Self.mostOctetsSought else { return nil }
            let content = BlobContent(blobs: blobs, blob: digest, name: version.manifest.fileName)
            if case .found(_, _, let digests) = content.digests(of: nil, by: [expected.algorithm]),
                digests[expected.algorithm] == expected.digest
            {
                return version
            }
        }
        return nil
    }

    /// The digest that a file of nothing but signatures without their data signs.
    private static func expectedDigest(_ report: Report) -> (algorithm: DigestAlgorithm, digest: [UInt8])? {
        let references = report.signatures.filter { $0.facts.parent == nil }.flatMap(\.facts.references)
        guard let first = references.first, let algorithm = first.digest, let digest = first.expected,
            references.allSatisfy({ $0.expected != nil })
        else { return nil }
        return (algorithm, digest)
    }

    /// Whether any signature of a report is over data that was not at hand.
    private static func lacksData(_ report: Report) -> Bool {
        report.signatures.flatMap(\.facts.references).contains { reference in
            if case .missing = reference.state { true } else { false }
        }
    }

    /// Whether every signature of a report is over data that is as it was signed.
    private static func covers(_ report: Report) -> Bool {
        let references = report.signatures.filter { $0.facts.parent == nil }.flatMap(\.facts.references)
        return !references.isEmpty && references.allSatisfy { $0.state == .intact }
    }

    /// The name of a file without its folders.
    static func lastComponent(of path: String) -> String { path.split(separator: "/").last.map { String($0) } ?? path }
}

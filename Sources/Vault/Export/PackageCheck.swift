internal import SandyqAgreement
internal import SandyqContainers
internal import SandyqFiles
internal import SandyqOpenSSL
internal import SandyqSignatures
internal import SandyqValidation

/// Something in an evidence package that does not follow from its log.
package enum PackageFinding: Hashable, Sendable {
    /// It is no package, or a part everything rests on cannot be read.
    case unreadable(String)
    case checkpointInvalid
    /// The token beside the checkpoint is not over it, or its signature does not hold.
    case stampInvalid
    /// The line of proofs.jsonl, counted from 1.
    case proofInvalid(line: Int)
    /// No proven entry of the log names a document's record.
    case recordUnproven(String)
    case recordUnreadable(String)
    case partMissing(String)
    case partAltered(String)
    /// A file beside the documents that no record speaks of.
    case partUnknown(String)
    case receiptDiffers(String)
}

/// Checks offline that everything in an evidence package follows from the log's checkpoint: entries by their inclusion
/// proofs, records by entries, files by records.
///
/// Seal and signatures are for `sandyq verify`; either check finds what was changed.
package struct PackageCheck {
    private let archive: ZIPArchive
    private let entries: [String: ZIPEntry]
    /// Files of documents that no proven record has spoken of yet.
    private var unknown: Set<String>
    private var findings: [PackageFinding] = []

    /// What one document's record says, and where the log speaks of it.
    private struct Proven {
        let position: Int
        let object: Identifier
        let action: LogEntry.Action
    }

    /// Checks a package.
    ///
    /// - Parameters:
    ///   - path: The package.
    ///   - key: The verifier key the reader trusts; nil: the one in the package, which proves no more than that the
    ///     package agrees with itself.
    /// - Returns: What is wrong, and how many entries of the log are proven.
    /// - Throws: What the system said.
    package static func findings(
        in path: String,
        key: String?
    ) throws(VaultError) -> (findings: [PackageFinding], proven: Int) {
        let limits = Limits()
        let file = try onFiles { () throws(FileError) in
            try ReadableFile(path: path).octets(inMemoryUpTo: limits.memoryBytes, elseAtMost: limits.signatureBytes)
        }
        guard let file else { return ([.unreadable("too large for a pipe")], 0) }
        do throws(ZIPError) {
            var check = PackageCheck(try ZIPArchive(file, within: ZIPBounds(limits)))
            let proven = try check.run(key: key)
            return (check.findings, proven)
        } catch { return ([.unreadable(error.reason)], 0) }
    }

    private init(_ archive: ZIPArchive) {
        self.archive = archive
        entries = Dictionary(archive.entries.map { ($0.name, $0) }) { first, _ in first }
        unknown = Set(archive.entries.filter { !$0.isFolder }.map(\.name).filter { $0.hasPrefix("documents/") })
    }

    private mutating func run(key: String?) throws(ZIPError) -> Int {
        guard let head = try octets(PackagePlace.record),
            let record = try? CanonicalJSON.record(PackageRecord.self, from: head),
            record.schema == EvidencePackageMark.schema
        else {
            findings.append(.unreadable(PackagePlace.record))
            return 0
        }
        guard let note = try octets(PackagePlace.checkpoint),
            let checkpoint = Checkpoint(note: String(decoding: note, as: UTF8.self), verifiedBy: key ?? record.logKey)
        else {
            findings.append(.checkpointInvalid)
            return 0
        }
        if entries[PackagePlace.checkpointStamp] != nil {
            let token = try octets(PackagePlace.checkpointStamp) ?? []
            // Whether the authority is trusted is for `sandyq verify` with the note as content.
            if !TimestampClient.holds(token, over: MemoryContent(bytes: note)) { findings.append(.stampInvalid) }
        }
        let filings = try provenFilings(by: checkpoint)
        for name in entries.keys.sorted() where name.hasPrefix("documents/") && name.hasSuffix("/manifest.json") {
            try checkRecord(name, filings, in: record.vault)
        }
        for name in entries.keys.sorted() where name.hasPrefix("documents/") && name.hasSuffix("/record.json") {
            try checkExamination(name, filings)
        }
        findings += unknown.sorted().map { .partUnknown($0) }
        return filings.values.count { $0.action == .documentFiled }
    }

    /// Every entry of the log whose proof leads to the checkpoint, by the record it names.
    private mutating func provenFilings(by checkpoint: Checkpoint) throws(ZIPError) -> [String: Proven] {
        guard let lines = try octets(PackagePlace.proofs) else {
            findings.append(.unreadable(PackagePlace.proofs))
            return [:]
        }
        var filings: [String: Proven] = [:]
        for (number, line) in lines.split(separator: 0x0A).enumerated() {
            guard let proof = try? CanonicalJSON.record(PackageProof.self, from: Array(line)),
                let entry = try? CanonicalJSON.record(LogEntry.self, from: Array(proof.entry.utf8)),
                entry.position == proof.position, Self.leads(proof, to: checkpoint)
            else {
                findings.append(.proofInvalid(line: number + 1))
                continue
            }
            guard Self.filing.contains(entry.action), let manifest = entry.manifest else { continue }
            filings[manifest] = Proven(position: entry.position, object: entry.object, action: entry.action)
        }
        return filings
    }

    /// What puts records into the log.
    private static let filing: Set<LogEntry.Action> = [.documentFiled, .documentSigned, .documentVerified]

    private static func leads(_ proof: PackageProof, to checkpoint: Checkpoint) -> Bool {
        let hashes = proof.hashes.compactMap { [UInt8](hexadecimal: $0) }
        guard hashes.count == proof.hashes.count else { return false }
        return MerkleTree.includes(
            MerkleTree.leaf(Array(proof.entry.utf8)),
            at: proof.position,
            inTreeOf: checkpoint.size,
            root: checkpoint.root,
            proof: hashes
        )
    }

    /// A document's record, and the files it speaks of.
    private mutating func checkRecord(
        _ name: String,
        _ filings: [String: Proven],
        in vault: Identifier
    ) throws(ZIPError) {
        unknown.remove(name)
        guard let bytes = try octets(name), let manifest = try? CanonicalJSON.record(DocumentManifest.self, from: bytes)
        else {
            findings.append(.recordUnreadable(name))
            return
        }
        let digest = MessageDigest.sha256(of: bytes[...]).hexadecimal
        guard let proven = filings[digest], proven.action == .documentFiled, proven.object == manifest.document,
            name == PackagePlace.record(of: manifest)
        else {
            findings.append(.recordUnproven(name))
            return
        }
        try checkPart(PackagePlace.original(of: manifest), manifest.sha256)
        if let report = manifest.verification.report { try checkPart(PackagePlace.report(of: manifest), report) }
        try checkEvidence(manifest.verification.evidence)
        let place = PackagePlace.receipt(of: manifest)
        unknown.remove(place)
        let receipt = ReceiptRecord(of: manifest, sha256: digest, at: proven.position, in: vault)
        guard let signed = try octets(place) else {
            findings.append(.partMissing(place))
            return
        }
        // What is signed stands in it as it is; whether the signature holds is for `sandyq verify`.
        guard let record = try? CanonicalJSON.bytes(of: receipt), signed[...].firstRange(of: record) != nil else {
            findings.append(.receiptDiffers(place))
            return
        }
    }

    /// What was found of a document later, and the files that speaks of.
    private mutating func checkExamination(_ name: String, _ filings: [String: Proven]) throws(ZIPError) {
        unknown.remove(name)
        guard let bytes = try octets(name), let record = try? CanonicalJSON.record(ExaminationRecord.self, from: bytes)
        else {
            findings.append(.recordUnreadable(name))
            return
        }
        let proven = filings[MessageDigest.sha256(of: bytes[...]).hexadecimal]
        guard let proven, proven.action != .documentFiled, proven.object == record.document,
            name == PackagePlace.record(of: record)
        else {
            findings.append(.recordUnproven(name))
            return
        }
        if let file = record.signature { try checkPart(PackagePlace.signature(file, of: record), file.sha256) }
        if let report = record.verification.report { try checkPart(PackagePlace.report(of: record), report) }
        try checkEvidence(record.verification.evidence)
    }

    private mutating func checkEvidence(_ digests: [String]) throws(ZIPError) {
        for digest in digests {
            let folder = PackagePlace.evidenceFolder + digest
            try checkPart(entries.keys.first { $0.hasPrefix(folder) } ?? folder, digest)
        }
    }

    private mutating func checkPart(_ name: String, _ sha256: String) throws(ZIPError) {
        unknown.remove(name)
        guard let entry = entries[name] else {
            findings.append(.partMissing(name))
            return
        }
        guard var digest = try? MessageDigest("SHA256") else {
            findings.append(.unreadable("SHA-256 is not to be had"))
            return
        }
        do throws(ZIPError) { try archive.read(entry) { digest.update($0) } } catch {
            // A broken check sum is an altered file; whatever else is wrong concerns the whole.
            guard case .malformed = error else { throw error }
            findings.append(.partAltered(name))
            return
        }
        if digest.finish().hexadecimal != sha256 { findings.append(.partAltered(name)) }
    }

    /// A small part; nil when it is not there or cannot be unpacked.
    private func octets(_ name: String) throws(ZIPError) -> [UInt8]? {
        guard let entry = entries[name] else { return nil }
        do throws(ZIPError) { return try archive.content(of: entry, atMost: Self.largest, "packagePart") } catch {
            guard case .malformed = error else { throw error }
            return nil
        }
    }

    /// Octets of a record, a receipt, or all proofs.
    private static let largest = 64 << 20
}

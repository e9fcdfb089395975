#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
package import SandyqAgreement
internal import SandyqContainers
internal import SandyqFiles
internal import SandyqOpenSSL
package import SandyqSignatures
internal import SandyqValidation

/// An evidence package that was written.
package struct WrittenPackage: Hashable, Sendable {
    package let path: String
    package let documents: Int
    package let versions: Int
}

extension DocumentVault {
    /// Versions in one package, unless one document has more: what verifying one file may cost is bounded.
    private static let versionsInPackage = 100

    /// The documents of a cabinet, in the order of filing.
    package func documents(in cabinet: Identifier) throws(VaultError) -> [Identifier] {
        var documents: [Identifier] = []
        var query = DocumentQuery(cabinet: cabinet, limit: 1_000)
        while true {
            let page = try index.documents(query).map(\.manifest.document)
            documents += page
            guard let last = page.last else { return documents.reversed() }
            query.before = last
        }
    }

    /// Writes documents with all their versions and everything that proves them into evidence packages: ASiC-E
    /// (EN 319 162-1 clause 4.4) sealed by the vault.
    ///
    /// - Parameters:
    ///   - documents: Which, each once.
    ///   - path: The package; what one cannot hold goes into several, numbered before the ending.
    ///   - asker: Who exports; nil: the custodian.
    ///   - authority: Stamps checkpoint, seal and package; nil: nothing is stamped.
    ///   - written: Is told of each package once it is complete.
    /// - Throws: `unknown` or `refused` for any of the documents, before anything is written.
    package func export(
        _ documents: [Identifier],
        to path: String,
        by asker: Asker? = nil,
        stampedBy authority: TimestampClient? = nil,
        written: (WrittenPackage) throws(VaultError) -> Void
    ) throws(VaultError) {
        var batches: [[Identifier]] = [[]]
        var actions: [PendingAction] = []
        var count = 0
        for document in documents {
            let versions = try index.versions(of: document)
            let asker = asker ?? custodian
            try requireLife(of: document, versions, for: .documentExported, asker)
            let pass = try pass(asker, .download, for: .documentExported, on: versions.last, named: document)
            guard let newest = versions.last else { throw .unknown(document.description) }
            actions.append(PendingAction(entry(.documentExported, on: newest, by: pass)))
            if count > 0, count + versions.count > Self.versionsInPackage {
                batches.append([])
                count = 0
            }
            batches[batches.count - 1].append(document)
            count += versions.count
        }
        var exports: [Identifier: StoredEntry] = [:]
        for start in stride(from: 0, to: actions.count, by: 1_000) {
            for stored in try log(Array(actions[start..<min(start + 1_000, actions.count)])) {
                exports[stored.entry.object] = stored
            }
        }
        var stamping: Stamping?
        if let authority { stamping = Stamping(authority: authority, checkpoint: try stampCheckpoint(by: authority)) }
        for (number, batch) in batches.enumerated() {
            let place = batches.count == 1 ? path : Self.numbered(path, number + 1)
            try written(try writePackage(of: batch, exports, to: place, stamping))
        }
    }

    /// `cabinet.asice` and 2 give `cabinet.2.asice`.
    private static func numbered(_ path: String, _ number: Int) -> String {
        let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "\(path).\(number)" }
        return "\(path[..<dot]).\(number)\(path[dot...])"
    }

    /// Who stamps packages, and the checkpoint that was stamped for them.
    private struct Stamping {
        let authority: TimestampClient
        let checkpoint: StampRecord
    }

    private func writePackage(
        of documents: [Identifier],
        _ exports: [Identifier: StoredEntry],
        to path: String,
        _ stamping: Stamping?
    ) throws(VaultError) -> WrittenPackage {
        var versions: [DocumentVersion] = []
        for document in documents { versions += try index.versions(of: document) }
        let entries = try packageEntries(
            of: versions,
            exports: documents.compactMap { exports[$0] },
            stamping?.checkpoint
        )
        let manifest = PackageManifest.octets(
            over: entries,
            signedBy: PackagePlace.signature,
            ofType: "application/pkcs7-signature"
        )
        var own = [
            PackageEntry(PackagePlace.manifest, manifest),
            PackageEntry(PackagePlace.signature, try seal(over: manifest, stampedBy: stamping?.authority)),
        ]
        if let stamping { own += try stampEntries(over: own + entries, by: stamping.authority) }
        let type = PackageEntry("mimetype", Array("application/vnd.etsi.asic-e+zip".utf8))
        try write([type] + own + entries, to: path)
        return WrittenPackage(path: path, documents: documents.count, versions: versions.count)
    }

    /// A manifest over all of the package, seal included, and a time-stamp over that (EN 319 162-1 clause 4.4.5): it binds every
    /// octet to its time, which one over the seal's value would do only as long as the seal's key is honest.
    private func stampEntries(
        over entries: [PackageEntry],
        by authority: TimestampClient
    ) throws(VaultError) -> [PackageEntry] {
        let manifest = PackageManifest.octets(
            over: entries,
            signedBy: PackagePlace.stamp,
            ofType: "application/vnd.etsi.timestamp-token"
        )
        let token = try Self.token(over: manifest, by: authority)
        return [
            PackageEntry(PackagePlace.stampManifest, manifest), PackageEntry(PackagePlace.stamp, token.encoding),
        ]
    }

    /// Writes entries one after another, each blob verified as it passes.
    private func write(_ entries: [PackageEntry], to path: String) throws(VaultError) {
        var writer: ZIPWriter
        do throws(FileError) { writer = try ZIPWriter(at: path) } catch { throw .file(error) }
        for entry in entries {
            switch entry.content {
            case .octets(let octets):
                do throws(FileError) { try writer.add(entry.name, octets) } catch { throw .file(error) }
            case .blob(let digest):
                do throws(FileError) { try writer.begin(entry.name, size: entry.size) } catch { throw .file(error) }
                try blobs.read(digest, nil, verifying: true) { piece throws(VaultError) in
                    do throws(FileError) { try writer.write(piece) } catch { throw .file(error) }
                }
                do throws(FileError) { try writer.end() } catch { throw .file(error) }
            }
        }
        do throws(FileError) { try writer.finish() } catch { throw .file(error) }
    }

    /// The data objects of a package, in the order in which they stand in it.
    private func packageEntries(
        of versions: [DocumentVersion],
        exports: [StoredEntry],
        _ stamp: StampRecord?
    ) throws(VaultError) -> [PackageEntry] {
        let moment = ambient.moment().roundedToMilliseconds
        let record = PackageRecord(
            of: configuration,
            at: moment,
            by: exports.first?.entry.actor ?? configuration.custodian
        )
        var parts: [PackageEntry] = []
        var evidence: Set<Fingerprint> = []
        for version in versions {
            parts += try packageEntries(of: version)
            evidence.formUnion(version.manifest.verification.evidence.compactMap { Fingerprint(hexadecimal: $0) })
        }
        var examinations: [Examination] = []
        for document in Set(versions.map(\.manifest.document)).sorted() {
            examinations += try index.examinations(of: document)
        }
        for examination in examinations {
            parts += try packageEntries(of: examination)
            let digests = examination.record.verification.evidence
            evidence.formUnion(digests.compactMap { Fingerprint(hexadecimal: $0) })
        }
        for digest in evidence.sorted() { parts.append(try evidenceEntry(digest)) }
        let positions = Set(
            versions.map(\.logPosition) + examinations.map(\.logPosition) + exports.map(\.entry.position)
        )
        let page = try indexPage(of: versions, examinations, record)
        let size: Int
        if let stamp { size = stamp.size } else { size = try index.logSize() }
        let checkpoint: String
        if let stamp { checkpoint = stamp.checkpoint } else { checkpoint = try self.checkpoint(ofSize: size) }
        let token = stamp.map { [PackageEntry(PackagePlace.checkpointStamp, $0.tokenOctets)] } ?? []
        return [
            PackageEntry(PackagePlace.record, try CanonicalJSON.bytes(of: record)),
            PackageEntry(PackagePlace.page, page),
            PackageEntry(PackagePlace.seal, try folder.read(folder.sealCertificate)),
            PackageEntry(PackagePlace.checkpoint, Array(checkpoint.utf8)),
            PackageEntry(PackagePlace.proofs, try proofs(of: positions.sorted(), in: size)),
        ] + token + parts
    }

    private func packageEntries(of version: DocumentVersion) throws(VaultError) -> [PackageEntry] {
        let manifest = version.manifest
        guard let original = Fingerprint(hexadecimal: manifest.sha256) else {
            throw .recordDamaged("a manifest without a digest")
        }
        var entries = [
            PackageEntry(PackagePlace.original(of: manifest), try stored(original)),
            PackageEntry(PackagePlace.record(of: manifest), try stored(version.digest)),
        ]
        if let report = manifest.verification.report.flatMap({ Fingerprint(hexadecimal: $0) }) {
            entries.append(PackageEntry(PackagePlace.report(of: manifest), try stored(report)))
        }
        entries.append(PackageEntry(PackagePlace.receipt(of: manifest), try receipt(for: version)))
        return entries
    }

    /// What was found later, with the detached signature it is about.
    private func packageEntries(of examination: Examination) throws(VaultError) -> [PackageEntry] {
        let record = examination.record
        var entries: [PackageEntry] = []
        if let file = record.signature, let digest = Fingerprint(hexadecimal: file.sha256) {
            entries.append(PackageEntry(PackagePlace.signature(file, of: record), try stored(digest)))
        }
        entries.append(PackageEntry(PackagePlace.record(of: record), try stored(examination.digest)))
        if let report = record.verification.report.flatMap({ Fingerprint(hexadecimal: $0) }) {
            entries.append(PackageEntry(PackagePlace.report(of: record), try stored(report)))
        }
        return entries
    }

    private func evidenceEntry(_ digest: Fingerprint) throws(VaultError) -> PackageEntry {
        var opening: [UInt8] = []
        try blobs.read(digest, 0..<64, verifying: false) { piece throws(VaultError) in
            opening += [UInt8](copying: piece)
        }
        return PackageEntry(PackagePlace.evidence(digest, opening: opening), try stored(digest))
    }

    private func stored(_ digest: Fingerprint) throws(VaultError) -> Blob {
        guard let blob = try blobs.stat(digest) else { throw .blobMissing(digest) }
        return blob
    }

    /// A line for each entry of the log, with its proof.
    private func proofs(of positions: [Int], in size: Int) throws(VaultError) -> [UInt8] {
        var lines: [UInt8] = []
        for position in positions {
            guard let stored = try index.entries(from: position, limit: 1).first else {
                throw .recordDamaged("the index has no entry \(position)")
            }
            let proof = PackageProof(
                position: position,
                entry: String(decoding: stored.bytes, as: UTF8.self),
                hashes: try tree.inclusionProof(of: position, in: size).map(\.hexadecimal)
            )
            lines += try CanonicalJSON.bytes(of: proof) + [0x0A]
        }
        return lines
    }

    private func indexPage(
        of versions: [DocumentVersion],
        _ examinations: [Examination],
        _ record: PackageRecord
    ) throws(VaultError) -> [UInt8] {
        var cabinets: [Identifier: CabinetRecord] = [:]
        for id in Set(versions.map(\.manifest.cabinet)) { cabinets[id] = try index.cabinet(id) }
        return PackagePage(
            record: record,
            versions: versions,
            examinations: examinations.map(\.record),
            cabinets: cabinets
        ).octets()
    }
}

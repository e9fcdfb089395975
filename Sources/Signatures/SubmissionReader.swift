package import SandyqFiles
internal import SandyqOpenSSL
public import SandyqValidation

/// Turns files into facts: recognises them, reads their signatures and does the arithmetic; nothing is judged, nothing thrown.
public struct SubmissionReader: Sendable {
    private let limits: Limits
    private let dossier: DossierBuilder
    private let certificates = CertificateCache()

    /// Takes what is the same for every file.
    public init(evidence: Evidence, limits: Limits = Limits()) {
        self.limits = limits
        dossier = DossierBuilder(evidence: evidence, ledger: IssuanceLedger(), limits: limits)
    }

    /// Everything read from one file.
    ///
    /// - Throws: What the system said when the file could not be read; never for a file in memory.
    public func facts(of submission: Submission) throws -> SubmissionFacts { try reading(of: submission).facts }

    /// What was read from one file, and the certificates it was read with.
    package struct Reading {
        package let facts: SubmissionFacts
        package let certificates: DossierBuilder

        init(facts: SubmissionFacts, certificates: DossierBuilder) {
            self.facts = facts
            self.certificates = certificates
        }

        /// Puts together what was read, with all that was gathered on the way.
        init(
            _ file: FileFacts,
            _ format: SignatureFormat,
            _ signatures: [SignatureFacts],
            notes: [Finding],
            from context: ReadingContext
        ) {
            facts = SubmissionFacts(
                file: file,
                format: format,
                defect: nil,
                signatures: signatures,
                dossier: context.dossier.dossier(for: context.subjects),
                notes: notes
            )
            certificates = context.dossier
        }
    }

    /// Everything read from one file, with the certificates that further evidence may be sought for.
    package func reading(of submission: Submission) throws(FileError) -> Reading {
        let file = FileFacts(
            name: submission.name,
            size: submission.file.count,
            sha256: try Fingerprint(of: submission.file)
        )
        switch try FormatDetection(limits: limits).outcome(for: submission.file) {
        case .nothing: return unsigned(file, notes: [])
        case .pdf: return try pdf(submission.file, in: file)
        case .xml(let bytes): return try reading(ofXML: bytes, in: file, content: submission.content)
        case .container: return try container(submission.file, as: file)
        case .broken(let format, let defect): return unsigned(file, format: format, defect: defect, notes: [])
        case .signed(let parts, let notes):
            return try reading(of: parts, in: file, notes: notes, content: submission.content)
        }
    }

    /// Reads the signatures of an XML document, or an evidence record.
    private func reading(
        ofXML bytes: [UInt8],
        in file: FileFacts,
        content: any ContentSource
    ) throws(FileError) -> Reading {
        let context = ReadingContext(dossier: dossier, certificates: certificates, limits: limits)
        do throws(ReadingStop) {
            let document = try XMLSignatureReader.document(of: bytes[...], limits: limits)
            if let entry = try EvidenceRecordReader(context: context).entry(of: document, content: content) {
                return Reading(file, .evidenceRecord, [entry], notes: [], from: context)
            }
            let reader = XMLSignatureReader(document, content: content, context: context)
            let signatures = try reader.signatures()
            guard let first = signatures.first else { return unsigned(file, notes: []) }
            return Reading(file, first.format, signatures, notes: [], from: context)
        } catch {
            switch error {
            case .file(let failure): throw failure
            case .defect(let defect):
                guard XMLSignatureReader.isRecognisablySigned(bytes) else { return unsigned(file, notes: []) }
                return unsigned(file, format: .xmlDSig, defect: defect, notes: [])
            }
        }
    }

    /// Reads every structure found in a file.
    private func reading(
        of parts: [FormatDetection.Part],
        in file: FileFacts,
        notes: [Finding],
        content: any ContentSource
    ) throws(FileError) -> Reading {
        let context = ReadingContext(dossier: dossier, certificates: certificates, limits: limits)
        var signatures: [SignatureFacts] = []
        var format = SignatureFormat.none
        for part in parts {
            do throws(ReadingStop) {
                signatures += try CMSReader(context: context).signatures(in: part, content: content)
            } catch {
                switch error {
                case .defect(let defect): return unsigned(file, format: part.kind.format, defect: defect, notes: notes)
                case .file(let failure): throw failure
                }
            }
            if format == .none { format = signatures.first?.format ?? part.kind.format }
        }
        return Reading(file, format, signatures, notes: notes, from: context)
    }

    /// Reads a PDF; one without signatures holds none, whatever else is wrong with it.
    private func pdf(_ bytes: FileBytes, in file: FileFacts) throws(FileError) -> Reading {
        let context = ReadingContext(dossier: dossier, certificates: certificates, limits: limits)
        do throws(ReadingStop) {
            let signatures = try PDFReader(bytes, context: context).signatures()
            guard let format = signatures.first?.format else { return unsigned(file, notes: []) }
            return Reading(file, format, signatures, notes: [], from: context)
        } catch {
            switch error {
            case .defect(let defect): return unsigned(file, format: .pdfCMS, defect: defect, notes: [])
            case .file(let failure): throw failure
            }
        }
    }

    /// Reads a container and the signatures in it.
    private func container(_ bytes: FileBytes, as file: FileFacts) throws(FileError) -> Reading {
        let context = ReadingContext(dossier: dossier, certificates: certificates, limits: limits)
        let reading: ContainerReader.Reading
        do throws(ReadingStop) { reading = try ContainerReader(context: context).reading(of: bytes) } catch {
            switch error {
            case .defect(let defect): return unsigned(file, defect: defect, notes: [])
            case .file(let failure): throw failure
            }
        }
        let facts = SubmissionFacts(
            file: file,
            format: reading.format,
            defect: reading.defect,
            signatures: reading.signatures,
            dossier: context.dossier.dossier(for: context.subjects),
            notes: reading.notes
        )
        return Reading(facts: facts, certificates: context.dossier)
    }

    private func unsigned(
        _ file: FileFacts,
        format: SignatureFormat = .none,
        defect: FormatDefect? = nil,
        notes: [Finding]
    ) -> Reading {
        let facts = SubmissionFacts(
            file: file,
            format: format,
            defect: defect,
            signatures: [],
            dossier: Dossier(),
            notes: notes
        )
        return Reading(facts: facts, certificates: dossier)
    }
}

extension CMSReader {
    /// The signatures of one structure; a structure that cannot be read is a defect of the file.
    fileprivate func signatures(
        in part: FormatDetection.Part,
        content: any ContentSource
    ) throws(ReadingStop) -> [SignatureFacts] {
        let structure: SignedStructure
        do throws(FormatError) { structure = try SignedStructure(part) } catch {
            let depth = context.limits.depth
            let isDeep = EncodedHeader.isNested(deeperThan: depth, in: part.encoding)
            throw .defect(isDeep ? .limit("depth", depth) : .malformed(error.reason))
        }
        switch structure {
        case .message(let message): return try signatures(in: message, content: content)
        case .tokens(let tokens):
            var signatures: [SignatureFacts] = []
            for (token, stamped) in tokens {
                let source: any ContentSource = stamped.map { MemoryContent(bytes: $0) } ?? content
                signatures.append(try signature(ofBareToken: token, content: source))
            }
            return signatures
        case .evidenceRecord(let record):
            return [try EvidenceRecordReader(context: context).entry(of: record, content: content)]
        }
    }
}

extension Fingerprint {
    /// Of all octets of a file.
    init(of file: FileBytes) throws(FileError) {
        guard var digest = try? MessageDigest(DigestAlgorithm.sha256.openSSLName) else {
            self = .nothing
            return
        }
        do throws(ReadingError<Never>) { try file.read(0..<file.count) { digest.update($0) } } catch {
            switch error {
            case .file(let failure): throw failure
            }
        }
        self = Fingerprint(digest.finish()) ?? .nothing
    }
}

internal import SandyqContainers
internal import SandyqFiles
internal import SandyqValidation

/// Reads the signatures of one file, whatever its format: the file that was handed in, or one inside an evidence package.
struct SignedFileReader {
    let context: ReadingContext
    /// Where the data of detached signatures may be found.
    let content: any ContentSource
    /// Chooses the data of a CMS signature that names none; nil: ``content`` knows.
    var contentOfMessage: ((SignedData) -> any ContentSource)?
    /// The container that the file is a data object of, which is as far down as anybody looks; nil: it was handed in.
    var outer: ZIPArchive?

    /// What was read of a file.
    struct Reading {
        var format: SignatureFormat
        /// Why the file as a whole could not be read.
        var defect: FormatDefect?
        var signatures: [SignatureFacts] = []
        /// Oddities of the file that belong to no signature.
        var notes: [Finding] = []
    }

    /// Recognises a file and reads it; what cannot be read is a defect of the file.
    func reading(of file: FileBytes) throws(FileError) -> Reading {
        switch try FormatDetection(limits: context.limits).outcome(for: file) {
        case .nothing: return Reading(format: .none)
        case .broken(let format, let defect): return Reading(format: format, defect: defect)
        case .pdf:
            return try catching(.pdfCMS) { () throws(ReadingStop) in
                let signatures = try PDFReader(file, context: context).signatures()
                return Reading(format: signatures.first?.format ?? .none, signatures: signatures)
            }
        case .xml(let bytes): return try reading(ofXML: bytes)
        case .container:
            return try catching(.none) { () throws(ReadingStop) in
                try ContainerReader(context: context, outer: outer).reading(of: file)
            }
        case .signed(let parts, let notes): return try reading(of: parts, notes: notes)
        }
    }

    /// Runs a reader; what stops it is a defect of the file, unless the system failed.
    private func catching(
        _ format: SignatureFormat,
        _ read: () throws(ReadingStop) -> Reading
    ) throws(FileError) -> Reading {
        do throws(ReadingStop) { return try read() } catch {
            switch error {
            case .defect(let defect): return Reading(format: format, defect: defect)
            case .file(let failure): throw failure
            }
        }
    }

    /// Reads the signatures of an XML document, or an evidence record.
    private func reading(ofXML bytes: [UInt8]) throws(FileError) -> Reading {
        let reading = try catching(.xmlDSig) { () throws(ReadingStop) in
            let document = try XMLSignatureReader.document(of: bytes[...], limits: context.limits)
            if let entry = try EvidenceRecordReader(context: context).entry(of: document, content: content) {
                return Reading(format: .evidenceRecord, signatures: [entry])
            }
            let signatures = try XMLSignatureReader(document, content: content, context: context).signatures()
            return Reading(format: signatures.first?.format ?? .none, signatures: signatures)
        }
        guard reading.defect != nil, !XMLSignatureReader.isRecognisablySigned(bytes) else { return reading }
        return Reading(format: .none)
    }

    /// Reads every structure found in a file.
    private func reading(of parts: [FormatDetection.Part], notes: [Finding]) throws(FileError) -> Reading {
        var reading = Reading(format: .none, notes: notes)
        for part in parts {
            let read = try catching(part.kind.format) { () throws(ReadingStop) in
                Reading(format: .none, signatures: try signatures(in: part))
            }
            if read.defect != nil { return Reading(format: read.format, defect: read.defect, notes: notes) }
            reading.signatures += read.signatures
            if reading.format == .none { reading.format = reading.signatures.first?.format ?? part.kind.format }
        }
        return reading
    }

    /// The signatures of one structure; a structure that cannot be read is a defect of the file.
    private func signatures(in part: FormatDetection.Part) throws(ReadingStop) -> [SignatureFacts] {
        let structure: SignedStructure
        do throws(FormatError) { structure = try SignedStructure(part) } catch {
            let depth = context.limits.depth
            let isDeep = EncodedHeader.isNested(deeperThan: depth, in: part.encoding)
            throw .defect(isDeep ? .limit("depth", depth) : .malformed(error.reason))
        }
        let reader = CMSReader(context: context)
        switch structure {
        case .message(let message):
            return try reader.signatures(in: message, content: contentOfMessage?(message) ?? content)
        case .tokens(let tokens):
            var signatures: [SignatureFacts] = []
            for (token, stamped) in tokens {
                let source: any ContentSource = stamped.map { MemoryContent(bytes: $0) } ?? content
                signatures.append(try reader.signature(ofBareToken: token, content: source))
            }
            return signatures
        case .evidenceRecord(let record):
            return [try EvidenceRecordReader(context: context).entry(of: record, content: content)]
        }
    }
}

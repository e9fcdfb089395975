internal import SandyqContainers
internal import SandyqFiles
internal import SandyqOpenSSL
internal import SandyqValidation

/// Reads the signatures of a PDF (ISO 32000-2 clause 12.8, EN 319 142-1 and -2).
struct PDFReader {
    let context: ReadingContext
    /// Nil when the document cannot be read, and nothing in it says that it is signed.
    private let readable: PDFFile?

    /// Reads the structure of a file.
    ///
    /// - Throws: Why it cannot be read.
    init(_ bytes: FileBytes, context: ReadingContext) throws(ReadingStop) {
        self.context = context
        let octets: PinnedOctets
        do throws(FileError) {
            octets = try PinnedOctets(of: bytes, inMemoryUpTo: context.limits.memoryBytes)
        } catch { throw .file(error) }
        do throws(PDFError) { readable = try PDFFile(octets, bounds: context.limits.pdf) } catch {
            guard error == .broken, octets.places(of: "/ByteRange", atMost: 1).isEmpty else {
                throw .defect(FormatDefect(error))
            }
            readable = nil
        }
    }

    /// Every signature in the order of the revisions; document time-stamps belong to the signatures before them.
    func signatures() throws(ReadingStop) -> [SignatureFacts] {
        guard let file = readable else { return [] }
        let signatures: [SignatureFacts]
        do throws(ReadingStop) { signatures = try PDFSignatures(context: context, file: file).read() } catch {
            // What was left out for its cost may be why.
            try requireAllowance(of: file)
            throw error
        }
        try requireAllowance(of: file)
        return signatures
    }

    private func requireAllowance(of file: PDFFile) throws(ReadingStop) {
        do throws(PDFError) { try file.requireAllowance() } catch { throw .defect(FormatDefect(error)) }
    }
}

extension FormatDefect {
    /// Why a PDF cannot be read.
    init(_ error: PDFError) {
        self =
            switch error {
            case .broken: .malformed("PDF: no cross-reference table leads to a document")
            case .passwordNeeded: .passwordNeeded
            case .libraryMissing: .libraryMissing("libqpdf")
            case .limit(let name, let bound): .limit(name, bound)
            }
    }
}

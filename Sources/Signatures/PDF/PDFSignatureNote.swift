package import SandyqFiles
internal import SandyqContainers

/// What a PDF signature's dictionary says beside the signature (ISO 32000-2 table 255): claims of whoever made it, never judged.
package struct PDFSignatureNote: Hashable, Sendable {
    package let reason: String?
    package let location: String?
    package let contact: String?
    /// `SubFilter`.
    package let encoding: String?

    /// One for each signature that is no time-stamp, in the order of the report; nothing where the file cannot be read.
    ///
    /// - Throws: What the system said when the file could not be read.
    package static func all(in file: FileBytes, limits: Limits = Limits()) throws(FileError) -> [PDFSignatureNote] {
        let octets = try PinnedOctets(of: file, inMemoryUpTo: limits.memoryBytes)
        guard let document = try? PDFFile(octets, bounds: limits.pdf), let signatures = try? document.signatures()
        else {
            return []
        }
        return signatures.filter { !$0.isTimestamp }.map { signature in
            PDFSignatureNote(
                reason: signature.dictionary["Reason"]?.text,
                location: signature.dictionary["Location"]?.text,
                contact: signature.dictionary["ContactInfo"]?.text,
                encoding: signature.encoding
            )
        }
    }
}

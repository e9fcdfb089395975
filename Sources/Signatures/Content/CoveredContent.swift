package import SandyqFiles
package import SandyqValidation

/// Data that a signature was found to cover, to be written out octet for octet.
package struct CoveredContent: Sendable {
    /// Where the octets are.
    package enum Place: Sendable {
        /// In the signature file, in pieces.
        case attached([ArraySlice<UInt8>])
        /// In a file of its own, which had this digest when the signature was verified.
        case detached(path: String, DigestAlgorithm, digest: [UInt8])
        /// In an entry of a container.
        case entry(ContainerObject)
        /// A revision of a PDF file: all of it up to its end, of which the signature's own Contents are left out of the digest.
        case revision(FileBytes, end: Int, leavingOut: Range<Int>, DigestAlgorithm, digest: [UInt8])
        /// Only a digest of it was given.
        case elsewhere
    }

    package let place: Place

    /// The content of every structure in a file that has a signature whose value holds and whose references are intact.
    ///
    /// - Parameters:
    ///   - submission: The file.
    ///   - report: What was concluded about it.
    ///   - files: Where its detached data was looked for.
    ///   - limits: The bounds it was read within.
    /// - Returns: In file order; nothing for content that is missing or was altered.
    /// - Throws: What the system said when the file could not be read again.
    package static func all(
        in submission: Submission,
        according report: Report,
        files: FileContent,
        limits: Limits = Limits()
    ) throws(FileError) -> [CoveredContent] {
        let parts: [FormatDetection.Part]
        switch try FormatDetection(limits: limits).outcome(for: submission.file) {
        case .signed(let found, _): parts = found
        case .container:
            return try ContainerObject.all(in: submission.file, according: report, limits: limits).map {
                CoveredContent(place: .entry($0))
            }
        case .xml(let bytes):
            return XMLCoveredContent(bytes, files: files, limits: limits)?.all(according: report) ?? []
        case .pdf: return try PDFReader.signedRevisions(of: submission.file, according: report, limits: limits)
        case .broken, .nothing: return []
        }
        var signatures = report.signatures.map(\.facts).filter { $0.parent == nil }[...]
        var contents: [CoveredContent] = []
        for part in parts {
            guard let structure = try? SignedStructure(part) else { continue }
            switch structure {
            case .message(let message):
                let own = signatures.prefix(message.signers.count)
                signatures = signatures.dropFirst(own.count)
                contents += content(of: message.content, coveredBy: own, files: files)
            case .tokens(let tokens):
                for (_, stamped) in tokens {
                    let own = signatures.prefix(1)
                    signatures = signatures.dropFirst()
                    contents += content(of: stamped.map { [$0[...]] }, coveredBy: own, files: files)
                }
            case .evidenceRecord:
                let own = signatures.prefix(1)
                signatures = signatures.dropFirst()
                contents += content(of: nil, coveredBy: own, files: files)
            }
        }
        return contents
    }

    private static func content(
        of attached: [ArraySlice<UInt8>]?,
        coveredBy signatures: ArraySlice<SignatureFacts>,
        files: FileContent
    ) -> [CoveredContent] {
        guard let reference = signatures.first(where: \.isSound)?.references.first, let algorithm = reference.digest
        else { return [] }
        if let attached { return [CoveredContent(place: .attached(attached))] }
        guard let path = files.path(of: nil),
            case .found(_, _, let digests) = files.digests(of: nil, by: [algorithm]), let digest = digests[algorithm]
        else { return [CoveredContent(place: .elsewhere)] }
        return [CoveredContent(place: .detached(path: path, algorithm, digest: digest))]
    }
}

extension SignatureFacts {
    /// Whether arithmetic holds, whoever signed.
    var isSound: Bool {
        defect == nil && signatureValue == .valid && !references.isEmpty
            && references.allSatisfy { $0.state == .intact }
    }
}

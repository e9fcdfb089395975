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
    }

    /// Everything read from one file, with the certificates that further evidence may be sought for.
    package func reading(of submission: Submission) throws(FileError) -> Reading {
        reading(of: try signatures(of: submission))
    }

    /// The signatures of one file, before the dossier is made that they are judged with.
    package struct Signatures {
        fileprivate let file: FileFacts
        fileprivate let read: SignedFileReader.Reading
        fileprivate let context: ReadingContext
    }

    /// The first half of reading a file: its signatures.
    package func signatures(of submission: Submission) throws(FileError) -> Signatures {
        let file = FileFacts(
            name: submission.name,
            size: submission.file.count,
            sha256: try Fingerprint(of: submission.file)
        )
        let context = ReadingContext(dossier: dossier, certificates: certificates, limits: limits)
        let read = try SignedFileReader(context: context, content: submission.content).reading(of: submission.file)
        return Signatures(file: file, read: read, context: context)
    }

    /// The second half of reading a file: issuers and revocation.
    package func reading(of signatures: Signatures) -> Reading {
        let (read, context) = (signatures.read, signatures.context)
        let isSigned = !read.signatures.isEmpty
        let facts = SubmissionFacts(
            file: signatures.file,
            format: read.format,
            defect: read.defect,
            signatures: read.signatures,
            dossier: isSigned ? context.dossier.dossier(for: context.subjects) : Dossier(),
            notes: read.notes
        )
        return Reading(facts: facts, certificates: isSigned ? context.dossier : dossier)
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

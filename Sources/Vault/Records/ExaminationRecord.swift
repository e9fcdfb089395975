#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
package import SandyqAgreement
package import SandyqValidation

/// What was found about a version of a document after it was filed: of a detached signature that came later, or of the
/// same bytes under the evidence of another day.
///
/// It stands beside what was found at filing, never in its place.
package struct ExaminationRecord: Hashable, Sendable, Codable {
    package private(set) var schema = "sandyq.examination/1"
    package let id: Identifier
    package let document: Identifier
    package let version: Int
    package let cabinet: Identifier
    package let examiner: Identifier
    package let examined: Date
    /// The detached signature; nil: the version's own bytes were examined.
    package let signature: SignatureFile?
    package let verification: DocumentManifest.Verification
    /// The argument for the moment of filing, with what this examination found.
    package let significance: SignificanceArgument

    package init(
        id: Identifier,
        document: Identifier,
        version: Int,
        cabinet: Identifier,
        examiner: Identifier,
        examined: Date,
        signature: SignatureFile?,
        verification: DocumentManifest.Verification,
        significance: SignificanceArgument
    ) {
        self.id = id
        self.document = document
        self.version = version
        self.cabinet = cabinet
        self.examiner = examiner
        self.examined = examined
        self.signature = signature
        self.verification = verification
        self.significance = significance
    }

    /// A file that holds a detached signature.
    package struct SignatureFile: Hashable, Sendable, Codable {
        package let fileName: String
        package let sha256: String
        package let size: Int

        package init(fileName: String, sha256: String, size: Int) {
            self.fileName = fileName
            self.sha256 = sha256
            self.size = size
        }
    }

    /// Every blob it needs, its own record aside.
    package var blobs: [Fingerprint] {
        ([signature?.sha256, verification.report].compactMap(\.self) + verification.evidence)
            .compactMap { Fingerprint(hexadecimal: $0) }
    }
}

/// An examination and where the log speaks of it.
package struct Examination: Hashable, Sendable {
    package let record: ExaminationRecord
    /// SHA-256 of the record.
    package let digest: Fingerprint
    package let logPosition: Int

    package init(record: ExaminationRecord, digest: Fingerprint, logPosition: Int) {
        self.record = record
        self.digest = digest
        self.logPosition = logPosition
    }
}

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
package import SandyqAgreement
package import SandyqValidation

/// A cabinet as it was opened.
package struct CabinetRecord: Hashable, Sendable, Codable {
    package private(set) var schema = "sandyq.cabinet/1"
    package let id: Identifier
    package let party: Party
    package let name: String
    /// As it was opened, or has become since.
    package var standing: CabinetFacts.Standing

    package init(id: Identifier, party: Party, name: String, standing: CabinetFacts.Standing) {
        self.id = id
        self.party = party
        self.name = name
        self.standing = standing
    }
}

/// What a person says about a document when filing it.
package struct DocumentDescription: Hashable, Sendable, Codable {
    package var kind: DocumentKind
    package var title: String
    package var folder: FolderPath
    /// The document's own number, as written.
    package var number: String?
    /// The document's own date.
    package var date: CalendarDate?
    /// As written: `1250000.00`.
    package var amount: String?
    /// ISO 4217.
    package var currency: String?
    package var counterparty: Party?
    package var counterpartyName: String?

    package init(
        kind: DocumentKind,
        title: String,
        folder: FolderPath = FolderPath(),
        number: String? = nil,
        date: CalendarDate? = nil,
        amount: String? = nil,
        currency: String? = nil,
        counterparty: Party? = nil,
        counterpartyName: String? = nil
    ) {
        self.kind = kind
        self.title = title
        self.folder = folder
        self.number = number
        self.date = date
        self.amount = amount
        self.currency = currency
        self.counterparty = counterparty
        self.counterpartyName = counterpartyName
    }
}

/// One version of a document: its manifest, whose SHA-256 the audit log names.
package struct DocumentManifest: Hashable, Sendable, Codable {
    package private(set) var schema = "sandyq.document/1"
    package let document: Identifier
    package let version: Int
    package let cabinet: Identifier
    package let description: DocumentDescription
    /// The name of the file it came in.
    package let fileName: String
    /// SHA-256 of the bytes.
    package let sha256: String
    /// Octets.
    package let size: Int
    package let filedBy: Identifier
    package let filed: Date
    package let verification: Verification
    /// The argument for the moment of filing, frozen with its evidence.
    package let significance: SignificanceArgument

    package init(
        document: Identifier,
        version: Int,
        cabinet: Identifier,
        description: DocumentDescription,
        fileName: String,
        sha256: String,
        size: Int,
        filedBy: Identifier,
        filed: Date,
        verification: Verification,
        significance: SignificanceArgument
    ) {
        self.document = document
        self.version = version
        self.cabinet = cabinet
        self.description = description
        self.fileName = fileName
        self.sha256 = sha256
        self.size = size
        self.filedBy = filedBy
        self.filed = filed
        self.verification = verification
        self.significance = significance
    }

    /// What verification found on the day of filing.
    package struct Verification: Hashable, Sendable, Codable {
        /// As the report names it: `CMS`, `CAdES`, `none`.
        package let format: String
        /// `TOTAL-PASSED`, `TOTAL-FAILED`, `INDETERMINATE` or `NO-SIGNATURE`.
        package let indication: String
        package let policy: String
        /// SHA-256 of the whole report, a blob; nil when there was no signature.
        package let report: String?
        /// SHA-256 of the certificates, lists and responses the report names that are not in the file itself.
        package let evidence: [String]

        package init(format: String, indication: String, policy: String, report: String?, evidence: [String]) {
            self.format = format
            self.indication = indication
            self.policy = policy
            self.report = report
            self.evidence = evidence
        }
    }

    /// Every blob the version needs, its manifest aside.
    package var blobs: [Fingerprint] {
        ([sha256, verification.report].compactMap(\.self) + verification.evidence)
            .compactMap { Fingerprint(hexadecimal: $0) }
    }
}

/// What is signed for everybody who files: the bytes are here, and their place in the log.
package struct ReceiptRecord: Hashable, Sendable, Codable {
    package private(set) var schema = "sandyq.receipt/1"
    package let vault: Identifier
    package let cabinet: Identifier
    package let document: Identifier
    package let version: Int
    package let sha256: String
    package let size: Int
    package let filedBy: Identifier
    package let filed: Date
    package let manifest: String
    package let logPosition: Int

    package init(of manifest: DocumentManifest, sha256 digest: String, at position: Int, in vault: Identifier) {
        self.vault = vault
        cabinet = manifest.cabinet
        document = manifest.document
        version = manifest.version
        sha256 = manifest.sha256
        size = manifest.size
        filedBy = manifest.filedBy
        filed = manifest.filed
        self.manifest = digest
        logPosition = position
    }
    /// For a message, whose own octets are what is received.
    package init(of message: MessageState, size: Int, in vault: Identifier) {
        self.vault = vault
        cabinet = message.record.cabinet
        document = message.record.id
        version = 1
        sha256 = message.digest
        self.size = size
        filedBy = message.record.sender
        filed = message.record.sent
        manifest = message.digest
        logPosition = message.logPosition
    }
}

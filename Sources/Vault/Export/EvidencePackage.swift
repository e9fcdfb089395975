#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
package import SandyqAgreement
internal import SandyqOpenSSL
internal import SandyqSignatures
internal import SandyqValidation

/// What a package says of itself, in package.json: where it comes from, and by which key its checkpoint is verified.
package struct PackageRecord: Hashable, Sendable, Codable {
    package private(set) var schema = EvidencePackageMark.schema
    package let vault: Identifier
    /// The log's name in checkpoints, and the seal's in its certificate.
    package let name: String
    package let exported: Date
    package let exportedBy: Identifier
    /// The log's verifier key: worth as much as the place one has it from.
    package let logKey: String

    init(of vault: VaultConfiguration, at exported: Date, by user: Identifier) {
        self.vault = vault.id
        name = vault.name
        self.exported = exported
        exportedBy = user
        logKey = vault.logKey
    }
}

/// An entry of the log with its inclusion proof (RFC 9162 clause 2.1.3) to the package's checkpoint, a line of proofs.jsonl.
package struct PackageProof: Hashable, Sendable, Codable {
    package private(set) var schema = "sandyq.package-proof/1"
    package let position: Int
    /// Octet for octet as it is hashed.
    package let entry: String
    package let hashes: [String]

    init(position: Int, entry: String, hashes: [String]) {
        self.position = position
        self.entry = entry
        self.hashes = hashes
    }
}

/// Where the parts of an evidence package stand (docs/vault.md).
enum PackagePlace {
    static let record = EvidencePackageMark.entry
    static let page = "index.html"
    static let checkpoint = "log/checkpoint"
    /// The token over the checkpoint, where there is one.
    static let checkpointStamp = "log/checkpoint.tst"
    static let proofs = "log/proofs.jsonl"
    static let seal = "keys/seal.pem"
    static let manifest = "META-INF/ASiCManifest.xml"
    static let signature = "META-INF/signature.p7s"
    static let stampManifest = "META-INF/ASiCArchiveManifest.xml"
    static let stamp = "META-INF/timestamp.tst"

    /// The folder of a version, with its slash.
    static func folder(of manifest: DocumentManifest) -> String {
        "documents/\(manifest.document)/\(manifest.version)/"
    }

    static func original(of manifest: DocumentManifest) -> String {
        folder(of: manifest) + "original/" + fileName(manifest.fileName)
    }

    static func record(of manifest: DocumentManifest) -> String { folder(of: manifest) + "manifest.json" }
    static func report(of manifest: DocumentManifest) -> String { folder(of: manifest) + "report.json" }
    static func receipt(of manifest: DocumentManifest) -> String { folder(of: manifest) + "receipt.cms" }

    /// The folder of something found later, with its slash.
    static func folder(of examination: ExaminationRecord) -> String {
        "documents/\(examination.document)/\(examination.version)/examinations/\(examination.id)/"
    }

    static func record(of examination: ExaminationRecord) -> String { folder(of: examination) + "record.json" }
    static func report(of examination: ExaminationRecord) -> String { folder(of: examination) + "report.json" }

    static func signature(_ file: ExaminationRecord.SignatureFile, of examination: ExaminationRecord) -> String {
        folder(of: examination) + "signature/" + fileName(file.fileName)
    }

    static let evidenceFolder = EvidencePackageMark.evidenceFolder

    /// A certificate, list or response, called after what its first octets show it to be.
    static func evidence(_ digest: Fingerprint, opening: [UInt8]) -> String {
        evidenceFolder + digest.description + (EvidenceKind(opening[...])?.ending ?? ".bin")
    }

    /// A name that every file system takes and that leads nowhere else; the manifest has it as it was.
    static func fileName(_ name: String) -> String {
        var plain = ""
        for scalar in name.unicodeScalars {
            let isUnfit =
                scalar.value < 0x20 || scalar.value == 0x7f || #"/\:*?"<>|"#.unicodeScalars.contains(scalar)
                || scalar.properties.generalCategory == .format
            plain.unicodeScalars.append(isUnfit ? "_" : scalar)
        }
        while plain.utf8.count > 200 { plain.removeFirst() }
        if plain.isEmpty || plain.hasPrefix(".") { plain = "_" + plain }
        // Windows drops these at the end, and two names would become one.
        if plain.hasSuffix(".") || plain.hasSuffix(" ") { plain += "_" }
        return plain
    }
}

/// An entry of a package that is to be written.
struct PackageEntry: Sendable {
    let name: String
    let size: Int
    let sha256: Fingerprint
    let content: Content

    enum Content: Sendable {
        case octets([UInt8])
        /// Read when it is written, and verified as it is read.
        case blob(Fingerprint)
    }

    init(_ name: String, _ octets: [UInt8]) {
        self.name = name
        size = octets.count
        sha256 = Fingerprint(MessageDigest.sha256(of: octets[...])) ?? .nothing
        content = .octets(octets)
    }

    init(_ name: String, _ blob: Blob) {
        self.name = name
        size = blob.size
        sha256 = blob.digest
        content = .blob(blob.digest)
    }
}

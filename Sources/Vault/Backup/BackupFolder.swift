#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
package import SandyqAgreement
internal import SandyqFiles
package import SandyqValidation

/// What a backup says of itself, in backup.json, which is written last.
package struct BackupRecord: Hashable, Sendable, Codable {
    package private(set) var schema = "sandyq.backup/1"
    package let vault: Identifier
    package let made: Date
    /// The log as far as the backup has it, signed.
    package let checkpoint: String
    /// SHA-256 of the copy of the index, which is its name.
    package let index: String
    /// Blobs that were needed and could not be copied.
    package let lost: [String]
    /// Whether the backup opens by itself: the vault key, or plain secrets, are in it.
    package let hasKeys: Bool

    init(vault: Identifier, made: Date, checkpoint: String, index: String, lost: [String], hasKeys: Bool) {
        self.vault = vault
        self.made = made
        self.checkpoint = checkpoint
        self.index = index
        self.lost = lost
        self.hasKeys = hasKeys
    }
}

/// What a backup or a restoration did.
package struct BackupSummary: Hashable, Sendable {
    /// Blobs that were copied, and the octets of their files.
    package internal(set) var copied = 0
    package internal(set) var octets = 0
    /// Blobs that what was copied needs.
    package internal(set) var needed = 0
    /// Entries of the log.
    package internal(set) var entries = 0
    package internal(set) var lost: [Fingerprint] = []
    package internal(set) var hasKeys = false
}

/// Where the parts of a backup lie (docs/vault.md).
struct BackupFolder {
    let path: String

    /// Blobs, log, keys and vault.json lie as in a vault.
    var vault: VaultFolder { VaultFolder(path: path) }
    var record: String { path + "/backup.json" }
    var indexes: String { path + "/index" }

    func index(_ digest: String) -> String { indexes + "/\(digest).sqlite" }

    /// Nil: there is no complete backup here.
    func readRecord() throws(VaultError) -> BackupRecord? {
        guard Folder.kind(of: record) == .file else { return nil }
        let bytes = try onFiles { () throws(FileError) in try ReadableFile(path: record).bytes(atMost: 64 << 20) ?? [] }
        let read = try CanonicalJSON.record(BackupRecord.self, from: bytes)
        guard read.schema == "sandyq.backup/1", Fingerprint(hexadecimal: read.index) != nil else {
            throw .unknownFormat(read.schema)
        }
        return read
    }
}

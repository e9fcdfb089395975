#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
package import SandyqAgreement
internal import SandyqFiles
internal import SandyqOpenSSL
internal import SandyqValidation

/// What a vault says of itself, in vault.json.
package struct VaultConfiguration: Hashable, Sendable, Codable {
    package private(set) var schema = "sandyq.vault/1"
    package let id: Identifier
    /// The log's name in checkpoints, and the seal's in its certificate.
    package let name: String
    package let created: Date
    /// Whether blobs are encrypted.
    package let isEncrypted: Bool
    /// Who acts where nobody else is named: the person with the vault's key.
    package let custodian: Identifier
    /// By which anybody verifies the log's checkpoints.
    package let logKey: String
    /// SHA-256 of the file with the seal's certificate.
    package let sealCertificate: String

    init(
        id: Identifier,
        name: String,
        created: Date,
        isEncrypted: Bool,
        custodian: Identifier,
        logKey: String,
        sealCertificate: String
    ) {
        self.id = id
        self.name = name
        self.created = created
        self.isEncrypted = isEncrypted
        self.custodian = custodian
        self.logKey = logKey
        self.sealCertificate = sealCertificate
    }
}

/// Where the parts of a vault lie (docs/vault.md).
package struct VaultFolder: Hashable, Sendable {
    package let path: String

    package init(path: String) { self.path = path }

    var configuration: String { path + "/vault.json" }
    var lock: String { path + "/lock" }
    var blobs: String { path + "/blobs" }
    var log: String { path + "/log" }
    var checkpoint: String { path + "/log/checkpoint" }
    package var index: String { path + "/index.sqlite" }
    /// What a rebuilt index took the place of.
    var formerIndex: String { path + "/index.old" }
    var keys: String { path + "/keys" }
    /// Of mode 0600.
    package var vaultKey: String { path + "/keys/vault.key" }
    var sealKey: String { path + "/keys/seal.key" }
    /// The seal's certificate, in PEM.
    package var sealCertificate: String { path + "/keys/seal.pem" }
    var logKey: String { path + "/keys/log.key" }

    /// Reads vault.json.
    package func readConfiguration() throws(VaultError) -> VaultConfiguration {
        guard Folder.kind(of: configuration) == .file else { throw .noVault(path) }
        let bytes = try read(configuration)
        do throws(VaultError) {
            let read = try CanonicalJSON.record(VaultConfiguration.self, from: bytes)
            guard read.schema == "sandyq.vault/1" else { throw .unknownFormat(read.schema) }
            return read
        } catch {
            if case .recordDamaged = error { throw .fileDamaged(configuration) }
            throw error
        }
    }

    /// Whether the log's first entry names what vault.json says now; true where that cannot be found out.
    func isAsLogged(_ configuration: VaultConfiguration) -> Bool {
        guard let file = try? ReadableFile(path: log + "/000000.jsonl"),
            let start = try? file.bytes(at: 0, count: 4_096),
            let line = start.split(separator: 0x0A).first,
            let entry = try? CanonicalJSON.record(LogEntry.self, from: Array(line)), let logged = entry.manifest,
            let bytes = try? CanonicalJSON.bytes(of: configuration)
        else { return true }
        return MessageDigest.sha256(of: bytes[...]).hexadecimal == logged
    }

    /// Reads the vault keys from the key file, which only its owner may read.
    package func readKeys() throws(VaultError) -> VaultKeys {
        guard Folder.kind(of: vaultKey) == .file else { throw .keyMissing(.absent(vaultKey)) }
        let permissions = try onFiles { () throws(FileError) in try ReadableFile(path: vaultKey).permissions() }
        guard permissions & 0o077 == 0 else {
            throw .keyMissing(.readableByOthers(vaultKey))
        }
        guard let keys = VaultKeys(text: String(decoding: try read(vaultKey), as: UTF8.self)) else {
            throw .keyMissing(.malformed(vaultKey))
        }
        return keys
    }

    func read(_ path: String) throws(VaultError) -> [UInt8] {
        let bytes = try onFiles { () throws(FileError) in try ReadableFile(path: path).bytes(atMost: 1 << 20) }
        guard let bytes else { throw .fileDamaged(path) }
        return bytes
    }

    /// Writes a small file that appears only when it is complete and on the disk.
    func write(_ bytes: [UInt8], to path: String, permissions: UInt32 = 0o600) throws(VaultError) {
        try onFiles { () throws(FileError) in
            let file = try NewFile(at: path, permissions: permissions)
            try file.write(bytes.span)
            try file.replace()
            try Durability.synchronize(path)
            try Durability.synchronize(Folder.parent(of: path))
        }
    }

    /// Removes files beside the blobs that a crash kept from getting their names; an old key may be in one.
    func removeLeftovers() throws(VaultError) {
        try onFiles { () throws(FileError) in
            for name in try Folder.names(in: keys) where name.hasPrefix(".") && name.hasSuffix(".partial") {
                try Folder.remove(keys + "/" + name)
            }
        }
    }

    /// Secrets beside the blobs are wrapped by the vault key where there is one.
    func writeSecret(
        _ secret: [UInt8],
        to path: String,
        for purpose: String,
        _ keys: VaultKeys?,
        nonce: [UInt8]
    ) throws(VaultError) {
        let bytes = try keys?.current.seal(secret, nonce: nonce, for: Array(purpose.utf8)) ?? secret
        try write(bytes, to: path)
    }

    /// A secret beside the blobs; nil: none of the keys opens it.
    private func secret(_ path: String, for purpose: String, _ keys: VaultKeys?) throws(VaultError) -> [UInt8]? {
        let bytes = try read(path)
        guard let keys else { return bytes }
        for key in keys.all {
            if let secret = try key.open(bytes, for: Array(purpose.utf8)) { return secret }
        }
        return nil
    }

    /// The keys of seal and log.
    ///
    /// - Throws: `keyWrong` when the vault key opens neither, `fileDamaged` when it opens one of them.
    func readSecrets(_ keys: VaultKeys?) throws(VaultError) -> (seal: [UInt8], log: [UInt8]) {
        let seal = try secret(sealKey, for: Self.sealPurpose, keys)
        let log = try secret(logKey, for: Self.logPurpose, keys)
        switch (seal, log) {
        case (let seal?, let log?): return (seal, log)
        case (nil, nil): throw .keyWrong
        case (nil, _): throw .fileDamaged(sealKey)
        case (_, nil): throw .fileDamaged(logKey)
        }
    }

    static let sealPurpose = "sandyq seal key 1"
    static let logPurpose = "sandyq log key 1"
}

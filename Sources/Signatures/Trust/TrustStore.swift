#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
package import SandyqFiles
package import SandyqValidation

/// A folder of certificates: `anchors`, which are trusted, and `helpers`, which only help to complete chains.
///
/// Each is a DER file named by its SHA-256, and a JSON file that says where it came from. Every file appears and
/// disappears as a whole, so that no reader ever meets half of one.
package struct TrustStore: Sendable {
    /// Where the store is.
    package let folder: String

    /// Names a store; its folder is made when something is added.
    package init(folder: String) { self.folder = folder }

    /// What a certificate in the store is for; raw values are the folders' names.
    package enum Role: String, Hashable, Sendable, Codable, CaseIterable {
        case anchor = "anchors"
        case helper = "helpers"
    }

    /// Where a certificate came from and why it was let in.
    package struct Origin: Hashable, Sendable, Codable {
        package let ground: Ground
        /// A file's path or an address.
        package let source: String
        /// RFC 3339.
        package let added: String

        /// Notes where a certificate came from.
        package init(ground: Ground, source: String, added moment: Date) {
            self.ground = ground
            self.source = source
            added = CivilTime(moment).rfc3339
        }

        /// Why a certificate was let in.
        package enum Ground: String, Hashable, Sendable, Codable {
            /// Its SHA-256 is on the list this program carries.
            case pinned
            /// A person said to have compared its fingerprint.
            case fingerprint
            /// It is not trusted, so no ground is needed.
            case none
        }
    }

    /// A certificate in the store.
    package struct Entry: Sendable {
        package let certificate: Certificate
        package let role: Role
        /// Nil when the file that says so is missing or cannot be read.
        package let origin: Origin?
    }

    /// What a store holds.
    package struct Contents: Sendable {
        package fileprivate(set) var entries: [Entry] = []
        /// Files that are not what their names say; nothing in them is used.
        package fileprivate(set) var damaged: [String] = []
    }

    private static let certificateSuffix = ".cer"
    private static let originSuffix = ".json"
    private static let mostBytes = 64 << 10

    /// Reads the whole store; a store that does not exist holds nothing.
    ///
    /// - Parameter withOrigins: Whether to read where each came from, which verifying does not need.
    /// - Returns: Certificates in the order of their fingerprints, anchors first.
    /// - Throws: That a folder or file is there and cannot be read.
    package func contents(withOrigins: Bool) throws(FileError) -> Contents {
        var contents = Contents()
        for role in Role.allCases {
            let inner = path(of: role)
            guard Folder.kind(of: inner) == .folder else { continue }
            for name in try Folder.names(in: inner) where name.hasSuffix(Self.certificateSuffix) {
                let path = inner + "/" + name
                let bytes = try ReadableFile(path: path).bytes(atMost: Self.mostBytes) ?? []
                let pin = Fingerprint(hexadecimal: name.dropLast(Self.certificateSuffix.count))
                guard let certificate = try? Certificate(der: bytes[...]), certificate.fingerprint == pin else {
                    contents.damaged.append(path)
                    continue
                }
                let origin = withOrigins ? origin(of: certificate.fingerprint, as: role) : nil
                contents.entries.append(Entry(certificate: certificate, role: role, origin: origin))
            }
        }
        return contents
    }

    /// Keeps a certificate; one that is there already stays as it is.
    ///
    /// - Throws: That the store cannot be written; then it is as it was.
    package func add(_ certificate: Certificate, as role: Role, origin: Origin) throws(FileError) {
        let path = path(of: certificate.fingerprint, as: role)
        guard Folder.kind(of: path + Self.certificateSuffix) == .nothing else { return }
        try Folder.create(self.path(of: role))
        var json = JSONWriter(capacity: 256)
        json.object { json in
            json.member("ground", origin.ground.rawValue)
            json.member("source", origin.source)
            json.member("added", origin.added)
        }
        json.endLine()
        // The certificate last: as long as it is missing, the other file says nothing.
        try Self.write(json.bytes, to: path + Self.originSuffix)
        try Self.write(certificate.der, to: path + Self.certificateSuffix)
    }

    /// Removes a certificate, whatever it is for.
    ///
    /// - Returns: Whether it was there.
    /// - Throws: That the store cannot be written.
    package func remove(_ fingerprint: Fingerprint) throws(FileError) -> Bool {
        var wasThere = false
        for role in Role.allCases {
            let path = path(of: fingerprint, as: role)
            guard Folder.kind(of: path + Self.certificateSuffix) == .file else { continue }
            try Folder.remove(path + Self.certificateSuffix)
            if Folder.kind(of: path + Self.originSuffix) == .file { try Folder.remove(path + Self.originSuffix) }
            wasThere = true
        }
        return wasThere
    }

    private func origin(of fingerprint: Fingerprint, as role: Role) -> Origin? {
        let path = path(of: fingerprint, as: role) + Self.originSuffix
        guard let file = try? ReadableFile(path: path), let bytes = try? file.bytes(atMost: Self.mostBytes) else {
            return nil
        }
        return try? JSONDecoder().decode(Origin.self, from: Data(bytes))
    }

    private func path(of role: Role) -> String { folder + "/" + role.rawValue }

    private func path(of fingerprint: Fingerprint, as role: Role) -> String { "\(path(of: role))/\(fingerprint)" }

    private static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
        let file = try NewFile(at: path)
        try file.write(bytes.span)
        try file.replace()
    }
}

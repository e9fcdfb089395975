#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
package import SandyqOpenSSL
internal import SandyqValidation

/// A signed statement of a log's size and root (C2SP tlog-checkpoint, signed-note).
package struct Checkpoint: Hashable, Sendable {
    /// The log's name.
    package let origin: String
    package let size: Int
    package let root: MerkleTree.Hash

    package init(origin: String, size: Int, root: MerkleTree.Hash) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// What is signed.
    var body: String { "\(origin)\n\(size)\n\(Data(root).base64EncodedString())\n" }

    /// The note: body, empty line, signature line.
    package func note(signedBy key: NoteKey) throws(VaultError) -> String {
        let signature = try withOpenSSL { () throws(OpenSSLError) in try key.sign(Array(body.utf8)) }
        let blob = Self.keyID(origin, key.publicKey) + signature
        return "\(body)\n— \(origin) \(Data(blob).base64EncodedString())\n"
    }

    /// The key by which anybody verifies the log's notes: `name+id+key`.
    package static func verifierKey(_ origin: String, _ publicKey: [UInt8]) -> String {
        "\(origin)+\(keyID(origin, publicKey).hexadecimal)+\(Data([1] + publicKey).base64EncodedString())"
    }

    /// Reads a note and verifies its signature by a verifier key; nil when it is not what that key signed.
    package init?(note: String, verifiedBy verifierKey: String) {
        let fields = verifierKey.split(separator: "+", maxSplits: 2).map { String($0) }
        guard fields.count == 3, let encoded = Data(base64Encoded: fields[2]), encoded.first == 1 else { return nil }
        let publicKey = [UInt8](encoded.dropFirst())
        // Three lines of body, an empty one, and the signatures.
        let lines = note.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        guard lines.count > 4, lines[3].isEmpty, lines[0] == fields[0], let size = Int(lines[1]), size >= 0,
            String(size) == lines[1], let root = Data(base64Encoded: lines[2]), root.count == 32
        else { return nil }
        self.init(origin: fields[0], size: size, root: [UInt8](root))
        let prefix = "— \(fields[0]) "
        let id = Self.keyID(fields[0], publicKey)
        let signed = Array(lines[..<3].map { $0 + "\n" }.joined().utf8)
        let isSigned = lines[4...].contains { line in
            guard line.hasPrefix(prefix), let blob = Data(base64Encoded: String(line.dropFirst(prefix.count))),
                blob.starts(with: id)
            else { return false }
            return NoteKey.verify([UInt8](blob.dropFirst(4)), over: signed, by: publicKey)
        }
        guard isSigned, fields[1] == id.hexadecimal else { return nil }
    }

    /// The first four octets of SHA-256 over name, line feed, algorithm 1 and key.
    private static func keyID(_ origin: String, _ publicKey: [UInt8]) -> [UInt8] {
        Array(MessageDigest.sha256(of: (Array(origin.utf8) + [0x0A, 1] + publicKey)[...]).prefix(4))
    }
}

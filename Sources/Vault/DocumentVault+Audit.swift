#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import SandyqValidation

/// A proof that an entry is in a log, or that a log only grew, with the checkpoint it leads to.
package struct LogProof: Hashable, Sendable {
    package let entry: StoredEntry?
    /// Entries of the tree it leads to.
    package let size: Int
    package let hashes: [MerkleTree.Hash]
    package let checkpoint: String
}

extension DocumentVault {
    /// A proof that an entry is in the log as it is now (RFC 9162 clause 2.1.3); nil: there is no such entry.
    package func proof(of position: Int) throws(VaultError) -> LogProof? {
        let size = try index.logSize()
        guard position >= 0, position < size, let entry = try index.entries(from: position, limit: 1).first else {
            return nil
        }
        return LogProof(
            entry: entry,
            size: size,
            hashes: try tree.inclusionProof(of: position, in: size),
            checkpoint: try checkpoint(ofSize: size)
        )
    }

    /// A proof that the log as it is now only added to what it was (clause 2.1.4); nil: it never had that size.
    package func proof(sinceSize old: Int) throws(VaultError) -> LogProof? {
        let size = try index.logSize()
        guard old > 0, old <= size else { return nil }
        return LogProof(
            entry: nil,
            size: size,
            hashes: try tree.consistencyProof(from: old, to: size),
            checkpoint: try checkpoint(ofSize: size)
        )
    }

    /// The log as lines anybody can verify with ``LogExport``: a head, then every entry behind its hash.
    package func exportLog(_ write: ([UInt8]) throws(VaultError) -> Void) throws(VaultError) {
        let size = try index.logSize()
        try write(LogExport.head(checkpoint: try checkpoint(ofSize: size), key: configuration.logKey))
        var position = 0
        while position < size {
            let entries = try index.entries(from: position, limit: min(1_000, size - position))
            guard !entries.isEmpty else { throw .recordDamaged("the index has no entry \(position)") }
            for entry in entries {
                try write(LogExport.line(entry.bytes, hash: try index.treeNode(level: 0, number: position)))
                position += 1
            }
        }
    }
}

/// An exported log and how it is verified without the vault.
package enum LogExport {
    private static let lineStart = Array(#"{"hash":""#.utf8)
    private static let lineMiddle = Array(#"","entry":"#.utf8)

    private struct Head: Codable {
        var schema = "sandyq.log-export/1"
        let checkpoint: String
        let key: String
    }

    static func head(checkpoint: String, key: String) throws(VaultError) -> [UInt8] {
        try CanonicalJSON.bytes(of: Head(checkpoint: checkpoint, key: key)) + [0x0A]
    }

    static func line(_ entry: [UInt8], hash: MerkleTree.Hash) -> [UInt8] {
        lineStart + Array(hash.hexadecimal.utf8) + lineMiddle + entry + Array("}\n".utf8)
    }

    /// What a log is found to be.
    package enum Finding: Hashable, Sendable {
        case intact(size: Int)
        /// The first entry that is not what it was, or not where it was.
        case altered(position: Int, Alteration)
        /// All entries fit the hashes beside them, and those are not the hashes that were signed.
        case treeDiffers
        case checkpointInvalid
        /// Fewer or more entries than the checkpoint says.
        case sizeDiffers(found: Int, signed: Int)
        case unreadable
    }

    package enum Alteration: String, Hashable, Sendable {
        /// Its octets are not those that were hashed.
        case changed
        /// It says another position than the one it stands at: lines were removed, added or moved.
        case misplaced
        /// It is dated before its predecessor.
        case backdated
    }

    /// Verifies an export in a file of any size.
    ///
    /// - Parameters:
    ///   - path: The export.
    ///   - key: The verifier key the reader trusts; nil: the one in the export, which proves no more than that the
    ///     export agrees with itself.
    /// - Returns: What it is found to be.
    /// - Throws: What the system said.
    package static func verify(fileAt path: String, key: String?) throws(VaultError) -> Finding {
        var verification = Verification(key: key)
        do throws(VaultError) {
            let rest = try LineSplitter.lines(of: path) { line throws(VaultError) in verification.add(line) }
            verification.add(rest)
        } catch {
            guard case .recordDamaged = error else { throw error }
            return .unreadable
        }
        return verification.finding
    }

    /// Verifies an export at hand.
    package static func verify(_ bytes: [UInt8], key: String?) -> Finding {
        var verification = Verification(key: key)
        for line in bytes.split(separator: 0x0A) { verification.add(Array(line)) }
        return verification.finding
    }

    /// The verification of an export, line by line.
    package struct Verification {
        private let key: String?
        private var checkpoint: Checkpoint?
        private var check = LogCheck()
        /// The first thing that is wrong.
        private var fault: Finding?
        private var isBegun = false

        /// Begins; nil: the key in the export counts.
        package init(key: String?) { self.key = key }

        /// Takes the next line, without its line feed; empty ones say nothing.
        package mutating func add(_ line: [UInt8]) {
            guard fault == nil, !line.isEmpty else { return }
            if isBegun {
                addEntry(line)
            } else {
                isBegun = true
                addHead(line)
            }
        }

        private mutating func addHead(_ line: [UInt8]) {
            guard let head = try? CanonicalJSON.record(Head.self, from: line) else {
                fault = .unreadable
                return
            }
            checkpoint = Checkpoint(note: head.checkpoint, verifiedBy: key ?? head.key)
            if checkpoint == nil { fault = .checkpointInvalid }
        }

        private mutating func addEntry(_ line: [UInt8]) {
            guard let (hash, entry) = LogExport.parts(of: line) else {
                fault = .unreadable
                return
            }
            if let alteration = check.add(entry, hash: hash) {
                fault = .altered(position: check.size, alteration)
            }
        }

        /// What the lines so far are found to be.
        package var finding: Finding {
            if let fault { return fault }
            guard let checkpoint else { return .unreadable }
            guard check.size == checkpoint.size else {
                return .sizeDiffers(found: check.size, signed: checkpoint.size)
            }
            return check.root == checkpoint.root ? .intact(size: check.size) : .treeDiffers
        }
    }

    private static func parts(of line: [UInt8]) -> (hash: MerkleTree.Hash, entry: [UInt8])? {
        let start = lineStart.count + 64 + lineMiddle.count
        guard line.count > start, line.last == UInt8(ascii: "}"), line.starts(with: lineStart),
            line[(lineStart.count + 64)...].starts(with: lineMiddle),
            let hash = [UInt8](
                hexadecimal: String(decoding: line[lineStart.count..<(lineStart.count + 64)], as: UTF8.self)
            )
        else { return nil }
        return (hash, Array(line[start..<(line.count - 1)]))
    }
}

/// Entries checked one after another, and the root of the tree they make.
struct LogCheck {
    private(set) var size = 0
    private var latest: Double?
    /// Roots of full subtrees, largest first, as the size's binary digits say.
    private var peaks: [(level: Int, hash: MerkleTree.Hash)] = []

    /// Takes the next entry; what is wrong with it.
    mutating func add(_ bytes: [UInt8], hash: MerkleTree.Hash) -> LogExport.Alteration? {
        let leaf = MerkleTree.leaf(bytes)
        guard leaf == hash else { return .changed }
        guard let entry = try? CanonicalJSON.record(LogEntry.self, from: bytes) else { return .changed }
        guard entry.position == size else { return .misplaced }
        let time = entry.time.timeIntervalSince1970
        if let latest, time < latest { return .backdated }
        latest = time
        var (level, node) = (0, leaf)
        while let peak = peaks.last, peak.level == level {
            node = MerkleTree.node(peak.hash, node)
            level += 1
            peaks.removeLast()
        }
        peaks.append((level, node))
        size += 1
        return nil
    }

    var root: MerkleTree.Hash {
        guard var root = peaks.last?.hash else { return MerkleTree.emptyRoot }
        for peak in peaks.dropLast().reversed() { root = MerkleTree.node(peak.hash, root) }
        return root
    }
}

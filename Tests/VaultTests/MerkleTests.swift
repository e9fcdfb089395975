import Foundation
import SandyqVault
import Testing

@Suite struct MerkleTests {
    /// The eight leaves of the reference tree of Certificate Transparency, and its roots (google/certificate-transparency, merkletree tests).
    private static let leaves = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    ]
    .compactMap { [UInt8](hex: $0) }
    private static let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    /// By the definition of RFC 9162 clause 2.1.1 alone, nothing shared with the code under test but the two hashes.
    private func root(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
        guard let first = leaves.first else { return MerkleTree.emptyRoot }
        if leaves.count == 1 { return MerkleTree.leaf(first) }
        var half = 1
        while half * 2 < leaves.count { half *= 2 }
        return MerkleTree.node(
            root(leaves[..<(leaves.startIndex + half)]),
            root(leaves[(leaves.startIndex + half)...])
        )
    }

    @Test func hashesAreThoseOfTheReferenceTree() {
        for size in 1...8 {
            #expect(root(Self.leaves[..<size]) == [UInt8](hex: Self.roots[size - 1]))
        }
        #expect(
            MerkleTree.emptyRoot == [UInt8](hex: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        )
    }

    @Test func proofsOfALogHoldForEveryEntryAndEverySizeAndForNothingElse() throws {
        let folder = try TemporaryFolder()
        let vault = try Sample.vault(in: folder)
        let entries = try vault.index.entries(from: 0, limit: 100)
        while try vault.index.logSize() < 37 { _ = try vault.list(DocumentQuery()) }
        let size = try vault.index.logSize()
        let bytes = try vault.index.entries(from: 0, limit: size).map(\.bytes)
        let whole = root(bytes[...])
        #expect(entries.count < size)
        for position in 0..<size {
            let proof = try #require(try vault.proof(of: position))
            let leaf = MerkleTree.leaf(bytes[position])
            #expect(MerkleTree.includes(leaf, at: position, inTreeOf: size, root: whole, proof: proof.hashes))
            #expect(
                !MerkleTree.includes(leaf, at: (position + 1) % size, inTreeOf: size, root: whole, proof: proof.hashes)
            )
            #expect(
                !MerkleTree.includes(
                    MerkleTree.leaf([1]),
                    at: position,
                    inTreeOf: size,
                    root: whole,
                    proof: proof.hashes
                )
            )
            #expect(
                !MerkleTree.includes(
                    leaf,
                    at: position,
                    inTreeOf: size,
                    root: whole,
                    proof: Array(proof.hashes.dropLast())
                )
            )
            #expect(!MerkleTree.includes(leaf, at: position, inTreeOf: size, root: whole, proof: proof.hashes + [leaf]))
        }
        for old in 1...size {
            let proof = try #require(try vault.proof(sinceSize: old)).hashes
            let before = root(bytes[..<old])
            #expect(MerkleTree.isConsistent(from: old, before, to: size, whole, proof: proof))
            #expect(!MerkleTree.isConsistent(from: old, MerkleTree.leaf([2]), to: size, whole, proof: proof))
            #expect(!MerkleTree.isConsistent(from: old, before, to: size, MerkleTree.leaf([2]), proof: proof))
            #expect(!MerkleTree.isConsistent(from: old, before, to: size, whole, proof: proof + [whole]))
        }
        #expect(try vault.proof(of: size) == nil)
        #expect(try vault.proof(sinceSize: size + 1) == nil)
        #expect(try vault.proof(sinceSize: 0) == nil)
    }

    @Test func checkpointsAreNotesOfTheLogsKeyAlone() throws {
        let folder = try TemporaryFolder()
        let vault = try Sample.vault(in: folder)
        let note = try vault.checkpoint()
        let key = vault.configuration.logKey
        let checkpoint = try #require(Checkpoint(note: note, verifiedBy: key))
        #expect(checkpoint.origin == "test.kz")
        #expect(checkpoint.size == (try vault.index.logSize()))
        for broken in [
            note.replacingOccurrences(of: "test.kz\n", with: "test.kx\n"),
            note.replacingOccurrences(of: "\n\(checkpoint.size)\n", with: "\n\(checkpoint.size + 1)\n"),
            note.replacingOccurrences(of: "\n\(checkpoint.size)\n", with: "\n0\(checkpoint.size)\n"),
            String(note.dropLast(5)), "", "\n\n", note.replacingOccurrences(of: "\n\n", with: "\n"),
        ] {
            #expect(Checkpoint(note: broken, verifiedBy: key) == nil, "\(broken)")
        }
        let other = try Sample.vault(in: try TemporaryFolder())
        #expect(Checkpoint(note: note, verifiedBy: other.configuration.logKey) == nil)
    }
}

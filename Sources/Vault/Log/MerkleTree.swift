internal import SandyqOpenSSL

/// The hashes of a Merkle tree as RFC 9162 clause 2.1 computes them.
package enum MerkleTree {
    package typealias Hash = [UInt8]

    /// MTH of no entries: the SHA-256 of nothing.
    package static let emptyRoot = MessageDigest.sha256(of: [])

    /// The hash of an entry.
    package static func leaf(_ entry: [UInt8]) -> Hash { MessageDigest.sha256(of: ([0] + entry)[...]) }

    /// The hash of two subtrees.
    package static func node(_ left: Hash, _ right: Hash) -> Hash {
        MessageDigest.sha256(of: ([1] + left + right)[...])
    }

    /// Whether an entry is in the tree of a root (clause 2.1.3.2).
    package static func includes(
        _ leaf: Hash,
        at index: Int,
        inTreeOf size: Int,
        root: Hash,
        proof: [Hash]
    ) -> Bool {
        guard index >= 0, index < size else { return false }
        var (first, second) = (index, size - 1)
        var hash = leaf
        for step in proof {
            guard second > 0 else { return false }
            if first & 1 == 1 || first == second {
                hash = node(step, hash)
                while first & 1 == 0, first != 0 { (first, second) = (first >> 1, second >> 1) }
            } else {
                hash = node(hash, step)
            }
            (first, second) = (first >> 1, second >> 1)
        }
        return second == 0 && hash == root
    }

    /// Whether the tree of one root is the beginning of the tree of another (clause 2.1.4.2).
    package static func isConsistent(
        from oldSize: Int,
        _ oldRoot: Hash,
        to newSize: Int,
        _ newRoot: Hash,
        proof: [Hash]
    ) -> Bool {
        if oldSize == newSize { return proof.isEmpty && oldRoot == newRoot }
        if oldSize == 0 { return proof.isEmpty && oldRoot == emptyRoot }
        guard oldSize > 0, oldSize < newSize, !proof.isEmpty else { return false }
        var path = proof[...]
        if oldSize & (oldSize - 1) == 0 { path = [oldRoot] + path }
        var (first, second) = (oldSize - 1, newSize - 1)
        while first & 1 == 1 { (first, second) = (first >> 1, second >> 1) }
        guard let seed = path.popFirst() else { return false }
        var (old, new) = (seed, seed)
        for step in path {
            guard second > 0 else { return false }
            if first & 1 == 1 || first == second {
                (old, new) = (node(step, old), node(step, new))
                while first & 1 == 0, first != 0 { (first, second) = (first >> 1, second >> 1) }
            } else {
                new = node(new, step)
            }
            (first, second) = (first >> 1, second >> 1)
        }
        return second == 0 && old == oldRoot && new == newRoot
    }
}

/// A tree whose full subtrees are kept, so that roots and proofs take few reads whatever its size.
struct MerkleReader<Failure: Error> {
    /// The hash of the full subtree of 2^level leaves that begins at leaf number · 2^level.
    let node: (_ level: Int, _ number: Int) throws(Failure) -> MerkleTree.Hash

    /// The root of the first so many entries.
    func root(of size: Int) throws(Failure) -> MerkleTree.Hash {
        size == 0 ? MerkleTree.emptyRoot : try hash(0, size)
    }

    /// Clause 2.1.3.1; `index` must be less than `size`.
    func inclusionProof(of index: Int, in size: Int) throws(Failure) -> [MerkleTree.Hash] {
        try path(index, 0, size)
    }

    /// Clause 2.1.4.1; `old` must be more than 0 and at most `new`.
    func consistencyProof(from old: Int, to new: Int) throws(Failure) -> [MerkleTree.Hash] {
        try subproof(old, 0, new, isWhole: true)
    }

    private func path(_ index: Int, _ start: Int, _ count: Int) throws(Failure) -> [MerkleTree.Hash] {
        guard count > 1 else { return [] }
        let half = Self.half(of: count)
        if index < half {
            return try path(index, start, half) + [try hash(start + half, count - half)]
        }
        return try path(index - half, start + half, count - half) + [try hash(start, half)]
    }

    private func subproof(
        _ old: Int,
        _ start: Int,
        _ count: Int,
        isWhole: Bool
    ) throws(Failure) -> [MerkleTree.Hash] {
        if old == count { return isWhole ? [] : [try hash(start, count)] }
        let half = Self.half(of: count)
        if old <= half {
            return try subproof(old, start, half, isWhole: isWhole) + [try hash(start + half, count - half)]
        }
        return try subproof(old - half, start + half, count - half, isWhole: false) + [try hash(start, half)]
    }

    private func hash(_ start: Int, _ count: Int) throws(Failure) -> MerkleTree.Hash {
        if count & (count - 1) == 0 {
            let level = count.trailingZeroBitCount
            return try node(level, start >> level)
        }
        let half = Self.half(of: count)
        return MerkleTree.node(try hash(start, half), try hash(start + half, count - half))
    }

    /// The largest power of two less than a number.
    private static func half(of count: Int) -> Int { 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount) }
}

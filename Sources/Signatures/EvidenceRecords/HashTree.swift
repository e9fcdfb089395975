internal import SandyqValidation

/// A hash tree reduced to what leads from one group of data to the root (RFC 4998 clause 4, RFC 6283 clause 3).
struct HashTree {
    /// From the data to the root; the first list holds the digests of the data.
    ///
    /// Without a list the data's digest is the root.
    let lists: [[ArraySlice<UInt8>]]
    /// The values of the first list.
    private let leaves: Set<ArraySlice<UInt8>>

    /// Takes the lists.
    init(lists: [[ArraySlice<UInt8>]]) {
        self.lists = lists
        leaves = Set(lists.first ?? [])
    }

    /// Reads reducedHashtree, whose tag is implicit (RFC 4998 clause 4.1).
    init(_ node: ASN1Node) throws(FormatError) {
        var lists: [[ArraySlice<UInt8>]] = []
        for part in node.children {
            var list: [ArraySlice<UInt8>] = []
            for value in try part.elements("partialHashtree") { list.append(try value.octets("partialHashtree")) }
            guard !list.isEmpty else { throw FormatError("partialHashtree: empty") }
            lists.append(list)
        }
        guard !lists.isEmpty else { throw FormatError("reducedHashtree: empty") }
        self.init(lists: lists)
    }

    /// Octets of all values.
    var size: Int { lists.reduce(0) { $0 + $1.reduce(0) { $0 + $1.count } } }

    /// Whether a value is among those the tree begins with.
    func begins(with value: [UInt8]) -> Bool { leaves.contains(value[...]) }

    /// The root: in each list the values and the result of the list before, in binary order, are digested as one.
    ///
    /// A list of one value is that value (RFC 4998 clause 4.3).
    func root(by algorithm: DigestAlgorithm) -> [UInt8]? {
        var result: ArraySlice<UInt8>?
        for list in lists {
            let values = (list + (result.map { [$0] } ?? [])).sorted { $0.lexicographicallyPrecedes($1) }
            if values.count == 1 {
                result = values[0]
            } else {
                guard let digest = ContentDigests(of: values, name: "", by: [algorithm]).digest(by: algorithm) else {
                    return nil
                }
                result = digest[...]
            }
        }
        return result.map { Array($0) }
    }
}

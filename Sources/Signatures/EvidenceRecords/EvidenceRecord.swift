internal import SandyqLibXML
internal import SandyqValidation

/// An evidence record in either syntax (RFC 4998, RFC 6283), read and not verified.
struct EvidenceRecord {
    /// From the oldest to the newest: each covers the data and all chains before it.
    let chains: [ArchiveTimestampChain]

    /// Every archive time-stamp, from the oldest to the newest.
    var timestamps: [ArchiveTimestampElement] { chains.flatMap(\.timestamps) }
}

/// Archive time-stamps made with one digest algorithm: each but the first covers the time-stamp before it.
struct ArchiveTimestampChain {
    /// Nil when the algorithm is unknown.
    let digest: DigestAlgorithm?
    /// The algorithm as it stands.
    let digestIdentifier: String
    let timestamps: [ArchiveTimestampElement]
    /// What the first time-stamp covers beside the data: the chains before this one; nil of the first chain.
    let predecessors: CoveredOctets?
    /// How the digest of the data and that of the chains before are put together.
    let joining: Joining
    /// The form in which data that is XML is digested (RFC 6283 clause 3.2.2); nil of the ASN.1 form.
    let dataForm: CanonicalForm?

    enum Joining {
        /// One value, the digest of both one after the other (RFC 4998 clause 5.2).
        case digestOfBoth
        /// Two values side by side in the first list of the tree (RFC 6283 clause 4.2.2).
        case sideBySide
    }
}

/// One ArchiveTimeStamp: a time-stamp token over the root of a hash tree.
struct ArchiveTimestampElement {
    let tree: HashTree
    let token: Result<TimestampToken, FormatError>
    /// The token as it stands, which names it in reports.
    let tokenEncoding: ArraySlice<UInt8>
    /// What a renewal digests of this time-stamp.
    let renewed: CoveredOctets
}

/// Octets that a later time-stamp covers, brought into their form only when they are digested.
struct CoveredOctets {
    let pieces: () -> [ArraySlice<UInt8>]?

    /// The digest; nil when the algorithm is unknown to this build, or there is no such form.
    func digest(by algorithm: DigestAlgorithm) -> [UInt8]? {
        pieces().flatMap { ContentDigests(of: $0, name: "", by: [algorithm]).digest(by: algorithm) }
    }
}

extension EvidenceRecord {
    /// Reads the ASN.1 form (RFC 4998 clause 3.1).
    init(_ node: ASN1Node) throws(FormatError) {
        var fields = try node.fields("EvidenceRecord")
        guard try fields.required("version").smallInteger("EvidenceRecord version") == 1 else {
            throw FormatError("EvidenceRecord: not version 1")
        }
        for algorithm in try fields.required("digestAlgorithms").elements("digestAlgorithms") {
            _ = try AlgorithmIdentifier(algorithm, "digestAlgorithms")
        }
        _ = fields.optional(tagged: 0)
        guard fields.optional(tagged: 1) == nil else {
            throw FormatError("EvidenceRecord: the data was encrypted, and is not read")
        }
        var chains: [ArchiveTimestampChain] = []
        var earlier: [ArraySlice<UInt8>] = []
        for chain in try fields.required("archiveTimeStampSequence").elements("archiveTimeStampSequence") {
            let before = earlier
            let predecessors =
                before.isEmpty ? nil : CoveredOctets { [BEREncoding.element(0x30, before.joined())[...]] }
            chains.append(try ArchiveTimestampChain(chain, predecessors: predecessors))
            earlier.append(chain.encodedBytes)
        }
        try fields.end()
        guard !chains.isEmpty else { throw FormatError("EvidenceRecord: without archive time-stamps") }
        self.chains = chains
    }
}

extension ArchiveTimestampChain {
    /// Reads the ASN.1 form (RFC 4998 clause 3.1).
    fileprivate init(_ node: ASN1Node, predecessors: CoveredOctets?) throws(FormatError) {
        var identifiers: Set<OID> = []
        var timestamps: [ArchiveTimestampElement] = []
        for element in try node.elements("archiveTimeStampChain") {
            var fields = try element.fields("ArchiveTimeStamp")
            let stated = try fields.optional(tagged: 0).map { node throws(FormatError) in
                try AlgorithmIdentifier(node, "digestAlgorithm", as: .context(0))
            }
            _ = fields.optional(tagged: 1)
            let tree = try fields.optional(tagged: 2).map { node throws(FormatError) in try HashTree(node) }
            let stamp = try fields.required("timeStamp")
            try fields.end()
            let token = Result { () throws(FormatError) in try TimestampToken(stamp) }
            // Without one stated, the algorithm is the time-stamp's own (RFC 4998 clause 4.1).
            if let identifier = stated?.oid ?? (try? token.get())?.info.digestIdentifier {
                identifiers.insert(identifier)
            }
            let octets = stamp.encodedBytes
            timestamps.append(
                ArchiveTimestampElement(
                    tree: tree ?? HashTree(lists: []),
                    token: token,
                    tokenEncoding: octets,
                    renewed: CoveredOctets { [octets] }
                )
            )
        }
        guard !timestamps.isEmpty else { throw FormatError("archiveTimeStampChain: without archive time-stamps") }
        let algorithms = Set(identifiers.map { DigestAlgorithm(oid: $0) })
        guard algorithms.count <= 1 else {
            throw FormatError("archiveTimeStampChain: more than one digest algorithm")
        }
        digest = algorithms.first.flatMap(\.self)
        digestIdentifier = identifiers.first?.rawValue ?? ""
        self.timestamps = timestamps
        self.predecessors = predecessors
        joining = .digestOfBoth
        dataForm = nil
    }
}

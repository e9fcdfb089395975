internal import SandyqLibXML
internal import SandyqValidation

extension EvidenceRecord {
    /// Reads the XML form (RFC 6283 clause 2.1); nil when the document is something else.
    init?(_ document: XMLDocument) throws(FormatError) {
        guard let root = document.root else { return nil }
        try self.init(root)
    }

    /// Reads the XML form wherever it stands; nil when the element is something else.
    init?(_ root: XMLElement) throws(FormatError) {
        guard root.isNamed("EvidenceRecord", in: Self.namespace) else { return nil }
        guard root.attribute("Version") == "1.0" else { throw FormatError("EvidenceRecord: not version 1.0") }
        guard root.child("EncryptionInformation", in: Self.namespace) == nil else {
            throw FormatError("EvidenceRecord: the data was encrypted, and is not read")
        }
        let sequences = root.children("ArchiveTimeStampSequence", in: Self.namespace)
        guard sequences.count == 1 else {
            throw FormatError("EvidenceRecord: not exactly one ArchiveTimeStampSequence")
        }
        let elements = try Self.ordered(sequences[0], "ArchiveTimeStampChain")
        var chains: [ArchiveTimestampChain] = []
        for index in elements.indices {
            chains.append(
                try ArchiveTimestampChain(
                    elements[index],
                    in: sequences[0],
                    notBefore: Array(elements[index...]),
                    isFirst: index == 0
                )
            )
        }
        self.chains = chains
    }

    static let namespace = "urn:ietf:params:xml:ns:ers"

    /// The elements of one name, in the order that their attribute states: from 1 on, each number once.
    static func ordered(_ parent: XMLElement, _ name: String) throws(FormatError) -> [XMLElement] {
        var places: [Int: XMLElement] = [:]
        let elements = parent.children(name, in: namespace)
        for element in elements {
            guard let order = element.attribute("Order").flatMap({ Int($0) }), places[order] == nil else {
                throw FormatError("\(name): without its place in the order")
            }
            places[order] = element
        }
        guard !elements.isEmpty, places.keys.max() == elements.count, places.keys.min() == 1 else {
            throw FormatError("\(name): an order with gaps")
        }
        return places.sorted { $0.key < $1.key }.map(\.value)
    }
}

extension ArchiveTimestampChain {
    /// Reads an ArchiveTimeStampChain (RFC 6283 clause 2.1).
    ///
    /// - Parameters:
    ///   - element: The element.
    ///   - sequence: The sequence it stands in.
    ///   - rest: It and the chains after it, which a renewal does not cover.
    ///   - isFirst: Whether no chain stands before it.
    /// - Throws: What is missing or out of order.
    fileprivate init(
        _ element: XMLElement,
        in sequence: XMLElement,
        notBefore rest: [XMLElement],
        isFirst: Bool
    ) throws(FormatError) {
        let namespace = EvidenceRecord.namespace
        guard let identifier = element.child("DigestMethod", in: namespace)?.attribute("Algorithm"),
            let form = element.child("CanonicalizationMethod", in: namespace).flatMap({ CanonicalForm($0) })
        else { throw FormatError("ArchiveTimeStampChain: without digest or canonicalization method") }
        digest = DigestAlgorithm(uri: identifier)
        digestIdentifier = identifier
        var timestamps: [ArchiveTimestampElement] = []
        for stamp in try EvidenceRecord.ordered(element, "ArchiveTimeStamp") {
            timestamps.append(try ArchiveTimestampElement(stamp, form: form))
        }
        self.timestamps = timestamps
        predecessors =
            isFirst
            ? nil
            : CoveredOctets {
                // The sequence without this chain and those that came later (clause 4.2.1).
                var selection = NodeSelection(sequence, hasComments: form.keepsComments)
                for chain in rest { selection.exclude(chain) }
                return (try? selection.octets(form)).map { [$0[...]] }
            }
        joining = .sideBySide
        dataForm = form
    }
}

extension ArchiveTimestampElement {
    fileprivate init(_ element: XMLElement, form: CanonicalForm) throws(FormatError) {
        let namespace = EvidenceRecord.namespace
        guard let stamp = element.child("TimeStamp", in: namespace),
            let token = stamp.child("TimeStampToken", in: namespace), token.attribute("Type") == "RFC3161",
            let octets = Base64Text(token.textBytes[...])?.bytes
        else { throw FormatError("ArchiveTimeStamp: without a time-stamp token of RFC 3161") }
        var lists: [[ArraySlice<UInt8>]] = []
        if let tree = element.child("HashTree", in: namespace) {
            for sequence in try EvidenceRecord.ordered(tree, "Sequence") {
                let values = sequence.children("DigestValue", in: namespace).compactMap {
                    Base64Text($0.textBytes[...])?.bytes
                }
                guard !values.isEmpty, values.count == sequence.children.count else {
                    throw FormatError("HashTree: a sequence with something else than digests")
                }
                lists.append(values.map { $0[...] })
            }
        }
        self.init(
            tree: HashTree(lists: lists),
            token: Result { () throws(FormatError) in
                try TimestampToken(ASN1Node(reading: octets[...], "time-stamp token"))
            },
            tokenEncoding: octets[...],
            renewed: CoveredOctets {
                (try? NodeSelection(stamp, hasComments: form.keepsComments).octets(form)).map { [$0[...]] }
            }
        )
    }
}

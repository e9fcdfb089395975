internal import SandyqOpenSSL
internal import SandyqValidation

/// The ats-hash-index attribute of an archive time-stamp (EN 319 122-1 clause 5.5.2): digests of what is covered.
struct HashIndex {
    /// Nil when the algorithm is unknown.
    let digest: DigestAlgorithm?
    let certificates: [ArraySlice<UInt8>]
    let revocation: [ArraySlice<UInt8>]
    let attributes: [ArraySlice<UInt8>]

    /// The attribute's editions.
    static let types: Set<OID> = [.hashIndexV1, .hashIndexV2, .hashIndexV3]

    /// Reads an attribute value of any edition; only the newest must name its algorithm.
    init(_ node: ASN1Node, type: OID) throws(FormatError) {
        var fields = try node.fields("ats-hash-index")
        var first = try fields.required("certificatesHashIndex")
        var digest: DigestAlgorithm? = .sha256
        if first.children.first?.identifier == .objectIdentifier {
            digest = DigestAlgorithm(oid: try AlgorithmIdentifier(first, "hashIndAlgorithm").oid)
            first = try fields.required("certificatesHashIndex")
        }
        self.digest = digest
        certificates = try Self.digests(in: first)
        revocation = try Self.digests(in: try fields.required("crlsHashIndex"))
        attributes = try Self.digests(in: try fields.required("unsignedAttrValuesHashIndex"))
        try fields.end()
    }

    private static func digests(in node: ASN1Node) throws(FormatError) -> [ArraySlice<UInt8>] {
        var digests: [ArraySlice<UInt8>] = []
        for element in try node.elements("ats-hash-index") { digests.append(try element.octets("ats-hash-index")) }
        return digests
    }
}

/// What a signature carries beside its signed part, by the digests an index names it with.
struct Inventory {
    private var certificates: [[UInt8]: [Fingerprint]] = [:]
    private var revocation: [[UInt8]: [Fingerprint]] = [:]
    private var attributes: [[UInt8]: [Fingerprint]] = [:]

    /// Digests everything that may be named; the time-stamp's own attribute may not.
    init(message: SignedData, signer: SignerReading, held: AttributeToken, digest: DigestAlgorithm, hashIndex: OID) {
        for node in message.certificateField?.children ?? [] {
            certificates[Self.digest([node.encodedBytes], by: digest)] = CarriedEvidence.fingerprints(
                in: CarriedEvidence.certificate(node)
            )
        }
        for node in message.revocationElements {
            revocation[Self.digest([node.encodedBytes], by: digest)] = CarriedEvidence.fingerprints(
                in: CarriedEvidence.revocation(node)
            )
        }
        // Some makers index the lists and responses of revocation-values beside those of the crls field.
        for attribute in signer.info.unsignedAttributes where attribute.type == .revocationValues {
            for item in attribute.values.flatMap({ CarriedEvidence.all(in: $0, type: attribute.type) }) {
                revocation[Self.digest([item.encoding], by: digest)] = CarriedEvidence.fingerprints(in: [item])
            }
        }
        for (index, attribute) in signer.info.unsignedAttributes.enumerated() {
            if hashIndex == .hashIndexV1 {
                guard index != held.attributeIndex else { continue }
                attributes[Self.digest([attribute.node.encodedBytes], by: digest)] = Self.fingerprints(of: attribute)
                continue
            }
            // Each value with the attribute's type before it.
            let type = attribute.node.children.first?.encodedBytes ?? []
            for (place, value) in attribute.values.enumerated()
            where index != held.attributeIndex || place != held.valueIndex {
                attributes[Self.digest([type, value.encodedBytes], by: digest)] =
                    CarriedEvidence.fingerprints(in: CarriedEvidence.all(in: value, type: attribute.type))
            }
        }
    }

    /// The objects an index names, and the entries that name nothing here.
    func resolve(_ index: HashIndex) -> (covered: [Fingerprint], dangling: [String]) {
        var covered: [Fingerprint] = []
        var dangling: [String] = []
        for (name, entries, objects) in [
            ("certificate", index.certificates, certificates), ("revocation data", index.revocation, revocation),
            ("unsigned attribute", index.attributes, attributes),
        ] {
            for entry in entries {
                if let found = objects[Array(entry)] {
                    covered += found
                } else {
                    dangling.append("\(name) \(entry.hexadecimal)")
                }
            }
        }
        return (covered, dangling)
    }

    /// The objects of a whole structure and of some unsigned attributes.
    static func everything(in message: SignedData, and attributes: [Attribute]) -> [Fingerprint] {
        CarriedEvidence.fingerprints(in: CarriedEvidence.own(in: message)) + attributes.flatMap(fingerprints(of:))
    }

    private static func fingerprints(of attribute: Attribute) -> [Fingerprint] {
        CarriedEvidence.fingerprints(in: attribute.values.flatMap { CarriedEvidence.all(in: $0, type: attribute.type) })
    }

    private static func digest(_ pieces: [ArraySlice<UInt8>], by digest: DigestAlgorithm) -> [UInt8] {
        ContentDigests(of: pieces, name: "", by: [digest]).digest(by: digest) ?? []
    }
}

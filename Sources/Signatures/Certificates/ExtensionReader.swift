internal import SandyqValidation

/// Reads a certificate's extensions (RFC 5280 clause 4.2).
struct ExtensionReader {
    private(set) var extensions = CertificateExtensions()
    private(set) var defects: [CertificateFacts.Defect] = []
    private let issuer: DistinguishedName

    /// The issuer's name completes distribution points that are relative to it.
    init(issuer: DistinguishedName) { self.issuer = issuer }

    /// Reads all; one that cannot be read is a defect, since it could say anything.
    mutating func read(_ node: ASN1Node) throws(FormatError) {
        var seen: Set<OID> = []
        for item in try ExtensionItem.list(node, "extensions") {
            if item.isCritical { extensions.critical.insert(item.oid) }
            guard seen.insert(item.oid).inserted else {
                defects.append(.duplicateExtension(item.oid))
                continue
            }
            do {
                if try !read(item), item.isCritical { extensions.unknownCritical.append(item.oid) }
            } catch {
                defects.append(.unreadableExtension(item.oid))
            }
        }
    }

    /// Reads one extension; false when it is none of those validation processes.
    private mutating func read(_ item: ExtensionItem) throws(FormatError) -> Bool {
        switch item.oid {
        case "2.5.29.14": extensions.subjectKeyIdentifier = Array(try item.value().octets("subjectKeyIdentifier"))
        case "2.5.29.15": extensions.keyUsage = try Self.keyUsage(item.value())
        case "2.5.29.17": extensions.subjectAlternativeNames = try GeneralName.list(item.value(), "subjectAltName")
        case "2.5.29.19": extensions.basicConstraints = try Self.basicConstraints(item.value())
        case "2.5.29.30": extensions.nameConstraints = try Self.nameConstraints(item.value())
        case "2.5.29.31":
            extensions.distributionPoints = try DistributionPointReader.list(
                item.value(),
                "cRLDistributionPoints",
                issuer: issuer
            )
        case "2.5.29.32": extensions.policies = try Self.firstIdentifiers(item.value(), "certificatePolicies")
        case "2.5.29.33": extensions.policyMappings = try Self.policyMappings(item.value())
        case "2.5.29.35": extensions.authorityKeyIdentifier = try Self.authorityKeyIdentifier(item.value())
        case "2.5.29.36": extensions.policyConstraints = try Self.policyConstraints(item.value())
        case "2.5.29.37": extensions.extendedKeyUsage = try Self.extendedKeyUsage(item.value())
        case "2.5.29.46":
            extensions.freshestCRL = try DistributionPointReader.list(item.value(), "freshestCRL", issuer: issuer)
        case "2.5.29.54":
            extensions.inhibitAnyPolicy = try Self.count(item.value(), "inhibitAnyPolicy", as: .integer)
        case "1.3.6.1.5.5.7.1.1": try readAuthorityInformation(item.value())
        case "1.3.6.1.5.5.7.1.3": extensions.qcStatements = try Self.firstIdentifiers(item.value(), "qcStatements")
        case "1.3.6.1.5.5.7.48.1.5": extensions.ocspNoCheck = true
        default: return false
        }
        return true
    }

    private static func keyUsage(_ node: ASN1Node) throws(FormatError) -> CertificateExtensions.KeyUsage {
        CertificateExtensions.KeyUsage(rawValue: try node.bits("keyUsage").flags)
    }

    private static func basicConstraints(
        _ node: ASN1Node
    ) throws(FormatError) -> CertificateExtensions.BasicConstraints {
        let what = "basicConstraints"
        var fields = try node.fields(what)
        let isAuthority = try fields.optional(.boolean)?.boolean(what) ?? false
        let length = try fields.optional(.integer).map { node throws(FormatError) in
            try count(node, what, as: .integer)
        }
        try fields.end()
        return CertificateExtensions.BasicConstraints(isAuthority: isAuthority, pathLength: length)
    }

    private static func nameConstraints(_ node: ASN1Node) throws(FormatError) -> CertificateExtensions.NameConstraints {
        var fields = try node.fields("nameConstraints")
        let permitted = try subtrees(fields.optional(tagged: 0), tag: 0)
        let excluded = try subtrees(fields.optional(tagged: 1), tag: 1)
        try fields.end()
        return CertificateExtensions.NameConstraints(permitted: permitted, excluded: excluded)
    }

    private static func subtrees(_ node: ASN1Node?, tag: UInt) throws(FormatError) -> [GeneralName] {
        guard let node else { return [] }
        let what = "nameConstraints"
        var names: [GeneralName] = []
        for element in try node.elements(what, as: .context(tag)) {
            var fields = try element.fields(what)
            names.append(try GeneralName(fields.required("base"), what))
            // Clause 4.2.1.10: minimum is zero and maximum absent, or the certificate is to be refused.
            if let minimum = fields.optional(tagged: 0) {
                guard try minimum.smallInteger(what, as: .context(0)) == 0 else {
                    throw FormatError("\(what): a minimum other than zero")
                }
            }
            try fields.end()
        }
        return names
    }

    private static func policyMappings(
        _ node: ASN1Node
    ) throws(FormatError) -> [CertificateExtensions.PolicyMapping] {
        let what = "policyMappings"
        var mappings: [CertificateExtensions.PolicyMapping] = []
        for element in try node.elements(what) {
            var fields = try element.fields(what)
            let issuerDomain = try fields.required("issuerDomainPolicy").oid(what)
            let subjectDomain = try fields.required("subjectDomainPolicy").oid(what)
            try fields.end()
            mappings.append(.init(issuerDomain: issuerDomain, subjectDomain: subjectDomain))
        }
        return mappings
    }

    private static func authorityKeyIdentifier(
        _ node: ASN1Node
    ) throws(FormatError) -> CertificateExtensions.AuthorityKeyIdentifier {
        let what = "authorityKeyIdentifier"
        var fields = try node.fields(what)
        let identifier = try fields.optional(tagged: 0)?.octets(what, as: .context(0))
        let issuers =
            try fields.optional(tagged: 1).map { node throws(FormatError) in
                try GeneralName.list(node, what, as: .context(1))
            } ?? []
        let serialNumber = try fields.optional(tagged: 2)?.integer(what, as: .context(2))
        try fields.end()
        return .init(keyIdentifier: identifier.map(Array.init), issuers: issuers, serialNumber: serialNumber)
    }

    private static func policyConstraints(
        _ node: ASN1Node
    ) throws(FormatError) -> CertificateExtensions.PolicyConstraints {
        let what = "policyConstraints"
        var fields = try node.fields(what)
        let explicit = try fields.optional(tagged: 0).map { node throws(FormatError) in
            try count(node, what, as: .context(0))
        }
        let mapping = try fields.optional(tagged: 1).map { node throws(FormatError) in
            try count(node, what, as: .context(1))
        }
        try fields.end()
        return .init(requireExplicitPolicy: explicit, inhibitPolicyMapping: mapping)
    }

    private static func extendedKeyUsage(_ node: ASN1Node) throws(FormatError) -> [OID] {
        var purposes: [OID] = []
        for element in try node.elements("extKeyUsage") { purposes.append(try element.oid("extKeyUsage")) }
        return purposes
    }

    private mutating func readAuthorityInformation(_ node: ASN1Node) throws(FormatError) {
        let what = "authorityInfoAccess"
        for element in try node.elements(what) {
            var fields = try element.fields(what)
            let method = try fields.required("accessMethod").oid(what)
            let location = try GeneralName(fields.required("accessLocation"), what)
            try fields.end()
            guard case .uri(let address) = location, address.lowercased().hasPrefix("http") else { continue }
            switch method {
            case "1.3.6.1.5.5.7.48.1": extensions.ocspAddresses.append(address)
            case "1.3.6.1.5.5.7.48.2": extensions.issuerAddresses.append(address)
            default: break
            }
        }
    }

    /// The identifiers that the elements of a SEQUENCE OF SEQUENCE begin with.
    private static func firstIdentifiers(_ node: ASN1Node, _ what: String) throws(FormatError) -> [OID] {
        var identifiers: [OID] = []
        for element in try node.elements(what) {
            var fields = try element.fields(what)
            identifiers.append(try fields.required("identifier").oid(what))
        }
        return identifiers
    }

    /// A number of certificates, which cannot be negative.
    private static func count(
        _ node: ASN1Node,
        _ what: String,
        as identifier: ASN1Identifier
    ) throws(FormatError) -> Int {
        let number = try node.smallInteger(what, as: identifier)
        guard number >= 0 else { throw FormatError("\(what): a negative number") }
        return number
    }
}

/// One Extension, its value not yet read (RFC 5280 clause 4.1).
struct ExtensionItem {
    let oid: OID
    let isCritical: Bool
    private let octets: ArraySlice<UInt8>

    /// Reads Extensions.
    static func list(_ node: ASN1Node, _ what: String) throws(FormatError) -> [ExtensionItem] {
        var items: [ExtensionItem] = []
        for element in try node.elements(what) {
            var fields = try element.fields(what)
            let oid = try fields.required("extnID").oid(what)
            let isCritical = try fields.optional(.boolean)?.boolean(what) ?? false
            items.append(
                ExtensionItem(
                    oid: oid,
                    isCritical: isCritical,
                    octets: try fields.required("extnValue").octets(what)
                )
            )
            try fields.end()
        }
        return items
    }

    /// The value inside the OCTET STRING.
    func value() throws(FormatError) -> ASN1Node { try ASN1Node(reading: octets, oid.rawValue) }
}

internal import SandyqValidation

extension GeneralName {
    /// Reads one GeneralName (RFC 5280 clause 4.2.1.6).
    init(_ node: ASN1Node, _ what: String) throws(FormatError) {
        guard let tag = node.contextTag else { throw FormatError("\(what): not a general name") }
        switch tag {
        case 1: self = .email(ASN1Node.text(ofOctets: try node.primitive(what, as: .context(1))))
        case 2: self = .dns(ASN1Node.text(ofOctets: try node.primitive(what, as: .context(2))))
        case 4: self = .directory(try DistinguishedName(node.explicit(what), what))
        case 6: self = .uri(ASN1Node.text(ofOctets: try node.primitive(what, as: .context(6))))
        case 7: self = .address(Array(try node.primitive(what, as: .context(7))))
        case 8: self = .registeredID(try node.oid(what, as: .context(8)))
        case 0, 3, 5: self = .other(tag: tag, encoding: Array(node.encodedBytes))
        default: throw FormatError("\(what): not a general name")
        }
    }

    /// Reads GeneralNames, which must hold one at least.
    static func list(
        _ node: ASN1Node,
        _ what: String,
        as identifier: ASN1Identifier = .sequence
    ) throws(FormatError) -> [GeneralName] {
        var names: [GeneralName] = []
        for element in try node.elements(what, as: identifier) { names.append(try GeneralName(element, what)) }
        guard !names.isEmpty else { throw FormatError("\(what): no name at all") }
        return names
    }
}

/// DistributionPointName, DistributionPoint and ReasonFlags (RFC 5280 clauses 4.2.1.13 and 5.2.5).
enum DistributionPointReader {
    /// Reads CRLDistributionPoints or FreshestCRL.
    static func list(
        _ node: ASN1Node,
        _ what: String,
        issuer: DistinguishedName
    ) throws(FormatError) -> [DistributionPoint] {
        var points: [DistributionPoint] = []
        for element in try node.elements(what) { points.append(try point(element, what, issuer: issuer)) }
        return points
    }

    private static func point(
        _ node: ASN1Node,
        _ what: String,
        issuer: DistinguishedName
    ) throws(FormatError) -> DistributionPoint {
        var fields = try node.fields(what)
        let name = fields.optional(tagged: 0)
        let reasons = try fields.optional(tagged: 1).map { flags throws(FormatError) in
            ReasonFlags(rawValue: try flags.bits(what, as: .context(1)).flags)
        }
        let issuers =
            try fields.optional(tagged: 2).map { names throws(FormatError) in
                try GeneralName.list(names, what, as: .context(2))
            } ?? []
        try fields.end()
        return DistributionPoint(
            names: try name.map { name throws(FormatError) in try names(name, what, issuer: base(issuers, issuer)) }
                ?? [],
            reasons: reasons,
            issuers: issuers
        )
    }

    /// A relative name hangs under cRLIssuer where there is one, under the certificate's issuer else.
    private static func base(_ issuers: [GeneralName], _ issuer: DistinguishedName) -> DistinguishedName {
        for case .directory(let name) in issuers { return name }
        return issuer
    }

    /// Reads a DistributionPointName inside its explicit tag, and completes a relative one.
    static func names(
        _ node: ASN1Node,
        _ what: String,
        issuer: DistinguishedName
    ) throws(FormatError) -> [GeneralName] {
        let choice = try node.explicit(what)
        switch choice.contextTag {
        case 0: return try GeneralName.list(choice, what, as: .context(0))
        case 1:
            let relative = try DistinguishedName.relativeName(choice, what, as: .context(1))
            return [.directory(DistinguishedName(relativeNames: issuer.relativeNames + [relative]))]
        default: throw FormatError("\(what): not a distribution point name")
        }
    }
}

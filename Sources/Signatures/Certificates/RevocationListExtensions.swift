#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
package import SandyqValidation

/// The extensions of a list (RFC 5280 clause 5.2).
package struct RevocationListExtensions: Hashable, Sendable {
    package private(set) var authorityKeyIdentifier: [UInt8]?
    package private(set) var number: String?
    package private(set) var deltaBase: String?
    package private(set) var issuingDistributionPoint: RevocationListFacts.IssuingDistributionPoint?
    package private(set) var keepsExpiredSince: Date?
    /// Critical ones that are unknown, and known ones that cannot be read: the list does not count with any of them.
    package private(set) var unknownCritical: [OID] = []

    init() {}

    mutating func read(_ node: ASN1Node, issuer: DistinguishedName) throws(FormatError) {
        var seen: Set<OID> = []
        for item in try ExtensionItem.list(node, "crlExtensions") {
            guard seen.insert(item.oid).inserted else {
                unknownCritical.append(item.oid)
                continue
            }
            do {
                if try !read(item, issuer: issuer), item.isCritical { unknownCritical.append(item.oid) }
            } catch {
                unknownCritical.append(item.oid)
            }
        }
    }

    private mutating func read(_ item: ExtensionItem, issuer: DistinguishedName) throws(FormatError) -> Bool {
        switch item.oid {
        case "2.5.29.20": number = try item.value().integer("cRLNumber")
        case "2.5.29.27": deltaBase = try item.value().integer("deltaCRLIndicator")
        case "2.5.29.28": issuingDistributionPoint = try Self.distributionPoint(item.value(), issuer: issuer)
        case "2.5.29.35":
            var fields = try item.value().fields("authorityKeyIdentifier")
            authorityKeyIdentifier = try fields.optional(tagged: 0).map { node throws(FormatError) in
                Array(try node.octets("authorityKeyIdentifier", as: .context(0)))
            }
        case "2.5.29.60": keepsExpiredSince = try item.value().time("expiredCertsOnCRL")
        default: return false
        }
        return true
    }

    /// Clause 5.2.5; every field is tagged implicitly but the name.
    private static func distributionPoint(
        _ node: ASN1Node,
        issuer: DistinguishedName
    ) throws(FormatError) -> RevocationListFacts.IssuingDistributionPoint {
        let what = "issuingDistributionPoint"
        var fields = try node.fields(what)
        let names =
            try fields.optional(tagged: 0).map { name throws(FormatError) in
                try DistributionPointReader.names(name, what, issuer: issuer)
            } ?? []
        let onlyUsers = try fields.optional(tagged: 1)?.boolean(what, as: .context(1)) ?? false
        let onlyAuthorities = try fields.optional(tagged: 2)?.boolean(what, as: .context(2)) ?? false
        let reasons = try fields.optional(tagged: 3).map { flags throws(FormatError) in
            ReasonFlags(rawValue: try flags.bits(what, as: .context(3)).flags)
        }
        let isIndirect = try fields.optional(tagged: 4)?.boolean(what, as: .context(4)) ?? false
        let onlyAttributes = try fields.optional(tagged: 5)?.boolean(what, as: .context(5)) ?? false
        try fields.end()
        return .init(
            names: names,
            onlyUserCertificates: onlyUsers,
            onlyAuthorityCertificates: onlyAuthorities,
            onlyAttributeCertificates: onlyAttributes,
            onlyReasons: reasons,
            isIndirect: isIndirect
        )
    }
}

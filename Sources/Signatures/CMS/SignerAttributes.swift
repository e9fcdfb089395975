internal import SandyqValidation

/// What a signer claims to be: the claimed part of signer-attributes (RFC 5126 clause 5.11.3) and signer-attributes-v2
/// (EN 319 122-1 clause 5.2.6).
///
/// Certified attributes and signed assertions are not read.
struct SignerAttributes {
    let signer: SignerInfo

    /// The texts of claimed attributes, and the types of those that have none.
    var claimed: [String] {
        let values = signer.signedValues(of: .signerAttributes) + signer.signedValues(of: .signerAttributesV2)
        let attributes = values.flatMap { $0.children.filter { $0.isTagged(0) } }.flatMap(Self.attributes)
        return Array(attributes.flatMap(Self.texts).prefix(Self.most))
    }

    /// The attributes under a tag that is explicit by the standard, and implicit in some software.
    private static func attributes(_ tagged: ASN1Node) -> [ASN1Node] {
        let children = tagged.children
        guard children.count == 1, children[0].children.first?.identifier == .sequence else { return children }
        return children[0].children
    }

    private static func texts(of attribute: ASN1Node) -> [String] {
        let parts = attribute.children
        guard parts.count == 2, let type = try? parts[0].oid("claimed attribute") else { return [] }
        let texts = parts[1].children.compactMap(\.text)
        return texts.isEmpty ? [type.rawValue] : texts
    }

    /// More are nobody's roles.
    static let most = 50
}

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import SandyqContainers

/// What tells a vault's evidence package from other ASiC-E containers (docs/vault.md).
package enum EvidencePackageMark {
    /// The data object that says so.
    package static let entry = "package.json"
    /// The `schema` in it.
    package static let schema = "sandyq.package/1"
    /// Certificates, lists and responses kept for the signatures in the package.
    package static let evidenceFolder = "evidence/"

    /// Octets of the data object; it says little.
    private static let largest = 64 << 10

    private struct Head: Decodable { let schema: String }

    /// Whether a container says that it is one.
    ///
    /// Saying so wrongly gains nothing: more signatures are looked at, and every one of them must hold.
    static func isOn(_ content: ContainerContent) -> Bool {
        guard let entry = content.entry(named: entry), entry.size <= largest,
            let octets = content.octets(of: entry, atMost: largest),
            let head = try? JSONDecoder().decode(Head.self, from: Data(octets))
        else { return false }
        return head.schema == schema
    }
}

/// What the first octets of a kept piece of evidence show it to be.
package enum EvidenceKind: Hashable, Sendable {
    case certificate
    case revocationList
    /// An OCSPResponse or a BasicOCSPResponse.
    case ocspResponse
    case timestampToken

    /// Tells by the outermost tags (RFC 5280 clauses 4.1 and 5.1, RFC 6960 clause 4.2.1, RFC 5652 clause 3); nil for
    /// anything else.
    package init?(_ bytes: ArraySlice<UInt8>) {
        guard let outer = EncodedHeader(bytes), outer.tag == 0x30 else { return nil }
        let content = bytes[outer.contentStart...]
        guard let first = EncodedHeader(content) else { return nil }
        switch first.tag {
        case 0x0a: self = .ocspResponse
        case 0x06: self = .timestampToken
        case 0x30:
            let inner = content[first.contentStart...]
            guard let kind = Self.kind(ofSignedPart: inner) else { return nil }
            self = kind
        default: return nil
        }
    }

    /// What begins with an algorithm or a version is a list; with [0] and a number a certificate; else a response.
    private static func kind(ofSignedPart part: ArraySlice<UInt8>) -> EvidenceKind? {
        guard let first = EncodedHeader(part) else { return nil }
        switch first.tag {
        case 0x30: return .revocationList
        // Version 2 of a list; a certificate of version 1 begins with its serial number.
        case 0x02: return part[first.contentStart...].first == 1 ? .revocationList : .certificate
        case 0xa1, 0xa2: return .ocspResponse
        case 0xa0:
            guard let end = first.contentEnd, end < part.endIndex else { return nil }
            return part[end] == 0x02 ? .certificate : .ocspResponse
        default: return nil
        }
    }

    /// The ending of a file's name that other programs know.
    package var ending: String {
        switch self {
        case .certificate: ".cer"
        case .revocationList: ".crl"
        case .ocspResponse: ".ors"
        case .timestampToken: ".tst"
        }
    }
}

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
package import SandyqValidation

/// A certification authority known by name, address and pin (`certs/anchors.json`).
package struct PinnedAuthority: Hashable, Sendable, Codable {
    /// A name for people.
    package let name: String
    /// Where it may be fetched; nil where that is unconfirmed.
    package let url: String?
    /// Of the certificate in DER.
    package let sha256: Fingerprint
    package let environment: Environment
    package let use: Use

    /// Whom an authority issues certificates to.
    package enum Environment: String, Hashable, Sendable, Codable {
        case production
        /// Anybody: nothing it says is true.
        case test
    }

    /// What an authority's certificate is for.
    package enum Use: String, Hashable, Sendable, Codable {
        /// A self-signed root, which may be trusted.
        case anchor
        /// Helps to complete a chain, and is not trusted by itself.
        case intermediate
    }

    /// The authorities this build knows; none if its list is broken, which a test rules out.
    package static let all: [PinnedAuthority] =
        (try? JSONDecoder().decode([PinnedAuthority].self, from: Data(PackageResources.anchors_json))) ?? []
}

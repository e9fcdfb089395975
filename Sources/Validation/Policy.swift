#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What is demanded of a signature: read from a file a person can read (`policies/*.json5`).
public struct Policy: Hashable, Sendable, Codable {
    /// What the policy is called, as `kz`.
    public let name: String
    /// Whether a chain to a trust anchor, times and revocation are asked for at all; without, only integrity is judged.
    public let asksTrust: Bool
    /// Whose revocation status must be known.
    public let revocation: RevocationDemand
    /// What a check that does not hold does, by check id; `fail` where an id is not listed.
    public let checks: [String: Level]
    /// Certificate policies accepted of signers, with everything under them; empty: any.
    public let signerPolicies: [OID]
    /// Policies accepted of time-stamps, with everything under them; empty: any.
    public let timestampPolicies: [OID]
    /// How old data without an end may be.
    public let freshness: Freshness
    /// Which algorithms are acceptable, and until when.
    public let algorithms: AlgorithmTable

    /// Whose revocation status must be known.
    public enum RevocationDemand: String, Hashable, Sendable, Codable {
        case none
        /// The signer's; a CA without data is shown as not checked, a CA shown revoked still fails.
        case leaf
        /// Every certificate's but the anchor's.
        case chain
    }

    /// What a check that does not hold does.
    public enum Level: String, Hashable, Sendable, Codable {
        case fail
        case warn
        case ignore
    }

    /// How old revocation data may be at the time in question when it does not say so itself; seconds.
    public struct Freshness: Hashable, Sendable, Codable {
        /// For OCSP responses without nextUpdate.
        public let ocspMaxAge: Double
        /// For CRLs without nextUpdate.
        public let crlMaxAge: Double
    }

    /// The same policy with another answer to whose revocation status must be known.
    public func asking(_ revocation: RevocationDemand) -> Policy {
        Policy(
            name: name,
            asksTrust: asksTrust,
            revocation: revocation,
            checks: checks,
            signerPolicies: signerPolicies,
            timestampPolicies: timestampPolicies,
            freshness: freshness,
            algorithms: algorithms
        )
    }

    /// The level of a check.
    public func level(of check: String) -> Level { checks[check] ?? .fail }
}

extension Policy {
    /// The policies that come with Sandyq, by name: `kz`, `aes`, `integrity`.
    public static let names = ["kz", "aes", "integrity"]

    /// A policy that comes with Sandyq.
    ///
    /// - Returns: Nil when there is none of that name.
    /// - Throws: `DecodingError` when the file this build carries is broken, which a test rules out.
    public static func named(_ name: String) throws -> Policy? {
        switch name {
        case "kz": try Policy(json5: PackageResources.kz_json5)
        case "aes": try Policy(json5: PackageResources.aes_json5)
        case "integrity": try Policy(json5: PackageResources.integrity_json5)
        default: nil
        }
    }

    /// Reads a policy file (JSON5).
    ///
    /// - Throws: `DecodingError` naming the key that is missing or wrong.
    public init(json5 bytes: [UInt8]) throws {
        // JSONDecoder's reader of JSON5 ends the process at octets that are not UTF-8.
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "The file is not UTF-8."))
        }
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        self = try decoder.decode(Policy.self, from: Data(bytes))
    }
}

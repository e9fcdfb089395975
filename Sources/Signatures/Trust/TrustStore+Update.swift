#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
package import SandyqFiles
package import SandyqOpenSSL
package import SandyqValidation

extension TrustStore {
    /// What became of one authority in an update.
    package enum Renewal: Hashable, Sendable {
        case present
        case added
        /// Nobody has confirmed where it may be fetched.
        case noAddress
        case unreachable(HTTPFailure)
        /// What was fetched is not the certificate on the list.
        case mismatch(actual: Fingerprint)
        case notACertificate
    }

    /// Fetches the authorities on the list that are missing, and keeps each whose SHA-256 is the one listed.
    ///
    /// - Parameters:
    ///   - pins: The list.
    ///   - moment: When this happens.
    ///   - fetch: Brings what is at an address.
    /// - Returns: What became of each.
    /// - Throws: That the store cannot be read or written.
    package func update(
        from pins: [PinnedAuthority],
        at moment: Date,
        fetch: (String) throws(HTTPFailure) -> [UInt8]
    ) throws(FileError) -> [(pin: PinnedAuthority, renewal: Renewal)] {
        let present = Set(try contents(withOrigins: false).entries.map(\.certificate.facts.fingerprint))
        var results: [(pin: PinnedAuthority, renewal: Renewal)] = []
        for pin in pins {
            guard !present.contains(pin.sha256) else {
                results.append((pin, .present))
                continue
            }
            guard let address = pin.url else {
                results.append((pin, .noAddress))
                continue
            }
            let bytes: [UInt8]
            do throws(HTTPFailure) { bytes = try fetch(address) } catch {
                results.append((pin, .unreachable(error)))
                continue
            }
            guard let certificate = try? TrustMaterial.certificates(in: bytes[...]).first else {
                results.append((pin, .notACertificate))
                continue
            }
            guard certificate.facts.fingerprint == pin.sha256 else {
                results.append((pin, .mismatch(actual: certificate.facts.fingerprint)))
                continue
            }
            let role: Role = pin.use == .anchor ? .anchor : .helper
            try add(certificate, as: role, origin: Origin(ground: .pinned, source: address, added: moment))
            results.append((pin, .added))
        }
        return results
    }
}

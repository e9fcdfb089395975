#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// The longest chain found where no path leads to an anchor, and why it ends.
package struct DanglingChain: Hashable, Sendable {
    /// Leaf first; empty only when the certificate asked about is not in the dossier.
    package let certificates: [CertificateFacts]
    /// Why the last certificate leads no further.
    package let end: End

    /// Why a chain leads no further.
    package enum End: Hashable, Sendable {
        /// No certificate at hand is the issuer's; one of its name whose key identifier is another is not.
        case issuerMissing
        /// An issuer is at hand, and its key does not verify the certificate.
        case signatureInvalid
        /// An issuer is at hand, and its key cannot be reckoned with; the text says why.
        case signatureUnsupported(String)
        /// An issuer is at hand, and its key was not tried.
        case signatureNotChecked
        /// Everything up to the root, or all around a ring, is at hand, and nothing of it is trusted.
        case untrusted
    }
}

extension PathFinder {
    /// Finds the longest chain, and why it ends, for a certificate without path to an anchor.
    package func dangling(from leaf: Fingerprint, at moment: Date) -> DanglingChain {
        let graph = reach(of: leaf, at: moment)
        var deepest = 0
        for (number, node) in graph.nodes.enumerated()
        where node.depth > graph.nodes[deepest].depth && node.depth < Self.lengthLimit {
            deepest = number
        }
        var chain: [CertificateFacts] = []
        var current = graph.nodes.isEmpty ? nil : Optional(deepest)
        while let number = current {
            if let certificate = dossier.certificates[graph.nodes[number].entity.fingerprint] {
                chain.append(certificate)
            }
            current = graph.nodes[number].child
        }
        return DanglingChain(certificates: chain.reversed(), end: chain.first.map(end) ?? .issuerMissing)
    }

    private func end(of certificate: CertificateFacts) -> DanglingChain.End {
        var best = (rank: 0, end: DanglingChain.End.issuerMissing)
        for issuance in dossier.issuances[certificate.fingerprint] ?? [] {
            guard let issuer = dossier.certificates[issuance.issuer] else { continue }
            let named = certificate.extensions.authorityKeyIdentifier?.keyIdentifier
            let matches = named.matches(issuer.extensions.subjectKeyIdentifier)
            let candidate: (rank: Int, end: DanglingChain.End) =
                switch issuance.signature {
                case .valid: (5, .untrusted)
                case .invalid where matches == true: (4, .signatureInvalid)
                case .unsupported(let reason) where matches != false: (3, .signatureUnsupported(reason))
                case .invalid where matches == nil: (2, .signatureInvalid)
                case .notChecked where matches != false: (1, .signatureNotChecked)
                case .invalid, .unsupported, .notChecked: (0, .issuerMissing)
                }
            if candidate.rank > best.rank { best = candidate }
        }
        return best.end
    }
}

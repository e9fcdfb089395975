#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// Searches a dossier for paths from a certificate to trust anchors (RFC 4158).
///
/// Only links whose signature is valid are followed, and no path goes through one subject and key twice (RFC 4158
/// clause 2.4.1). An anchor is trusted by name and key: another certificate with both ends a path just as well, and stands
/// in it as the anchor. Nothing else is judged here.
package struct PathFinder {
    /// How many paths are given out at most.
    package static let pathLimit = 200
    /// How many certificates a path has at most.
    package static let lengthLimit = 20
    /// How many links are looked at in finding what there is, and again in walking it.
    static let linkLimit = 50_000

    let dossier: Dossier
    /// The anchors behind each trusted name and key.
    private let anchors: [Identity: [Fingerprint]]

    /// What RFC 4158 tells certificates apart by.
    struct Identity: Hashable {
        let subject: DistinguishedName
        let key: Fingerprint

        /// Takes a certificate's name and key.
        init(_ certificate: CertificateFacts) {
            subject = certificate.subject
            key = certificate.key.fingerprint
        }

        /// Hashes the key: few keys go by several names.
        func hash(into hasher: inout Hasher) { hasher.combine(key) }
    }

    /// Prepares a search among a dossier's certificates.
    package init(dossier: Dossier) {
        self.dossier = dossier
        var anchors: [Identity: [Fingerprint]] = [:]
        for anchor in dossier.anchors.sorted() {
            guard let certificate = dossier.certificates[anchor] else { continue }
            anchors[Identity(certificate), default: []].append(anchor)
        }
        self.anchors = anchors
    }

    /// Finds paths, leaf first and anchor last, the most promising first.
    ///
    /// First those whose certificates are all valid at the time, then the shorter, then those whose key identifiers match,
    /// then those with newer issuers. `exhausted` says that a limit ended the search, so that there may be more.
    package func paths(
        from leaf: Fingerprint,
        at moment: Date
    ) -> (paths: [[CertificateFacts]], exhausted: Bool) {
        guard let certificate = dossier.certificates[leaf] else { return ([], false) }
        if dossier.anchors.contains(leaf) { return ([[certificate]], false) }
        let graph = reach(of: leaf, at: moment)
        var search = Search(graph: graph)
        let found = search.run(limit: Self.pathLimit, lengthLimit: Self.lengthLimit, linkLimit: Self.linkLimit)
        let paths = found.map { $0.compactMap { dossier.certificates[graph.nodes[$0].entity.fingerprint] } }
        return (paths, graph.isTruncated || search.isTruncated)
    }

    /// Every certificate that valid links lead to, in breadth, with the links worth following.
    func reach(of leaf: Fingerprint, at moment: Date) -> IssuerGraph {
        var reach = Reach(dossier: dossier, anchors: anchors, moment: moment)
        return reach.graph(from: leaf)
    }
}

extension CertificateFacts {
    /// Whether a moment lies in the validity period (RFC 5280 clause 4.1.2.5: both ends belong to it).
    func isInTime(_ moment: Date) -> Bool { notBefore <= moment && moment <= notAfter }
}

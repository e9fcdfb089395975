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
        let paths = found.map { $0.compactMap { dossier.certificates[graph.nodes[$0].fingerprint] } }
        return (paths, graph.isTruncated || search.isTruncated)
    }

    /// Every certificate that valid links lead to, in breadth, with the links worth following.
    func reach(of leaf: Fingerprint, at moment: Date) -> IssuerGraph {
        var graph = IssuerGraph()
        guard let certificate = dossier.certificates[leaf] else { return graph }
        graph.add(certificate, isAnchor: dossier.anchors.contains(leaf))
        var links = 0
        var next = 0
        while next < graph.nodes.count {
            defer { next += 1 }
            guard !graph.nodes[next].isAnchor, let child = dossier.certificates[graph.nodes[next].fingerprint] else {
                continue
            }
            let issuances = dossier.issuances[child.fingerprint] ?? []
            links += issuances.count
            guard links <= Self.linkLimit else {
                graph.isTruncated = true
                break
            }
            let issuers = issuances.filter { $0.signature == .valid }.compactMap { dossier.certificates[$0.issuer] }
            graph.link(next, to: ranked(issuers, of: child, at: moment))
        }
        return graph
    }

    /// The issuers worth following, best first: anchors once each, and none with the child's own name and key.
    private func ranked(
        _ issuers: [CertificateFacts],
        of child: CertificateFacts,
        at moment: Date
    ) -> [IssuerGraph.Issuer] {
        let own = Identity(child)
        var trusted: Set<Identity> = []
        var ranked: [IssuerGraph.Issuer] = []
        for issuer in issuers {
            let identity = Identity(issuer)
            if let twins = anchors[identity] {
                guard trusted.insert(identity).inserted else { continue }
                let certificates = twins.compactMap { dossier.certificates[$0] }
                guard let anchor = certificates.max(by: { isBetter($1, $0, at: moment) }) else { continue }
                ranked.append(.init(anchor, of: child, at: moment, isAnchor: true))
            } else if identity != own {
                ranked.append(.init(issuer, of: child, at: moment, isAnchor: false))
            }
        }
        return ranked.enumerated()
            .sorted {
                ($0.element.cost, $1.element.certificate.notBefore, $0.offset)
                    < ($1.element.cost, $0.element.certificate.notBefore, $1.offset)
            }
            .map(\.element)
    }

    private func isBetter(_ left: CertificateFacts, _ right: CertificateFacts, at moment: Date) -> Bool {
        let isLeftInTime = left.isInTime(moment)
        guard isLeftInTime == right.isInTime(moment) else { return isLeftInTime }
        return left.notBefore > right.notBefore
    }
}

extension CertificateFacts {
    /// Whether a moment lies in the validity period (RFC 5280 clause 4.1.2.5: both ends belong to it).
    func isInTime(_ moment: Date) -> Bool { notBefore <= moment && moment <= notAfter }

    /// Whether an issuer's key identifier is the one this certificate names; nil when either says nothing.
    func keyIdentifierMatches(_ issuer: CertificateFacts) -> Bool? {
        guard let named = extensions.authorityKeyIdentifier?.keyIdentifier,
            let own = issuer.extensions.subjectKeyIdentifier
        else { return nil }
        return named == own
    }
}

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Gathers what valid links lead to from one certificate, looking at each certificate once however many links name it.
struct Reach {
    private let dossier: Dossier
    private let anchors: [PathFinder.Identity: [Fingerprint]]
    private let moment: Date
    private var known: [Fingerprint: IssuerGraph.Entity] = [:]
    private var identities: [PathFinder.Identity: Int] = [:]

    /// Prepares to gather.
    init(dossier: Dossier, anchors: [PathFinder.Identity: [Fingerprint]], moment: Date) {
        self.dossier = dossier
        self.anchors = anchors
        self.moment = moment
    }

    /// Gathers in breadth, so that a certificate's depth is its shortest distance.
    mutating func graph(from leaf: Fingerprint) -> IssuerGraph {
        var graph = IssuerGraph()
        guard let certificate = dossier.certificates[leaf] else { return graph }
        graph.add(entity(certificate, isAnchor: dossier.anchors.contains(leaf)))
        var links = 0
        var next = 0
        while next < graph.nodes.count {
            defer { next += 1 }
            let child = graph.nodes[next].entity
            guard !child.isAnchor else { continue }
            let issuances = dossier.issuances[child.fingerprint] ?? []
            links += issuances.count
            guard links <= PathFinder.linkLimit else {
                graph.isTruncated = true
                break
            }
            let named = dossier.certificates[child.fingerprint]?.extensions.authorityKeyIdentifier?.keyIdentifier
            graph.link(next, to: ranked(issuances, of: child, named: named))
        }
        return graph
    }

    /// The issuers worth following, best first: anchors once each, and none with the child's own name and key.
    private mutating func ranked(
        _ issuances: [Dossier.Issuance],
        of child: IssuerGraph.Entity,
        named keyIdentifier: [UInt8]?
    ) -> [(issuer: IssuerGraph.Entity, cost: Int)] {
        var trusted: Set<Int> = []
        var ranked: [(issuer: IssuerGraph.Entity, cost: Int, turn: Int)] = []
        for issuance in issuances where issuance.signature == .valid {
            guard let issuer = entity(behind: issuance.issuer) else { continue }
            guard issuer.isAnchor ? trusted.insert(issuer.identity).inserted : issuer.identity != child.identity else {
                continue
            }
            ranked.append((issuer, cost(of: issuer, named: keyIdentifier), ranked.count))
        }
        ranked.sort { ($0.cost, $1.issuer.notBefore, $0.turn) < ($1.cost, $0.issuer.notBefore, $1.turn) }
        return ranked.map { ($0.issuer, $0.cost) }
    }

    /// One certificate out of time outweighs any length, and one link any preference: see `PathFinder.lengthLimit`.
    private func cost(of issuer: IssuerGraph.Entity, named keyIdentifier: [UInt8]?) -> Int {
        let preference =
            switch keyIdentifier.matches(issuer.keyIdentifier) {
            case true?: 0
            case nil: 1
            case false?: 2
            }
        // RFC 5280 clause 6.1.1 (d) looks at no time of an anchor.
        return (issuer.isAnchor || issuer.isInTime ? 0 : 100_000) + 1000 + preference
    }

    /// The certificate, or the best anchor of its name and key.
    private mutating func entity(behind fingerprint: Fingerprint) -> IssuerGraph.Entity? {
        if let entity = known[fingerprint] { return entity }
        guard let certificate = dossier.certificates[fingerprint] else { return nil }
        var found = entity(certificate, isAnchor: false)
        for twin in anchors[PathFinder.Identity(certificate)] ?? [] {
            guard let anchor = dossier.certificates[twin].map({ entity($0, isAnchor: true) }) else { continue }
            if !found.isAnchor || anchor.isBetter(than: found) { found = anchor }
        }
        known[fingerprint] = found
        return found
    }

    private mutating func entity(_ certificate: CertificateFacts, isAnchor: Bool) -> IssuerGraph.Entity {
        let identity = PathFinder.Identity(certificate)
        let number = identities[identity, default: identities.count]
        identities[identity] = number
        return IssuerGraph.Entity(
            fingerprint: certificate.fingerprint,
            identity: number,
            isAnchor: isAnchor,
            isInTime: certificate.isInTime(moment),
            notBefore: certificate.notBefore,
            keyIdentifier: certificate.extensions.subjectKeyIdentifier
        )
    }
}

extension [UInt8]? {
    /// Whether a named key identifier is an issuer's own; nil when either says nothing.
    func matches(_ own: [UInt8]?) -> Bool? {
        guard let self, let own else { return nil }
        return self == own
    }
}

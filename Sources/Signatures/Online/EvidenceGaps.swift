package import SandyqValidation

/// What a judgement lacked, as far as the network may have it: read off the report.
package struct EvidenceGaps: Hashable, Sendable {
    /// Certificates no chain goes on from.
    package private(set) var issuers: [Fingerprint] = []
    /// Certificates whose revocation status is not known, with their issuers.
    package private(set) var statuses: [Status] = []

    /// A certificate whose revocation status is not known.
    package struct Status: Hashable, Sendable {
        package let certificate: Fingerprint
        package let issuer: Fingerprint
    }

    /// Looks through the chains of signatures and time-stamps.
    package init(in report: Report, under policy: Policy) {
        guard policy.asksTrust else { return }
        for signature in report.signatures {
            add(signature.chain, demand: policy.revocation)
            for timestamp in signature.timestamps { add(timestamp.chain, demand: policy.revocation) }
        }
    }

    /// Looks through a certificate's chain.
    package init(in report: CertificateReport, under policy: Policy) {
        guard policy.asksTrust else { return }
        add(report.chain, demand: policy.revocation)
    }

    /// Whether nothing is missing.
    package var isEmpty: Bool { issuers.isEmpty && statuses.isEmpty }

    private mutating func add(_ chain: [SignatureReport.ChainLink], demand: Policy.RevocationDemand) {
        guard let last = chain.last else { return }
        if !last.isTrusted, !last.certificate.isSelfIssued, !issuers.contains(last.certificate.fingerprint) {
            issuers.append(last.certificate.fingerprint)
        }
        let asked: Int
        switch demand {
        case .none: asked = 0
        case .leaf: asked = 1
        case .chain: asked = chain.count
        }
        for (link, issuer) in zip(chain, chain.dropFirst()).prefix(asked) where !link.isTrusted {
            switch link.revocation.answer {
            case .good, .revoked: continue
            case .unknown, .notChecked: break
            }
            let status = Status(certificate: link.certificate.fingerprint, issuer: issuer.certificate.fingerprint)
            if !statuses.contains(status) { statuses.append(status) }
        }
    }
}

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What a certificate is validated for.
enum CertificatePurpose: Hashable, Sendable {
    case signer
    case timestampAuthority
    /// On its own: nothing is proven to be older than the validation time, so what it shows of itself is final.
    case itself
    /// A responder or list issuer other than the authority itself.
    case revocationIssuer
}

/// What came of a certificate: the judgement, the path it rests on, and the status of the certificate itself.
struct CertificateOutcome {
    let block: Block
    let chain: [SignatureReport.ChainLink]
    let revocation: RevocationStatus

    /// The chain as far as issuers are at hand, for a report that asks for no trust.
    static func unasked(_ certificate: CertificateFacts, in context: Context) -> CertificateOutcome {
        let finder = PathFinder(dossier: context.dossier)
        let path =
            finder.paths(from: certificate.fingerprint, at: context.moment).paths.first
            ?? finder.dangling(from: certificate.fingerprint, at: context.moment).certificates
        return CertificateOutcome(
            block: Block.run(.certificateValidation, under: context.policy) { _ throws(Block.Stop) in },
            chain: path.map { $0.link(in: context.dossier, revocation: .notChecked) },
            revocation: .notChecked
        )
    }
}

extension CertificateFacts {
    func link(in dossier: Dossier, revocation: RevocationStatus) -> SignatureReport.ChainLink {
        SignatureReport.ChainLink(
            certificate: self,
            isTrusted: dossier.anchors.contains(fingerprint),
            revocation: revocation
        )
    }

    /// Whether another certificate binds the same name to the same key.
    func isSameEntity(as other: CertificateFacts) -> Bool {
        key.fingerprint == other.key.fingerprint && subject == other.subject
    }
}

/// The X.509 certificate validation building block (EN 319 102-1 clauses 5.2.6 and 5.6.2.1).
struct CertificateValidation {
    let context: Context
    let proofs: ProofsOfExistence
    var options = PathOptions()
    let purpose: CertificatePurpose
    /// How many issuers of revocation data stand between this certificate and the one asked about.
    var depth = 0

    /// How many paths are judged before giving up: hostile files hold thousands.
    private static let pathsJudged = 50
    /// How many for an issuer of revocation data, of which there may be many.
    private static let issuerPathsJudged = 5

    /// Judges the paths found, most promising first, and keeps the best: the first that holds, else the one that holds longest.
    func outcome(for fingerprint: Fingerprint, during interval: Interval) -> CertificateOutcome {
        let found = PathFinder(dossier: context.dossier).paths(from: fingerprint, at: interval.notAfter)
        var best: CertificateOutcome?
        for path in found.paths.prefix(depth == 0 ? Self.pathsJudged : Self.issuerPathsJudged) {
            let outcome = outcome(along: path, during: interval)
            if outcome.block.verdict == .passed { return outcome }
            if best.map({ outcome.block.verdict.remoteness < $0.block.verdict.remoteness }) ?? true { best = outcome }
        }
        return best ?? chainless(fingerprint, at: interval.notAfter, exhausted: found.exhausted)
    }

    /// No anchor was reached.
    private func chainless(_ fingerprint: Fingerprint, at moment: Date, exhausted: Bool) -> CertificateOutcome {
        let dangling = PathFinder(dossier: context.dossier).dangling(from: fingerprint, at: moment)
        let block = Block.run(.certificateValidation, under: context.policy) { block throws(Block.Stop) in
            let finding: Finding = exhausted ? .chainSearchExhausted : dangling.finding
            try block.breach("chain", finding, verdict: .indeterminate(.noChain), evidence: [fingerprint])
        }
        return CertificateOutcome(
            block: block,
            chain: dangling.certificates.map { $0.link(in: context.dossier, revocation: .notChecked) },
            revocation: .notChecked
        )
    }

    private func outcome(along path: [CertificateFacts], during interval: Interval) -> CertificateOutcome {
        let broken = PathValidation.firstBreach(of: path, options: options) ?? anchorBreach(of: path)
        let statuses = path.indices.map { index in
            // A path that does not hold says nothing of revocation, and costs nothing to refuse.
            index == path.count - 1 || broken != nil
                ? RevocationFinding.unasked : status(at: index, of: path, at: interval.notAfter)
        }
        let block = Block.run(.certificateValidation, under: context.policy) { block throws(Block.Stop) in
            try requirePath(path, broken: broken, in: &block)
            for index in path.indices.reversed() {
                let step = CertificateStep(
                    certificate: path[index],
                    position: .init(index: index, count: path.count),
                    revocation: statuses[index],
                    interval: interval
                )
                try requireTime(step, in: &block)
                try requireRevocation(step, in: &block)
            }
            try requireAlgorithms(of: path, at: interval.notAfter, in: &block)
        }
        let chain = path.indices.map { path[$0].link(in: context.dossier, revocation: statuses[$0].status) }
        return CertificateOutcome(block: block, chain: chain, revocation: statuses.first?.status ?? .notChecked)
    }

    /// The revocation status at the moment, or at the certificate's end if that came first.
    private func status(at index: Int, of path: [CertificateFacts], at moment: Date) -> RevocationFinding {
        RevocationSearch(
            context: context,
            proofs: proofs,
            certificate: path[index],
            issuer: path[index + 1],
            anchor: path[path.count - 1],
            moment: min(moment, path[index].notAfter),
            depth: depth
        ).finding()
    }

    /// RFC 5280 looks at nothing of an anchor but name and key; one that says it is no authority is not believed as one.
    ///
    /// Who trusts a person's certificate trusts that person's signatures, not everybody that person may certify.
    private func anchorBreach(of path: [CertificateFacts]) -> (breach: PathBreach, subject: DistinguishedName)? {
        guard path.count > 1, let anchor = path.last else { return nil }
        if anchor.extensions.basicConstraints?.isAuthority == false { return (.notAuthority, anchor.subject) }
        if let usage = anchor.extensions.keyUsage, !usage.contains(.keyCertSign) {
            return (.keyCertSignMissing, anchor.subject)
        }
        return nil
    }

    /// RFC 5280 clause 6.1 without times and revocation.
    private func requirePath(
        _ path: [CertificateFacts],
        broken: (breach: PathBreach, subject: DistinguishedName)?,
        in block: inout Block.Recorder
    ) throws(Block.Stop) {
        if let anchor = path.last {
            block.note(
                "chain",
                .chainFound(anchor: anchor.subject, length: path.count),
                evidence: path.map(\.fingerprint)
            )
        }
        if let broken {
            try block.breach(
                "path",
                .pathBroken(broken.breach, subject: broken.subject),
                verdict: .indeterminate(.chainConstraints)
            )
        } else {
            block.note("path", .pathHolds)
        }
    }

    /// In time when the signature was made (clause 5.2.6.4, steps on validity).
    private func requireTime(_ step: CertificateStep, in block: inout Block.Recorder) throws(Block.Stop) {
        let certificate = step.certificate
        let moment = step.interval.notAfter
        let evidence = [certificate.fingerprint]
        if moment < certificate.notBefore {
            try block.breach(
                "validity",
                .certificateNotYetValid(certificate.subject, notBefore: certificate.notBefore, at: moment),
                verdict: step.position == .leaf ? .failed(.notYetValid) : .indeterminate(.chainConstraints),
                evidence: evidence
            )
        } else if moment > certificate.notAfter {
            try requireRevocation(step, in: &block)
            try block.breach(
                "validity",
                .certificateExpired(certificate.subject, notAfter: certificate.notAfter, at: moment),
                verdict: expiryVerdict(step),
                evidence: evidence
            )
        } else {
            block.note("validity", .certificateInTime(certificate.subject, at: moment), evidence: evidence)
        }
    }

    /// EXPIRED needs proof that the signature came after the end; without it nothing is certain.
    private func expiryVerdict(_ step: CertificateStep) -> Verdict {
        guard step.position == .leaf else {
            return .indeterminate(purpose == .itself ? .chainConstraints : .outOfBoundsNoPOE)
        }
        if let lower = step.interval.notBefore, lower > step.certificate.notAfter { return .failed(.expired) }
        if case .good = step.revocation.status.answer { return .indeterminate(.outOfBoundsNotRevoked) }
        return .indeterminate(.outOfBoundsNoPOE)
    }

    /// Not revoked when the signature was made (clause 5.2.6.4, steps on revocation).
    private func requireRevocation(_ step: CertificateStep, in block: inout Block.Recorder) throws(Block.Stop) {
        guard step.position != .anchor else { return }
        let subject = step.certificate.subject
        let moment = min(step.interval.notAfter, step.certificate.notAfter)
        let evidence = [step.revocation.status.evidence].compactMap(\.self)
        for refusal in step.revocation.refusals {
            block.skip("revocation-data", .revocationDataRefused(refusal.source, refusal.evidence, refusal.gap))
        }
        for doubt in step.revocation.doubts {
            try block.breach("responder-revocation", doubt, verdict: .indeterminate(.tryLater), evidence: evidence)
        }
        switch step.revocation.status.answer {
        case .good:
            let source = step.revocation.status.source ?? .crl
            block.note(
                "revocation",
                .notRevoked(subject, by: source, producedAt: step.revocation.status.producedAt ?? moment),
                evidence: evidence
            )
        case .revoked(let date, let reason) where date > moment:
            block.note("revocation", .revokedLater(subject, at: date, reason: reason), evidence: evidence)
        case .revoked(let date, let reason):
            try block.breach(
                "revocation",
                .revoked(subject, at: date, reason: reason),
                verdict: revocationVerdict(step, at: date, reason: reason),
                evidence: evidence
            )
        case .unknown(let gap):
            try requireKnownStatus(step, gap: gap, in: &block)
        case .notChecked:
            try requireKnownStatus(step, gap: .nothingAtHand, in: &block)
        }
    }

    /// REVOKED needs proof that the signature came after the revocation; a hold may still be lifted.
    private func revocationVerdict(_ step: CertificateStep, at date: Date, reason: RevocationReason?) -> Verdict {
        guard step.position == .leaf else {
            return .indeterminate(purpose == .itself ? .chainConstraints : .revokedAuthorityNoPOE)
        }
        if reason == .certificateHold { return .indeterminate(.tryLater) }
        if let lower = step.interval.notBefore, lower >= date { return .failed(.revoked) }
        return .indeterminate(.revokedNoPOE)
    }

    /// An unknown status matters as far as the policy asks for it; an expired leaf is answered by its expiry.
    private func requireKnownStatus(
        _ step: CertificateStep,
        gap: RevocationGap,
        in block: inout Block.Recorder
    ) throws(Block.Stop) {
        let subject = step.certificate.subject
        let isAsked =
            switch context.policy.revocation {
            case .none: false
            case .leaf: step.position == .leaf
            case .chain: true
            }
        guard isAsked, step.interval.notAfter <= step.certificate.notAfter else {
            block.skip("revocation", .revocationNotAsked(subject))
            return
        }
        try block.breach("revocation", .revocationUnknown(subject, gap), verdict: .indeterminate(.tryLater))
    }

    /// The algorithms that tie the path together are acceptable at the time (clause 5.2.6.4, cryptographic constraints).
    private func requireAlgorithms(
        of path: [CertificateFacts],
        at moment: Date,
        in block: inout Block.Recorder
    ) throws(Block.Stop) {
        for index in path.indices.dropLast() {
            let weakness = context.policy.algorithms.weakness(
                of: path[index].signatureAlgorithm,
                keyBits: path[index + 1].key.bits,
                at: moment
            )
            guard let weakness else { continue }
            try block.breach(
                "algorithms",
                weakness.finding,
                verdict: .indeterminate(weakness.wasAcceptable ? .cryptoConstraintsNoPOE : .cryptoConstraints),
                evidence: [path[index].fingerprint]
            )
        }
    }
}

extension DanglingChain {
    /// Why there is no chain to an anchor.
    fileprivate var finding: Finding {
        guard let last = certificates.last else { return .chainSearchExhausted }
        return switch end {
        case .issuerMissing, .signatureNotChecked: .chainMissing(issuer: last.issuer)
        case .signatureInvalid: .chainForged(subject: last.subject)
        case .signatureUnsupported(let name): .signatureAlgorithmUnsupported(name)
        case .untrusted: .chainUntrusted(end: last.subject)
        }
    }
}

/// One certificate of a path with what is known of it.
private struct CertificateStep {
    let certificate: CertificateFacts
    let position: Position
    let revocation: RevocationFinding
    let interval: Interval

    enum Position: Hashable {
        case leaf
        case authority
        case anchor

        /// An anchor that is itself the certificate asked about needs no revocation status either.
        init(index: Int, count: Int) {
            self = index == count - 1 ? .anchor : index == 0 ? .leaf : .authority
        }
    }
}

extension Verdict {
    /// Orders the outcomes of several paths: the smaller, the further validation went along the path.
    fileprivate var remoteness: Int {
        switch self {
        case .passed: 0
        case .failed: 1
        case .indeterminate(.revokedNoPOE): 2
        case .indeterminate(.cryptoConstraints), .indeterminate(.cryptoConstraintsNoPOE): 3
        case .indeterminate(.tryLater): 4
        case .indeterminate(.outOfBoundsNoPOE), .indeterminate(.outOfBoundsNotRevoked): 5
        case .indeterminate(.revokedAuthorityNoPOE): 6
        case .indeterminate: 7
        }
    }
}

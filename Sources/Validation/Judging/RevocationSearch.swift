#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What a search for a certificate's revocation status found.
struct RevocationFinding {
    let status: RevocationStatus
    /// Data that was at hand and not believed, and why.
    var refusals: [Refusal] = []
    /// What remains unsure about the data that was believed.
    var doubts: [Finding] = []

    /// Nobody was asked: of an anchor, which nobody can revoke, or on a path that does not hold.
    static let unasked = RevocationFinding(status: .notChecked)

    struct Refusal: Hashable {
        let source: RevocationSource
        let evidence: Fingerprint
        let gap: RevocationGap
    }
}

/// A status that one response, or one list with its delta, gives.
struct RevocationAnswer {
    let answer: RevocationStatus.Answer
    let source: RevocationSource
    let evidence: Fingerprint
    /// thisUpdate: of two answers the later counts.
    let asOf: Date
    let producedAt: Date
    var doubt: Finding?

    /// Whether the certificate is revoked for good: no newer answer outdoes that.
    var isFinal: Bool {
        if case .revoked(_, let reason) = answer { return reason != .certificateHold }
        return false
    }
}

/// Finds out whether a certificate was revoked at a moment (EN 319 102-1 clause 5.2.5, RFC 5280 clause 6.3, RFC 6960).
struct RevocationSearch {
    let context: Context
    let proofs: ProofsOfExistence
    var certificate: CertificateFacts
    /// The certificate before it on the path.
    let issuer: CertificateFacts
    /// Where the path ends; issuers of revocation data must end there too.
    let anchor: CertificateFacts
    /// The time in question.
    var moment: Date
    let depth: Int

    /// A clock that is this much ahead of ours still counts as the present; seconds.
    static let clockSkew: Double = 300

    /// Finds the newest believable answer; a final revocation is never outdone by a later "good".
    func finding() -> RevocationFinding {
        var refusals: [RevocationFinding.Refusal] = []
        let answers = responseAnswers(refusals: &refusals) + listAnswers(refusals: &refusals)
        let final = answers.filter(\.isFinal)
        guard let best = (final.isEmpty ? answers : final).max(by: { $0.asOf < $1.asOf }) else {
            let answer: RevocationStatus.Answer = refusals.first.map { .unknown($0.gap) } ?? .notChecked
            let status = RevocationStatus(
                answer: answer,
                source: refusals.first?.source,
                evidence: nil,
                producedAt: nil
            )
            return RevocationFinding(status: status, refusals: refusals)
        }
        let status = RevocationStatus(
            answer: best.answer,
            source: best.source,
            evidence: best.evidence,
            producedAt: best.producedAt
        )
        return RevocationFinding(status: status, refusals: refusals, doubts: [best.doubt].compactMap(\.self))
    }

    /// Why data from a time span says nothing about the moment; nil when it does.
    ///
    /// Data produced at or after the moment is always fresh: it looks back on it.
    func staleness(thisUpdate: Date, producedAt: Date, nextUpdate: Date?, maxAge: Double) -> RevocationGap? {
        let latest = context.moment.addingTimeInterval(Self.clockSkew)
        if thisUpdate > latest || producedAt > latest { return .fromTheFuture(max(thisUpdate, producedAt)) }
        // A responder may sign today what it knew long ago (RFC 6960 clause 4.2.2.1).
        let asOf = min(thisUpdate, producedAt)
        if asOf >= moment { return nil }
        if let nextUpdate { return nextUpdate >= moment ? nil : .stale(nextUpdate) }
        let end = asOf.addingTimeInterval(maxAge)
        return end >= moment ? nil : .stale(end)
    }

    /// Data made after the certificate's end may have forgotten it.
    func forgetfulness(producedAt: Date, keepsExpiredSince: Date?) -> RevocationGap? {
        guard producedAt > certificate.notAfter else { return nil }
        if let since = keepsExpiredSince, since <= certificate.notAfter { return nil }
        return .afterExpiry(certificate.notAfter)
    }

    /// Why the signature on revocation data is not believed for its algorithms.
    func weakness(of algorithm: SignatureAlgorithm, signer: CertificateFacts, evidence: Fingerprint) -> RevocationGap? {
        let weak = context.policy.algorithms.weakness(
            of: algorithm,
            keyBits: signer.key.bits,
            at: proofs.time(of: evidence)
        )
        return weak == nil ? nil : .weakAlgorithm(algorithm.digest?.rawValue ?? algorithm.name)
    }

    /// Why an authority's own key, known from the path, may not vouch for revocation data; nil when it may.
    func refusal(ofAuthority authority: CertificateFacts, evidence: Fingerprint, producedAt: Date) -> RevocationGap? {
        let proven = proofs.time(of: evidence)
        if producedAt < authority.notBefore { return .issuerNotEntitled }
        return proven > authority.notAfter ? .issuerExpired(authority.notAfter) : nil
    }

    /// Whether another certificate holds as an issuer of revocation data: its own path passes and ends at the same anchor.
    func isTrustedIssuer(_ signer: CertificateFacts, evidence: Fingerprint) -> Bool {
        guard depth < 3 else { return false }
        let validation = CertificateValidation(
            context: context,
            proofs: proofs,
            purpose: .revocationIssuer,
            depth: depth + 1
        )
        let outcome = validation.outcome(
            for: signer.fingerprint,
            during: Interval(notBefore: nil, notAfter: proofs.time(of: evidence))
        )
        guard outcome.block.verdict == .passed, let end = outcome.chain.last?.certificate else { return false }
        return end.isSameEntity(as: anchor)
    }
}

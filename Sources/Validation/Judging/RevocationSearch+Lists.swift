#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension RevocationSearch {
    /// What certificate revocation lists at hand say of the certificate (RFC 5280 clause 6.3.3).
    ///
    /// Lists that cover only some reasons give "good" only together.
    func listAnswers(refusals: inout [RevocationFinding.Refusal]) -> [RevocationAnswer] {
        var answers: [RevocationAnswer] = []
        var partial: [Reading] = []
        for list in context.dossier.revocationLists where list.deltaBase == nil && concernsIssuer(list) {
            do throws(Refused) {
                let reading = try reading(of: list)
                if reading.reasons.isSuperset(of: .all) || reading.answer.isRevocation {
                    answers.append(reading.answer)
                } else {
                    partial.append(reading)
                }
            } catch {
                refusals.append(.init(source: .crl, evidence: list.fingerprint, gap: error.gap))
            }
        }
        if answers.isEmpty, let together = combined(partial) { answers.append(together) }
        if answers.isEmpty, let first = partial.first {
            refusals.append(.init(source: .crl, evidence: first.answer.evidence, gap: .outOfScope))
        }
        refuseLoneDeltas(besides: answers, refusals: &refusals)
        return answers
    }

    private struct Refused: Error { let gap: RevocationGap }

    /// What one complete list, with a delta if there is one, says, and for which reasons.
    private struct Reading {
        let reasons: ReasonFlags
        let answer: RevocationAnswer
    }

    /// The lists' reasons cover everything: good since the oldest of them.
    private func combined(_ partial: [Reading]) -> RevocationAnswer? {
        let covered = partial.reduce(into: ReasonFlags()) { $0.formUnion($1.reasons) }
        guard covered.isSuperset(of: .all) else { return nil }
        return partial.map(\.answer).min { $0.asOf < $1.asOf }
    }

    /// Only the issuer's own lists, or those of an issuer that a distribution point names, are looked at.
    private func concernsIssuer(_ list: RevocationListFacts) -> Bool {
        if list.issuer == certificate.issuer { return true }
        return certificate.extensions.distributionPoints.contains { $0.issuers.contains(.directory(list.issuer)) }
    }

    private func reading(of list: RevocationListFacts) throws(Refused) -> Reading {
        if let oid = list.unknownCritical.first { throw Refused(gap: .unknownCriticalExtension(oid)) }
        guard let reasons = reasonsCovered(by: list) else { throw Refused(gap: .outOfScope) }
        if let gap = refusal(ofIssuerOf: list) { throw Refused(gap: gap) }
        let staleness = staleness(
            thisUpdate: list.thisUpdate,
            producedAt: list.thisUpdate,
            nextUpdate: list.nextUpdate,
            maxAge: context.policy.freshness.crlMaxAge
        )
        if case .fromTheFuture = staleness, let staleness { throw Refused(gap: staleness) }
        let delta = deltas(of: list).max { $0.thisUpdate < $1.thisUpdate }
        let listed = entry(in: list)
        let changed = delta.flatMap { entry(in: $0) }.flatMap { isChange($0, of: listed, in: delta ?? list) ? $0 : nil }
        guard let entry = changed ?? listed, entry.reason != .removeFromCRL else {
            let forgetfulness = forgetfulness(
                producedAt: list.thisUpdate,
                keepsExpiredSince: list.keepsExpiredSince
            )
            if let gap = staleness ?? forgetfulness { throw Refused(gap: gap) }
            return Reading(reasons: reasons, answer: answer(.good, from: delta ?? list))
        }
        if let oid = entry.unknownCritical.first { throw Refused(gap: .unknownCriticalExtension(oid)) }
        if entry.reason == .certificateHold, let staleness { throw Refused(gap: staleness) }
        let revoked = RevocationStatus.Answer.revoked(at: entry.revocationDate, reason: entry.reason)
        return Reading(reasons: reasons, answer: answer(revoked, from: changed == nil ? list : delta ?? list))
    }

    private func answer(_ answer: RevocationStatus.Answer, from list: RevocationListFacts) -> RevocationAnswer {
        RevocationAnswer(
            answer: answer,
            source: .crl,
            evidence: list.fingerprint,
            asOf: list.thisUpdate,
            producedAt: list.thisUpdate
        )
    }

    /// The certificate's entry; on an indirect list its issuer must agree too (clause 5.3.3).
    ///
    /// Of several the one that says most counts: a certificate that is revoked for good stays so.
    private func entry(in list: RevocationListFacts) -> RevocationListFacts.Entry? {
        let entries = list.entries.filter { entry in
            entry.serialNumber == certificate.serialNumber
                && (entry.certificateIssuer ?? list.issuer) == certificate.issuer
        }
        return entries.last(where: \.isFinal) ?? entries.last
    }

    /// Whether a delta's entry takes the place of the complete list's.
    ///
    /// Only a hold can be lifted. A certificate also leaves the lists because it expired (clause 5.3.1), which makes nothing
    /// of its revocation undone.
    private func isChange(
        _ entry: RevocationListFacts.Entry,
        of listed: RevocationListFacts.Entry?,
        in delta: RevocationListFacts
    ) -> Bool {
        guard let listed, !entry.isFinal else { return true }
        if listed.isFinal { return false }
        return entry.reason != .removeFromCRL || delta.thisUpdate <= certificate.notAfter
    }
}

// Scope (clause 6.3.3 b, d and e).
extension RevocationSearch {
    /// The reasons for which a list covers the certificate; nil when it does not cover it at all.
    private func reasonsCovered(by list: RevocationListFacts) -> ReasonFlags? {
        let isAuthority = certificate.extensions.basicConstraints?.isAuthority ?? false
        let scope = list.issuingDistributionPoint
        if let scope {
            if scope.onlyAttributeCertificates { return nil }
            if scope.onlyUserCertificates, isAuthority { return nil }
            if scope.onlyAuthorityCertificates, !isAuthority { return nil }
        }
        let points = certificate.extensions.distributionPoints + [implicitPoint]
        let covering = points.filter { covers(list, scope: scope, point: $0) }
        guard !covering.isEmpty else { return nil }
        return covering.reduce(into: ReasonFlags()) { covered, point in
            covered.formUnion(reasons(of: scope, at: point))
        }
    }

    /// A list of the issuer that no distribution point names is looked at as if one did (clause 6.3.3, last paragraph).
    private var implicitPoint: DistributionPoint {
        DistributionPoint(names: [.directory(certificate.issuer)], reasons: nil, issuers: [])
    }

    private func covers(
        _ list: RevocationListFacts,
        scope: RevocationListFacts.IssuingDistributionPoint?,
        point: DistributionPoint
    ) -> Bool {
        if point.issuers.isEmpty {
            guard list.issuer == certificate.issuer else { return false }
        } else {
            guard point.issuers.contains(.directory(list.issuer)), scope?.isIndirect ?? false else { return false }
        }
        guard let scope, !scope.names.isEmpty else { return true }
        let names = point.names.isEmpty ? point.issuers : point.names
        return !Set(names).isDisjoint(with: scope.names)
    }

    private func reasons(
        of scope: RevocationListFacts.IssuingDistributionPoint?,
        at point: DistributionPoint
    ) -> ReasonFlags {
        ReasonFlags.all.intersection(scope?.onlyReasons ?? .all).intersection(point.reasons ?? .all)
    }
}

// Issuer and deltas (clause 6.3.3 c, f, g and h).
extension RevocationSearch {
    /// Why nobody entitled signed the list; nil when somebody did.
    private func refusal(ofIssuerOf list: RevocationListFacts) -> RevocationGap? {
        let signers = list.signers.compactMap { context.dossier.certificates[$0] }
        guard !signers.isEmpty else { return .signatureNotVerified }
        var gap = RevocationGap.issuerNotEntitled
        for signer in signers where signer.subject == list.issuer {
            if let usage = signer.extensions.keyUsage, !usage.contains(.cRLSign) { continue }
            if let weak = weakness(of: list.signatureAlgorithm, signer: signer, evidence: list.fingerprint) {
                gap = weak
                continue
            }
            if signer.isSameEntity(as: issuer) || signer.isSameEntity(as: anchor) {
                let refusal = refusal(
                    ofAuthority: signer,
                    evidence: list.fingerprint,
                    producedAt: list.thisUpdate
                )
                guard let refusal else { return nil }
                gap = refusal
            } else if signer.extensions.keyUsage != nil, isTrustedIssuer(signer, evidence: list.fingerprint) {
                // Clause 4.2.1.3: whose key signs lists is told so; else anybody of the same name could.
                return nil
            }
        }
        return gap
    }

    /// Deltas that complete a list (clause 5.2.4): same issuer and scope, on this base or an older one, fresh and signed.
    ///
    /// Kazakhstan numbers its deltas apart from its complete lists, so that order is told by thisUpdate.
    private func deltas(of list: RevocationListFacts) -> [RevocationListFacts] {
        context.dossier.revocationLists.filter { delta in
            guard let base = delta.deltaBase, let number = list.number, delta.issuer == list.issuer,
                delta.thisUpdate >= list.thisUpdate, !isNumber(number, below: base)
            else { return false }
            return delta.issuingDistributionPoint == list.issuingDistributionPoint
                && !Set(delta.signers).isDisjoint(with: list.signers)
                && delta.unknownCritical.isEmpty && refusal(ofIssuerOf: delta) == nil
                && staleness(
                    thisUpdate: delta.thisUpdate,
                    producedAt: delta.thisUpdate,
                    nextUpdate: delta.nextUpdate,
                    maxAge: context.policy.freshness.crlMaxAge
                ) == nil
        }
    }

    /// Compares two non-negative numbers in hexadecimal without leading zeros.
    private func isNumber(_ left: String, below right: String) -> Bool {
        left.utf8.count == right.utf8.count ? left < right : left.utf8.count < right.utf8.count
    }

    private func refuseLoneDeltas(besides answers: [RevocationAnswer], refusals: inout [RevocationFinding.Refusal]) {
        guard answers.isEmpty else { return }
        for delta in context.dossier.revocationLists where delta.deltaBase != nil && concernsIssuer(delta) {
            refusals.append(.init(source: .crl, evidence: delta.fingerprint, gap: .deltaWithoutBase))
        }
    }
}

extension RevocationListFacts.Entry {
    /// Whether the certificate is revoked for good.
    fileprivate var isFinal: Bool { reason != .certificateHold && reason != .removeFromCRL }
}

extension RevocationAnswer {
    fileprivate var isRevocation: Bool {
        if case .revoked = answer { true } else { false }
    }
}

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

private let ocspSigning: OID = "1.3.6.1.5.5.7.3.9"

extension RevocationSearch {
    /// What OCSP responses at hand say of the certificate (RFC 6960 clause 3.2).
    func responseAnswers(refusals: inout [RevocationFinding.Refusal]) -> [RevocationAnswer] {
        var answers: [RevocationAnswer] = []
        for response in context.dossier.ocspResponses {
            for single in response.answers where single.certificate == certificate.fingerprint {
                switch judgement(of: single, in: response) {
                case .success(let answer): answers.append(answer)
                case .failure(let refusal):
                    refusals.append(
                        .init(source: .ocsp, evidence: response.fingerprint, gap: refusal.gap))
                }
            }
        }
        return answers
    }

    private struct Refused: Error { let gap: RevocationGap }

    private func judgement(
        of single: OCSPResponseFacts.Answer, in response: OCSPResponseFacts
    ) -> Result<RevocationAnswer, Refused> {
        guard let asked = context.dossier.certificates[single.issuer], asked.isSameEntity(as: issuer) else {
            return .failure(Refused(gap: .issuerNotEntitled))
        }
        if response.nonceMatches == false { return .failure(Refused(gap: .signatureNotVerified)) }
        let responder: Responder
        switch entitledResponder(of: response) {
        case .success(let found): responder = found
        case .failure(let refusal): return .failure(refusal)
        }
        if let gap = weakness(
            of: response.signatureAlgorithm, signer: responder.certificate, evidence: response.fingerprint)
        {
            return .failure(Refused(gap: gap))
        }
        return status(of: single, in: response).map { answer in
            RevocationAnswer(
                answer: answer, source: .ocsp, evidence: response.fingerprint, asOf: single.thisUpdate,
                producedAt: response.producedAt, doubt: responder.doubt)
        }
    }

    private func status(
        of single: OCSPResponseFacts.Answer, in response: OCSPResponseFacts
    ) -> Result<RevocationStatus.Answer, Refused> {
        let staleness = staleness(
            thisUpdate: single.thisUpdate, producedAt: response.producedAt, nextUpdate: single.nextUpdate,
            maxAge: context.policy.freshness.ocspMaxAge)
        switch single.status {
        case .unknown:
            return .failure(Refused(gap: .answeredUnknown))
        case .revoked(let date, let reason):
            if single.extendedRevoke, reason == .certificateHold, date.timeIntervalSince1970 == 0 {
                return .failure(Refused(gap: .answeredUnknown))
            }
            if let staleness, reason == .certificateHold { return .failure(Refused(gap: staleness)) }
            if case .fromTheFuture = staleness, let staleness { return .failure(Refused(gap: staleness)) }
            return .success(.revoked(at: date, reason: reason))
        case .good:
            let forgetfulness = forgetfulness(
                producedAt: response.producedAt, keepsExpiredSince: single.archiveCutoff)
            if let gap = staleness ?? forgetfulness { return .failure(Refused(gap: gap)) }
            return .success(.good)
        }
    }

    /// A responder that may speak for the issuer, with what remains unsure about it.
    private struct Responder {
        let certificate: CertificateFacts
        let doubt: Finding?
    }

    /// RFC 6960 clause 4.2.2.2: the authority itself, or a delegate it issued directly with id-kp-OCSPSigning.
    private func entitledResponder(of response: OCSPResponseFacts) -> Result<Responder, Refused> {
        let signers = response.signers.compactMap { context.dossier.certificates[$0] }
        guard !signers.isEmpty else { return .failure(Refused(gap: .signatureNotVerified)) }
        var gap = RevocationGap.issuerNotEntitled
        for signer in signers {
            if signer.isSameEntity(as: issuer) {
                let refusal = refusal(
                    ofAuthority: issuer, evidence: response.fingerprint, producedAt: response.producedAt)
                guard let refusal else { return .success(Responder(certificate: signer, doubt: nil)) }
                gap = refusal
            } else if isDelegate(signer) {
                let refusal = refusal(
                    ofAuthority: signer, evidence: response.fingerprint, producedAt: response.producedAt)
                    ?? (response.producedAt > signer.notAfter ? .issuerExpired(signer.notAfter) : nil)
                guard let refusal else { return standing(of: signer, evidence: response.fingerprint) }
                gap = refusal
            }
        }
        return .failure(Refused(gap: gap))
    }

    private func isDelegate(_ signer: CertificateFacts) -> Bool {
        guard signer.extensions.extendedKeyUsage?.contains(ocspSigning) ?? false,
            signer.extensions.unknownCritical.isEmpty
        else { return false }
        if let usage = signer.extensions.keyUsage, usage.isDisjoint(with: [.digitalSignature, .nonRepudiation]) {
            return false
        }
        let issuances = context.dossier.issuances[signer.fingerprint] ?? []
        return issuances.contains { issuance in
            issuance.signature == .valid
                && (context.dossier.certificates[issuance.issuer]?.isSameEntity(as: issuer) ?? false)
        }
    }

    /// A delegate without id-pkix-ocsp-nocheck may itself be revoked (clause 4.2.2.2.1); its own responses cannot say so.
    private func standing(of signer: CertificateFacts, evidence: Fingerprint) -> Result<Responder, Refused> {
        if signer.extensions.ocspNoCheck { return .success(Responder(certificate: signer, doubt: nil)) }
        var search = self
        search.certificate = signer
        search.moment = min(proofs.time(of: evidence), signer.notAfter)
        var refusals: [RevocationFinding.Refusal] = []
        let answers = depth < 3 ? search.listAnswers(refusals: &refusals) : []
        switch answers.max(by: { $0.asOf < $1.asOf })?.answer {
        case .revoked: return .failure(Refused(gap: .issuerNotEntitled))
        case .good: return .success(Responder(certificate: signer, doubt: nil))
        default:
            return .success(Responder(certificate: signer, doubt: .responderRevocationUnknown(signer.subject)))
        }
    }
}

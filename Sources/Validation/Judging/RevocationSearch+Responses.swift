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
                do throws(Refused) {
                    answers.append(try reading(of: single, in: response))
                } catch {
                    refusals.append(.init(source: .ocsp, evidence: response.fingerprint, gap: error.gap))
                }
            }
        }
        return answers
    }

    private struct Refused: Error { let gap: RevocationGap }

    private func reading(
        of single: OCSPResponseFacts.Answer,
        in response: OCSPResponseFacts
    ) throws(Refused) -> RevocationAnswer {
        guard let asked = context.dossier.certificates[single.issuer], asked.isSameEntity(as: issuer) else {
            throw Refused(gap: .issuerNotEntitled)
        }
        if response.nonceMatches == false { throw Refused(gap: .signatureNotVerified) }
        let responder = try entitledResponder(of: response)
        let weakness = weakness(
            of: response.signatureAlgorithm,
            signer: responder.certificate,
            evidence: response.fingerprint
        )
        if let weakness { throw Refused(gap: weakness) }
        return RevocationAnswer(
            answer: try status(of: single, in: response),
            source: .ocsp,
            evidence: response.fingerprint,
            asOf: single.thisUpdate,
            producedAt: response.producedAt,
            doubt: responder.doubt
        )
    }

    private func status(
        of single: OCSPResponseFacts.Answer,
        in response: OCSPResponseFacts
    ) throws(Refused) -> RevocationStatus.Answer {
        let staleness = staleness(
            thisUpdate: single.thisUpdate,
            producedAt: response.producedAt,
            nextUpdate: single.nextUpdate,
            maxAge: context.policy.freshness.ocspMaxAge
        )
        if case .fromTheFuture = staleness, let staleness { throw Refused(gap: staleness) }
        switch single.status {
        case .unknown:
            throw Refused(gap: .answeredUnknown)
        case .revoked(let date, let reason):
            if single.extendedRevoke, reason == .certificateHold, date.timeIntervalSince1970 == 0 {
                throw Refused(gap: .answeredUnknown)
            }
            if let staleness, reason == .certificateHold { throw Refused(gap: staleness) }
            return .revoked(at: date, reason: reason)
        case .good:
            let forgetfulness = forgetfulness(
                producedAt: response.producedAt,
                keepsExpiredSince: single.archiveCutoff
            )
            if let gap = staleness ?? forgetfulness { throw Refused(gap: gap) }
            return .good
        }
    }

    /// A responder that may speak for the issuer, with what remains unsure about it.
    private struct Responder {
        let certificate: CertificateFacts
        let doubt: Finding?
    }

    /// RFC 6960 clause 4.2.2.2: the authority itself, or a delegate it issued directly with id-kp-OCSPSigning.
    private func entitledResponder(of response: OCSPResponseFacts) throws(Refused) -> Responder {
        let signers = response.signers.compactMap { context.dossier.certificates[$0] }
        guard !signers.isEmpty else { throw Refused(gap: .signatureNotVerified) }
        var gap = RevocationGap.issuerNotEntitled
        for signer in signers {
            let isAuthority = signer.isSameEntity(as: issuer)
            guard isAuthority || isDelegate(signer) else { continue }
            let refusal =
                response.producedAt > signer.notAfter
                ? .issuerExpired(signer.notAfter)
                : refusal(ofAuthority: signer, evidence: response.fingerprint, producedAt: response.producedAt)
            // Who can forge a delegate's certificate can forge its responses.
            let forgeable =
                isAuthority
                ? nil : weakness(of: signer.signatureAlgorithm, signer: issuer, evidence: response.fingerprint)
            guard let refusal = refusal ?? forgeable else {
                return isAuthority
                    ? Responder(certificate: signer, doubt: nil)
                    : try standing(of: signer, evidence: response.fingerprint)
            }
            gap = refusal
        }
        throw Refused(gap: gap)
    }

    private func isDelegate(_ signer: CertificateFacts) -> Bool {
        guard signer.extensions.extendedKeyUsage?.contains(ocspSigning) ?? false,
            signer.extensions.unknownCritical.isEmpty, !signer.defects.contains(where: \.breaksPaths)
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
    private func standing(of signer: CertificateFacts, evidence: Fingerprint) throws(Refused) -> Responder {
        if signer.extensions.ocspNoCheck { return Responder(certificate: signer, doubt: nil) }
        var search = self
        search.certificate = signer
        search.moment = min(proofs.time(of: evidence), signer.notAfter)
        var refusals: [RevocationFinding.Refusal] = []
        let answers = depth < 3 ? search.listAnswers(refusals: &refusals) : []
        switch (answers.first(where: \.isFinal) ?? answers.max { $0.asOf < $1.asOf })?.answer {
        case .revoked: throw Refused(gap: .issuerNotEntitled)
        case .good: return Responder(certificate: signer, doubt: nil)
        default: return Responder(certificate: signer, doubt: .responderRevocationUnknown(signer.subject))
        }
    }
}

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The whole judgement of one signature (EN 319 102-1 clauses 5.3, 5.5 and 5.6).
struct SignatureValidation {
    let signature: SignatureFacts
    let context: Context

    /// Judges the signature's time-stamps first, since they bound its time, then the signature.
    func report() -> SignatureReport {
        var proofs = ProofsOfExistence(validationTime: context.moment)
        let timestamps = TimestampValidation.reports(on: signature.timestamps, context: context, proofs: &proofs)
        let certificate = signature.signer.certificate.flatMap { context.dossier.certificates[$0] }
        let best = proofs.bestSignatureTime(from: timestamps)
        let outcome = certificate.map {
            certificateOutcome(of: $0, during: proofs.interval(from: timestamps), proofs: proofs)
        }
        let block = Block.run(.signatureValidation, under: context.policy) { block throws(Block.Stop) in
            try block.require(formatChecking(signature, under: context.policy))
            try block.require(signerIdentification(signature, certificate: certificate, under: context.policy))
            if let certificate { block.attach(signerNumbers(certificate, under: context.policy)) }
            try block.require(cryptographicVerification(signature, under: context.policy))
            try block.require(signerBinding(signature, under: context.policy))
            guard context.policy.asksTrust else {
                try block.require(acceptance(certificate, at: context.moment))
                return
            }
            try block.require(signingTime(best, timestamps: timestamps))
            if let outcome { try block.require(outcome.block) }
            try block.require(acceptance(certificate, at: best.time))
        }
        return SignatureReport(
            facts: signature,
            level: SignatureLevel(of: signature, in: context.dossier),
            block: block,
            bestSignatureTime: best,
            signer: certificate,
            keyUse: certificate.map { KeyUse(of: $0.extensions) },
            chain: outcome?.chain ?? [],
            revocation: outcome?.revocation ?? .notChecked,
            timestamps: timestamps
        )
    }

    private func certificateOutcome(
        of certificate: CertificateFacts,
        during interval: Interval,
        proofs: ProofsOfExistence
    ) -> CertificateOutcome {
        guard context.policy.asksTrust else {
            return CertificateOutcome.unasked(certificate, in: context)
        }
        let purpose: CertificatePurpose = signature.format.isTimestamp ? .timestampAuthority : .signer
        return CertificateValidation(context: context, proofs: proofs, purpose: purpose)
            .outcome(for: certificate.fingerprint, during: interval)
    }

    /// What is known of the time of signing, and whether the time-stamps stand in a possible order (clause 5.5.4).
    private func signingTime(_ best: BestSignatureTime, timestamps: [TimestampReport]) -> Block {
        Block.run(.time, under: context.policy) { block throws(Block.Stop) in
            block.note("best-signature-time", .bestSignatureTime(best.time, best.source))
            if best.source == .now, let claimed = signature.attributes.claimedSigningTime {
                block.skip("claimed-signing-time", .claimedTimeOnly(claimed))
            }
            for report in timestamps where report.block.verdict != .passed {
                block.skip(
                    "timestamp",
                    .timestampUnusable(report.facts.kind, report.facts.time, report.block.verdict)
                )
            }
            let passed = timestamps.filter { $0.block.verdict == .passed }
            let content = passed.filter { $0.facts.kind == .content }.compactMap(\.facts.time).max()
            let signed = passed.filter { $0.facts.kind.provesSignature }.compactMap(\.facts.time).min()
            guard let content, let signed else { return }
            guard content <= signed else {
                try block.breach(
                    "order",
                    .timestampsDisordered(earlier: signed, later: content),
                    verdict: .indeterminate(.timestampOrder)
                )
                return
            }
            block.note("order", .timestampsOrdered)
        }
    }

    /// Clause 5.2.8, for a signer's certificate or that of a bare time-stamp token.
    private func acceptance(_ certificate: CertificateFacts?, at moment: Date) -> Block {
        Block.run(.acceptance, under: context.policy) { block throws(Block.Stop) in
            try requireAlgorithms(of: signature, at: moment, in: &block)
            guard let certificate else { return }
            if signature.format.isTimestamp {
                try requireTimestampPurpose(certificate, in: &block)
                try requireTimestampPolicy(signature.attributes.signaturePolicy, in: &block)
            } else {
                try requireSignerPurpose(certificate, in: &block)
            }
        }
    }
}

extension SignatureLevel {
    /// The level the facts show (EN 319 122-1 clause 6): what is there, not whether it is good.
    init(of signature: SignatureFacts, in dossier: Dossier) {
        guard signature.attributes.areSigned, case .matches = signature.signer.binding else {
            self = .basic
            return
        }
        let intact = signature.timestamps.filter { $0.imprint == .intact }
        let isTimestamped = intact.contains { $0.kind == .signature || $0.kind == .archive || $0.kind == .document }
        guard isTimestamped else {
            self = .baselineB
            return
        }
        guard signature.attributes.hasRevocationValues else {
            self = .baselineT
            return
        }
        // A document time-stamp archives only what was there when it was made (EN 319 142-1 clause 6.3).
        let kept = Set(dossier.revocationLists.map(\.fingerprint)).union(dossier.ocspResponses.map(\.fingerprint))
        let isArchived = intact.contains {
            $0.kind == .archive || $0.kind == .document && !kept.isDisjoint(with: $0.covers)
        }
        self = isArchived ? .baselineLTA : .baselineLT
    }
}

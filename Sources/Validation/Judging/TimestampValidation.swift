#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The judgement of one time-stamp token (EN 319 102-1 clause 5.4).
struct TimestampValidation {
    let timestamp: TimestampFacts
    let context: Context
    /// What newer tokens prove.
    let proofs: ProofsOfExistence

    /// Since when the token itself is proven to exist.
    private var proven: Date { proofs.time(of: timestamp.fingerprint) }

    /// Judges tokens from the newest to the oldest, so that an archive time-stamp vouches for what it covers.
    static func reports(
        on timestamps: [TimestampFacts],
        context: Context,
        proofs: inout ProofsOfExistence
    ) -> [TimestampReport] {
        let order = timestamps.indices.sorted {
            (timestamps[$0].time ?? .distantPast, $0) > (timestamps[$1].time ?? .distantPast, $1)
        }
        var reports: [Int: TimestampReport] = [:]
        for index in order {
            let timestamp = timestamps[index]
            let report = TimestampValidation(timestamp: timestamp, context: context, proofs: proofs).report()
            reports[index] = report
            if report.block.verdict == .passed, context.policy.asksTrust, let time = timestamp.time {
                proofs.add(timestamp.covers, at: time)
            }
        }
        return timestamps.indices.compactMap { reports[$0] }
    }

    private func report() -> TimestampReport {
        let certificate = timestamp.token.signer.certificate.flatMap { context.dossier.certificates[$0] }
        let outcome = certificate.flatMap { certificate in
            context.policy.asksTrust ? self.outcome(for: certificate) : nil
        }
        let block = Block.run(.timestampValidation, under: context.policy) { block throws(Block.Stop) in
            try block.require(formatChecking(timestamp.token, under: context.policy))
            try requireImprint(in: &block)
            try block.require(
                signerIdentification(timestamp.token, certificate: certificate, under: context.policy)
            )
            try block.require(cryptographicVerification(timestamp.token, under: context.policy))
            try block.require(signerBinding(timestamp.token, under: context.policy))
            try requireBinding(in: &block)
            try requireAlgorithms(in: &block)
            guard context.policy.asksTrust, let certificate, let outcome else { return }
            try requireTimestampPurpose(certificate, in: &block)
            try requireTimestampPolicy(timestamp.policy, in: &block)
            try requireTime(against: certificate, in: &block)
            try block.require(outcome.block)
        }
        return TimestampReport(
            facts: timestamp,
            block: block,
            authority: certificate,
            chain: outcome?.chain ?? []
        )
    }

    /// The authority's certificate must hold both when the token was made and as late as the token is not proven.
    private func outcome(for certificate: CertificateFacts) -> CertificateOutcome {
        CertificateValidation(context: context, proofs: proofs, purpose: .timestampAuthority)
            .outcome(for: certificate.fingerprint, during: Interval(notBefore: timestamp.time, notAfter: proven))
    }

    private func requireImprint(in block: inout Block.Recorder) throws(Block.Stop) {
        let name = "imprint"
        switch (timestamp.imprint, timestamp.imprintDigest) {
        case (.intact, let digest?):
            block.note("imprint", .dataIntact(name: name, digest: digest), evidence: [timestamp.fingerprint])
        case (.altered(let expected, let actual), let digest?):
            try block.breach(
                "imprint",
                .dataAltered(name: name, digest: digest, expected: expected, actual: actual),
                verdict: .failed(.hash),
                evidence: [timestamp.fingerprint]
            )
        case (.missing(let tried), _):
            try block.breach(
                "imprint",
                .dataMissing(name: name, tried: tried),
                verdict: .indeterminate(.signedDataNotFound)
            )
        case (.unsupported, _), (.untransformed, _), (.intactBeforeLater, _), (_, nil):
            try block.breach(
                "imprint",
                .digestUnsupported(name: name, identifier: timestamp.imprintDigest?.rawValue ?? "?"),
                verdict: .indeterminate(.cryptoConstraints)
            )
        }
    }

    /// RFC 3161 clause 2.4.2: a token must name its authority's certificate by digest.
    private func requireBinding(in block: inout Block.Recorder) throws(Block.Stop) {
        guard timestamp.token.signer.binding == .absent else { return }
        try block.breach(
            "binding",
            .signingCertificateNotBound,
            verdict: .indeterminate(.signatureConstraints),
            evidence: [timestamp.fingerprint]
        )
    }

    private func requireAlgorithms(in block: inout Block.Recorder) throws(Block.Stop) {
        let table = context.policy.algorithms
        let weakness =
            timestamp.imprintDigest.flatMap { table.weakness(of: $0, at: proven) }
            ?? table.weakness(of: timestamp.token.algorithm, keyBits: nil, at: proven)
        guard let weakness else {
            block.note("algorithms", .algorithmsAcceptable(at: proven))
            return
        }
        try block.breach(
            "algorithms",
            weakness.finding,
            verdict: .indeterminate(weakness.wasAcceptable ? .cryptoConstraintsNoPOE : .cryptoConstraints)
        )
    }

    /// A token from the future proves nothing, and one from before its authority's certificate was not made with it.
    private func requireTime(
        against certificate: CertificateFacts,
        in block: inout Block.Recorder
    ) throws(Block.Stop) {
        guard let time = timestamp.time else { return }
        guard time <= context.moment else {
            try block.breach(
                "time",
                .timestampsDisordered(earlier: context.moment, later: time),
                verdict: .indeterminate(.timestampOrder)
            )
            return
        }
        guard time >= certificate.notBefore else {
            try block.breach(
                "time",
                .certificateNotYetValid(certificate.subject, notBefore: certificate.notBefore, at: time),
                verdict: .failed(.notYetValid)
            )
            return
        }
        block.note("time", .timestampPassed(timestamp.kind, time))
    }
}

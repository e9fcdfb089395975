#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

private let timeStamping: OID = "1.3.6.1.5.5.7.3.8"

/// The extension identifier of extKeyUsage.
private let extendedKeyUsage: OID = "2.5.29.37"

/// The signature's own algorithms are acceptable at the time it is proven to have existed (clauses 5.2.8 and 5.6.3).
func requireAlgorithms(
    of signature: SignatureFacts,
    at moment: Date,
    in block: inout Block.Recorder
) throws(Block.Stop) {
    let table = block.policy.algorithms
    let digests = signature.references.compactMap(\.digest)
    let weakness =
        digests.lazy.compactMap { table.weakness(of: $0, at: moment) }.first
        ?? table.weakness(of: signature.algorithm, keyBits: nil, at: moment)
    guard let weakness else {
        block.note("algorithms", .algorithmsAcceptable(at: moment))
        return
    }
    try block.breach(
        "algorithms",
        weakness.finding,
        verdict: .indeterminate(weakness.wasAcceptable ? .cryptoConstraintsNoPOE : .cryptoConstraints)
    )
}

/// RFC 3161 clause 2.3: extKeyUsage is critical and holds time-stamping and nothing else.
func requireTimestampPurpose(_ certificate: CertificateFacts, in block: inout Block.Recorder) throws(Block.Stop) {
    let holds =
        certificate.extensions.extendedKeyUsage == [timeStamping]
        && certificate.extensions.critical.contains(extendedKeyUsage)
    guard holds else {
        try block.breach(
            "purpose",
            .timestampPurposeMissing,
            verdict: .indeterminate(.chainConstraints),
            evidence: [certificate.fingerprint]
        )
        return
    }
    block.note("purpose", .timestampPurpose, evidence: [certificate.fingerprint])
}

/// The token was made under a policy that is accepted of time-stamps.
func requireTimestampPolicy(_ policy: OID?, in block: inout Block.Recorder) throws(Block.Stop) {
    let accepted = block.policy.timestampPolicies
    guard let policy, accepted.isEmpty || accepted.contains(where: policy.isUnder) else {
        try block.breach(
            "timestamp-policy",
            .timestampPolicyRefused(policy),
            verdict: .indeterminate(.signatureConstraints)
        )
        return
    }
    block.note("timestamp-policy", .timestampPolicyAccepted(policy))
}

/// The signer's certificate is one for documents, under a policy meant for them (clause 5.2.8 and national rules).
func requireSignerPurpose(
    _ certificate: CertificateFacts,
    in block: inout Block.Recorder
) throws(Block.Stop) {
    let keyUse = KeyUse(of: certificate.extensions)
    let evidence = [certificate.fingerprint]
    if let usage = certificate.extensions.keyUsage, usage.isDisjoint(with: [.digitalSignature, .nonRepudiation]) {
        try block.breach(
            "key-usage",
            .keyUseRefused(keyUse),
            verdict: .indeterminate(.signatureConstraints),
            evidence: evidence
        )
    }
    if keyUse == .sign {
        block.note("key-use", .keyUseAccepted(.sign), evidence: evidence)
    } else {
        try block.breach(
            "key-use",
            .keyUseRefused(keyUse),
            verdict: .indeterminate(.signatureConstraints),
            evidence: evidence
        )
    }
    if certificate.extensions.extendedKeyUsage == nil {
        try block.breach(
            "extended-key-usage",
            .extendedKeyUsageMissing,
            verdict: .indeterminate(.signatureConstraints),
            evidence: evidence
        )
    }
    try requireCertificatePolicy(of: certificate, in: &block)
}

/// Notes numbers of persons and organisations that cannot be: never a reason to doubt a signature.
func signerNumbers(_ certificate: CertificateFacts, under policy: Policy) -> Block {
    Block.run(.certificateValidation, under: policy) { block throws(Block.Stop) in
        if let iin = SignerIdentity.iin(in: certificate.subject), !SignerIdentity.controlDigitHolds(iin) {
            block.warn("iin-checksum", .iinChecksumWrong(iin), evidence: [certificate.fingerprint])
        }
        if let bin = SignerIdentity.bin(in: certificate.subject), !SignerIdentity.controlDigitHolds(bin) {
            block.warn("bin-checksum", .binChecksumWrong(bin), evidence: [certificate.fingerprint])
        }
    }
}

private func requireCertificatePolicy(
    of certificate: CertificateFacts,
    in block: inout Block.Recorder
) throws(Block.Stop) {
    let known = block.policy.signerPolicies
    guard !known.isEmpty else { return }
    let stated = certificate.extensions.policies ?? []
    let accepted = stated.first { candidate in known.contains(where: candidate.isUnder) }
    guard let accepted else {
        try block.breach(
            "policy",
            .policyRefused(stated),
            verdict: .indeterminate(.signatureConstraints),
            evidence: [certificate.fingerprint]
        )
        return
    }
    block.note("policy", .policyAccepted(accepted), evidence: [certificate.fingerprint])
}

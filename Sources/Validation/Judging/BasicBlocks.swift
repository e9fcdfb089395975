/// Clause 5.2.2: the structure can be read and keeps the rules of its format.
func formatChecking(_ signature: SignatureFacts, under policy: Policy) -> Block {
    Block.run(.formatChecking, under: policy) { block throws(Block.Stop) in
        if let defect = signature.defect {
            let question = if case .limit = defect { "limits" } else { "structure" }
            try block.breach(question, Judge.finding(of: defect), verdict: Judge.verdict(on: defect))
        } else {
            block.note("structure", .structureRead(signature.format))
        }
        for note in signature.notes { block.warn("note", note) }
    }
}

/// Clause 5.2.3: the signer's certificate is found.
func signerIdentification(
    _ signature: SignatureFacts,
    certificate: CertificateFacts?,
    under policy: Policy
) -> Block {
    Block.run(.signerIdentification, under: policy) { block throws(Block.Stop) in
        guard let certificate else {
            try block.breach(
                "certificate",
                .signingCertificateMissing(signature.signer.identifier),
                verdict: .indeterminate(.noSigningCertificate)
            )
            return
        }
        let evidence = [certificate.fingerprint]
        if signature.signer.foundByKey {
            block.warn("certificate", .signingCertificateFoundByKey(certificate.subject), evidence: evidence)
        } else {
            block.note("certificate", .signingCertificateFound(certificate.subject), evidence: evidence)
        }
    }
}

/// Clause 5.2.3.4: the certificate is the one whose digest was signed.
///
/// Looked at after the cryptography, so that missing data is asked for before another certificate is.
func signerBinding(_ signature: SignatureFacts, under policy: Policy) -> Block {
    Block.run(.signerIdentification, under: policy) { block throws(Block.Stop) in
        let evidence = [signature.signer.certificate].compactMap(\.self)
        switch signature.signer.binding {
        case .matches(let digest):
            block.note("binding", .signingCertificateBound(digest), evidence: evidence)
        case .absent:
            try block.breach(
                "binding-present",
                .signingCertificateNotBound,
                verdict: .indeterminate(.signatureConstraints)
            )
        case .differs:
            try block.breach(
                "binding",
                .signingCertificateBindingDiffers,
                verdict: .indeterminate(.noSigningCertificate),
                evidence: evidence
            )
        case .unreadable:
            try block.breach(
                "binding",
                .signingCertificateBindingUnreadable,
                verdict: .indeterminate(.signatureConstraints)
            )
        }
    }
}

/// Clause 5.2.7: the signed data is there and unchanged, and the signature value is right.
///
/// In the order of clause 5.2.7.4: all data is obtained before any of it is compared, and compared before the value is
/// verified. What breaks the rules of the format comes before all of that (clause 5.2.2).
func cryptographicVerification(_ signature: SignatureFacts, under policy: Policy) -> Block {
    Block.run(.cryptographicVerification, under: policy) { block throws(Block.Stop) in
        for breach in signature.attributes.breaches where breach.failure == .format {
            try block.breach("attributes", .attributeBreach(breach), verdict: .failed(.format))
        }
        try requirePresence(of: signature, in: &block)
        try requireUnaltered(signature, in: &block)
        // With another certificate than the one that was meant, a wrong value proves nothing.
        if signature.signatureValue == .invalid, signature.signer.binding != .differs {
            try block.breach("value", .signatureValueWrong(signature.algorithm), verdict: .failed(.crypto))
        }
        for breach in signature.attributes.breaches where breach.failure != .format {
            try block.breach("attributes", .attributeBreach(breach), verdict: .failed(breach.failure))
        }
        try requireComparison(of: signature, in: &block)
        switch signature.signatureValue {
        case .valid:
            block.note("value", .signatureValueHolds(signature.algorithm))
        case .unsupported(let name):
            try block.breach(
                "value",
                .signatureAlgorithmUnsupported(name),
                verdict: .indeterminate(.cryptoConstraints)
            )
        case .invalid:
            block.skip("value", .signatureValueWrong(signature.algorithm))
        case .notChecked:
            try block.breach(
                "value",
                .signatureValueNotChecked,
                verdict: .indeterminate(.noSigningCertificate)
            )
        }
        try requireCoverage(of: signature, in: &block)
    }
}

/// Clause 5.2.7.4, first step: the data of every reference is at hand, and of every entry of a signed manifest.
private func requirePresence(of signature: SignatureFacts, in block: inout Block.Recorder) throws(Block.Stop) {
    if signature.references.isEmpty, signature.missingEntries.isEmpty {
        try block.breach("references", .nothingReferenced, verdict: .failed(.format))
    }
    for reference in signature.references {
        switch reference.state {
        case .missing(let tried):
            try block.breach(
                "references",
                .dataMissing(name: reference.name, tried: tried),
                verdict: .indeterminate(.signedDataNotFound)
            )
        case .untransformed(let transform):
            try block.breach(
                "references",
                .transformRefused(name: reference.name, transform: transform),
                verdict: .indeterminate(.signedDataNotFound)
            )
        case .intact, .altered, .intactBeforeLater, .unsupported: continue
        }
    }
    for entry in signature.missingEntries {
        guard case .missing(let tried) = entry.state else { continue }
        try block.breach(
            "manifest",
            .dataMissing(name: entry.name, tried: tried),
            verdict: .indeterminate(.signedDataNotFound)
        )
    }
}

/// Second step: no data has another digest than was signed.
private func requireUnaltered(_ signature: SignatureFacts, in block: inout Block.Recorder) throws(Block.Stop) {
    for reference in signature.references {
        guard let digest = reference.digest else { continue }
        switch reference.state {
        case .altered(let expected, let actual):
            try block.breach(
                "references",
                .dataAltered(name: reference.name, digest: digest, expected: expected, actual: actual),
                verdict: .failed(.hash)
            )
        case .intactBeforeLater(let later, _, _):
            try block.breach(
                "stacked",
                .intactBeforeLaterSignatures(name: reference.name, digest: digest, later: later),
                verdict: .failed(.hash)
            )
        case .intact, .missing, .unsupported, .untransformed: continue
        }
    }
}

/// Every digest could be computed.
private func requireComparison(of signature: SignatureFacts, in block: inout Block.Recorder) throws(Block.Stop) {
    for reference in signature.references {
        switch reference.state {
        case .intact:
            guard let digest = reference.digest else { continue }
            block.note("references", .dataIntact(name: reference.name, digest: digest))
        case .unsupported:
            try block.breach(
                "references",
                .digestUnsupported(name: reference.name, identifier: reference.digestIdentifier),
                verdict: .indeterminate(.cryptoConstraints)
            )
        case .altered, .intactBeforeLater, .missing, .untransformed: continue
        }
    }
}

/// The signature covers what a person takes it to cover.
private func requireCoverage(of signature: SignatureFacts, in block: inout Block.Recorder) throws(Block.Stop) {
    if let later = signature.laterRevisions, later.changes == .forbidden {
        try block.breach(
            "later-revisions",
            .laterRevisionsForbidden(later.items),
            verdict: .indeterminate(.signatureConstraints)
        )
    }
    switch signature.coverage {
    case .whole: block.note("covers-whole", .coversWhole)
    case .part: try block.breach("covers-whole", .coversPart, verdict: .indeterminate(.signatureConstraints))
    }
}

extension AttributeFacts.Breach {
    /// Rules on the form of attributes fail the format; rules that tie algorithms together fail the signature.
    fileprivate var failure: Verdict.Failure {
        switch self {
        case .missing, .repeated, .contentTypeDiffers, .ambiguousIdentifier, .misplaced, .repeatedProperty: .format
        case .digestAlgorithmsDiffer, .algorithmProtectionDiffers, .digestUnfitForKey, .keyInfoContradictory: .crypto
        }
    }
}

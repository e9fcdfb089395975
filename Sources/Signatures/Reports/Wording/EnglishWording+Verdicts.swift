internal import SandyqValidation

extension EnglishWording {
    func headline(_ verdict: Verdict?) -> Headline {
        switch verdict {
        case nil:
            Headline(
                word: "NO SIGNATURE",
                meaning: "The file holds no signature this program knows.",
                advice: "Ask for the signed file, or for the separate file with the signature."
            )
        case .passed:
            Headline(
                word: "CONFIRMED",
                meaning: "The signature is genuine, and its certificate was valid when it was made.",
                advice: "Nothing. Keep this report with the document."
            )
        case .failed(let failure):
            Headline(word: "NOT CONFIRMED", meaning: meaning(failure), advice: advice(failure))
        case .indeterminate(let doubt):
            Headline(word: "CANNOT BE CONFIRMED", meaning: meaning(doubt), advice: advice(doubt))
        }
    }

    var integrityOnly: Headline {
        Headline(
            word: "INTACT",
            meaning:
                "The signed data has not changed, and the signature fits its key. Whose key it is, and whether it was trusted, was not checked.",
            advice: "To learn whether the signer can be trusted, check again under a policy that asks for it."
        )
    }

    var changedAfterwards: Headline {
        Headline(
            word: "CANNOT BE CONFIRMED",
            meaning:
                "What was signed is in the file and has not changed, but the document was changed after signing: what it shows now is not what was signed.",
            advice:
                "Take the signed revision out of the file (--extract) and rely on that alone, or ask the signer to sign the present text."
        )
    }

    var passedWithWarnings: String { "Read the warnings; then keep this report with the document." }

    func certificateHeadline(_ verdict: Verdict) -> Headline {
        switch verdict {
        case .passed:
            Headline(
                word: "VALID",
                meaning: "The certificate leads to a trusted root and is valid.",
                advice: "Nothing. Check again before you rely on it at another time."
            )
        case .failed(let failure):
            Headline(
                word: "NOT VALID",
                meaning: certificateMeaning(failure),
                advice: "Do not rely on signatures made with it now."
            )
        case .indeterminate(let doubt):
            Headline(word: "UNDETERMINED", meaning: meaning(doubt), advice: advice(doubt))
        }
    }

    private func certificateMeaning(_ failure: Verdict.Failure) -> String {
        switch failure {
        case .revoked: "The certificate has been revoked."
        case .expired: "The certificate has ended."
        case .notYetValid: "The certificate is not yet valid."
        case .format, .hash, .crypto: meaning(failure)
        }
    }

    private func meaning(_ failure: Verdict.Failure) -> String {
        switch failure {
        case .format: "The file cannot be read as a signature: it is damaged or not made by the standard."
        case .hash: "The signed data was changed after signing."
        case .crypto: "The signature does not fit the signer's key: it was altered or made with another key."
        case .revoked: "The certificate had been revoked before the signature was made."
        case .expired: "The certificate had ended before the signature was made."
        case .notYetValid: "The certificate was not yet valid when the signature was made."
        }
    }

    private func advice(_ failure: Verdict.Failure) -> String {
        switch failure {
        case .format: "Ask for the file again, exactly as it was first sent."
        case .hash: "Do not rely on this copy. Ask the signer for the original document."
        case .crypto: "Do not rely on this signature. Ask the signer for a new one."
        case .revoked, .expired, .notYetValid:
            "Do not rely on this signature. Ask for a new one with a valid certificate."
        }
    }

    private func meaning(_ doubt: Verdict.Doubt) -> String {
        switch doubt {
        case .signatureConstraints: "The signature does not meet the rules this check was made by."
        case .chainConstraints: "A certificate of the chain does not meet the rules."
        case .certificateChainGeneral: "The chain of certificates could not be judged."
        case .cryptoConstraints: "An algorithm or a key is unknown, or too weak for the time of the signature."
        case .cryptoConstraintsNoPOE:
            "An algorithm or a key is too weak today, and nothing proves that the signature is older."
        case .policyProcessing: "The rules for this check could not be applied."
        case .timestampOrder: "The time-stamps contradict each other."
        case .noSigningCertificate: "The signer's certificate is not at hand, so it is unknown who signed."
        case .noChain: "It is unknown whether the certificate can be trusted: no way leads to a trusted root."
        case .revokedNoPOE: "The certificate has been revoked, and nothing proves that the signature is older."
        case .revokedAuthorityNoPOE:
            "The certificate of an authority has been revoked, and nothing proves that the signature is older."
        case .outOfBoundsNoPOE:
            "The certificate is outside its validity, and nothing proves that the signature was made within it."
        case .outOfBoundsNotRevoked:
            "The certificate has ended, unrevoked, and nothing proves that the signature was made before its end."
        case .revocationOutOfBoundsNoPOE:
            "A certificate behind the revocation data has ended, and nothing proves that the data is older."
        case .noPOE: "Nothing proves that the signature existed in time."
        case .tryLater: "It is not known yet whether the certificate has been revoked."
        case .signedDataNotFound: "The signed document is not at hand, so it is unknown whether it has changed."
        case .custom: "The check was stopped by a safety limit, or a rule of the policy's own is not met."
        }
    }

    private func advice(_ doubt: Verdict.Doubt) -> String {
        switch doubt {
        case .signatureConstraints, .custom:
            "See below which rule is not met, and ask the signer for a signature that meets it."
        case .chainConstraints, .certificateChainGeneral:
            "See below which certificate is meant, and ask its holder for a correct one."
        case .cryptoConstraints, .cryptoConstraintsNoPOE:
            "Ask for a new signature with a current algorithm, or for proof that this one is older."
        case .policyProcessing: "Look at the policy you gave, and check again."
        case .timestampOrder: "Ask the signer where the time-stamps come from."
        case .noSigningCertificate: "Ask the signer for the certificate and check again with it."
        case .noChain: "Add the certificates of the issuers and check again."
        case .revokedNoPOE, .revokedAuthorityNoPOE:
            "Do not rely on it unless the signer gives proof, such as a time-stamp, of an earlier time."
        case .outOfBoundsNoPOE, .outOfBoundsNotRevoked, .revocationOutOfBoundsNoPOE, .noPOE:
            "Ask the signer for a time-stamped signature, or for a new one."
        case .tryLater: "Check again later, with network access or with a current OCSP response or revocation list."
        case .signedDataNotFound: "Put the document beside the signature, or name it, and check again."
        }
    }
}

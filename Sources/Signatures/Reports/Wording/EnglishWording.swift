internal import SandyqValidation

/// English.
struct EnglishWording: Wording {
    func sentence(_ finding: Finding) -> Sentence {
        switch finding {
        case .structureRead(let format):
            "The file is a well-formed signature of the \(format) format."
        case .structureBroken(let place):
            "The signature is damaged or cut short and cannot be read (\(place)). Ask for the file again, exactly as it was first sent."
        case .limitReached(let bound, let value):
            "Reading stopped at a safety limit (\(bound): \(value)), so the file could not be checked to its end. Ask for a smaller file, or raise this limit if you trust where the file comes from."
        case .passwordNeeded:
            "The file is encrypted and opens only with a password, so its signatures could not be looked at. Ask for a copy that opens without one."
        case .libraryMissing(let name):
            "Files of this kind are read with \(name), which is not installed here. Install it and verify the file again."
        case .signatureEncodingUnsupported(let name):
            "The signature is encoded as \(name), which Sandyq does not read: it may be good or bad. Ask for a signature in a current format."
        case .hiddenContent(let places):
            "The document held objects that nothing showed when it was signed: \(places). A later change could bring them to light; ask the sender what they are for."
        case .trailingBytes(let count):
            "Behind the end of the signature the file goes on for \(count) bytes that nobody signed. They were not looked at; do not rely on them."
        case .containerStrayOctets(let count):
            "Between, before or behind the files in the container lie \(count) bytes that belong to none of them. They were not looked at; do not rely on them."
        case .containerReadTwoWays:
            "The end of the container's directory can be taken for another place, so other programs may show other files in it. Rely on the files that are named here, and ask the sender for a clean container."
        case .containerStrayingName(let name):
            "The container holds a file called “\(name)”, a name that leads out of the folder it is unpacked to. It was not unpacked there; do not unpack the container with other programs."
        case .containerSimilarNames(let first, let second):
            "The container holds two files whose names many systems take for one: “\(first)” and “\(second)”. Unpacked, one may take the place of the other; make sure which of them is meant."
        case .containerMimetype(let type):
            "The container \(type.map { "calls itself “\($0)”, which is not what it is" as Sentence } ?? "does not say what type it is"). It was read by its content; tell the maker of the signing program."
        case .objectsUncovered(let names, let count):
            "Not signed: \(names) (files: \(count)). Anybody may have put them in or changed them; do not rely on them as signed."

        case .signingCertificateFound(let subject):
            "The signer's certificate was found: “\(subject)”."
        case .signingCertificateMissing(let identifier):
            "The signer's certificate is not at hand (\(named(identifier))), so it is unknown who signed. Ask the signer for the certificate and check again with it."
        case .signingCertificateFoundByKey(let subject):
            "The signature does not name its certificate; “\(subject)” was taken because its key fits. Make sure by other means that this is the signer."
        case .signingCertificateBound(let digest):
            "The signature names its certificate by its \(digest) digest, so it cannot have been exchanged."
        case .signingCertificateNotBound:
            "The signature does not name its certificate by a signed digest, so another certificate for the same key could take its place. Ask the signer to use the CAdES or XAdES form if this matters."
        case .signingCertificateBindingDiffers:
            "The certificate is not the one whose digest the signer signed. Ask the signer for the right certificate or for a new signature."
        case .signingCertificateBindingUnreadable:
            "The signed reference to the signer's certificate cannot be read, so it is unclear which certificate was meant. Ask the signer for a new signature."

        case .dataIntact(let name, let digest):
            "\(object(name)) has not changed since it was signed (digest: \(digest))."
        case .dataAltered(let name, let digest, _, _):
            "\(object(name)) is not what was signed: its \(digest) digest is another. Ask the signer for the original and do not rely on this copy."
        case .dataMissing(let name, let tried):
            "\(object(name)) was not found, so it is unknown whether it has changed\(lookedFor(tried)). Put it beside the signature, or name it, and check again."
        case .digestUnsupported(let name, let identifier):
            "\(object(name)) cannot be compared: the digest algorithm \(identifier) is unknown to this program. Check it with a program that knows this algorithm."
        case .transformRefused(let name, let transform):
            "\(object(name)) cannot be compared: it was signed after the transformation \(transform), which this program does not carry out. Ask the signer to sign without it."
        case .intactBeforeLaterSignatures(let name, let digest, let later):
            "\(object(name)) is what was signed (digest: \(digest)) only without the XML signatures put beside it later: \(later). National software signs like this; other programs will call the signature broken."
        case .propertiesNotSigned:
            "The signature carries XAdES properties that it does not sign: the time of signing and the certificate they state are nobody's word."
        case .nothingReferenced:
            "The signature covers no data at all and confirms nothing. Ask the signer to sign the document itself."
        case .attributesHold:
            "The signed attributes are complete and agree with each other."
        case .attributeBreach(let breach):
            "The signature contradicts itself: \(words(breach)). It does not hold; ask the signer for a new one."
        case .signatureValueHolds(let algorithm):
            "The signature was made with the key of the certificate (\(words(algorithm)))."
        case .signatureValueWrong(let algorithm):
            "The signature does not fit the key of the certificate (\(words(algorithm))): the signature was altered, or another key made it. Do not rely on it; ask the signer for a new one."
        case .signatureAlgorithmUnsupported(let algorithm):
            "The algorithm \(algorithm) is unknown to this program, so the signature can be called neither right nor wrong. Check it with a program that knows this algorithm."
        case .signatureValueNotChecked:
            "The signature value was not checked, because no key for it is known. Ask the signer for the certificate and check again with it."
        case .digestInfoWithoutNull:
            "The RSA signature leaves out a NULL that the standard asks for. It is accepted; tell the maker of the signing program."
        case .attributesNotDER:
            "The signed attributes are not in the order that the standard asks for, and the signature was made over them as they are. It is accepted; tell the maker of the signing program."
        case .coversWhole:
            "The signature covers the whole file."
        case .coversPart:
            "The signature covers only a part of the file; the rest is not protected. Look at what is unsigned before you rely on it."
        case .laterRevisionsForbidden(let items):
            "The document was changed after signing in a way that a signature does not allow: \(items). Compare it with the signed revision, and ask the signer to sign the present text."

        case .bestSignatureTime(let time, .timestamp):
            "The signature existed on \(moment(time)) at the latest: a valid time-stamp proves it."
        case .bestSignatureTime(let time, .ingest):
            "The signature existed on \(moment(time)) at the latest: it was received and recorded then."
        case .bestSignatureTime(let time, .now):
            "Nothing proves when the signature was made, so it is judged as of \(moment(time))."
        case .claimedTimeOnly(let time):
            "The signer states \(moment(time)) as the time of signing. Nothing proves it; ask for a time-stamp if the time matters."
        case .timestampPassed(let kind, let time):
            "The \(words(kind)) of \(moment(time)) is valid."
        case .timestampUnusable(let kind, let time, let verdict):
            "The \(words(kind))\(time.map { " of \(moment($0))" as Sentence } ?? "") proves nothing (\(verdict.subIndication ?? verdict.indication)). Its own checks say why; ask the signer for a new time-stamp if the time matters."
        case .timestampPurpose:
            "The time-stamp authority's certificate is meant for time-stamps."
        case .timestampPurposeMissing:
            "The certificate that signed the time-stamp is not meant for time-stamps. Ask for a time-stamp of an accredited authority."
        case .timestampPolicyAccepted(let policy):
            "The time-stamp was given under an accepted policy (\(policy))."
        case .timestampPolicyRefused(let policy):
            "The time-stamp was given \(policy.map { "under the policy \($0)" as Sentence } ?? "without naming a policy"), which the rules for this check do not accept. Ask for a time-stamp of an accredited authority."
        case .timestampsOrdered:
            "The time-stamps follow each other in the right order."
        case .timestampsDisordered(let earlier, let later):
            "The time-stamps contradict each other: one of \(moment(later)) must not lie after one of \(moment(earlier)). Ask the signer where they come from; until then the time is unproven."

        case .chainFound(let anchor, let length):
            "The certificate leads to the trusted root “\(anchor)” (certificates in the chain: \(length))."
        case .chainMissing(let issuer):
            "No way leads from the certificate to a trusted root: the issuer “\(issuer)” is not at hand or not trusted. Add the issuer's certificate, or the root if you have reason to trust it, and check again."
        case .chainUntrusted(let end):
            "The certificates are complete up to “\(end)”, and none of them is trusted. If you have reason to trust “\(end)”, add it to the trusted certificates and check again."
        case .chainForged(let subject):
            "The certificate “\(subject)” was not signed by the issuer it names. Do not rely on it; it may be forged."
        case .chainSearchExhausted:
            "The search for a way to a trusted root was stopped at its limit. Give only the certificates that are needed and check again."
        case .certificateInTime(let subject, let time):
            "The certificate “\(subject)” was valid on \(moment(time))."
        case .certificateExpired(let subject, let end, let time):
            "The certificate “\(subject)” ended on \(moment(end)), before \(moment(time)). Without a time-stamp from the time of its validity it cannot be told that the signature was made in time; ask the signer for one, or for a new signature."
        case .certificateNotYetValid(let subject, let start, let time):
            "The certificate “\(subject)” is valid only from \(moment(start)), after \(moment(time)). Check the clock and the time asked for."
        case .pathHolds:
            "Every certificate of the chain was allowed to issue the next."
        case .pathBroken(let breach, let subject):
            "The certificate “\(subject)” breaks a rule for chains: \(words(breach)). Ask its issuer for a correct certificate."
        case .certificateDefect(let defect, let subject):
            "The certificate “\(subject)” is not made by the rules: \(words(defect)). Tell its issuer."

        case .notRevoked(let subject, let source, let time):
            "The certificate “\(subject)” was not revoked (\(words(source)) of \(moment(time)))."
        case .revokedLater(let subject, let time, let reason):
            "The certificate “\(subject)” was revoked on \(moment(time))\(because(reason)), after the signature was made; that does not harm the signature."
        case .revoked(let subject, let time, let reason):
            "The certificate “\(subject)” was revoked on \(moment(time))\(because(reason)). Unless a time-stamp proves an earlier signature, do not rely on it; ask for a new signature with a valid certificate."
        case .revocationUnknown(let subject, let gap):
            "It is unknown whether the certificate “\(subject)” was revoked: \(words(gap)). Fetch a current OCSP response or revocation list and check again."
        case .revocationNotAsked(let subject):
            "Whether the certificate “\(subject)” was revoked was not checked, as the rules for this check do not ask it."
        case .revocationDataRefused(let source, let fingerprint, let gap):
            "The \(words(source)) \(fingerprint) was not used: \(words(gap))."
        case .responderRevocationUnknown(let subject):
            "It is unknown whether the certificate of the OCSP responder “\(subject)” was revoked. Fetch the revocation list of its issuer and check again."

        case .algorithmsAcceptable(let time):
            "All algorithms and key sizes were acceptable on \(moment(time))."
        case .algorithmTooWeak(let algorithm, let end, let time):
            "The algorithm \(algorithm) was no longer acceptable on \(moment(time))\(end.map { " (acceptable until \(moment($0)))" as Sentence } ?? ""). Ask for a time-stamp from before then, or for a new signature."
        case .keyTooShort(let scheme, let bits, let least, let time):
            "A \(scheme.rawValue) key of \(bits) bits was too short on \(moment(time)); at least \(least) are needed. Ask for a new signature with a longer key."

        case .keyUseAccepted(let use):
            "The certificate may be used for this: \(keyUse(use))."
        case .keyUseRefused(let use):
            "The certificate is not meant for signing documents (its key is for: \(keyUse(use))). Ask the signer to sign with the signing certificate."
        case .extendedKeyUsageMissing:
            "The certificate does not say what it may be used for in detail (extended key usage). It is accepted; check the signer's powers by other means."
        case .policyAccepted(let policy):
            "The certificate was issued under an accepted policy (\(policy))."
        case .policyRefused(let policies):
            "The certificate was issued under policies that are not accepted here (\(list(policies))). Ask the signer for a signature with a certificate meant for this use."
        case .iinChecksumWrong(let number):
            "The control digit of the IIN \(number) is wrong. Compare the number with the signer's papers."
        case .binChecksumWrong(let number):
            "The control digit of the BIN \(number) is wrong. Compare the number with the register of organisations."
        case .weakBase64:
            "The file's base64 text is not written by the rules. It was read all the same; tell the maker of the signing program."
        case .evidenceNotFetched(let address, let failure):
            "Evidence could not be fetched from \(address): \(words(failure)). Try again later, or get it another way and give it."
        }
    }

    /// Signed data as a sentence begins with it.
    private func object(_ name: String) -> Sentence {
        switch name {
        case "", "content": "The signed data"
        // What the judge calls the data a time-stamp is made over.
        case "imprint": "The time-stamped data"
        default: "“\(name)”"
        }
    }

    private func named(_ identifier: SignerFacts.Identifier) -> Sentence {
        switch identifier {
        case .issuerAndSerialNumber(let issuer, let number): "issued by “\(issuer)”, serial number \(number)"
        case .subjectKeyIdentifier(let key): "key identifier \(key.hexadecimal)"
        case .none: "the signature names none"
        }
    }

    private func lookedFor(_ names: [String]) -> Sentence { names.isEmpty ? "" : " (looked for: \(names))" }

    private func list(_ policies: [OID]) -> Sentence { policies.isEmpty ? "none named" : "\(policies.map(\.rawValue))" }

    private func because(_ reason: RevocationReason?) -> Sentence {
        reason.map { " (reason: \(self.reason($0)))" } ?? ""
    }
}

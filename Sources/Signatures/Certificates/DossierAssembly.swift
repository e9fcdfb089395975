internal import SandyqOpenSSL
internal import SandyqValidation

/// Follows certificates to their issuers and to what is said of their revocation, until nothing new turns up.
struct DossierAssembly {
    private let builder: DossierBuilder
    private var certificates: [Fingerprint: Certificate] = [:]
    private var issuances: [Fingerprint: [Dossier.Issuance]] = [:]
    private var lists: [(list: RevocationList, origin: EvidenceOrigin, signers: [Fingerprint])] = []
    private var responses: [(response: OCSPResponse, origin: EvidenceOrigin, signers: [Fingerprint])] = []
    private var chosen: Set<Fingerprint> = []
    private var pending: [Certificate] = []
    private var checks = 0

    init(builder: DossierBuilder) { self.builder = builder }

    /// Takes in certificates and all that follows from them.
    mutating func gather(from roots: [Certificate]) {
        pending = roots.reversed()
        while let certificate = pending.popLast() {
            guard issuances[certificate.fingerprint] == nil else { continue }
            certificates[certificate.fingerprint] = certificate
            let issuers = findIssuers(of: certificate)
            chooseLists(about: certificate)
            chooseResponses(about: certificate, issuedBy: issuers)
        }
    }

    /// The facts of what was gathered.
    func dossier() -> Dossier {
        var dossier = Dossier()
        dossier.certificates = certificates.mapValues(\.facts)
        dossier.anchors = builder.anchors.filter { certificates[$0] != nil }
        dossier.issuances = issuances
        let serialNumbers = certificates.values.map(\.serialOctets)
        dossier.revocationLists = lists.map { list, origin, signers in
            list.facts(origin: origin, signers: signers, serialNumbers: serialNumbers)
        }
        dossier.ocspResponses = responses.compactMap { response, origin, signers in
            response.facts(origin: origin, signers: signers) { answer in matches(for: answer) }
        }
        return dossier
    }

    /// Verifies the certificate with the key of each that its issuer names, likely ones first.
    private mutating func findIssuers(of certificate: Certificate) -> [Certificate] {
        var found: [Dossier.Issuance] = []
        var issuers: [Certificate] = []
        let key = certificate.facts.extensions.authorityKeyIdentifier
        for candidate in Self.ranked(builder.certificates(of: certificate.facts.issuer), by: key) {
            guard
                let value = verify(
                    certificate.fingerprint,
                    signed: certificate.signedPart,
                    certificate.signature,
                    certificate.signatureMethod,
                    by: candidate
                )
            else { break }
            found.append(Dossier.Issuance(issuer: candidate.fingerprint, signature: value))
            if value == .invalid {
                // Named, so that a report can say whose key does not fit; not followed.
                if certificates[candidate.fingerprint] == nil { certificates[candidate.fingerprint] = candidate }
            } else {
                issuers.append(candidate)
                pending.append(candidate)
            }
        }
        issuances[certificate.fingerprint] = found
        return issuers
    }

    private mutating func chooseLists(about certificate: Certificate) {
        var names = [certificate.facts.issuer]
        for point in certificate.facts.extensions.distributionPoints + certificate.facts.extensions.freshestCRL {
            for case .directory(let name) in point.issuers where !names.contains(name) { names.append(name) }
        }
        for name in names {
            for (list, origin) in builder.lists(of: name) where chosen.insert(list.fingerprint).inserted {
                let candidates = Self.ranked(
                    builder.certificates(of: list.issuer),
                    byKeyIdentifier: list.extensions.authorityKeyIdentifier
                )
                let signers = signers(among: candidates) { assembly, candidate in
                    assembly.verify(
                        list.fingerprint,
                        signed: list.signedPart,
                        list.signature,
                        list.signatureMethod,
                        by: candidate
                    )
                }
                lists.append((list, origin, signers))
            }
        }
    }

    private mutating func chooseResponses(about certificate: Certificate, issuedBy issuers: [Certificate]) {
        for (response, origin) in builder.responses(about: certificate) {
            guard let basic = response.basic, !chosen.contains(response.fingerprint),
                basic.answers.contains(where: { answer in
                    answer.serialOctets == certificate.serialOctets
                        && issuers.contains { answer.names($0, asIssuerOf: certificate) }
                })
            else { continue }
            chosen.insert(response.fingerprint)
            let candidates =
                switch basic.responder {
                case .name(let name): builder.certificates(of: name)
                case .keyHash(let hash): builder.certificates(keyHash: hash)
                }
            let signers = signers(among: candidates) { assembly, candidate in
                assembly.verify(
                    response.fingerprint,
                    signed: basic.signedPart,
                    basic.signature,
                    basic.signatureMethod,
                    by: candidate
                )
            }
            responses.append((response, origin, signers))
        }
    }

    /// Those whose key verifies; they and their issuers belong into the dossier.
    private mutating func signers(
        among candidates: [Certificate],
        _ value: (inout DossierAssembly, Certificate) -> SignatureValue?
    ) -> [Fingerprint] {
        var signers: [Fingerprint] = []
        for candidate in candidates {
            guard let value = value(&self, candidate) else { break }
            guard value == .valid else { continue }
            signers.append(candidate.fingerprint)
            pending.append(candidate)
        }
        return signers
    }

    /// Asks the ledger, then arithmetic; nil once the file's checks are spent.
    private mutating func verify(
        _ object: Fingerprint,
        signed: ArraySlice<UInt8>,
        _ signature: ArraySlice<UInt8>,
        _ method: SignatureMethod,
        by issuer: Certificate
    ) -> SignatureValue? {
        let key = issuer.facts.key.fingerprint
        if let known = builder.ledger.value(of: object, by: key) { return known }
        guard checks < builder.limits.issuanceChecks else { return nil }
        checks += 1
        do throws(OpenSSLError) {
            let loaded = try builder.verificationKey(of: issuer)
            let value = method.value(of: signature, over: signed, by: loaded)
            // With inherited parameters the encoding alone does not say which key it was.
            if !issuer.inheritsParameters { builder.ledger.record(value, of: object, by: key) }
            return value
        } catch {
            return .unsupported(error.description)
        }
    }

    /// Which certificates of the dossier an answer is about.
    private func matches(for answer: SingleOCSPResponse) -> [(certificate: Fingerprint, issuer: Fingerprint)] {
        var matches: [(Fingerprint, Fingerprint)] = []
        for certificate in certificates.values where certificate.serialOctets == answer.serialOctets {
            for issuance in issuances[certificate.fingerprint] ?? [] where issuance.signature != .invalid {
                guard let issuer = certificates[issuance.issuer], answer.names(issuer, asIssuerOf: certificate) else {
                    continue
                }
                matches.append((certificate.fingerprint, issuer.fingerprint))
            }
        }
        return matches
    }

    private static func ranked(
        _ candidates: [Certificate],
        by identifier: CertificateExtensions.AuthorityKeyIdentifier?
    ) -> [Certificate] {
        guard candidates.count > 1, let identifier else { return candidates }
        let byKey = ranked(candidates, byKeyIdentifier: identifier.keyIdentifier)
        guard let serialNumber = identifier.serialNumber else { return byKey }
        return byKey.filter { $0.facts.serialNumber == serialNumber }
            + byKey.filter { $0.facts.serialNumber != serialNumber }
    }

    /// Those with this key identifier first, those with another last (RFC 4158 clause 3.5.12).
    private static func ranked(_ candidates: [Certificate], byKeyIdentifier identifier: [UInt8]?) -> [Certificate] {
        guard candidates.count > 1, let identifier else { return candidates }
        var ranks: ([Certificate], [Certificate], [Certificate]) = ([], [], [])
        for candidate in candidates {
            switch candidate.facts.extensions.subjectKeyIdentifier {
            case identifier: ranks.0.append(candidate)
            case nil: ranks.1.append(candidate)
            default: ranks.2.append(candidate)
            }
        }
        return ranks.0 + ranks.1 + ranks.2
    }
}

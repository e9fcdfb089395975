package import SandyqOpenSSL
package import SandyqValidation
internal import Synchronization

/// Fetches what a judgement lacked from the addresses that certificates name: issuers (RFC 5280 clause 4.2.2.1),
/// OCSP answers (RFC 6960) and revocation lists with their deltas (RFC 5280 clauses 4.2.1.13 and 4.2.1.15).
///
/// One is shared by all files of a run: nothing is fetched twice, and a server that does not answer is not asked again.
package final class OnlineEvidence: Sendable {
    private let client: HTTPClient
    private let nonce: @Sendable () -> [UInt8]
    private let memory = Mutex(Memory())

    /// Octets of a revocation list; the largest in use have some tens of thousands of entries.
    private static let mostListBytes = 20 << 20
    /// Octets of anything else.
    private static let mostBytes = 256 << 10

    /// Why something could not be fetched.
    private struct Failure: Error {
        let reason: FetchFailure
        /// Whether another request to the same server would fare the same.
        var isOutage = false

        init(_ reason: FetchFailure) { self.reason = reason }

        init(_ failure: HTTPFailure) {
            reason = FetchFailure(failure)
            isOutage = [.unknownHost, .privateHost, .noAnswer].contains(reason)
        }
    }

    private struct Memory {
        var asked: Set<String> = []
        /// Servers that are not asked again, and why.
        var deadHosts: [String: FetchFailure] = [:]
        var found = Evidence()
        var failures: [String: FetchFailure] = [:]
    }

    /// Takes the bounds of one fetch, and a source of octets nobody can guess.
    package init(client: HTTPClient, nonce: @escaping @Sendable () -> [UInt8]) {
        self.client = client
        self.nonce = nonce
    }

    /// Everything fetched so far.
    package var evidence: Evidence { memory.withLock(\.found) }

    /// Fetches the next thing for every gap.
    ///
    /// - Parameters:
    ///   - gaps: What is missing.
    ///   - certificate: The certificates at hand.
    ///   - mayGoOn: Asked before each fetch: whether there is time left.
    /// - Returns: Whether anything new was found or tried; false means that trying again is of no use.
    package func fill(
        _ gaps: EvidenceGaps,
        certificate: (Fingerprint) -> Certificate?,
        while mayGoOn: () -> Bool
    ) -> Bool {
        var isFruitful = false
        for fingerprint in gaps.issuers {
            guard let subject = certificate(fingerprint) else { continue }
            let addresses = subject.facts.extensions.issuerAddresses
            isFruitful =
                fetchFirst(of: addresses, while: mayGoOn) { address throws(Failure) in
                    try issuers(at: address)
                } || isFruitful
        }
        for gap in gaps.statuses {
            guard let subject = certificate(gap.certificate), let issuer = certificate(gap.issuer) else { continue }
            isFruitful = fetchStatus(of: subject, issuedBy: issuer, while: mayGoOn) || isFruitful
        }
        return isFruitful
    }

    /// What failed among the addresses that certificates name.
    package func failures(about certificates: some Sequence<CertificateFacts>) -> [Finding] {
        let known = memory.withLock(\.failures)
        var findings: [Finding] = []
        let ordered = certificates.sorted { $0.fingerprint < $1.fingerprint }
        for address in ordered.flatMap(\.extensions.onlineAddresses) {
            guard let failure = known[address] else { continue }
            let finding = Finding.evidenceNotFetched(address: address, failure)
            if !findings.contains(finding) { findings.append(finding) }
        }
        return findings
    }

    /// Asks the responders; when none has anything new to say, fetches the lists, then their deltas.
    private func fetchStatus(of subject: Certificate, issuedBy issuer: Certificate, while mayGoOn: () -> Bool) -> Bool {
        let extensions = subject.facts.extensions
        let asked = fetchFirst(of: extensions.ocspAddresses, about: subject.fingerprint, while: mayGoOn) {
            address throws(Failure) in
            try answer(from: address, about: subject, issuedBy: issuer)
        }
        if asked { return true }
        let lists = extensions.distributionPoints.flatMap(\.addresses)
        let fetch: (String) throws(Failure) -> Evidence = { address throws(Failure) in try self.lists(at: address) }
        if fetchFirst(of: lists, while: mayGoOn, fetch) { return true }
        return fetchFirst(of: extensions.freshestCRL.flatMap(\.addresses), while: mayGoOn, fetch)
    }

    /// Tries addresses nobody has tried until one serves.
    ///
    /// - Parameters:
    ///   - addresses: In order of preference.
    ///   - subject: Told apart by it when the same address answers differently about different certificates.
    ///   - mayGoOn: Whether there is time left.
    ///   - fetch: What to do with one.
    /// - Returns: Whether anything was found.
    private func fetchFirst(
        of addresses: [String],
        about subject: Fingerprint? = nil,
        while mayGoOn: () -> Bool,
        _ fetch: (String) throws(Failure) -> Evidence
    ) -> Bool {
        for address in addresses.prefix(8) where mayGoOn() {
            let host = String(address.split(separator: "/").dropFirst().first ?? "")
            let isNew = memory.withLock { memory in
                guard memory.asked.insert(address + (subject?.description ?? "")).inserted else { return false }
                if let reason = memory.deadHosts[host] { memory.failures[address] = reason }
                return memory.deadHosts[host] == nil
            }
            guard isNew else { continue }
            do throws(Failure) {
                let found = try fetch(address)
                memory.withLock { $0.found.add(found) }
                return true
            } catch {
                memory.withLock { memory in
                    memory.failures[address] = error.reason
                    if error.isOutage { memory.deadHosts[host] = error.reason }
                }
            }
        }
        return false
    }

    private func issuers(at address: String) throws(Failure) -> Evidence {
        var evidence = Evidence()
        evidence.certificates = try material(at: address, atMost: Self.mostBytes).certificates
        guard !evidence.certificates.isEmpty else { throw Failure(.notUnderstood) }
        return evidence
    }

    private func lists(at address: String) throws(Failure) -> Evidence {
        var evidence = Evidence()
        evidence.revocationLists = try material(at: address, atMost: Self.mostListBytes).revocationLists.map {
            ($0, .fetched)
        }
        guard !evidence.revocationLists.isEmpty else { throw Failure(.notUnderstood) }
        return evidence
    }

    private func material(at address: String, atMost bound: Int) throws(Failure) -> TrustMaterial {
        let bytes: [UInt8]
        do throws(HTTPFailure) { bytes = try client.get(address, atMost: bound) } catch {
            throw Failure(error)
        }
        var material = TrustMaterial()
        do { try material.add(bytes[...]) } catch { throw Failure(.notUnderstood) }
        return material
    }

    private func answer(
        from address: String,
        about subject: Certificate,
        issuedBy issuer: Certificate
    ) throws(Failure) -> Evidence {
        let nonce = nonce()
        let bytes: [UInt8]
        guard let request = try? OCSPRequest(about: subject, issuedBy: issuer, nonce: nonce) else {
            throw Failure(.notUnderstood)
        }
        do throws(HTTPFailure) {
            bytes = try client.post(
                request.der,
                ofType: "application/ocsp-request",
                to: address,
                atMost: Self.mostBytes
            )
        } catch {
            throw Failure(error)
        }
        guard let response = try? OCSPResponse(der: bytes[...]) else {
            throw Failure(.notUnderstood)
        }
        guard response.status == .successful, let basic = response.basic else {
            throw Failure(.declined("\(response.status)"))
        }
        // A responder may leave the nonce out (RFC 6960 clause 4.4.1); one that differs answers another question.
        if let returned = basic.nonce, returned != nonce { throw Failure(.replayed) }
        var evidence = Evidence()
        evidence.ocspResponses = [(response, .fetched)]
        return evidence
    }
}

extension Evidence {
    /// Takes in what was found elsewhere.
    mutating func add(_ other: Evidence) {
        certificates += other.certificates
        revocationLists += other.revocationLists
        ocspResponses += other.ocspResponses
    }
}

extension DistributionPoint {
    /// The `http` addresses among its names.
    var addresses: [String] {
        names.compactMap { name in
            guard case .uri(let address) = name, address.lowercased().hasPrefix("http://") else { return nil }
            return address
        }
    }
}

extension CertificateExtensions {
    /// Every address evidence about the certificate may be fetched from.
    var onlineAddresses: [String] {
        issuerAddresses + ocspAddresses + (distributionPoints + freshestCRL).flatMap(\.addresses)
    }
}

extension FetchFailure {
    /// What the network said, as a report tells it.
    init(_ failure: HTTPFailure) {
        self =
            switch failure {
            case .unsupportedAddress: .unsupportedAddress
            case .unresolved: .unknownHost
            case .privateHost: .privateHost
            case .unreachable, .timeout: .noAnswer
            case .tooLarge(let bound): .tooLarge(bound)
            case .cutOff: .brokenOff
            case .redirected: .redirected
            case .refused(let reason): .refused(reason)
            }
    }
}

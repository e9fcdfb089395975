internal import SandyqValidation

/// Certificates, lists and responses, found by what names them.
///
/// Copies share their storage: what is given for many files is indexed once.
struct Material: Sendable {
    private(set) var certificates: [Certificate] = []
    private(set) var lists: [(list: RevocationList, origin: EvidenceOrigin)] = []
    private(set) var responses: [(response: OCSPResponse, origin: EvidenceOrigin)] = []

    private var byFingerprint: [Fingerprint: Certificate] = [:]
    private var bySubject: [DistinguishedName: [Certificate]] = [:]
    private var bySerialNumber: [String: [Certificate]] = [:]
    private var byKeyIdentifier: [[UInt8]: [Certificate]] = [:]
    private var listsByIssuer: [DistinguishedName: [Int]] = [:]
    private var responsesBySerialNumber: [ArraySlice<UInt8>: [Int]] = [:]
    private var knownLists: Set<Fingerprint> = []
    private var knownResponses: Set<Fingerprint> = []

    /// Starts empty.
    init() {}

    /// Indexes evidence.
    init(_ evidence: Evidence) {
        add(certificates: evidence.anchors)
        add(certificates: evidence.certificates)
        // What comes first counts: sorting is stable, so that the caller's order holds within one origin.
        for (list, origin) in evidence.revocationLists.sorted(by: { $0.origin < $1.origin }) {
            add(list, origin: origin)
        }
        for (response, origin) in evidence.ocspResponses.sorted(by: { $0.origin < $1.origin }) {
            add(response, origin: origin)
        }
    }

    mutating func add(certificates added: [Certificate]) {
        for certificate in added where byFingerprint[certificate.fingerprint] == nil {
            byFingerprint[certificate.fingerprint] = certificate
            certificates.append(certificate)
            bySubject[certificate.facts.subject, default: []].append(certificate)
            bySerialNumber[certificate.facts.serialNumber, default: []].append(certificate)
            if let identifier = certificate.facts.extensions.subjectKeyIdentifier {
                byKeyIdentifier[identifier, default: []].append(certificate)
            }
        }
    }

    mutating func add(_ list: RevocationList, origin: EvidenceOrigin) {
        guard knownLists.insert(list.fingerprint).inserted else { return }
        listsByIssuer[list.issuer, default: []].append(lists.count)
        lists.append((list, origin))
    }

    mutating func add(_ response: OCSPResponse, origin: EvidenceOrigin) {
        guard let basic = response.basic, knownResponses.insert(response.fingerprint).inserted else { return }
        for serialNumber in Set(basic.answers.map(\.serialOctets)) {
            responsesBySerialNumber[serialNumber, default: []].append(responses.count)
        }
        responses.append((response, origin))
        add(certificates: basic.certificates)
    }

    func certificate(_ fingerprint: Fingerprint) -> Certificate? { byFingerprint[fingerprint] }

    func certificates(of subject: DistinguishedName) -> [Certificate] { bySubject[subject] ?? [] }

    func certificates(serialNumber: String) -> [Certificate] { bySerialNumber[serialNumber] ?? [] }

    func certificates(keyIdentifier: [UInt8]) -> [Certificate] { byKeyIdentifier[keyIdentifier] ?? [] }

    /// By the SHA-1 of the key's BIT STRING.
    func certificates(keyHash: [UInt8]) -> [Certificate] { certificates.filter { $0.keyHash == keyHash } }

    func lists(of issuer: DistinguishedName) -> [(list: RevocationList, origin: EvidenceOrigin)] {
        (listsByIssuer[issuer] ?? []).map { lists[$0] }
    }

    func responses(serialNumber: ArraySlice<UInt8>) -> [(response: OCSPResponse, origin: EvidenceOrigin)] {
        (responsesBySerialNumber[serialNumber] ?? []).map { responses[$0] }
    }
}

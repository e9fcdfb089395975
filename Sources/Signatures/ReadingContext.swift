internal import SandyqFiles
internal import SandyqOpenSSL
internal import SandyqValidation

/// What reading one file gathers, counts and spends; the readers of all its signatures share one, whatever their formats.
final class ReadingContext {
    let limits: Limits
    /// What was gathered so far.
    private(set) var dossier: DossierBuilder
    /// Certificates that the signatures read so far are about.
    private(set) var subjects: [Fingerprint] = []
    var budget: ReadingBudget
    /// What canonical forms and filters may still cost.
    let xml: XMLBudget
    /// Octets unpacked from containers inside the one that was handed in.
    var octetsUnpackedInside = 0
    private let certificates: CertificateCache
    private var signatureCount = 0
    private var carriedCount = 0

    /// Starts with no signature read.
    init(dossier: DossierBuilder, certificates: CertificateCache, limits: Limits) {
        self.dossier = dossier
        self.certificates = certificates
        self.limits = limits
        budget = ReadingBudget(limits)
        xml = XMLBudget(limits)
    }

    /// The next signature's name.
    func nextID() throws(ReadingStop) -> String {
        signatureCount += 1
        guard signatureCount <= limits.signatures else { throw .limit("signatures", limits.signatures) }
        return "S-\(signatureCount)"
    }

    /// Takes in certificates and revocation data that the file carries.
    ///
    /// What cannot be read is passed over, since nothing can rest on it. Tokens are taken in where they are read.
    func gather(_ items: [CarriedEvidence]) throws(ReadingStop) {
        for item in items {
            carriedCount += 1
            guard carriedCount <= limits.certificates else { throw .limit("certificates", limits.certificates) }
            switch item {
            case .certificate(let encoding):
                if let certificate = try? certificates.certificate(encoding) {
                    dossier.add(certificates: [certificate])
                }
            case .revocationList(let encoding):
                if let list = try? RevocationList(der: encoding) { dossier.add(revocationList: list) }
            case .ocspResponse(let encoding):
                if let response = try? OCSPResponse(der: encoding) { dossier.add(ocspResponse: response) }
            case .timestampToken: carriedCount -= 1
            }
        }
    }

    /// Remembers that the judge will ask about a certificate.
    func note(subject certificate: Certificate) { subjects.append(certificate.fingerprint) }

    /// Ends the reading once a bound was reached.
    func requireBudget() throws(ReadingStop) {
        if let reached = budget.reached ?? xml.reached { throw .defect(reached) }
    }
}

/// Ends the reading of a whole file.
enum ReadingStop: Error {
    /// The file cannot be read as what it is, or a bound was reached.
    case defect(FormatDefect)
    /// The system failed.
    case file(FileError)

    /// A bound of `Limits` was reached: its name and its value.
    static func limit(_ name: String, _ value: Int) -> ReadingStop { .defect(.limit(name, value)) }
}

internal import SandyqContainers
internal import SandyqOpenSSL
internal import SandyqValidation

/// The certificates, lists and responses of a document's security store (EN 319 142-1 clause 5.4.2).
struct PDFEvidence {
    /// Everything in the store of any revision, once.
    let items: [CarriedEvidence]
    /// By the end of the revision: what the store held then.
    private let fingerprints: [Int: [Fingerprint]]

    /// Takes it out of every revision; what cannot be decoded is passed over.
    init(of file: PDFFile, limits: Limits) {
        var known: [Fingerprint: CarriedEvidence] = [:]
        var order: [CarriedEvidence] = []
        var fingerprints: [Int: [Fingerprint]] = [:]
        for revision in file.revisions {
            for item in Self.items(in: revision, limit: limits.certificates + 1, bounds: limits.pdf) {
                guard let fingerprint = item.fingerprint else { continue }
                fingerprints[revision.end, default: []].append(fingerprint)
                if known.updateValue(item, forKey: fingerprint) == nil { order.append(item) }
            }
        }
        items = order
        self.fingerprints = fingerprints
    }

    /// Whether there are certificates.
    var hasCertificates: Bool { items.contains { if case .certificate = $0 { true } else { false } } }

    /// Whether there are lists or responses.
    var hasRevocationData: Bool { items.contains { if case .certificate = $0 { false } else { true } } }

    /// What a time-stamp over a revision covers of it.
    func covered(by revision: PDFDocument) -> [Fingerprint] { fingerprints[revision.end] ?? [] }

    /// DSS has three arrays for all signatures; VRI repeats for one signature what stands in them.
    private static func items(in document: PDFDocument, limit: Int, bounds: PDFBounds) -> [CarriedEvidence] {
        let store = document.resolved(document.catalogue["DSS"]).entries ?? [:]
        var items: [CarriedEvidence] = []
        var seen: Set<PDFReference> = []
        func take(_ array: PDFObject?, _ make: (ArraySlice<UInt8>) -> CarriedEvidence) {
            for element in document.resolved(array).elements ?? [] {
                guard items.count < limit, let reference = element.reference, seen.insert(reference).inserted,
                    let data = document.decodedData(of: reference, bounds: bounds)
                else { continue }
                items.append(make(data[...]))
            }
        }
        take(store["Certs"]) { .certificate($0) }
        take(store["CRLs"]) { .revocationList($0) }
        take(store["OCSPs"]) { .ocspResponse($0) }
        for entry in (document.resolved(store["VRI"]).entries ?? [:]).sorted(by: { $0.key < $1.key }) {
            let own = document.resolved(entry.value).entries ?? [:]
            take(own["Cert"]) { .certificate($0) }
            take(own["CRL"]) { .revocationList($0) }
            take(own["OCSP"]) { .ocspResponse($0) }
        }
        return items
    }
}

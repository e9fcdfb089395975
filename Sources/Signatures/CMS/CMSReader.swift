internal import SandyqOpenSSL
internal import SandyqValidation
internal import SwiftASN1

/// Reads the CMS signatures of one file (RFC 5652), and gathers the certificates and revocation data that come with them.
final class CMSReader {
    let limits: Limits
    /// What was gathered so far.
    private(set) var dossier: DossierBuilder
    private let certificates: CertificateCache
    /// Certificates that the signatures read so far are about.
    private(set) var subjects: [Fingerprint] = []
    var budget: ReadingBudget
    private var signatureCount = 0
    private var carriedCount = 0

    /// Starts with no signature read.
    init(dossier: DossierBuilder, certificates: CertificateCache, limits: Limits) {
        self.dossier = dossier
        self.certificates = certificates
        self.limits = limits
        budget = ReadingBudget(limits)
    }

    /// Ends the reading of a whole file.
    struct Stop: Error {
        let defect: FormatDefect
    }

    /// Every signature of a SignedData in encoded order, each followed by those that counter-sign it.
    ///
    /// - Parameters:
    ///   - message: The structure.
    ///   - source: Where the content of a detached signature may be found.
    ///   - reference: What the container calls the content, if it says so.
    /// - Returns: One entry for each SignerInfo and each counter-signature.
    /// - Throws: The bound that was reached.
    func signatures(
        in message: SignedData,
        content source: any ContentSource = NoContent(),
        reference: String? = nil
    ) throws(Stop) -> [SignatureFacts] {
        try gather(from: message)
        guard message.signers.count <= limits.signatures else { throw Self.limit("signatures", limits.signatures) }
        let signers = message.signers.map { SignerReading($0, timestampLimit: limits.timestamps) }
        let wanted = signers.reduce(into: Set<DigestAlgorithm>()) { $0.formUnion($1.wantedDigests) }
        let digests =
            if let pieces = message.content {
                ContentDigests(of: pieces, name: reference ?? "content", by: wanted)
            } else {
                ContentDigests(from: source, reference: reference, by: wanted)
            }
        let content = SignedContent(type: message.contentType, digests: digests, pieces: message.content)
        var signatures: [SignatureFacts] = []
        for signer in signers {
            signatures += try entries(of: signer, over: content, in: message, source: source, parent: nil, depth: 0)
        }
        return signatures
    }

    /// One signature and, after it, those that counter-sign it.
    private func entries(
        of signer: SignerReading,
        over content: SignedContent,
        in message: SignedData,
        source: any ContentSource,
        parent: String?,
        depth: Int
    ) throws(Stop) -> [SignatureFacts] {
        let id = try nextID()
        guard depth < Self.counterSignatureDepth else {
            throw Self.limit("counterSignatures", Self.counterSignatureDepth)
        }
        guard !signer.hasTooManyTimestamps else { throw Self.limit("timestamps", limits.timestamps) }
        var facts = signature(by: signer, over: content, in: message, id: id)
        facts.parent = parent
        facts.timestamps = try timestamps(of: signer, over: content, in: message, source: source, id: id)
        if let reached = budget.reached { throw Stop(defect: reached) }
        var entries = [facts]
        for value in signer.info.unsignedAttributes where value.type == .counterSignature {
            for node in value.values {
                entries += try counterSignature(node, on: signer, id: id, in: message, depth: depth)
            }
        }
        return entries
    }

    /// RFC 5652 clause 11.4: the signed content is the signature value of the signature that is counter-signed.
    private func counterSignature(
        _ node: ASN1Node,
        on signer: SignerReading,
        id: String,
        in message: SignedData,
        depth: Int
    ) throws(Stop) -> [SignatureFacts] {
        let info: SignerInfo
        do throws(FormatError) { info = try SignerInfo(node) } catch {
            let own = try nextID()
            return [.unreadable(id: own, parent: id, format: .cms, reason: error.reason)]
        }
        let reading = SignerReading(info, timestampLimit: limits.timestamps)
        let pieces = [signer.info.signature]
        let digests = ContentDigests(of: pieces, name: id, by: reading.wantedDigests)
        let content = SignedContent(type: nil, digests: digests, pieces: pieces)
        return try entries(
            of: reading,
            over: content,
            in: message,
            source: NoContent(),
            parent: id,
            depth: depth + 1
        )
    }

    /// Counter-signatures of counter-signatures; more are nobody's honest work.
    private static let counterSignatureDepth = 8

    /// The next signature's name.
    func nextID() throws(Stop) -> String {
        signatureCount += 1
        guard signatureCount <= limits.signatures else { throw Self.limit("signatures", limits.signatures) }
        return "S-\(signatureCount)"
    }

    private static func limit(_ name: String, _ value: Int) -> Stop { Stop(defect: .limit(name, value)) }

    /// Takes certificates and revocation data out of a structure and its attributes.
    ///
    /// What cannot be read is passed over, since nothing can rest on it. Tokens are taken out where they are read.
    func gather(from message: SignedData) throws(Stop) {
        for item in CarriedEvidence.all(in: message) {
            carriedCount += 1
            guard carriedCount <= limits.certificates else { throw Self.limit("certificates", limits.certificates) }
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
}

/// The content that signatures are over.
struct SignedContent {
    /// Nil for a counter-signature's, which has none.
    let type: OID?
    let digests: ContentDigests
    /// The content itself, when it is inside the structure.
    let pieces: [ArraySlice<UInt8>]?
}

extension SignatureFacts {
    /// The entry of something that ought to be a signature and cannot be read.
    static func unreadable(id: String, parent: String?, format: SignatureFormat, reason: String) -> SignatureFacts {
        var facts = SignatureFacts(
            id: id,
            parent: parent,
            format: format,
            algorithm: SignatureAlgorithm(oid: "", scheme: nil, digest: nil, keyBits: nil),
            signatureValue: .notChecked,
            signer: SignerFacts(identifier: .none)
        )
        facts.defect = .malformed(reason)
        return facts
    }
}

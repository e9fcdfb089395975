import FoundationEssentials
import SandyqSignatures
import SandyqValidation

/// Signed files made by others, with expected results: outside the project, found through `SANDYQ_CORPUS`.
enum Corpus {
    /// The folder; nil when the tests run without.
    static let root = ProcessInfo.processInfo.environment["SANDYQ_CORPUS"]

    /// One file and what is expected of it.
    struct Entry: Decodable, CustomStringConvertible, Sendable {
        let path: String
        let family: String
        let expected: Expectation
        let detached: [Detached]?
        let certificate: String?
        let keys: [KeyMaterial]?
        let addresses: [String: String]?
        /// The key of a message authentication code.
        let secret: String?
        let trust: [String]?
        let certs: [String]?
        let crl: [String]?
        let ocsp: [String]?
        let at: String?
        var corpus = ""

        var description: String { "\(corpus)/\(path)" }

        enum CodingKeys: String, CodingKey {
            case path, family, expected, detached, trust, certs, crl, ocsp, at
            case certificate = "signing_certificate"
            case keys = "key_material"
            case addresses = "url_map"
            case secret = "hmac_key_b64"
        }
    }

    struct Expectation: Decodable, Sendable {
        let outcome: String
        let disputed: Bool?
        let count: Int?
        let report: [String: String?]?
        /// What later revisions of a PDF did: `none` when they did nothing wrong.
        let modifications: String?

        enum CodingKeys: String, CodingKey {
            case outcome, disputed, report
            case count = "n_signatures"
            case modifications = "pdf_modifications"
        }
    }

    struct KeyMaterial: Decodable, Sendable {
        let role: String
        let path: String
    }

    struct Detached: Decodable, Sendable {
        let path: String?
        let name: String?
        let algorithm: String?
        let digest: String?

        enum CodingKeys: String, CodingKey {
            case path, name
            case algorithm = "digest_algorithm"
            case digest = "digest_b64"
        }
    }

    private struct Manifest: Decodable { let files: [Entry] }

    /// The files of some families; none when there is no corpus.
    static func entries(of families: Set<String>) -> [Entry] {
        guard let root else { return [] }
        var entries: [Entry] = []
        for corpus in ["eu", "kz"] {
            guard let data = FileManager.default.contents(atPath: "\(root)/\(corpus)/MANIFEST.json"),
                let manifest = try? JSONDecoder().decode(Manifest.self, from: data)
            else { continue }
            for var entry in manifest.files where families.contains(entry.family) {
                entry.corpus = corpus
                entries.append(entry)
            }
        }
        return entries
    }

    /// A file's bytes.
    static func bytes(_ entry: Entry, _ path: String? = nil) -> [UInt8] {
        guard let root, let data = FileManager.default.contents(atPath: "\(root)/\(entry.corpus)/\(path ?? entry.path)")
        else { return [] }
        return [UInt8](data)
    }

    /// What is read from a file, with the content the manifest names.
    static func facts(of entry: Entry) throws -> SubmissionFacts {
        var evidence = Evidence()
        if let certificate = entry.certificate {
            evidence.certificates = try TrustMaterial.certificates(in: bytes(entry, certificate)[...])
        }
        for key in entry.keys ?? [] where key.role.hasSuffix("trusted-der") {
            evidence.certificates += try TrustMaterial.certificates(in: bytes(entry, key.path)[...])
        }
        let addressed = (entry.addresses ?? [:]).map { MemoryContent(name: $0, bytes: bytes(entry, $1)) }
        let content = ContentSources(
            addressed
                + (entry.detached ?? []).compactMap { detached -> (any ContentSource)? in
                    if let path = detached.path { return MemoryContent(name: detached.name, bytes: bytes(entry, path)) }
                    guard let algorithm = detached.algorithm, let text = detached.digest,
                        let digest = Data(base64Encoded: text)
                    else {
                        return nil
                    }
                    return DigestContent("\(algorithm):\([UInt8](digest).hexadecimal)")
                }
        )
        return try SubmissionReader(evidence: evidence).facts(
            of: Submission(name: "signature", bytes: bytes(entry), content: content)
        )
    }
}

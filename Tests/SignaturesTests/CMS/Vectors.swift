import FoundationEssentials
import SandyqSignatures
import SandyqValidation

/// The project's own vectors, `testdata/`: bytes and what is given beside them.
enum Vectors {
    private static let folder: String = {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        parts.removeLast(4)
        return parts.joined(separator: "/") + "/testdata"
    }()

    /// One case of a manifest.
    struct Case: Decodable, Sendable, CustomStringConvertible {
        let name: String
        let file: String
        let content: [String]
        let certs: [String]
        let expected: Expected

        var description: String { name }
    }

    /// As much of the expected report as facts can answer.
    struct Expected: Decodable, Sendable {
        let signatures: [Signature]?

        struct Signature: Decodable, Sendable {
            let integrity: Integrity?
        }

        struct Integrity: Decodable, Sendable {
            let signature: OneOf?
            let references: [Reference]?
        }

        struct Reference: Decodable, Sendable {
            let found: Bool?
            let intact: Bool?
        }
    }

    /// A text, or several that are as good.
    struct OneOf: Decodable, Sendable {
        let texts: [String]

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                texts = [text]
            } else {
                texts = try container.decode([String?].self).compactMap(\.self)
            }
        }
    }

    /// The bytes of a file; empty when it is not there, which fails whatever test asked.
    static func bytes(_ path: String) -> [UInt8] {
        [UInt8](FileManager.default.contents(atPath: "\(folder)/\(path)") ?? Data())
    }

    /// Every case of a folder's manifest.
    static func cases(in folder: String) -> [Case] {
        (try? JSONDecoder().decode([Case].self, from: Data(bytes("\(folder)/manifest.json")))) ?? []
    }

    /// What is read from a case's file.
    static func facts(of entry: Case) throws -> SubmissionFacts {
        var evidence = Evidence()
        for path in entry.certs { evidence.certificates += try TrustMaterial.certificates(in: bytes(path)[...]) }
        let content = ContentSources(entry.content.map { MemoryContent(bytes: bytes($0)) })
        return SubmissionReader(evidence: evidence).facts(
            of: Submission(name: "signature", bytes: bytes(entry.file), content: content)
        )
    }

    /// What is read from bytes with nothing beside them.
    static func facts(
        of bytes: [UInt8],
        content: any ContentSource = NoContent(),
        limits: Limits = Limits()
    ) -> SubmissionFacts {
        reader(limits).facts(of: Submission(name: "signature", bytes: bytes, content: content))
    }

    private static func reader(_ limits: Limits) -> SubmissionReader {
        SubmissionReader(evidence: Evidence(), limits: limits)
    }
}

import FoundationEssentials
import SandyqSignatures
import SandyqValidation
import Testing

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
        let trust: [String]
        let certs: [String]
        let crl: [String]
        let ocsp: [String]
        let asOf: String
        let policy: String
        let expected: ExpectedReport
        let why: String

        var description: String { name }
    }

    /// The bytes of a file; empty when it is not there, which fails whatever test asked.
    static func bytes(_ path: String) -> [UInt8] {
        [UInt8](FileManager.default.contents(atPath: "\(folder)/\(path)") ?? Data())
    }

    /// Every case of a folder's manifest.
    static func cases(in folder: String) -> [Case] {
        (try? JSONDecoder().decode([Case].self, from: Data(bytes("\(folder)/manifest.json")))) ?? []
    }

    /// The report on a case's file with the case's evidence.
    static func report(on entry: Case) throws -> Report {
        var evidence = Evidence()
        for path in entry.trust { evidence.anchors += try TrustMaterial.certificates(in: bytes(path)[...]) }
        var material = TrustMaterial()
        // What cannot be read is passed over, as the command line does: less evidence makes no verdict better.
        for path in entry.trust + entry.certs + entry.crl + entry.ocsp { try? material.add(bytes(path)[...]) }
        evidence.certificates = material.certificates
        evidence.revocationLists = material.revocationLists.map { ($0, .given) }
        evidence.ocspResponses = material.ocspResponses.map { ($0, .given) }
        let policy = try #require(try Policy.named(entry.policy))
        let moment = try Date(entry.asOf, strategy: .iso8601)
        return try Verifier(policy: policy, evidence: evidence).verify(submission(of: entry), asOf: moment)
    }

    private static func submission(of entry: Case) -> Submission {
        let content = ContentSources(entry.content.map { MemoryContent(bytes: bytes($0)) })
        return Submission(name: entry.file, bytes: bytes(entry.file), content: content)
    }

    /// What is read from a case's file.
    static func facts(of entry: Case) throws -> SubmissionFacts {
        var evidence = Evidence()
        for path in entry.certs { evidence.certificates += try TrustMaterial.certificates(in: bytes(path)[...]) }
        return try SubmissionReader(evidence: evidence).facts(of: submission(of: entry))
    }

    /// What is read from bytes with nothing beside them.
    static func facts(
        of bytes: [UInt8],
        content: any ContentSource = NoContent(),
        limits: Limits = Limits()
    ) -> SubmissionFacts {
        let submission = Submission(name: "signature", bytes: bytes, content: content)
        guard let facts = try? reader(limits).facts(of: submission) else { fatalError("memory cannot be read") }
        return facts
    }

    private static func reader(_ limits: Limits) -> SubmissionReader {
        SubmissionReader(evidence: Evidence(), limits: limits)
    }
}

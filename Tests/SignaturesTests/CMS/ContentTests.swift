import FoundationEssentials
import SandyqSignatures
import SandyqValidation
import Synchronization
import Testing

@Suite("Detached data")
struct ContentTests {
    private let sha256OfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    /// A folder with files, gone afterwards.
    private func withFolder(_ files: [String: String], _ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sandyq-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for (name, text) in files { try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)")) }
        try body(folder)
    }

    private func digest(_ content: DetachedContent, _ algorithm: DigestAlgorithm = .sha256) -> String? {
        guard case .found(_, _, let digests) = content else { return nil }
        return digests[algorithm]?.hexadecimal
    }

    @Test(
        "is found beside the signature",
        arguments: ["a.pdf.p7s", "a.pdf.cms", "a.pdf.sig", "a.pdf.sgn", "a.pdf.P7S", "a.pdf.cms.b64"]
    )
    func neighbours(name: String) throws {
        try withFolder(["a.pdf": "abc"]) { folder in
            let content = FileContent().beside("\(folder)/\(name)").digests(of: nil, by: [.sha256, .sha512])
            #expect(digest(content) == sha256OfAbc)
            guard case .found("a.pdf", 3, let digests) = content else {
                Issue.record("\(content)")
                return
            }
            #expect(digests.count == 2)
        }
    }

    @Test("is never looked for outside the folder, and the names tried are told")
    func outside() throws {
        try withFolder(["a": "abc"]) { folder in
            let content = FileContent().beside("\(folder)/b.p7s")
            #expect(content.digests(of: nil, by: [.sha256]) == .missing(tried: ["b"]))
            #expect(content.digests(of: "../../etc/passwd", by: [.sha256]) == .missing(tried: ["passwd"]))
            #expect(content.digests(of: "..", by: [.sha256]) == .missing(tried: []))
            #expect(digest(content.digests(of: "x/../a", by: [.sha256])) == sha256OfAbc)
            #expect(FileContent().digests(of: nil, by: [.sha256]) == .missing(tried: []))
        }
    }

    @Test("is what a person names, by name where the signature gives one")
    func given() throws {
        try withFolder(["a": "abc", "b": "b"]) { folder in
            let one = FileContent(given: [.init(path: "\(folder)/a")])
            #expect(digest(one.digests(of: nil, by: [.sha256])) == sha256OfAbc)
            #expect(digest(one.digests(of: "whatever", by: [.sha256])) == sha256OfAbc)
            let named = FileContent(given: [.init(name: "doc", path: "\(folder)/a"), .init(path: "\(folder)/b")])
            #expect(digest(named.digests(of: "doc", by: [.sha256])) == sha256OfAbc)
            #expect(digest(named.digests(of: nil, by: [.sha256])) != sha256OfAbc)
            #expect(named.digests(of: "other", by: [.sha256]) == .missing(tried: []))
        }
    }

    @Test("that cannot be read is told apart from data that is not there")
    func unreadable() throws {
        try withFolder([:]) { folder in
            guard case .unreadable = FileContent(given: [.init(path: folder)]).digests(of: nil, by: [.sha256]) else {
                Issue.record("a folder was read")
                return
            }
            try FileManager.default.createDirectory(atPath: "\(folder)/d", withIntermediateDirectories: false)
            guard case .unreadable = FileContent().beside("\(folder)/d.sig").digests(of: nil, by: [.sha256]) else {
                Issue.record("a folder was read")
                return
            }
        }
    }

    @Test("is read once, however many signatures are over it")
    func once() throws {
        try withFolder(["a": "abc"]) { folder in
            let content = FileContent(given: [.init(path: "\(folder)/a")])
            #expect(digest(content.digests(of: nil, by: [.sha256])) == sha256OfAbc)
            try Data("changed".utf8).write(to: URL(filePath: "\(folder)/a"))
            #expect(digest(content.beside("x.sig").digests(of: nil, by: [.sha256])) == sha256OfAbc)
        }
    }

    @Test("can be given by its digest alone")
    func digests() throws {
        let content = try #require(DigestContent("doc.txt=SHA-256:\(sha256OfAbc)"))
        #expect(digest(content.digests(of: "doc.txt", by: [.sha256])) == sha256OfAbc)
        #expect(digest(content.digests(of: nil, by: [.sha256])) == sha256OfAbc)
        #expect(content.digests(of: "other", by: [.sha256]) == .missing(tried: []))
        #expect(content.digests(of: nil, by: [.sha512]) == .found(name: "doc.txt", size: nil, digests: [:]))
        for text in [
            "sha256:\(sha256OfAbc)", "a=b=sha256:\(sha256OfAbc)", "streebog256:\(sha256OfAbc)", "gost94:\(sha256OfAbc)",
        ] {
            #expect(DigestContent(text) != nil, "\(text)")
        }
        for text in ["", "sha256", "sha256:00", "sha512:\(sha256OfAbc)", "crc:\(sha256OfAbc)", "sha256:zz"] {
            #expect(DigestContent(text) == nil, "\(text)")
        }
    }

    @Test("is digested for several signers in one pass, each by its own algorithm")
    func severalSigners() throws {
        let entry = try #require(Vectors.cases(in: "cms").first { $0.file == "cms/detached-rsa.cms" })
        let counter = CountingContent(bytes: Vectors.bytes(entry.content[0]))
        let facts = Vectors.facts(of: Vectors.bytes(entry.file), content: counter)
        #expect(facts.outcome == .holds)
        #expect(counter.questions == 1)
    }
}

/// Counts how often it is asked.
private final class CountingContent: ContentSource {
    private let content: MemoryContent
    private let counter = Mutex(0)

    init(bytes: [UInt8]) { content = MemoryContent(bytes: bytes) }

    var questions: Int { counter.withLock { $0 } }

    func digests(of reference: String?, by algorithms: Set<DigestAlgorithm>) -> DetachedContent {
        counter.withLock { $0 += 1 }
        return content.digests(of: reference, by: algorithms)
    }
}

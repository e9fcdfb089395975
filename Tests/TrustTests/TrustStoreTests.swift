import Foundation
import SandyqOpenSSL
import SandyqSignatures
import SandyqValidation
import Testing

@Suite struct TrustStoreTests {
    private let root = TestCertificates.root
    private let authority = TestCertificates.authority
    private let moment = Date(timeIntervalSince1970: 1_767_225_600)
    private let folder = Scratch()
    private var store: TrustStore { TrustStore(folder: folder.path + "/trust") }

    private func origin(_ ground: TrustStore.Origin.Ground = .pinned) -> TrustStore.Origin {
        TrustStore.Origin(ground: ground, source: "here", added: moment)
    }

    @Test func aStoreThatIsNotThereIsEmpty() throws {
        #expect(try store.contents(withOrigins: true).entries.isEmpty)
    }

    @Test func whatIsAddedIsThereWithItsOriginUntilItIsRemoved() throws {
        try store.add(root, as: .anchor, origin: origin())
        try store.add(authority, as: .helper, origin: origin(.none))
        let entries = try store.contents(withOrigins: true).entries
        #expect(entries.map(\.role) == [.anchor, .helper])
        #expect(entries.map(\.certificate) == [root, authority])
        #expect(entries[0].origin == origin())
        #expect(entries[0].origin?.added == "2026-01-01T00:00:00Z")
        #expect(try store.remove(root.facts.fingerprint))
        #expect(try !store.remove(root.facts.fingerprint))
        #expect(try store.contents(withOrigins: false).entries.map(\.certificate) == [authority])
        #expect(try FileManager.default.contentsOfDirectory(atPath: store.folder + "/anchors").isEmpty)
    }

    @Test func filesAreForEverybodyToReadAndNothingElseIsLeftBehind() throws {
        try store.add(root, as: .anchor, origin: origin())
        let names = try FileManager.default.contentsOfDirectory(atPath: store.folder + "/anchors").sorted()
        #expect(names == ["\(root.facts.fingerprint).cer", "\(root.facts.fingerprint).json"])
        for name in names {
            let path = store.folder + "/anchors/" + name
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o644)
        }
    }

    @Test func aFileThatIsNotWhatItsNameSaysIsNotUsed() throws {
        try store.add(root, as: .anchor, origin: origin())
        let path = store.folder + "/anchors/\(root.facts.fingerprint).cer"
        try Data(authority.der).write(to: URL(filePath: path))
        let contents = try store.contents(withOrigins: false)
        #expect(contents.entries.isEmpty)
        #expect(contents.damaged == [path])
    }

    @Test func addingTwiceKeepsTheFirstOrigin() throws {
        try store.add(root, as: .anchor, origin: origin(.fingerprint))
        try store.add(root, as: .anchor, origin: origin(.pinned))
        #expect(try store.contents(withOrigins: true).entries.map { $0.origin?.ground } == [.fingerprint])
    }

    @Test func aFolderThatCannotBeWrittenIsLeftAsItIs() throws {
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        try Data().write(to: URL(filePath: store.folder))
        #expect(throws: (any Error).self) { try store.add(root, as: .anchor, origin: origin()) }
    }

    private func pins() throws -> [PinnedAuthority] {
        let json = """
            [{"name":"Root","url":"http://a/","sha256":"\(root.facts.fingerprint)","environment":"production","use":"anchor"},
             {"name":"CA","url":"http://b/","sha256":"\(authority.facts.fingerprint)","environment":"production","use":"intermediate"},
             {"name":"Lost","url":null,"sha256":"\(String(repeating: "00", count: 32))","environment":"production","use":"anchor"}]
            """
        return try JSONDecoder().decode([PinnedAuthority].self, from: Data(json.utf8))
    }

    @Test func anUpdateKeepsWhatMatchesItsPin() throws {
        let served = ["http://a/": root.der, "http://b/": authority.der]
        let results = try store.update(from: try pins(), at: moment) { address throws(HTTPFailure) in
            guard let bytes = served[address] else { throw .unresolved("x") }
            return bytes
        }
        #expect(results.map(\.renewal) == [.added, .added, .noAddress])
        #expect(try store.contents(withOrigins: false).entries.map(\.role) == [.anchor, .helper])
        let again = try store.update(from: try pins(), at: moment) { _ throws(HTTPFailure) in throw .timeout }
        #expect(again.map(\.renewal) == [.present, .present, .noAddress])
    }

    @Test func anUpdateKeepsNothingElse() throws {
        let results = try store.update(from: try pins(), at: moment) { address throws(HTTPFailure) in
            address == "http://a/" ? authority.der : [1, 2, 3]
        }
        #expect(
            results.map(\.renewal) == [.mismatch(actual: authority.facts.fingerprint), .notACertificate, .noAddress]
        )
        #expect(try store.contents(withOrigins: false).entries.isEmpty)
        let down = try store.update(from: try pins(), at: moment) { _ throws(HTTPFailure) in throw .timeout }
        #expect(down.map(\.renewal) == [.unreachable(.timeout), .unreachable(.timeout), .noAddress])
        #expect(try store.contents(withOrigins: false).entries.isEmpty)
    }
}

/// A folder that is gone when its owner is.
final class Scratch {
    let path = FileManager.default.temporaryDirectory.path + "/sandyq-trust-\(UUID().uuidString)"

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// Certificates of the test PKI.
enum TestCertificates {
    static let root = certificate("root-rsa.cer")
    static let authority = certificate("ca-rsa.cer")

    private static func certificate(_ name: String) -> Certificate {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "testdata/pki")
        do {
            return try Certificate(der: [UInt8](Data(contentsOf: folder.appending(path: name)))[...])
        } catch {
            fatalError("testdata/pki/\(name) is missing or broken: \(error)")
        }
    }
}

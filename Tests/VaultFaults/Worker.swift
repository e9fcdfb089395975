import Foundation
import SandyqAgreement
import SandyqSignatures
import SandyqValidation
import SandyqVault

/// What is done while the process may die.
enum Work: String, CaseIterable {
    case filing
    case holds
    case destroying
    case backingUp = "backing-up"
    case rotating
}

/// Works on a vault and says what was acknowledged.
struct Worker {
    let folder: String
    let path: String
    let seed: UInt64
    let ambient: Ambient

    func run(_ work: Work) throws {
        if work == .rotating { return try rotate() }
        let vault = try DocumentVault(at: path, keys: nil, ambient: ambient)
        switch work {
        case .filing: try file(in: vault)
        case .holds: try hold(in: vault)
        case .destroying: try destroy(in: vault)
        case .backingUp: try backUp(vault)
        case .rotating: break
        }
    }

    static func say(_ line: String) throws {
        try FileHandle.standardOutput.write(contentsOf: Data((line + "\n").utf8))
    }

    /// Files three batches, and erases a blob nothing needs.
    private func file(in vault: DocumentVault) throws {
        for batch in 0..<3 {
            _ = try file((0..<4).map { text($0 + 4 * batch) }, in: vault)
        }
        let unneeded = try vault.blobs.draft(of: Array("unneeded \(seed)".utf8))
        try vault.blobs.commit([unneeded])
        try vault.blobs.delete(try unneeded.seal().digest)
    }

    private func text(_ number: Int) -> String {
        "document \(seed) \(number)\n" + String(repeating: "x", count: 40_000 * (number % 4))
    }

    private func file(
        _ texts: [String],
        previous: DocumentVersion? = nil,
        in vault: DocumentVault
    ) throws -> [DocumentVersion] {
        guard let cabinet = try vault.index.cabinets().first, let policy = try Policy.named("kz") else {
            throw CocoaError(.fileNoSuchFile)
        }
        let verification = FilingVerification(policy: policy, evidence: Evidence())
        var prepared: [PreparedFiling] = []
        for (number, text) in texts.enumerated() {
            let source = "\(folder)/source-\(number).txt"
            try Data(text.utf8).write(to: URL(filePath: source))
            let order = FilingOrder(
                path: source,
                cabinet: cabinet,
                description: DocumentDescription(kind: .invoice, title: "t\(seed)", date: CalendarDate("2001-02-03")),
                previous: previous
            )
            prepared.append(try vault.prepare(order, verifying: verification))
        }
        let versions = try vault.commit(prepared)
        for version in versions {
            try Self.say("filed \(version.manifest.document) \(version.manifest.version) \(version.manifest.sha256)")
        }
        return versions
    }

    /// Places holds and removes every second one.
    private func hold(in vault: DocumentVault) throws {
        for (number, version) in try file([text(0), text(1)], in: vault).enumerated() {
            let hold = try vault.placeHold(on: version.manifest.document, reason: "audit \(seed)")
            try Self.say("held \(hold.id) \(hold.document)")
            if number == 0 {
                try vault.removeHold(hold.id)
                try Self.say("released \(hold.id)")
            }
        }
    }

    /// Destroys two documents, one of two versions, of which a third shares bytes, and files such bytes again.
    private func destroy(in vault: DocumentVault) throws {
        let approver = try approver(in: vault)
        let filed = try file([text(0), text(1), text(0)], in: vault)
        _ = try file([text(2)], previous: filed[1], in: vault)
        let doomed = filed.prefix(2).map(\.manifest.document)
        let act = try vault.prepareDestruction(of: doomed, ground: "order \(seed)", includesUnregulated: false)
        try Self.say("prepared \(act.id)")
        for document in doomed { try Self.say("destroying \(document)") }
        _ = try vault.approveDestruction(act.id, by: approver)
        for document in doomed { try Self.say("destroyed \(document)") }
        _ = try file([text(1)], in: vault)
    }

    /// Backs up after each of three batches.
    private func backUp(_ vault: DocumentVault) throws {
        for batch in 0..<3 {
            _ = try file((0..<4).map { text($0 + 4 * batch) }, in: vault)
            _ = try vault.backUp(to: folder + "/backup", withKeys: true)
        }
    }

    /// Finishes a rotation that was interrupted, and makes a whole one.
    private func rotate() throws {
        func countKeys() throws -> Int {
            try String(contentsOfFile: path + "/keys/vault.key", encoding: .utf8).split(separator: "\n").count
        }
        if try countKeys() > 1 {
            try DocumentVault.rotateKey(at: path, keys: nil, ambient: ambient, progress: { _ in })
        }
        try DocumentVault.rotateKey(at: path, keys: nil, ambient: ambient, progress: { _ in })
        try Self.say("rotated \(try countKeys())")
    }

    /// The second person of the back office, registered at the first need.
    private func approver(in vault: DocumentVault) throws -> Asker {
        guard let phone = PhoneNumber("+77010000099") else { throw CocoaError(.fileNoSuchFile) }
        let user = try vault.index.user(with: phone) ?? vault.addUser(phone, name: "second", numbers: [])
        if try vault.index.appointments(of: user.id).isEmpty {
            _ = try vault.appoint(user.id, as: .backOffice, until: nil)
        }
        return Asker(user: user.id)
    }
}

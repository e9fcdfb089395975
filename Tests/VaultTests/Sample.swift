import Foundation
import SandyqAgreement
import SandyqSignatures
import SandyqValidation
import SandyqVault
import Testing

/// Vaults with something in them.
enum Sample {
    static let testdata = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "testdata").path

    /// A vault with one cabinet.
    static func vault(
        in folder: TemporaryFolder,
        isEncrypted: Bool = true,
        ambient: Ambient = .test()
    ) throws -> DocumentVault {
        let path = folder.path + "/vault"
        try DocumentVault.create(at: path, name: "test.kz", isEncrypted: isEncrypted, keys: nil, ambient: ambient)
        let vault = try DocumentVault(at: path, keys: nil, ambient: ambient)
        _ = try vault.openCabinet(try party("000740000728"), name: "JSC NIT", isDemo: false)
        return vault
    }

    static func party(_ number: String, isIndividual: Bool = false) throws -> Party {
        Party(number: try #require(PartyNumber(number)), isIndividual: isIndividual)
    }

    static func cabinet(_ vault: DocumentVault, _ number: String = "000740000728") throws -> CabinetRecord {
        try #require(try vault.index.cabinet(of: try party(number).number))
    }

    static func verification(_ evidence: Evidence = Evidence()) throws -> FilingVerification {
        let policy = try #require(try Policy.named("kz"))
        return FilingVerification(policy: policy, evidence: evidence)
    }

    /// Files bytes under a title.
    static func file(
        _ octets: [UInt8],
        _ title: String,
        in vault: DocumentVault,
        _ folder: TemporaryFolder,
        kind: DocumentKind = .contract,
        number: String? = nil,
        date: String? = nil,
        previous: DocumentVersion? = nil,
        cabinet: CabinetRecord? = nil
    ) throws -> DocumentVersion {
        let path = folder.path + "/source"
        try Data(octets).write(to: URL(filePath: path))
        let order = FilingOrder(
            path: path,
            cabinet: try cabinet ?? Self.cabinet(vault),
            description: DocumentDescription(
                kind: kind,
                title: title,
                number: number,
                date: try date.map { try #require(CalendarDate($0)) }
            ),
            previous: previous
        )
        return try #require(try vault.commit([try vault.prepare(order, verifying: try verification())]).first)
    }

    static func defects(of vault: DocumentVault) throws -> [VaultDefect] {
        var defects: [VaultDefect] = []
        try vault.check(found: { defects.append($0) })
        return defects
    }

    static func bytes(of document: Identifier, in vault: DocumentVault, version: Int? = nil) throws -> [UInt8] {
        var bytes: [UInt8] = []
        _ = try vault.read(document, version: version) { piece in
            for index in piece.indices { bytes.append(piece[index]) }
        }
        return bytes
    }

    /// The second person of the back office.
    static func second(_ vault: DocumentVault) throws -> Asker {
        let phone = try #require(PhoneNumber("+77010000099"))
        if let user = try vault.index.user(with: phone) { return Asker(user: user.id) }
        let user = try vault.addUser(phone, name: "second", numbers: [])
        _ = try vault.appoint(user.id, as: .backOffice, until: nil)
        return Asker(user: user.id)
    }
}

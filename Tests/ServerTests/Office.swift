import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import SandyqAgreement
import SandyqVault
import Testing

/// A vault with two cabinets and people in it, each with a session of the service.
final class Office: Sendable {
    let vault: DocumentVault
    let (cabinet, other): (CabinetRecord, CabinetRecord)
    /// Tokens: a main user; a user who may read invoices alone; the accountant who keeps the cabinet; the main user of the
    /// other cabinet.
    let (head, clerk, accountant, stranger): (String, String, String, String)
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "sandyq-office-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let ambient = SandyqVault.Ambient(
            moment: { Date() },
            chance: { count in (0..<count).map { _ in .random(in: 0...255) } }
        )
        let path = folder.appending(path: "vault").path
        try DocumentVault.create(at: path, name: "test.kz", isEncrypted: true, keys: nil, ambient: ambient)
        let vault = try DocumentVault(at: path, keys: nil, ambient: ambient)
        self.vault = vault
        func party(_ number: String) throws -> Party {
            Party(number: try #require(PartyNumber(number)), isIndividual: false)
        }
        cabinet = try vault.openCabinet(try party("000740000728"), name: "JSC NIT", isDemo: false)
        other = try vault.openCabinet(try party("761231300313"), name: "Other", isDemo: false)
        func person(_ number: Int) throws -> Identifier {
            let phone = try #require(PhoneNumber("+7701000000\(number)"))
            return try vault.addUser(phone, name: "P\(number)", numbers: []).id
        }
        func token(_ user: Identifier) throws -> String {
            try vault.openSession(for: user, by: [.password, .sms], from: "127.0.0.1").token
        }
        let people = try (1...4).map { try person($0) }
        _ = try vault.appoint(people[0], as: .mainUser(cabinet: cabinet.id), until: nil)
        let scopes: Set<Scope> = [Scope(.read, in: .kind(.invoice))]
        let main = Asker(user: people[0])
        _ = try vault.appoint(people[1], as: .limitedUser(cabinet: cabinet.id, scopes: scopes), until: nil, by: main)
        let company = try vault.listCompany(try party("000740000728").number, name: "Esep", approver: "Order 1")
        _ = try vault.appoint(people[2], as: .accountant(company: company.id), until: nil)
        _ = try vault.assign(cabinet, to: company, until: nil)
        _ = try vault.appoint(people[3], as: .mainUser(cabinet: other.id), until: nil)
        (head, clerk) = (try token(people[0]), try token(people[1]))
        (accountant, stranger) = (try token(people[2]), try token(people[3]))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
}

/// Somebody who sends requests with a token.
struct Client {
    let http: any TestClientProtocol
    let token: String?

    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ headers: HTTPFields = [:],
        _ body: [UInt8] = []
    ) async throws -> TestResponse {
        var headers = headers
        if let token { headers[.authorization] = "Bearer \(token)" }
        return try await http.executeRequest(
            uri: path,
            method: method,
            headers: headers,
            body: body.isEmpty ? nil : ByteBuffer(bytes: body)
        )
    }
}

extension DocumentVault {
    /// What a whole check of the vault finds.
    func defects() throws -> [String] {
        var found: [String] = []
        try check(found: { found.append("\($0)") })
        return found
    }
}

extension TestResponse {
    /// The body as a JSON object.
    func object() throws -> [String: Any] {
        let value = try JSONSerialization.jsonObject(with: Data(body.readableBytesView))
        return try #require(value as? [String: Any])
    }

    var octets: [UInt8] { [UInt8](body.readableBytesView) }
}

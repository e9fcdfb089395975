import Foundation
import SandyqAgreement
import SandyqVault
import Testing

/// A vault with people in it.
struct Cast {
    let vault: DocumentVault
    let cabinet: CabinetRecord
    /// The cabinet's main user; an additional user with full access; one who may read invoices and share.
    let (head, deputy, clerk): (Asker, Asker, Asker)
    /// Who works for the outsourcing company that keeps the cabinet; who speaks for a counterparty; who is nothing.
    let (accountant, partner, stranger): (Asker, Asker, Asker)

    static let counterparty = "761231300313"

    init(in folder: TemporaryFolder, ambient: Ambient = .test()) throws {
        let vault = try Sample.vault(in: folder, ambient: ambient)
        self.vault = vault
        cabinet = try Sample.cabinet(vault)
        let id = cabinet.id
        func person(_ number: Int, speaksFor numbers: Set<PartyNumber> = []) throws -> Asker {
            let phone = try #require(PhoneNumber("+7701000000\(number)"))
            return Asker(user: try vault.addUser(phone, name: "P\(number)", numbers: numbers).id, factors: [.password])
        }
        func appoint(_ asker: Asker, _ role: Role, by other: Asker? = nil) throws {
            _ = try vault.appoint(try #require(asker.user), as: role, until: nil, by: other)
        }
        head = try person(1)
        try appoint(head, .mainUser(cabinet: id))
        deputy = try person(2)
        try appoint(deputy, .fullUser(cabinet: id), by: head)
        clerk = try person(3)
        let scopes: Set<Scope> = [Scope(.read, in: .kind(.invoice)), Scope(.share, in: .kind(.invoice))]
        try appoint(clerk, .limitedUser(cabinet: id, scopes: scopes), by: head)
        accountant = try person(4)
        let company = try vault.listCompany(
            try Sample.party("000740000728").number,
            name: "Esep",
            approver: "Order 1"
        )
        try appoint(accountant, .accountant(company: company.id))
        _ = try vault.assign(cabinet, to: company, until: nil)
        partner = try person(5, speaksFor: [try Sample.party(Self.counterparty).number])
        stranger = try person(6)
    }
}

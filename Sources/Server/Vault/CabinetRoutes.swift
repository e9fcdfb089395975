internal import Hummingbird
internal import SandyqAgreement
internal import SandyqSignatures
internal import SandyqVault

/// The cabinets somebody knows of.
struct CabinetRoutes: Sendable {
    let room: VaultRoom

    func add(to router: Router<ServiceContext>) {
        router.get("/v1/cabinets") { [room] request, context in
            try await room.run(for: request, context) { vault, asker in
                let cabinets = try vault.cabinets(knownTo: asker)
                return Response.list(cabinets, next: nil) { $0.members(of: $1) }
            }
        }
        router.get("/v1/cabinets/{cabinet}") { [room] request, context in
            let id = try context.identifier("cabinet")
            return try await room.run(for: request, context) { vault, asker in
                let cabinet = try vault.cabinet(id, knownTo: asker)
                return Response.json { $0.members(of: cabinet) }
            }
        }
    }
}

extension JSONWriter {
    /// The members of a cabinet.
    mutating func members(of cabinet: CabinetRecord) {
        member("id", cabinet.id.description)
        member("number", cabinet.party.number.description)
        member("isIndividual", cabinet.party.isIndividual)
        member("name", cabinet.name)
        member("standing", cabinet.standing.rawValue)
    }
}

extension ServiceContext {
    /// A part of the path that names something; what is no name names nothing.
    func identifier(_ name: String) throws(Problem) -> Identifier {
        guard let id = parameters.get(name).flatMap({ Identifier($0) }) else { throw .notFound }
        return id
    }
}

extension Response {
    /// A page of a list.
    static func list<Items: Sequence>(
        _ items: Items,
        next: String?,
        _ write: (inout JSONWriter, Items.Element) -> Void
    ) -> Response {
        .json { json in
            json.member("items", each: items) { json, item in json.object { write(&$0, item) } }
            json.member("next", next)
        }
    }
}

package import SandyqAgreement

extension DocumentVault {
    /// The cabinets somebody has to do with, in the order of numbers; the look is logged.
    package func cabinets(knownTo asker: Asker) throws(VaultError) -> [CabinetRecord] {
        var known: [CabinetRecord] = []
        for cabinet in try index.cabinets() where try isKnown(cabinet.id, to: asker) { known.append(cabinet) }
        _ = try log([PendingAction(entry(.cabinetsListed, on: configuration.id, by: asker))])
        return known
    }

    /// A cabinet somebody has to do with; the look is logged.
    ///
    /// - Throws: `unknown` for whoever has nothing to do with it.
    package func cabinet(_ id: Identifier, knownTo asker: Asker) throws(VaultError) -> CabinetRecord {
        guard let cabinet = try index.cabinet(id), try isKnown(id, to: asker) else {
            throw try refuse(.hidden, asker, .cabinetViewed, on: id, in: nil)
        }
        _ = try log([PendingAction(entry(.cabinetViewed, on: id, in: id, by: asker))])
        return cabinet
    }

    /// Whether a role gives somebody anything to do with a cabinet, be it closed or its terms not accepted.
    private func isKnown(_ cabinet: Identifier, to asker: Asker) throws(VaultError) -> Bool {
        let moment = ambient.moment()
        let roles = try subject(of: asker).appointments.filter { $0.term.covers(moment) }.map(\.role)
        for role in roles {
            switch role {
            case .backOffice, .auditor: return true
            case .accountant(let company):
                let assignments = try index.assignments(of: cabinet).map(\.assignment)
                if assignments.contains(where: { $0.company == company && $0.term.covers(moment) }) { return true }
            case .mainUser, .fullUser, .limitedUser, .system: if role.cabinet == cabinet { return true }
            }
        }
        return false
    }
}

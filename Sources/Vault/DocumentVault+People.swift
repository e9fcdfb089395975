#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
package import SandyqAgreement
internal import SandyqValidation

extension DocumentVault {
    /// Registers a person by the number the outsourcing company supplied (3.2); the back office does.
    package func addUser(
        _ phone: PhoneNumber,
        name: String,
        numbers: Set<PartyNumber>,
        by asker: Asker? = nil
    ) throws(VaultError) -> UserRecord {
        let asker = asker ?? custodian
        let id = ambient.identifier()
        try requireBackOffice(asker, for: .userAdded, on: id)
        for number in numbers.sorted() where !SignerIdentity.controlDigitHolds(number.description) {
            throw .conflict(.controlDigit(number.description))
        }
        let record = UserRecord(id: id, phone: phone, name: name, numbers: numbers)
        try keep(record) { manifest in
            PendingAction(
                entry(.userAdded, on: id, manifest: manifest, by: asker),
                .people(.user(Kept(record, digest: manifest)))
            )
        }
        return record
    }

    /// Makes a user something, from now on.
    ///
    /// The back office appoints main users, accountants, auditors and its own; additional users and keys are appointed
    /// by the main user of their cabinet alone (3.4).
    package func appoint(
        _ user: Identifier,
        as role: Role,
        until: Date?,
        by asker: Asker? = nil
    ) throws(VaultError) -> AppointmentRecord {
        let asker = asker ?? custodian
        guard try index.user(user) != nil else { throw .unknown(user.description) }
        if let cabinet = role.cabinet, try index.cabinet(cabinet) == nil { throw .unknown(cabinet.description) }
        try requireAppointing(role, asker, for: .userAppointed, on: user)
        let record = AppointmentRecord(
            id: ambient.identifier(),
            user: user,
            role: role,
            from: ambient.moment().roundedToMilliseconds,
            until: until,
            appointedBy: asker.user ?? configuration.custodian
        )
        try keep(record) { manifest in
            PendingAction(
                entry(.userAppointed, on: record.id, in: role.cabinet, manifest: manifest, by: asker),
                .people(.appointment(Kept(record, digest: manifest)))
            )
        }
        return record
    }

    /// Ends an appointment at once; whoever may make it may end it.
    package func endAppointment(_ id: Identifier, by asker: Asker? = nil) throws(VaultError) {
        let asker = asker ?? custodian
        guard let record = try index.appointment(id), record.ended == nil else { throw .unknown(id.description) }
        try requireAppointing(record.role, asker, for: .appointmentEnded, on: id)
        let entry = entry(.appointmentEnded, on: id, in: record.role.cabinet, by: asker)
        _ = try log([PendingAction(entry, .people(.appointmentEnded(id)))])
    }

    /// Adds a company to the register by approving its next revision (1.3).
    package func listCompany(
        _ number: PartyNumber,
        name: String,
        approver: String,
        by asker: Asker? = nil
    ) throws(VaultError) -> CompanyRecord {
        let asker = asker ?? custodian
        let id = ambient.identifier()
        try requireBackOffice(asker, for: .companyListed, on: id)
        guard SignerIdentity.controlDigitHolds(number.description) else {
            throw .conflict(.controlDigit(number.description))
        }
        let record = CompanyRecord(
            id: id,
            number: number,
            name: name,
            revision: (try index.companies().last?.revision ?? 0) + 1,
            approved: CalendarDate(of: ambient.moment()),
            approver: approver
        )
        try keep(record) { manifest in
            PendingAction(
                entry(.companyListed, on: id, manifest: manifest, by: asker),
                .people(.company(Kept(record, digest: manifest)))
            )
        }
        return record
    }

    /// Gives a cabinet into a company's care.
    package func assign(
        _ cabinet: CabinetRecord,
        to company: CompanyRecord,
        until: Date?,
        by asker: Asker? = nil
    ) throws(VaultError) -> AssignmentRecord {
        let asker = asker ?? custodian
        _ = try pass(asker, .administer, for: .cabinetAssigned, in: cabinet.id)
        let record = AssignmentRecord(
            id: ambient.identifier(),
            cabinet: cabinet.id,
            company: company.id,
            from: ambient.moment().roundedToMilliseconds,
            until: until
        )
        try keep(record) { manifest in
            PendingAction(
                entry(.cabinetAssigned, on: record.id, in: cabinet.id, manifest: manifest, by: asker),
                .people(.assignment(Kept(record, digest: manifest)))
            )
        }
        return record
    }

    /// Ends a company's care of a cabinet at once.
    package func endAssignment(
        of cabinet: CabinetRecord,
        to company: CompanyRecord,
        by asker: Asker? = nil
    ) throws(VaultError) {
        let asker = asker ?? custodian
        _ = try pass(asker, .administer, for: .assignmentEnded, in: cabinet.id)
        let standing = try index.assignments(of: cabinet.id).filter { $0.company == company.id && $0.ended == nil }
        guard !standing.isEmpty else { throw .unknown(company.number.description) }
        _ = try log(
            standing.map { record in
                PendingAction(
                    entry(.assignmentEnded, on: record.id, in: cabinet.id, by: asker),
                    .people(.assignmentEnded(record.id))
                )
            }
        )
    }

    private func requireAppointing(
        _ role: Role,
        _ asker: Asker,
        for action: LogEntry.Action,
        on object: Identifier
    ) throws(VaultError) {
        switch role {
        case .fullUser(let cabinet), .limitedUser(let cabinet, _), .system(let cabinet, _):
            _ = try pass(asker, .appointUsers, for: action, in: cabinet)
        case .mainUser(let cabinet): _ = try pass(asker, .administer, for: action, in: cabinet)
        case .accountant, .backOffice, .auditor: try requireBackOffice(asker, for: action, on: object)
        }
    }

    /// For what belongs to no cabinet.
    func requireBackOffice(
        _ asker: Asker,
        for action: LogEntry.Action,
        on object: Identifier
    ) throws(VaultError) {
        let moment = ambient.moment()
        let appointments = try subject(of: asker).appointments
        if appointments.contains(where: { $0.role == .backOffice && $0.term.covers(moment) }) { return }
        _ = try log([PendingAction(entry(action, on: object, by: asker, outcome: .refused))])
        throw .refused(.forbidden)
    }
}

extension Role {
    /// The cabinet it is a role in; nil: in none.
    package var cabinet: Identifier? {
        switch self {
        case .mainUser(let cabinet), .fullUser(let cabinet), .limitedUser(let cabinet, _), .system(let cabinet, _):
            cabinet
        case .accountant, .backOffice, .auditor: nil
        }
    }
}

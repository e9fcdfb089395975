internal import SandyqAgreement

extension DocumentVault {
    /// Whoever holds the vault's key and acts at its terminal: the Operator's back office.
    package var custodian: Asker { Asker(user: configuration.custodian) }

    /// The one gate every byte and every title passes: what access says, now.
    ///
    /// What is refused is logged as refused, whether the object is there or not, so that neither the answer nor the
    /// work done tells a stranger which it was (3.5, 3.12).
    ///
    /// - Parameters:
    ///   - asker: Who asks.
    ///   - right: What for.
    ///   - action: How the log names it.
    ///   - document: The document's newest version; nil: there is none of this name.
    ///   - id: The name that was asked for.
    /// - Returns: What the action's entry is written with.
    /// - Throws: `unknown` where the asker may not know of it, else `refused`.
    func pass(
        _ asker: Asker,
        _ right: Right,
        for action: LogEntry.Action,
        on document: DocumentVersion?,
        named id: Identifier
    ) throws(VaultError) -> Pass {
        guard let manifest = document?.manifest else {
            _ = try log([PendingAction(entry(action, on: id, by: asker, outcome: .refused))])
            throw .unknown(id.description)
        }
        let decision = try decision(for: asker, to: right, on: Self.target(manifest), in: manifest.cabinet)
        return try pass(asker, decision, for: action, on: id, in: manifest.cabinet)
    }

    /// The same for what is done to a cabinet as such.
    func pass(
        _ asker: Asker,
        _ right: Right,
        for action: LogEntry.Action,
        in cabinet: Identifier
    ) throws(VaultError) -> Pass {
        let decision = try decision(for: asker, to: right, on: .cabinet, in: cabinet)
        return try pass(asker, decision, for: action, on: cabinet, in: cabinet)
    }

    /// What access decided, carried out: anything but leave is logged as refused, and thrown.
    func pass(
        _ asker: Asker,
        _ decision: Decision,
        for action: LogEntry.Action,
        on object: Identifier,
        in cabinet: Identifier
    ) throws(VaultError) -> Pass {
        switch decision {
        case .allowed(let rule): return Pass(asker: asker, rule: rule)
        case .needsConfirmation: throw try refuse(.forbidden, asker, action, on: object, in: cabinet)
        case .denied(let refusal): throw try refuse(refusal, asker, action, on: object, in: cabinet)
        }
    }

    /// Logs a refusal, and gives the error that tells it.
    func refuse(
        _ refusal: Refusal,
        _ asker: Asker,
        _ action: LogEntry.Action,
        on object: Identifier,
        in cabinet: Identifier?
    ) throws(VaultError) -> VaultError {
        _ = try log([PendingAction(entry(action, on: object, in: cabinet, by: asker, outcome: .refused))])
        return refusal == .hidden ? .unknown(object.description) : .refused(refusal)
    }

    /// What access says to somebody's asking, from what the index knows at this moment.
    func decision(
        for asker: Asker,
        to right: Right,
        on target: ObjectFacts.Target,
        in cabinet: Identifier
    ) throws(VaultError) -> Decision {
        guard let facts = try facts(of: cabinet) else { return .denied(.hidden) }
        let object = ObjectFacts(cabinet: facts, target: target)
        let subject = try subject(of: asker)
        let moment = ambient.moment()
        let byRole = Access().decision(for: subject, to: right, on: object, at: moment)
        if case .allowed = byRole { return byRole }
        guard case .document(let document, _, _) = target else { return byRole }
        let grants = try index.grants(in: cabinet, on: document).compactMap(\.grant)
        var grantors: [Identifier: Subject] = [:]
        for grant in grants where grantors[grant.grantor] == nil {
            grantors[grant.grantor] = try self.subject(of: Asker(user: grant.grantor))
        }
        return Access(grants: grants, grantors: grantors).decision(for: subject, to: right, on: object, at: moment)
    }

    /// A document as access sees it.
    static func target(_ manifest: DocumentManifest) -> ObjectFacts.Target {
        .document(manifest.document, folder: manifest.description.folder, kind: manifest.description.kind)
    }

    /// A cabinet as access sees it.
    func facts(of cabinet: Identifier) throws(VaultError) -> CabinetFacts? {
        guard let record = try index.cabinet(cabinet) else { return nil }
        let (now, answers) = (ambient.moment(), try index.answers(of: cabinet).map(\.answer))
        let revisions = Dictionary(grouping: try index.revisions().map(\.revision), by: \.text)
        return CabinetFacts(
            id: cabinet,
            standing: record.standing,
            termsAccepted: revisions.values.allSatisfy { Acceptance(of: $0, answers: answers, at: now).permitsUse },
            assignments: try index.assignments(of: cabinet).map(\.assignment)
        )
    }

    /// An asker as access sees them.
    func subject(of asker: Asker) throws(VaultError) -> Subject {
        var subject = Subject(user: asker.user, links: asker.links, passphrases: asker.passphrases)
        guard let user = asker.user else { return subject }
        if user == configuration.custodian { subject.appointments = [Appointment(.backOffice)] }
        guard let record = try index.user(user) else { return subject }
        subject.appointments += try index.appointments(of: user).map(\.appointment)
        subject.numbers = record.numbers
        return subject
    }
}

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// Who may do what: the one place that decides it, from facts alone.
package struct Access: Sendable {
    private let grants: [Grant]
    private let grantors: [Identifier: Subject]

    /// Takes the grants that might matter and everybody who gave one.
    package init(grants: [Grant] = [], grantors: [Identifier: Subject] = [:]) {
        self.grants = grants
        self.grantors = grantors
    }

    /// Decides, and names the rule that decided.
    package func decision(
        for subject: Subject,
        to right: Right,
        on object: ObjectFacts,
        at moment: Date
    ) -> Decision {
        let byRole = roleDecision(for: subject, to: right, on: object, at: moment)
        if case .allowed = byRole { return byRole }
        if let grant = grants.first(where: { holds($0, for: subject, right, object, at: moment) }) {
            return .allowed(.grant(grant.id))
        }
        if case .denied(.hidden) = byRole, right != .view, isSeen(by: subject, object, at: moment) {
            return .denied(.forbidden)
        }
        return byRole
    }

    /// Whether the subject may know that the object exists.
    private func isSeen(by subject: Subject, _ object: ObjectFacts, at moment: Date) -> Bool {
        switch roleDecision(for: subject, to: .view, on: object, at: moment) {
        case .allowed: true
        default: grants.contains { holds($0, for: subject, .view, object, at: moment) }
        }
    }

    /// Nobody grants more than they hold, and a grant dies with its grantor's right.
    private func holds(
        _ grant: Grant,
        for subject: Subject,
        _ right: Right,
        _ object: ObjectFacts,
        at moment: Date
    ) -> Bool {
        guard grant.names(subject, right, object, at: moment), let grantor = grantors[grant.grantor],
            case .allowed = roleDecision(for: grantor, to: right, on: object, at: moment)
        else { return false }
        return switch roleDecision(for: grantor, to: .share, on: object, at: moment) {
        case .allowed: true
        case .needsConfirmation: grant.confirmed.map { $0 <= moment } ?? false
        case .denied: false
        }
    }

    /// What the subject's own roles allow, grants aside: the best of them.
    private func roleDecision(
        for subject: Subject,
        to right: Right,
        on object: ObjectFacts,
        at moment: Date
    ) -> Decision {
        var best = Decision.denied(.hidden)
        for appointment in subject.appointments where appointment.term.covers(moment) {
            let decision = decision(of: appointment.role, to: right, on: object, at: moment)
            if decision.rank > best.rank { best = decision }
        }
        return best
    }

    private func decision(of role: Role, to right: Right, on object: ObjectFacts, at moment: Date) -> Decision {
        let cabinet = object.cabinet
        switch role {
        case .mainUser(let own):
            return own == cabinet.id ? mainUser(to: right, in: cabinet) : .denied(.hidden)
        case .fullUser(let own):
            guard own == cabinet.id else { return .denied(.hidden) }
            return additional(to: right, rule: .fullUser, in: cabinet)
        case .limitedUser(let own, let scopes):
            guard own == cabinet.id, let scope = scopes.covering(right, object.target) else { return .denied(.hidden) }
            return additional(to: right, rule: .scope(scope), in: cabinet)
        case .system(let own, let scopes):
            guard own == cabinet.id, let scope = scopes.covering(right, object.target) else { return .denied(.hidden) }
            return additional(to: right, rule: .key(scope), in: cabinet)
        case .accountant(let company):
            let isAssigned = cabinet.assignments.contains { $0.company == company && $0.term.covers(moment) }
            guard isAssigned else { return .denied(.hidden) }
            return accountant(of: company, to: right, in: cabinet)
        case .backOffice:
            return [.view, .download, .administer, .audit].contains(right)
                ? .allowed(.backOffice) : .denied(.hidden)
        case .auditor:
            return right.isReading ? .allowed(.auditor) : .denied(.hidden)
        }
    }

    /// The main user does everything but the Operator's work.
    private func mainUser(to right: Right, in cabinet: CabinetFacts) -> Decision {
        guard right != .administer, right != .audit else { return .denied(.forbidden) }
        if right == .acceptTerms { return cabinet.standing.isOpen ? .allowed(.mainUser) : .denied(.closed) }
        guard cabinet.termsAccepted else { return .denied(.agreementRequired) }
        // What was filed stays obtainable after restriction and termination (5.6).
        guard cabinet.standing.isOpen || right.isReading else { return .denied(.closed) }
        return .allowed(.mainUser)
    }

    /// Additional users and keys: never the main user's own business, and a share is a proposal (3.4).
    private func additional(to right: Right, rule: Rule, in cabinet: CabinetFacts) -> Decision {
        switch right {
        case .appointUsers, .admitCounterparties, .changeMainIdentifier, .administer, .audit, .acceptTerms, .request:
            return .denied(.forbidden)
        case .view, .download, .comment, .sign, .file, .message, .share:
            guard cabinet.termsAccepted else { return .denied(.agreementRequired) }
            guard cabinet.standing.isOpen else { return .denied(.closed) }
            return right == .share ? .needsConfirmation(rule) : .allowed(rule)
        }
    }

    /// The outsourcing company's accountant files, retrieves, asks for documents and answers messages.
    private func accountant(of company: Identifier, to right: Right, in cabinet: CabinetFacts) -> Decision {
        guard [.view, .download, .file, .request, .message, .comment].contains(right) else {
            return .denied(.forbidden)
        }
        guard cabinet.termsAccepted else { return .denied(.agreementRequired) }
        guard cabinet.standing.isOpen else { return .denied(.closed) }
        return .allowed(.assignment(company))
    }
}

/// What was decided, and why.
package enum Decision: Hashable, Sendable, Codable {
    case allowed(Rule)
    /// Takes effect once the main user confirms it.
    case needsConfirmation(Rule)
    case denied(Refusal)

    /// Orders decisions from the least telling refusal to permission.
    fileprivate var rank: Int {
        switch self {
        case .denied(.hidden): 0
        case .denied(.forbidden): 1
        case .denied(.closed): 2
        case .denied(.agreementRequired): 3
        case .needsConfirmation: 4
        case .allowed: 5
        }
    }
}

/// The rule that allowed something.
package enum Rule: Hashable, Sendable, Codable {
    case mainUser
    case fullUser
    case scope(Scope)
    /// A Partner system's key.
    case key(Scope)
    case assignment(Identifier)
    case backOffice
    case auditor
    case grant(Identifier)
}

/// How a refusal is told.
package enum Refusal: String, Hashable, Sendable, Codable {
    /// As if the object did not exist (3.5).
    case hidden
    /// The object is known to the asker, the right is not theirs.
    case forbidden
    /// The cabinet is restricted or terminated.
    case closed
    case agreementRequired = "agreement_required"
}

extension Set<Scope> {
    /// The scope that gives a right over a target, always the same one of several.
    fileprivate func covering(_ right: Right, _ target: ObjectFacts.Target) -> Scope? {
        filter { $0.permission.rights.contains(right) && $0.area.contains(target) }
            .min { "\($0)" < "\($1)" }
    }
}

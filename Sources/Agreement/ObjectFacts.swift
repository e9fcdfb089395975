/// What is asked about, as far as access depends on it.
package struct ObjectFacts: Hashable, Sendable {
    package let cabinet: CabinetFacts
    package let target: Target

    package init(cabinet: CabinetFacts, target: Target) {
        self.cabinet = cabinet
        self.target = target
    }

    package enum Target: Hashable, Sendable {
        /// The cabinet as such.
        case cabinet
        case document(Identifier, folder: FolderPath, kind: DocumentKind)
        case folder(FolderPath)
        case thread(Identifier)
    }
}

/// A cabinet, as far as access depends on it.
package struct CabinetFacts: Hashable, Sendable {
    package let id: Identifier
    package var standing: Standing
    /// Whether the terms in force are accepted, or nothing stands against their being so (1.9, 2.5).
    package var termsAccepted: Bool
    /// The outsourcing companies it is or was assigned to.
    package var assignments: [Assignment]

    package init(id: Identifier, standing: Standing, termsAccepted: Bool, assignments: [Assignment] = []) {
        self.id = id
        self.standing = standing
        self.termsAccepted = termsAccepted
        self.assignments = assignments
    }

    package enum Standing: String, Hashable, Sendable, Codable, CaseIterable {
        case active
        /// Free, for users without a service contract (1.12).
        case demo
        /// Limited on suspicion or breach (5.6); what is there stays obtainable for the main user.
        case restricted
        case terminated

        /// Whether anything may be changed.
        var isOpen: Bool { self == .active || self == .demo }
    }

    package struct Assignment: Hashable, Sendable, Codable {
        package let company: Identifier
        package var term: Term

        package init(company: Identifier, term: Term = Term()) {
            self.company = company
            self.term = term
        }
    }
}

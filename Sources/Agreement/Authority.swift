/// Who signed, as the certificate names the signer.
package struct DocumentSigner: Hashable, Sendable, Codable {
    package let iin: PartyNumber?
    package let bin: PartyNumber?
    package let capacities: Set<Capacity>

    package init(iin: PartyNumber?, bin: PartyNumber?, capacities: Set<Capacity>) {
        self.iin = iin
        self.bin = bin
        self.capacities = capacities
    }

    /// What a certificate says its holder may do.
    package enum Capacity: String, Hashable, Sendable, Codable, CaseIterable {
        case head
        case signatory
        case financialSignatory = "financial-signatory"
        case humanResources = "human-resources"
        case employee
        case individual
    }
}

/// A power of attorney on file.
package struct PowerOfAttorney: Hashable, Sendable, Codable {
    /// The document it is.
    package let document: Identifier
    package let principal: PartyNumber
    package let agent: PartyNumber
    /// Nil: documents of every kind.
    package let kinds: Set<DocumentKind>?
    package let from: CalendarDate
    /// The last day.
    package let through: CalendarDate

    package init(
        document: Identifier,
        principal: PartyNumber,
        agent: PartyNumber,
        kinds: Set<DocumentKind>?,
        from: CalendarDate,
        through: CalendarDate
    ) {
        self.document = document
        self.principal = principal
        self.agent = agent
        self.kinds = kinds
        self.from = from
        self.through = through
    }

    func covers(_ kind: DocumentKind, of principal: PartyNumber, by agent: PartyNumber, on day: CalendarDate) -> Bool {
        self.principal == principal && self.agent == agent && kinds.map { $0.contains(kind) } ?? true
            && from <= day && day <= through
    }
}

/// Whether a signer could speak for a party in a document of a kind.
package enum Authority: Hashable, Sendable, Codable {
    case byCapacity(DocumentSigner.Capacity)
    /// An individual's own document.
    case own
    case byPower(document: Identifier)
    /// The certificate belongs to the party, and the capacity does not suffice for this kind of document.
    case insufficient
    /// The certificate is somebody else's, and no power of attorney is on file.
    case stranger

    /// Decides by the certificate first, then by the powers of attorney on file that day.
    package init(
        of signer: DocumentSigner,
        for party: Party,
        in kind: DocumentKind,
        powers: [PowerOfAttorney],
        on day: CalendarDate
    ) {
        let isOwnNumber =
            party.isIndividual
            ? signer.iin == party.number && signer.bin == nil : signer.bin == party.number
        if isOwnNumber {
            if party.isIndividual {
                self = .own
                return
            }
            if let capacity = Self.sufficient(of: signer.capacities, for: kind) {
                self = .byCapacity(capacity)
                return
            }
        }
        let power = signer.iin.flatMap { agent in
            powers.first { $0.covers(kind, of: party.number, by: agent, on: day) }
        }
        self = power.map { .byPower(document: $0.document) } ?? (isOwnNumber ? .insufficient : .stranger)
    }

    /// The head everything; the right of signature contracts; the financial right accounting documents.
    private static func sufficient(
        of capacities: Set<DocumentSigner.Capacity>,
        for kind: DocumentKind
    ) -> DocumentSigner.Capacity? {
        if capacities.contains(.head) { return .head }
        if kind.isContract, capacities.contains(.signatory) { return .signatory }
        if kind.isAccounting, capacities.contains(.financialSignatory) { return .financialSignatory }
        return nil
    }

    /// Whether the signer could.
    package var suffices: Bool {
        switch self {
        case .byCapacity, .own, .byPower: true
        case .insufficient, .stranger: false
        }
    }
}

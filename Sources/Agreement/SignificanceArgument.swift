#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// Why a document counts or does not: an argument, never a flag.
package struct SignificanceArgument: Hashable, Sendable, Codable {
    /// The moment it speaks of.
    package let moment: Date
    /// The basis of the agreement (3.7).
    package let cabinet: Line
    /// One line for each signature, in file order; empty: nothing is signed.
    package let eds: [Line]
    /// Names of the acts relied on (``LegalBasis/id``).
    package let legalBases: [String]

    package init(moment: Date, cabinet: Line, eds: [Line], legalBases: [String]) {
        self.moment = moment
        self.cabinet = cabinet
        self.eds = eds
        self.legalBases = legalBases
    }

    package var basis: Basis {
        switch (cabinet.state, edsState) {
        case (.significant, .significant): .both
        case (.significant, _): .cabinet
        case (_, .significant): .eds
        default: .none
        }
    }

    /// The state of the document: the better of its two bases, and undetermined as long as either may still hold.
    package var state: State {
        let states = [cabinet.state, edsState]
        if states.contains(.significant) { return .significant }
        return states.contains(.undetermined) ? .undetermined : .notSignificant
    }

    /// One signature that fulfils every condition is enough.
    package var edsState: State {
        let states = eds.map(\.state)
        if states.contains(.significant) { return .significant }
        return states.contains(.undetermined) ? .undetermined : .notSignificant
    }

    package enum Basis: String, Hashable, Sendable, Codable {
        case cabinet
        case eds
        case both
        case none
    }

    package enum State: String, Hashable, Sendable, Codable {
        case significant
        case notSignificant = "not-significant"
        case undetermined
    }

    /// The conditions of one basis, all of which must hold.
    package struct Line: Hashable, Sendable, Codable {
        /// The signature it is about; nil for the cabinet.
        package let signature: String?
        package let conditions: [Condition]

        package init(signature: String? = nil, _ conditions: [Condition]) {
            self.signature = signature
            self.conditions = conditions
        }

        /// A demo cabinet's documents stay undetermined, whatever else is missing (1.12).
        package var state: State {
            if conditions.contains(.demo) { return .undetermined }
            let outcomes = conditions.map(\.outcome)
            if outcomes.contains(.failed) { return .notSignificant }
            return outcomes.contains(.undetermined) ? .undetermined : .significant
        }
    }
}

/// A condition with what was found about it.
package enum Condition: Hashable, Sendable, Codable {
    case sentThroughCabinet(by: Identifier)
    case storedOnly
    case senderEntitled(Rule)
    case senderNotEntitled
    case senderIsNoPartnerUser
    case shareUnconfirmed
    /// In the order of their names: an argument is kept, and one argument has one SHA-256.
    case sessionAuthenticated([SendingFacts.Factor])
    case sessionNotAuthenticated
    case termsAccepted(Acceptance)
    case termsNotAccepted(Acceptance)
    case termsPending(until: Date)
    case cabinetActive
    case demo
    case cabinetClosed
    case receiptIssued(logPosition: Int?)
    case receiptMissing
    /// Not a scan of a signed paper.
    case noPaper
    case paperSigned(by: PartyNumber, SendingFacts.Paper.Capacity)
    case paperSignedByPower(by: PartyNumber, document: Identifier)
    case paperSignerUnknown
    case paperSignerWithoutPower(PartyNumber)
    case signatureHolds
    case signatureFails
    case signatureUndecided
    case keyForSigning
    case keyForAuthentication
    case keyUnknown
    case authority(Authority)
    case signerUnknown
    case partyUnknown

    package enum Outcome: String, Hashable, Sendable, Codable {
        case passed
        case failed
        case undetermined
    }

    package var outcome: Outcome {
        switch self {
        case .sentThroughCabinet, .senderEntitled, .sessionAuthenticated, .termsAccepted, .cabinetActive,
            .receiptIssued, .noPaper, .paperSigned, .paperSignedByPower, .signatureHolds, .keyForSigning:
            .passed
        case .storedOnly, .senderNotEntitled, .senderIsNoPartnerUser, .sessionNotAuthenticated, .termsNotAccepted,
            .cabinetClosed, .receiptMissing, .paperSignerWithoutPower, .signatureFails, .keyForAuthentication:
            .failed
        case .shareUnconfirmed, .termsPending, .demo, .paperSignerUnknown, .signatureUndecided, .keyUnknown,
            .signerUnknown, .partyUnknown:
            .undetermined
        case .authority(let authority): authority.suffices ? .passed : .failed
        }
    }
}

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// Everything the legal significance of a document or message depends on, as it was at the moment of sending.
package struct SendingFacts: Hashable, Sendable, Codable {
    package var kind: DocumentKind
    /// The Partner, whose cabinet it is in; nil when nobody said.
    package var party: Party?
    /// The other side, when the document names one: its signature speaks for it.
    package var counterparty: Party?
    /// The moment of sending, or of filing where nothing was sent.
    package var moment: Date
    /// Nil: stored only.
    package var sending: Sending?
    package var cabinet: CabinetFacts.Standing
    package var acceptance: Acceptance
    package var receipt: Receipt?
    /// For a scan of a signed paper; nil for everything else.
    package var paper: Paper?
    package var signatures: [SignatureEvidence]
    package var powers: [PowerOfAttorney]

    package init(
        kind: DocumentKind,
        party: Party?,
        counterparty: Party? = nil,
        moment: Date,
        sending: Sending? = nil,
        cabinet: CabinetFacts.Standing,
        acceptance: Acceptance,
        receipt: Receipt? = nil,
        paper: Paper? = nil,
        signatures: [SignatureEvidence] = [],
        powers: [PowerOfAttorney] = []
    ) {
        self.kind = kind
        self.party = party
        self.counterparty = counterparty
        self.moment = moment
        self.sending = sending
        self.cabinet = cabinet
        self.acceptance = acceptance
        self.receipt = receipt
        self.paper = paper
        self.signatures = signatures
        self.powers = powers
    }

    /// How it was sent.
    package struct Sending: Hashable, Sendable, Codable {
        package let sender: Identifier
        /// What access said to the sender's right to send, at that time.
        package let decision: Decision
        package let factors: Set<Factor>

        package init(sender: Identifier, decision: Decision, factors: Set<Factor>) {
            self.sender = sender
            self.decision = decision
            self.factors = factors
        }
    }

    /// How a session was authenticated (3.2).
    package enum Factor: String, Hashable, Sendable, Codable, CaseIterable {
        case password
        case sms
        case qrApproval = "qr-approval"
        case pushApproval = "push-approval"
        case passkey
        case eds
    }

    /// The receipt for the bytes.
    package struct Receipt: Hashable, Sendable, Codable {
        /// SHA-256 of what it is for, in hexadecimal.
        package let sha256: String
        /// Nil: of the very entry this is written for.
        package let logPosition: Int?

        package init(sha256: String, logPosition: Int?) {
            self.sha256 = sha256
            self.logPosition = logPosition
        }
    }

    /// A paper signed by hand whose scan this is.
    package struct Paper: Hashable, Sendable, Codable {
        /// Nil: nobody said who signed it.
        package let signer: PartyNumber?
        package let capacity: Capacity?
        /// The day it was signed; nil: the day of sending.
        package let signed: CalendarDate?

        package init(signer: PartyNumber?, capacity: Capacity?, signed: CalendarDate? = nil) {
            self.signer = signer
            self.capacity = capacity
            self.signed = signed
        }

        package enum Capacity: String, Hashable, Sendable, Codable {
            case head
            /// Needs a power of attorney on file.
            case officer
            /// The Partner is a person and signed in person.
            case individual
        }
    }
}

/// What verification found about one signature on the bytes.
package struct SignatureEvidence: Hashable, Sendable, Codable {
    /// As the report names it.
    package let id: String
    package let verdict: Verdict
    /// A key for signing, not for authentication; nil: no certificate was found.
    package let isForSigning: Bool?
    package let signer: DocumentSigner?
    /// The earliest proven moment, by which powers of attorney are chosen.
    package let time: Date

    package init(id: String, verdict: Verdict, isForSigning: Bool?, signer: DocumentSigner?, time: Date) {
        self.id = id
        self.verdict = verdict
        self.isForSigning = isForSigning
        self.signer = signer
        self.time = time
    }

    /// Named as the ETSI indications are.
    package enum Verdict: String, Hashable, Sendable, Codable {
        case passed = "TOTAL-PASSED"
        case failed = "TOTAL-FAILED"
        case indeterminate = "INDETERMINATE"
    }
}

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Judges whether a document or message is legally significant (3.7), from facts alone.
package struct Significance: Sendable {
    package init() {}

    /// The argument for the moment of sending, on both bases.
    package func argument(for facts: SendingFacts) -> SignificanceArgument {
        let day = CalendarDate(of: facts.moment)
        let bases = [LegalBasis.Basis.cabinet, .eds].compactMap { LegalBasis.inForce(on: day, for: $0)?.id }
        return SignificanceArgument(
            moment: facts.moment,
            cabinet: cabinetLine(facts),
            eds: facts.signatures.map { edsLine($0, facts) },
            legalBases: bases
        )
    }

    /// The conditions of the agreement, in its order.
    private func cabinetLine(_ facts: SendingFacts) -> SignificanceArgument.Line {
        var conditions: [Condition] = []
        if let sending = facts.sending {
            conditions += [
                .sentThroughCabinet(by: sending.sender), sender(sending.decision),
                sending.factors.isEmpty
                    ? .sessionNotAuthenticated
                    : .sessionAuthenticated(sending.factors.sorted { $0.rawValue < $1.rawValue }),
            ]
        } else {
            conditions.append(.storedOnly)
        }
        conditions += [
            terms(facts.acceptance, by: facts.moment), standing(facts.cabinet),
            facts.receipt.map { .receiptIssued(logPosition: $0.logPosition) } ?? .receiptMissing,
            paper(facts),
        ]
        return SignificanceArgument.Line(conditions)
    }

    /// The main user or an additional user with the right: nobody else speaks for the Partner.
    private func sender(_ decision: Decision) -> Condition {
        switch decision {
        case .allowed(let rule):
            switch rule {
            case .mainUser, .fullUser, .scope: .senderEntitled(rule)
            case .key, .assignment, .backOffice, .auditor, .grant: .senderIsNoPartnerUser
            }
        case .needsConfirmation: .shareUnconfirmed
        case .denied: .senderNotEntitled
        }
    }

    private func terms(_ acceptance: Acceptance, by moment: Date) -> Condition {
        switch acceptance {
        case .accepted(_, let time), .deemed(_, let time):
            time <= moment ? .termsAccepted(acceptance) : .termsNotAccepted(acceptance)
        case .pending(_, let until): .termsPending(until: until)
        case .objected, .missing, .nothingInForce: .termsNotAccepted(acceptance)
        }
    }

    private func standing(_ standing: CabinetFacts.Standing) -> Condition {
        switch standing {
        case .active: .cabinetActive
        case .demo: .demo
        case .restricted, .terminated: .cabinetClosed
        }
    }

    /// Who signed the paper by hand, and by what right.
    private func paper(_ facts: SendingFacts) -> Condition {
        guard let paper = facts.paper else { return .noPaper }
        guard let signer = paper.signer, let capacity = paper.capacity else { return .paperSignerUnknown }
        guard let party = facts.party else { return .partyUnknown }
        switch capacity {
        case .head: return party.isIndividual ? .paperSignerWithoutPower(signer) : .paperSigned(by: signer, .head)
        case .individual:
            return party.isIndividual && signer == party.number
                ? .paperSigned(by: signer, .individual) : .paperSignerWithoutPower(signer)
        case .officer:
            let day = paper.signed ?? CalendarDate(of: facts.moment)
            let power = facts.powers.first { $0.covers(facts.kind, of: party.number, by: signer, on: day) }
            return power.map { .paperSignedByPower(by: signer, document: $0.document) }
                ?? .paperSignerWithoutPower(signer)
        }
    }

    /// The conditions of the law for one signature.
    private func edsLine(_ signature: SignatureEvidence, _ facts: SendingFacts) -> SignificanceArgument.Line {
        let value: Condition =
            switch signature.verdict {
            case .passed: .signatureHolds
            case .failed: .signatureFails
            case .indeterminate: .signatureUndecided
            }
        let key: Condition =
            switch signature.isForSigning {
            case true?: .keyForSigning
            case false?: .keyForAuthentication
            case nil: .keyUnknown
            }
        return SignificanceArgument.Line(signature: signature.id, [value, key, authority(of: signature, facts)])
    }

    private func authority(of signature: SignatureEvidence, _ facts: SendingFacts) -> Condition {
        guard let signer = signature.signer else { return .signerUnknown }
        let day = CalendarDate(of: signature.time)
        let authorities = [facts.party, facts.counterparty].compactMap(\.self).map { party in
            Authority(of: signer, for: party, in: facts.kind, powers: facts.powers, on: day)
        }
        guard let first = authorities.first else { return .partyUnknown }
        return .authority(authorities.first(where: \.suffices) ?? authorities.first { $0 == .insufficient } ?? first)
    }
}

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
package import SandyqAgreement
internal import SandyqOpenSSL
internal import SandyqValidation

/// What somebody wants to share, with whom, and within what bounds.
package struct GrantOrder: Sendable {
    package let document: Identifier
    package let grantee: Grantee
    package let rights: Set<Right>
    package var until: Date?
    package var maximumUses: Int?
    package var passphrase: String?
    package var reason: String?
    package var contractor: String?

    package init(_ document: Identifier, with grantee: Grantee, rights: Set<Right>) {
        self.document = document
        self.grantee = grantee
        self.rights = rights
    }

    package enum Grantee: Hashable, Sendable {
        case user(Identifier)
        case counterparty(PartyNumber)
        case link
    }
}

extension DocumentVault {
    /// Lets somebody see a document (3.4, 3.5).
    ///
    /// Nobody grants more than they hold; what anybody but the main user grants is a proposal the main user confirms.
    ///
    /// - Returns: The grant, and for a link the secret, which is told this once and kept nowhere.
    /// - Throws: `refused` when a right is not the asker's to give.
    package func share(
        _ order: GrantOrder,
        by asker: Asker
    ) throws(VaultError) -> (grant: GrantState, secret: String?) {
        guard let document = try index.versions(of: order.document).last, let grantor = asker.user else {
            _ = try log([PendingAction(entry(.grantGiven, on: order.document, by: asker, outcome: .refused))])
            throw .unknown(order.document.description)
        }
        let cabinet = document.manifest.cabinet
        var isConfirmed = true
        for right in order.rights.intersection(Right.grantable).union([.view, .share]) {
            switch try decision(for: asker, to: right, on: Self.target(document.manifest), in: cabinet) {
            case .allowed: continue
            case .needsConfirmation: isConfirmed = false
            case .denied(let refusal): throw try refuse(refusal, asker, .grantGiven, on: order.document, in: cabinet)
            }
        }
        let secret = order.grantee == .link ? Base64URL.text(of: ambient.chance(32)) : nil
        let passphrase: PasswordHash? =
            if let phrase = order.passphrase { try PasswordHash(of: phrase, ambient: ambient) } else { nil }
        let record = GrantRecord(
            id: ambient.identifier(),
            cabinet: cabinet,
            grantor: grantor,
            grantee: Self.grantee(order.grantee, secret),
            object: .document(order.document),
            rights: order.rights,
            given: ambient.moment().roundedToMilliseconds,
            until: order.until,
            maximumUses: order.maximumUses,
            passphrase: passphrase,
            reason: order.reason,
            contractor: order.contractor,
            isConfirmed: isConfirmed
        )
        try keep(record) { manifest in
            PendingAction(
                entry(.grantGiven, on: record.id, in: cabinet, manifest: manifest, by: asker),
                .people(.grant(Kept(record, digest: manifest)))
            )
        }
        let state = GrantState(record: record, uses: 0, confirmed: isConfirmed ? record.given : nil, revoked: nil)
        return (state, secret)
    }

    private static func grantee(_ grantee: GrantOrder.Grantee, _ secret: String?) -> GrantRecord.Grantee {
        switch grantee {
        case .user(let user): .user(user)
        case .counterparty(let number): .counterparty(number)
        case .link: .link(secret: digest(ofSecret: secret ?? ""))
        }
    }

    private static func digest(ofSecret secret: String) -> String {
        MessageDigest.sha256(of: Array(secret.utf8)[...]).hexadecimal
    }

    /// Makes a proposal of an additional user hold; the main user does.
    package func confirmGrant(_ id: Identifier, by asker: Asker) throws(VaultError) {
        let state = try manageable(id, by: asker, for: .grantConfirmed)
        let cabinet = state.record.cabinet
        guard case .allowed = try decision(for: asker, to: .share, on: target(of: state), in: cabinet) else {
            throw try refuse(.forbidden, asker, .grantConfirmed, on: id, in: cabinet)
        }
        let entry = entry(.grantConfirmed, on: id, in: cabinet, by: asker)
        _ = try log([PendingAction(entry, .people(.grantConfirmed(id)))])
    }

    /// Ends a grant at once and for good; its grantor and the main user may.
    package func revokeGrant(_ id: Identifier, by asker: Asker) throws(VaultError) {
        let state = try manageable(id, by: asker, for: .grantRevoked)
        let entry = entry(.grantRevoked, on: id, in: state.record.cabinet, by: asker)
        _ = try log([PendingAction(entry, .people(.grantRevoked(id)))])
    }

    /// A grant its asker gave or might confirm; anybody else is told there is none.
    private func manageable(
        _ id: Identifier,
        by asker: Asker,
        for action: LogEntry.Action
    ) throws(VaultError) -> GrantState {
        guard let state = try index.grant(id) else {
            _ = try log([PendingAction(entry(action, on: id, by: asker, outcome: .refused))])
            throw .unknown(id.description)
        }
        if state.record.grantor == asker.user { return state }
        let decision = try decision(for: asker, to: .share, on: target(of: state), in: state.record.cabinet)
        if case .allowed = decision { return state }
        throw try refuse(.hidden, asker, action, on: id, in: state.record.cabinet)
    }

    /// What a grant is about, as access sees it.
    private func target(of state: GrantState) throws(VaultError) -> ObjectFacts.Target {
        if let document = state.record.document, let version = try index.versions(of: document).last {
            return Self.target(version.manifest)
        }
        return state.record.folder.map { .folder($0) } ?? .cabinet
    }

    /// Grants on a document, or of a whole cabinet: all for who may share there, else the asker's own; the look is
    /// logged.
    package func grants(
        in cabinet: CabinetRecord,
        on document: Identifier?,
        by asker: Asker
    ) throws(VaultError) -> [GrantState] {
        var seen: [GrantState] = []
        for state in try index.grants(in: cabinet.id, on: document) {
            let decision = try decision(for: asker, to: .share, on: target(of: state), in: cabinet.id)
            if case .allowed = decision {
                seen.append(state)
            } else if state.record.grantor == asker.user || asker == custodian {
                seen.append(state)
            }
        }
        _ = try log([PendingAction(entry(.grantsListed, on: document ?? cabinet.id, in: cabinet.id, by: asker))])
        return seen
    }

    /// Opens a link.
    ///
    /// - Returns: An asker to whom the grant and nothing else is open.
    /// - Throws: `unknown` for a wrong secret and for a wrong passphrase alike.
    package func opening(
        link secret: String,
        passphrase: String?,
        origin: String
    ) throws(VaultError) -> Asker {
        guard let digest = Fingerprint(hexadecimal: Self.digest(ofSecret: secret)),
            let state = try index.grant(withSecret: digest)
        else { throw .unknown("link") }
        var asker = Asker(user: nil, links: [state.record.id], origin: origin)
        if let hash = state.record.passphrase {
            guard let passphrase, try hash.matches(passphrase) else {
                throw try refuse(.hidden, asker, .linkOpened, on: state.record.id, in: state.record.cabinet)
            }
            asker.passphrases = [state.record.id]
        }
        return asker
    }
}

/// Octets as they stand in an address (RFC 4648 clause 5), without padding.
enum Base64URL {
    static func text(of octets: [UInt8]) -> String {
        Data(octets).base64EncodedString().filter { $0 != "=" }
            .map { $0 == "+" ? "-" : $0 == "/" ? "_" : String($0) }.joined()
    }
}

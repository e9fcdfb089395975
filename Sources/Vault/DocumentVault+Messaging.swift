package import SandyqAgreement
internal import SandyqOpenSSL
internal import SandyqValidation

/// What somebody wants to say, and where.
package struct MessageOrder: Sendable {
    package let cabinet: CabinetRecord
    package let place: Place
    package let text: String
    /// Documents of the cabinet.
    package let attachments: [Identifier]

    package init(in cabinet: CabinetRecord, _ place: Place, text: String, attachments: [Identifier] = []) {
        self.cabinet = cabinet
        self.place = place
        self.text = text
        self.attachments = attachments
    }

    package enum Place: Hashable, Sendable {
        case thread(Identifier)
        /// A new one about this.
        case about(String)
    }
}

extension DocumentVault {
    /// Octets of a message's text at most; longer texts are documents.
    private static let longestText = 1 << 16

    /// Sends a message between a cabinet and its outsourcing company (3.7).
    ///
    /// - Returns: The message, of which a receipt can be had.
    /// - Throws: `unknown` for a thread or document the sender may not see, `refused`, `tooLong`.
    package func send(_ order: MessageOrder, by asker: Asker) throws(VaultError) -> MessageState {
        let cabinet = order.cabinet
        guard order.text.utf8.count <= Self.longestText else { throw .conflict(.tooLong(Self.longestText)) }
        let thread: Identifier =
            switch order.place {
            case .thread(let id): id
            case .about: ambient.identifier()
            }
        if case .thread = order.place, try index.thread(thread)?.cabinet != cabinet.id {
            throw try refuse(.hidden, asker, .messageSent, on: thread, in: cabinet.id)
        }
        let decision = try decision(for: asker, to: .message, on: .thread(thread), in: cabinet.id)
        _ = try pass(asker, decision, for: .messageSent, on: thread, in: cabinet.id)
        guard let sender = asker.user else {
            throw try refuse(.forbidden, asker, .messageSent, on: thread, in: cabinet.id)
        }
        let attachments = try order.attachments.map { id throws(VaultError) in
            let version = try index.versions(of: id).last
            let pass = try pass(asker, .view, for: .messageSent, on: version, named: id)
            guard let manifest = version?.manifest, manifest.cabinet == cabinet.id, pass.grant == nil else {
                throw VaultError.unknown(id.description)
            }
            return MessageRecord.Attachment(document: id, version: manifest.version, sha256: manifest.sha256)
        }
        let sending = SendingFacts.Sending(sender: sender, decision: decision, factors: asker.factors)
        let now = ambient.moment().roundedToMilliseconds
        let facts = SendingFacts(
            kind: .correspondence,
            party: cabinet.party,
            moment: now,
            sending: sending,
            cabinet: cabinet.standing,
            acceptance: try acceptance(of: .agreement, by: cabinet.id, at: now),
            receipt: .init(
                sha256: MessageDigest.sha256(of: Array(order.text.utf8)[...]).hexadecimal,
                logPosition: nil
            )
        )
        let message = MessageRecord(
            id: ambient.identifier(),
            thread: thread,
            cabinet: cabinet.id,
            sender: sender,
            sent: now,
            text: order.text,
            attachments: attachments,
            significance: Significance().argument(for: facts)
        )
        return try commit(message, order, by: asker)
    }

    private func commit(
        _ message: MessageRecord,
        _ order: MessageOrder,
        by asker: Asker
    ) throws(VaultError) -> MessageState {
        var actions: [PendingAction] = []
        var drafts: [any BlobDraft] = []
        if case .about(let subject) = order.place {
            let record = ThreadRecord(
                id: message.thread,
                cabinet: message.cabinet,
                subject: subject,
                opened: message.sent,
                openedBy: message.sender
            )
            let draft = try blobs.draft(of: try CanonicalJSON.bytes(of: record))
            let kept = Kept(record, digest: try draft.seal().digest)
            let thread = message.thread
            let entry = entry(.threadOpened, on: thread, in: message.cabinet, manifest: kept.digest, by: asker)
            actions.append(PendingAction(entry, .messages(.thread(kept))))
            drafts.append(draft)
        }
        let draft = try blobs.draft(of: try CanonicalJSON.bytes(of: message))
        let kept = Kept(message, digest: try draft.seal().digest)
        let entry = entry(.messageSent, on: message.id, in: message.cabinet, manifest: kept.digest, by: asker)
        actions.append(PendingAction(entry, .messages(.message(kept))))
        let stored = try keep(drafts + [draft], actions)
        return MessageState(
            record: message,
            digest: kept.digest.description,
            logPosition: stored.last?.entry.position ?? 0,
            delivered: nil,
            acknowledged: nil
        )
    }

    /// The threads of a cabinet; the look is logged.
    package func threads(in cabinet: CabinetRecord, by asker: Asker? = nil) throws(VaultError) -> [ThreadRecord] {
        let asker = asker ?? custodian
        let threads = try index.threads(in: cabinet.id)
        try requireSight(of: .cabinet, named: cabinet.id, in: cabinet.id, asker, for: .threadsListed)
        _ = try log([PendingAction(entry(.threadsListed, on: cabinet.id, in: cabinet.id, by: asker))])
        return threads
    }

    /// The messages of a thread; the look is logged, and is the delivery of what others wrote.
    package func messages(in thread: Identifier, by asker: Asker? = nil) throws(VaultError) -> [MessageState] {
        let asker = asker ?? custodian
        guard let record = try index.thread(thread) else {
            _ = try log([PendingAction(entry(.threadRead, on: thread, by: asker, outcome: .refused))])
            throw .unknown(thread.description)
        }
        let cabinet = record.cabinet
        try requireSight(of: .thread(thread), named: thread, in: cabinet, asker, for: .threadRead)
        var actions = [PendingAction(entry(.threadRead, on: thread, in: cabinet, by: asker))]
        if case .allowed = try decision(for: asker, to: .message, on: .thread(thread), in: cabinet) {
            // The Operator's and an auditor's looks deliver nothing.
            for message in try index.messages(in: thread)
            where message.delivered == nil && message.record.sender != asker.user {
                let id = message.record.id
                let entry = entry(.messageDelivered, on: id, in: cabinet, by: asker)
                actions.append(PendingAction(entry, .messages(.delivered(id))))
            }
        }
        _ = try log(actions)
        return try index.messages(in: thread)
    }

    /// Says that a message was taken note of; once, by somebody it was meant for.
    package func acknowledge(_ id: Identifier, by asker: Asker) throws(VaultError) {
        guard let message = try index.message(id) else {
            _ = try log([PendingAction(entry(.messageAcknowledged, on: id, by: asker, outcome: .refused))])
            throw .unknown(id.description)
        }
        let cabinet = message.record.cabinet
        let decision = try decision(for: asker, to: .message, on: .thread(message.record.thread), in: cabinet)
        _ = try pass(asker, decision, for: .messageAcknowledged, on: id, in: cabinet)
        guard message.record.sender != asker.user, message.acknowledged == nil else {
            throw try refuse(.forbidden, asker, .messageAcknowledged, on: id, in: cabinet)
        }
        let entry = entry(.messageAcknowledged, on: id, in: cabinet, by: asker)
        _ = try log([PendingAction(entry, .messages(.acknowledged(id)))])
    }

    /// A message's receipt, signed by the vault's seal; whoever may see the message may have it.
    package func receipt(
        for message: Identifier,
        by asker: Asker? = nil
    ) throws(VaultError) -> [UInt8] {
        let asker = asker ?? custodian
        guard let state = try index.message(message) else { throw .unknown(message.description) }
        let record = state.record
        try requireSight(of: .thread(record.thread), named: message, in: record.cabinet, asker, for: .threadRead)
        let size = try CanonicalJSON.bytes(of: record).count
        return try receipt(ReceiptRecord(of: state, size: size, in: configuration.id), at: record.sent)
    }

    /// Who may write somewhere may read there; so may who may look at all of the cabinet.
    private func requireSight(
        of target: ObjectFacts.Target,
        named id: Identifier,
        in cabinet: Identifier,
        _ asker: Asker,
        for action: LogEntry.Action
    ) throws(VaultError) {
        if case .allowed = try decision(for: asker, to: .message, on: target, in: cabinet) { return }
        let decision = try decision(for: asker, to: .view, on: target, in: cabinet)
        _ = try pass(asker, decision, for: action, on: id, in: cabinet)
    }
}

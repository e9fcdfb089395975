#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
package import SandyqAgreement
internal import SandyqValidation

extension DocumentVault {
    /// Publishes the next revision of a text (2.3); the back office does.
    ///
    /// - Parameters:
    ///   - text: Of which text.
    ///   - words: The words by language: `kk`, `ru`, `en`.
    ///   - effective: The day it enters into force.
    ///   - asker: Who publishes; nil: the custodian.
    /// - Returns: The revision.
    /// - Throws: `refused`; `conflict` when it would enter into force before it is published.
    package func publish(
        _ text: Revision.Text,
        words: [String: [UInt8]],
        effective: CalendarDate,
        by asker: Asker? = nil
    ) throws(VaultError) -> RevisionRecord {
        let asker = asker ?? custodian
        let id = ambient.identifier()
        try requireBackOffice(asker, for: .revisionPublished, on: id)
        let now = ambient.moment().roundedToMilliseconds
        guard effective.end > now else { throw .conflict(.effectiveInThePast(effective)) }
        var digests: [String: String] = [:]
        var drafts: [any BlobDraft] = []
        for (language, bytes) in words {
            let draft = try blobs.draft(of: bytes)
            digests[language] = try draft.seal().digest.description
            drafts.append(draft)
        }
        let record = RevisionRecord(
            id: id,
            text: text,
            number: try index.revisions().count { $0.text == text } + 1,
            published: now,
            effective: effective,
            words: digests
        )
        let draft = try blobs.draft(of: try CanonicalJSON.bytes(of: record))
        let manifest = try draft.seal().digest
        let entry = entry(.revisionPublished, on: id, manifest: manifest, by: asker)
        _ = try keep(drafts + [draft], [PendingAction(entry, .terms(.revision(Kept(record, digest: manifest))))])
        return record
    }

    /// The words of a published revision in a language, which are for everybody (1.2); nil: there are none.
    package func words(of revision: Identifier, in language: String) throws(VaultError) -> [UInt8]? {
        guard let record = try index.revisions().first(where: { $0.id == revision }),
            let digest = record.words[language].flatMap({ Fingerprint(hexadecimal: $0) })
        else { return nil }
        return try blobs.bytes(of: digest, atMost: Self.manifestBound)
    }

    /// Accepts a revision in a cabinet's name, or files an objection to it; the main user does (1.9, 2.5).
    ///
    /// - Parameters:
    ///   - revision: Which.
    ///   - cabinet: In whose name.
    ///   - objection: The written objection, a document of the cabinet; nil: it is accepted.
    ///   - language: Of the words that were shown.
    ///   - asker: Who answers.
    /// - Returns: The record of the answer.
    /// - Throws: `refused`; `unknown` for a revision, words or an objection that are not there.
    package func answer(
        _ revision: Identifier,
        for cabinet: CabinetRecord,
        objection: Identifier?,
        language: String,
        by asker: Asker
    ) throws(VaultError) -> AnswerRecord {
        let action: LogEntry.Action = objection == nil ? .termsAccepted : .termsObjected
        _ = try pass(asker, .acceptTerms, for: action, in: cabinet.id)
        guard let user = asker.user else { throw .refused(.forbidden) }
        guard let published = try index.revisions().first(where: { $0.id == revision }) else {
            throw .unknown(revision.description)
        }
        guard let shown = published.words[language] else { throw .unknown("\(revision) (\(language))") }
        if let objection {
            let filed = try index.versions(of: objection).last?.manifest
            guard filed?.cabinet == cabinet.id, filed?.description.kind == .objection else {
                throw .unknown(objection.description)
            }
        }
        let record = AnswerRecord(
            id: ambient.identifier(),
            cabinet: cabinet.id,
            revision: revision,
            user: user,
            time: ambient.moment().roundedToMilliseconds,
            objection: objection,
            language: language,
            sha256: shown,
            origin: asker.origin
        )
        try keep(record) { manifest in
            PendingAction(
                entry(action, on: revision, in: cabinet.id, manifest: manifest, by: asker),
                .terms(.answer(Kept(record, digest: manifest)))
            )
        }
        return record
    }

    /// What was said in a cabinet's name, oldest first, for who may say it or may look at the whole cabinet.
    ///
    /// - Throws: `unknown`, `refused`.
    package func answers(of cabinet: CabinetRecord, by asker: Asker) throws(VaultError) -> [AnswerRecord] {
        if case .allowed = try decision(for: asker, to: .acceptTerms, on: .cabinet, in: cabinet.id) {
            return try index.answers(of: cabinet.id)
        }
        _ = try pass(asker, .view, for: .cabinetViewed, in: cabinet.id)
        return try index.answers(of: cabinet.id)
    }

    /// What the answers given for a cabinet make of the revisions of a text.
    package func acceptance(
        of text: Revision.Text,
        by cabinet: Identifier,
        at moment: Date
    ) throws(VaultError) -> Acceptance {
        let revisions = try index.revisions().filter { $0.text == text }.map(\.revision)
        guard !revisions.isEmpty else { return .nothingInForce }
        return Acceptance(of: revisions, answers: try index.answers(of: cabinet).map(\.answer), at: moment)
    }

    /// Restricts, terminates or reopens a cabinet, or ends its demo (1.12, 5.6); the back office does.
    package func setStanding(
        _ standing: CabinetFacts.Standing,
        of cabinet: CabinetRecord,
        ground: String,
        by asker: Asker? = nil
    ) throws(VaultError) {
        let asker = asker ?? custodian
        _ = try pass(asker, .administer, for: .standingChanged, in: cabinet.id)
        let time = ambient.moment().roundedToMilliseconds
        let record = StandingRecord(cabinet: cabinet.id, standing: standing, ground: ground, time: time)
        try keep(record) { manifest in
            PendingAction(
                entry(.standingChanged, on: cabinet.id, in: cabinet.id, manifest: manifest, by: asker),
                .terms(.standing(Kept(record, digest: manifest)))
            )
        }
    }
}

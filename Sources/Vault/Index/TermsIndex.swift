package import SandyqAgreement

/// The terms of use and what Partners said to them: a part of every ``Index``, with its guarantees.
package protocol TermsIndex: Sendable {
    /// Every revision, oldest first.
    func revisions() throws(VaultError) -> [RevisionRecord]

    /// What was said in a cabinet's name, oldest first.
    func answers(of cabinet: Identifier) throws(VaultError) -> [AnswerRecord]
}

/// What an action changes about terms and standing.
package enum TermsChange: Sendable {
    case revision(Kept<RevisionRecord>)
    case answer(Kept<AnswerRecord>)
    case standing(Kept<StandingRecord>)
}

package import SandyqAgreement
package import SandyqSignatures

/// All the words of the vault in one language.
///
/// Every switch in an implementation is exhaustive, so a condition or a defect without a sentence does not compile.
package protocol VaultWording: Sendable {
    /// What a condition of significance was found to be, and what would settle it where it is open.
    func sentence(_ condition: Condition) -> Sentence
    /// What significance comes to.
    func state(_ state: SignificanceArgument.State) -> String
    /// What significance rests on.
    func basis(_ basis: SignificanceArgument.Basis) -> String
    /// The name of a kind of document.
    func kind(_ kind: DocumentKind) -> String
    /// Something wrong in a vault, and what to do.
    func sentence(_ defect: VaultDefect) -> Sentence
    /// What the vault could not do: what is wrong, where, and what to do.
    func sentence(_ error: VaultError) -> Sentence
    /// What an exported log was found to be.
    func sentence(_ finding: LogExport.Finding) -> Sentence
    /// Why a document must be kept.
    func category(_ category: Retention.Category) -> String
    /// The name of a part of what is shown.
    func label(_ label: VaultLabel) -> String
}

/// The parts of what vault commands show that have names.
package enum VaultLabel: CaseIterable {
    case document
    case title
    case kind
    case cabinet
    case folder
    case number
    case date
    case amount
    case counterparty
    case file
    case size
    case fingerprint
    case filed
    case verification
    case significance
    case basis
    case law
    case byAgreement
    case bySignature
    case nothingSigned
    case logPosition
    case version
    case encryption
    case encrypted
    case notEncrypted
    case nothingFound
    case checkedBlobs
    case noDefects
    case demo
    case examination
    case hold
    case removed
    case due
    case held
    case notDue
    case noTerm
    case act
    case ground
    case prepared
    case approved
    case notApproved
    case destroyed
    case retention
    case notBefore
    case copyNewKey
    case dropOldKey
}

extension Language {
    /// The vault's catalogue of sentences.
    package var vaultWording: any VaultWording {
        switch self {
        case .kk: KazakhVaultWording()
        case .ru: RussianVaultWording()
        case .en: EnglishVaultWording()
        }
    }
}

extension Sentence.StringInterpolation {
    mutating func appendInterpolation(_ number: PartyNumber) { appendInterpolation(number.description) }
    mutating func appendInterpolation(_ identifier: Identifier) { appendInterpolation(identifier.description) }
}

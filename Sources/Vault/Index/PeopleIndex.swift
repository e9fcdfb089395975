package import SandyqAgreement
package import SandyqValidation

/// Who there is, what they are to whom, and what they gave each other: a part of every ``Index``, with its guarantees.
package protocol PeopleIndex: Sendable {
    func user(_ id: Identifier) throws(VaultError) -> UserRecord?

    func user(with phone: PhoneNumber) throws(VaultError) -> UserRecord?

    /// Everybody, in the order of telephone numbers.
    func users() throws(VaultError) -> [UserRecord]

    /// Everything a user was ever appointed to, oldest first.
    func appointments(of user: Identifier) throws(VaultError) -> [AppointmentRecord]

    func appointment(_ id: Identifier) throws(VaultError) -> AppointmentRecord?

    func company(of number: PartyNumber) throws(VaultError) -> CompanyRecord?

    /// The register, in the order of its revisions.
    func companies() throws(VaultError) -> [CompanyRecord]

    /// Every company a cabinet was ever in the care of, oldest first.
    func assignments(of cabinet: Identifier) throws(VaultError) -> [AssignmentRecord]

    /// Cabinets that were ever in the care of a company.
    func cabinets(assignedTo company: Identifier) throws(VaultError) -> [Identifier]

    func grant(_ id: Identifier) throws(VaultError) -> GrantState?

    /// The grant whose link has this secret, by its SHA-256.
    func grant(withSecret digest: Fingerprint) throws(VaultError) -> GrantState?

    /// Grants in a cabinet that name a document or any folder, oldest first; nil: every grant of the cabinet.
    func grants(in cabinet: Identifier, on document: Identifier?) throws(VaultError) -> [GrantState]

    /// Grants to a user, to parties, or of these names, wherever they are.
    func grants(
        to user: Identifier?,
        _ numbers: Set<PartyNumber>,
        _ links: Set<Identifier>
    ) throws(VaultError) -> [GrantState]
}

/// What an action changes among people and what they share.
package enum PeopleChange: Sendable {
    case user(Kept<UserRecord>)
    case appointment(Kept<AppointmentRecord>)
    case appointmentEnded(Identifier)
    case company(Kept<CompanyRecord>)
    case assignment(Kept<AssignmentRecord>)
    case assignmentEnded(Identifier)
    case grant(Kept<GrantRecord>)
    case grantConfirmed(Identifier)
    case grantRevoked(Identifier)
}

/// A record that is a blob.
package struct Kept<Record: Sendable>: Sendable {
    package let record: Record
    /// The blob.
    package let digest: Fingerprint

    package init(_ record: Record, digest: Fingerprint) {
        self.record = record
        self.digest = digest
    }
}

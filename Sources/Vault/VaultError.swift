package import SandyqAgreement
package import SandyqFiles
package import SandyqOpenSSL
package import SandyqValidation

/// Why the vault could not do something; texts for people are made of it elsewhere.
package enum VaultError: Error, Hashable, Sendable {
    case file(FileError)
    case openSSL(OpenSSLError)
    /// What the database said.
    case index(String)
    /// There is no vault in this folder.
    case noVault(String)
    /// There is something in the folder already.
    case notEmpty(String)
    /// Another process writes to the vault.
    case busy
    /// The vault's format is newer than this program.
    case unknownFormat(String)
    /// The vault key is not to be had; why.
    case keyMissing(String)
    /// The vault key is not the one that was used.
    case keyWrong
    case blobMissing(Fingerprint)
    /// The blob's bytes are not those that were stored.
    case blobDamaged(Fingerprint)
    /// A manifest or an entry of the log cannot be read.
    case recordDamaged(String)
    /// There is no such thing, or nobody may know of it.
    case unknown(String)
    case refused(Refusal)
    /// What was asked for contradicts what there is.
    case conflict(Conflict)

    package enum Conflict: Hashable, Sendable {
        case cabinetExists
        case controlDigit(String)
        case held([Identifier])
        /// Somebody else has this telephone number.
        case phoneTaken
        /// The company is in the register.
        case companyListed
        /// Somebody else published a revision of this text at the same time.
        case revisionExists
        /// A revision would enter into force before it is published.
        case effectiveInThePast(CalendarDate)
        /// A text of more octets than this.
        case tooLong(Int)
        case holdRemoved(Identifier)
    }
}

/// Runs work on files; its errors become the vault's.
func onFiles<Result: ~Copyable>(_ work: () throws(FileError) -> Result) throws(VaultError) -> Result {
    do throws(FileError) { return try work() } catch { throw .file(error) }
}

/// Runs arithmetic of OpenSSL; its errors become the vault's.
func withOpenSSL<Result: ~Copyable>(_ work: () throws(OpenSSLError) -> Result) throws(VaultError) -> Result {
    do throws(OpenSSLError) { return try work() } catch { throw .openSSL(error) }
}

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
package import SandyqAgreement
package import SandyqFiles
package import SandyqOpenSSL
package import SandyqValidation

/// Why the vault could not do something; texts for people are made of it elsewhere.
package enum VaultError: Error, Hashable, Sendable {
    case file(FileError)
    case openSSL(OpenSSLError)
    case index(IndexTrouble)
    /// The index has fewer entries than the log in files: it is old, or not this vault's.
    case indexBehind(index: Int, log: Int)
    /// There is no vault in this folder.
    case noVault(String)
    /// There is something in the folder already.
    case notEmpty(String)
    /// Another process writes to the vault.
    case busy
    /// The vault's format is newer than this program.
    case unknownFormat(String)
    case keyMissing(KeyTrouble)
    /// The vault key is not the one that was used.
    case keyWrong
    case blobMissing(Fingerprint)
    /// The blob's bytes are not those that were stored.
    case blobDamaged(Fingerprint)
    /// A file of the vault beside blobs, index and log is not what was written.
    case fileDamaged(String)
    /// A manifest or an entry of the log cannot be read.
    case recordDamaged(String)
    case noCabinet(PartyNumber)
    /// There is no such thing, or nobody may know of it.
    case unknown(String)
    /// The document was destroyed, by which act and when.
    case destroyed(Identifier, act: Identifier, at: Date)
    case refused(Refusal)
    /// The time-stamping authority gave no token.
    case unstamped(FetchFailure)
    /// What was asked for contradicts what there is.
    case conflict(Conflict)

    /// What the database could not do.
    package enum IndexTrouble: Hashable, Sendable {
        /// No room is left on its disk.
        case full
        case readOnly
        case damaged(String)
        /// Its schema is not this program's, and it is open for reading alone.
        case outdated
        /// In the database's own words.
        case other(String)
    }

    /// Why there is no vault key; where it was looked for.
    package enum KeyTrouble: Hashable, Sendable {
        case absent(String)
        case readableByOthers(String)
        case malformed(String)
    }

    package enum Conflict: Hashable, Sendable {
        /// The file that was to be kept was written to meanwhile.
        case changedWhileRead(String)
        /// Only a file of its own can be as large as this.
        case tooLargeForPipe(String)
        case cabinetExists
        case controlDigit(String)
        case held([Identifier])
        /// The file is no signature, or not of this document.
        case signsSomethingElse(Identifier)
        /// A file that is not read at once, to be examined in the vault.
        case tooLargeToExamine(String)
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
        /// The document must be kept until then.
        case notDue(Identifier, until: Date)
        /// Nothing lays down how long the document is kept.
        case termUnknown(Identifier)
        /// Who prepared an act may not approve it.
        case samePerson
        case actApproved(Identifier)
        /// The document is not what it was when the act was prepared.
        case actOutdated(Identifier)
        /// The vault was made without encryption, so there is no key.
        case nothingEncrypted
        /// The vault key is kept outside the vault, and only whoever keeps it can make another.
        case keyKeptElsewhere
        /// Too many documents for one act.
        case actTooLarge
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

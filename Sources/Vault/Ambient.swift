#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
package import SandyqAgreement

/// What the vault needs from outside: the time, chance, and somebody who watches where it writes.
package struct Ambient: Sendable {
    /// The present moment.
    package let moment: @Sendable () -> Date
    /// So many octets nobody can guess.
    package let chance: @Sendable (Int) -> [UInt8]
    /// Called before and after every step that a crash could separate from the next.
    package let reached: @Sendable (WritePoint) -> Void

    package init(
        moment: @escaping @Sendable () -> Date,
        chance: @escaping @Sendable (Int) -> [UInt8],
        reached: @escaping @Sendable (WritePoint) -> Void = { _ in }
    ) {
        self.moment = moment
        self.chance = chance
        self.reached = reached
    }

    /// A new name, random and sorted by the time it was made (RFC 9562 clause 5.7).
    package func identifier() -> Identifier {
        Identifier(milliseconds: UInt64(max(0, moment().timeIntervalSince1970 * 1_000)), chance: chance(10))
    }
}

/// A place where the process may die with some of its work done.
package enum WritePoint: String, Sendable, CaseIterable {
    /// Some of a blob's octets are written.
    case blobBegun = "blob-begun"
    /// All of a batch's octets are written, none is forced to the disk.
    case blobsWritten = "blobs-written"
    /// They are on the disk and have no names.
    case blobsSynchronized = "blobs-synchronized"
    /// One of a batch has its name.
    case blobNamed = "blob-named"
    /// All names are on the disk.
    case blobsDurable = "blobs-durable"
    /// Entries and index rows are written, not committed.
    case transactionOpen = "transaction-open"
    case transactionCommitted = "transaction-committed"
    /// Some of the lines of the log are written.
    case logBegun = "log-begun"
    case logSynchronized = "log-synchronized"
    /// A blob that is erased has lost its name.
    case blobUnnamed = "blob-unnamed"
    /// A key is overwritten, its file is still there.
    case keyErased = "key-erased"
    case blobErased = "blob-erased"
    /// Some blobs of a backup have their names.
    case backupBlobsCopied = "backup-blobs-copied"
    /// The index is copied and nothing speaks of it.
    case backupIndexCopied = "backup-index-copied"
    /// All of a backup is there but the record that says so.
    case backupAlmostDone = "backup-almost-done"
    /// The backup is complete, and what the vault erased is still in it.
    case backupRecorded = "backup-recorded"
    /// The index knows that a blob is erased.
    case erasureNoted = "erasure-noted"
    /// The index's own files hold nothing any longer of what was destroyed.
    case indexScrubbed = "index-scrubbed"
    /// A new vault key is in the key file, nothing is wrapped by it.
    case keyAdded = "key-added"
    /// A blob's data key is wrapped by both vault keys.
    case slotWritten = "slot-written"
    /// A blob's data key is wrapped by the new vault key alone.
    case blobRewrapped = "blob-rewrapped"
    /// The seal's key, or the log's, is wrapped by the new vault key.
    case secretRewrapped = "secret-rewrapped"
    /// The old vault key is gone.
    case keyDropped = "key-dropped"
}

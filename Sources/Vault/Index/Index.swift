package import SandyqAgreement
package import SandyqValidation

/// What the vault's blobs mean, and the log of what was done.
///
/// Every implementation passes one suite of tests (IndexContract). Its guarantees:
///
/// - An entry that names a grant uses it once: when the grant has no use left or is revoked, nothing is appended.
/// - ``append(_:)`` is one transaction: all its entries and changes are there afterwards, or none is. Two of them never
///   overlap, and positions have no gaps.
/// - Every other call sees one committed state: no half of a transaction, and at least everything this process was told
///   is there.
/// - A row never names bytes that are not in the blob store, as long as whoever appends makes them durable first.
package protocol Index: PeopleIndex, TermsIndex, MessageIndex, SessionIndex {
    /// Adds actions to the log and makes their changes.
    ///
    /// - Returns: The entries as they stand in the log, in the order of the actions.
    /// - Throws: `conflict` when a change contradicts what there is; then nothing happened.
    func append(_ actions: [PendingAction]) throws(VaultError) -> [StoredEntry]

    /// How many entries the log has.
    func logSize() throws(VaultError) -> Int

    /// Entries in order, from a position on.
    func entries(from position: Int, limit: Int) throws(VaultError) -> [StoredEntry]

    /// A hash of the log's tree: the full subtree of 2^level entries that begins at entry number · 2^level.
    func treeNode(level: Int, number: Int) throws(VaultError) -> MerkleTree.Hash

    /// The cabinet of a party; nil: there is none.
    func cabinet(of number: PartyNumber) throws(VaultError) -> CabinetRecord?

    /// The cabinet of a name; nil: there is none.
    func cabinet(_ id: Identifier) throws(VaultError) -> CabinetRecord?

    /// Every cabinet, in the order of numbers.
    func cabinets() throws(VaultError) -> [CabinetRecord]

    /// The versions of a document, oldest first; empty: there is no such document.
    func versions(of document: Identifier) throws(VaultError) -> [DocumentVersion]

    /// What was found of a document after it was filed, in the order in which it was.
    func examinations(of document: Identifier) throws(VaultError) -> [Examination]

    /// The newest version of a document in a cabinet whose bytes are these; nil: there is none.
    func document(with digest: Fingerprint, in cabinet: Identifier) throws(VaultError) -> DocumentVersion?

    /// Newest versions of documents, latest filed first.
    func documents(_ query: DocumentQuery) throws(VaultError) -> [DocumentVersion]

    /// The holds that were ever placed on a document, oldest first; nil: on any.
    func holds(on document: Identifier?) throws(VaultError) -> [HoldState]

    /// A hold by its name; nil: there is none.
    func hold(_ id: Identifier) throws(VaultError) -> HoldState?

    /// Acts of destruction, oldest first.
    func acts() throws(VaultError) -> [ActState]

    /// An act of destruction by its name; nil: there is none.
    func act(_ id: Identifier) throws(VaultError) -> ActState?

    /// What is left of a document that was destroyed; nil: it was not.
    func tombstone(of document: Identifier) throws(VaultError) -> Tombstone?

    /// Blobs that acts destroyed and that may still be in the blob store, in the order of digests.
    func unerasedBlobs() throws(VaultError) -> [Fingerprint]

    /// Whether a blob still waits to be erased; something may have come to need it meanwhile.
    func isUnerased(_ digest: Fingerprint) throws(VaultError) -> Bool

    /// Takes note that a blob is erased.
    func noteErased(_ digest: Fingerprint) throws(VaultError)

    /// Whether the index's own files may still hold words of what acts destroyed.
    func needsScrubbing() throws(VaultError) -> Bool

    /// Writes the index's own files anew, without what was deleted.
    func scrub() throws(VaultError)
    /// Time-stamped checkpoints in the order of the entries that tell of them, from a position on.
    func stamps(from position: Int, limit: Int) throws(VaultError) -> [(position: Int, record: StampRecord)]

    /// Every blob that something needs, in pages in the order of digests.
    func neededBlobs(after digest: Fingerprint?, limit: Int) throws(VaultError) -> [Fingerprint]

    /// Copies one committed state of all of it into a new file, while others go on writing.
    func copy(to path: String) throws(VaultError)

    /// Whether what the index says of its records is what they say themselves: changes an implementation's own check
    /// would not notice. Records are compared with their manifests, which are given by digest.
    func contradictions(
        manifest: (Fingerprint) throws(VaultError) -> [UInt8]?
    ) throws(VaultError) -> [String]

    /// Whether the index contradicts itself; what is wrong.
    func defects() throws(VaultError) -> [String]
}

/// An action that is about to be logged, with the change it makes.
package struct PendingAction: Sendable {
    /// Its position is given by the index.
    package let entry: LogEntry
    package let change: Change

    package init(_ entry: LogEntry, _ change: Change = .none) {
        self.entry = entry
        self.change = change
    }

    /// What an action changes.
    package enum Change: Sendable {
        case none
        case cabinet(CabinetRecord, manifest: Fingerprint)
        case document(DocumentManifest, manifest: Fingerprint)
        case examination(Kept<ExaminationRecord>)
        case people(PeopleChange)
        case terms(TermsChange)
        case messages(MessageChange)
        case session(SessionChange)
        case hold(HoldRecord, manifest: Fingerprint)
        case holdRemoval(HoldRemoval, manifest: Fingerprint)
        case act(DestructionAct, manifest: Fingerprint)
        /// Everything the act names is destroyed.
        case destruction(DestructionApproval, manifest: Fingerprint)
        /// A version whose manifest an act destroyed since: what the act says of it.
        case destroyedVersion(DestructionAct.Version, of: DestructionAct.Item)
        case stamp(StampRecord, manifest: Fingerprint)
    }
}

/// An entry with its octets, which are what is hashed.
package struct StoredEntry: Hashable, Sendable {
    package let entry: LogEntry
    package let bytes: [UInt8]

    package init(entry: LogEntry, bytes: [UInt8]) {
        self.entry = entry
        self.bytes = bytes
    }
}

/// A version of a document and where the log speaks of it.
package struct DocumentVersion: Hashable, Sendable {
    package let manifest: DocumentManifest
    /// SHA-256 of the manifest.
    package let digest: Fingerprint
    package let logPosition: Int

    package init(manifest: DocumentManifest, digest: Fingerprint, logPosition: Int) {
        self.manifest = manifest
        self.digest = digest
        self.logPosition = logPosition
    }
}

/// Which documents are asked for.
package struct DocumentQuery: Hashable, Sendable {
    /// Nil: of all cabinets.
    package var cabinet: Identifier?
    package var kind: DocumentKind?
    /// Where to look; nil: everywhere.
    package var reach: Reach?
    /// Words that must all occur, each as written or as the beginning of a word; empty: no matter which.
    package var words: [String]
    /// Only documents filed before this one.
    package var before: Identifier?
    package var limit: Int

    package init(
        cabinet: Identifier? = nil,
        kind: DocumentKind? = nil,
        words: [String] = [],
        before: Identifier? = nil,
        limit: Int = 50
    ) {
        self.cabinet = cabinet
        self.kind = kind
        self.words = words
        self.before = before
        self.limit = limit
    }
    /// All of some cabinets, and some documents.
    package struct Reach: Hashable, Sendable {
        package var cabinets: Set<Identifier> = []
        package var documents: Set<Identifier> = []

        package init() {}
    }
}

internal import SandyqFiles

/// Where bodies are kept until they are checked: small ones in memory, large ones in files without a name.
struct UploadSpace: Sendable {
    private let folder: String
    let memory: Budget
    let disk: Budget

    /// Octets a body may have in memory; more goes to disk.
    fileprivate static let memoryBound = 256 << 10

    init(_ bounds: Settings.Bounds) {
        folder = bounds.spoolFolder
        memory = Budget(limit: bounds.memoryBytes)
        disk = Budget(limit: bounds.spoolBytes)
    }

    /// Starts keeping a body.
    func draft() -> UploadDraft { UploadDraft(in: folder, memory: memory, disk: disk) }
}

/// A body on its way in.
struct UploadDraft: ~Copyable {
    private let folder: String
    private let memory: Budget.Share
    private let disk: Budget.Share
    private var bytes: [UInt8] = []
    private var file: SpoolFile?

    fileprivate init(in folder: String, memory: Budget, disk: Budget) {
        self.folder = folder
        self.memory = Budget.Share(of: memory)
        self.disk = Budget.Share(of: disk)
    }

    /// Adds octets.
    ///
    /// - Throws: That there is no more room for bodies.
    mutating func append(_ piece: ArraySlice<UInt8>) throws {
        if file == nil, bytes.count + piece.count <= UploadSpace.memoryBound {
            try memory.take(piece.count)
            bytes += piece
            return
        }
        if file == nil {
            try disk.take(bytes.count)
            var spool = try SpoolFile(in: folder)
            try spool.write(bytes.span)
            file = consume spool
            memory.giveBack(bytes.count)
            bytes = []
        }
        try disk.take(piece.count)
        try file?.write(piece.span)
    }

    /// Ends it.
    consuming func finish() -> Upload {
        let (memory, disk, bytes) = (memory, disk, bytes)
        guard let file = file.take() else { return Upload(file: FileBytes(bytes), shares: [memory, disk]) }
        return Upload(file: file.bytes(), shares: [memory, disk])
    }
}

/// A body that has arrived; what it takes of the budgets is given back with its last copy.
struct Upload: Sendable {
    let file: FileBytes
    private let shares: [Budget.Share]

    fileprivate init(file: FileBytes, shares: [Budget.Share]) {
        self.file = file
        self.shares = shares
    }

    /// Takes octets that another share pays for.
    init(_ bytes: [UInt8], paidBy share: Budget.Share) {
        file = FileBytes(bytes)
        shares = [share]
    }
}

internal import SandyqOpenSSL
package import SandyqValidation

/// Something that is missing, changed or stray in a vault.
package enum VaultDefect: Hashable, Sendable {
    case blobMissing(Fingerprint)
    case blobDamaged(Fingerprint)
    /// A blob nothing needs: harmless, what a crash between bytes and index leaves.
    case blobUnneeded(Fingerprint)
    /// A file that is no part of a vault.
    case strayFile(String)
    /// An entry of the log in files is not the one in the index.
    case logDiffers(position: Int)
    case logEntry(position: Int, LogExport.Alteration)
    case logLength(files: Int, index: Int)
    case logTree
    case index(String)

    /// Whether anything that was kept is in danger.
    package var isGrave: Bool {
        switch self {
        case .blobUnneeded, .strayFile: false
        default: true
        }
    }
}

/// A part of a vault's blobs: those whose digests fall in one of several equal slices.
package struct Slice: Hashable, Sendable {
    private let part: Int
    private let parts: Int

    /// The whole.
    package static let whole = Slice(part: 1, parts: 1)

    private init(part: Int, parts: Int) { (self.part, self.parts) = (part, parts) }

    /// Reads `2/8`; nil for anything else.
    package init?(_ text: String) {
        let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 2, let part = numbers[0], let parts = numbers[1], (1...256).contains(parts),
            (1...parts).contains(part)
        else { return nil }
        self.init(part: part, parts: parts)
    }

    func contains(_ digest: Fingerprint) -> Bool { Int(digest.bytes[0]) % parts == part - 1 }
}

extension DocumentVault {
    /// Looks at every byte of a slice of the blobs, and at the whole of index and log; changes nothing.
    ///
    /// - Parameters:
    ///   - slice: Which blobs.
    ///   - found: Is told of each defect at once.
    ///   - checked: Is told of each blob that was read.
    /// - Throws: What kept it from looking; what it finds is no error.
    package func check(
        _ slice: Slice = .whole,
        found: (VaultDefect) -> Void,
        checked: (Fingerprint) -> Void = { _ in }
    ) throws(VaultError) {
        for defect in try index.defects() { found(.index(defect)) }
        do throws(VaultError) {
            let contradictions = try index.contradictions { digest throws(VaultError) in
                try blobs.stat(digest) == nil ? nil : try blobs.bytes(of: digest, atMost: Self.manifestBound)
            }
            for defect in contradictions { found(.index(defect)) }
        } catch { found(.index("\(error)")) }
        try checkLog(found)
        // What another process is about to store is no stray.
        for name in try blobs.strays() where !isReadOnly || !name.hasPrefix("incoming/") {
            found(.strayFile("blobs/" + name))
        }
        try checkBlobs(slice, found, checked)
    }

    /// Compares the log in files with the one in the index, entry by entry, and both with the tree.
    package func checkLog(_ found: (VaultDefect) -> Void) throws(VaultError) {
        var check = LogCheck()
        var page: [StoredEntry] = []
        var isSound = true
        // Beside a process that writes, what comes meanwhile is not looked at.
        let size = try index.logSize()
        if isReadOnly { try awaitLines(of: size) }
        try logFiles.read { position, line throws(VaultError) in
            guard isSound, !isReadOnly || position < size else { return }
            if page.isEmpty { page = try index.entries(from: position, limit: 1_000).reversed() }
            guard let entry = page.popLast() else { return }
            guard entry.bytes == line else {
                found(.logDiffers(position: position))
                isSound = false
                return
            }
            if let alteration = check.add(line, hash: try index.treeNode(level: 0, number: position)) {
                found(.logEntry(position: position, alteration))
                isSound = false
            }
        }
        guard isSound else { return }
        if check.size != size { return found(.logLength(files: check.size, index: size)) }
        if check.root != (try tree.root(of: size)) { found(.logTree) }
    }

    /// Whether a blob that is not there is needed now: another process may have erased it since the page was fetched.
    func isStillNeeded(_ digest: Fingerprint) throws(VaultError) -> Bool {
        var before = digest.bytes
        for index in before.indices.reversed() {
            before[index] &-= 1
            if before[index] != 0xff { break }
        }
        return try index.neededBlobs(after: Fingerprint(before), limit: 1).first == digest
    }

    /// Entries are committed before their lines are written: lines a moment behind are on their way.
    private func awaitLines(of size: Int) throws(VaultError) {
        var attempts = 0
        while attempts < 200, try logFiles.size() < size { attempts += 1 }
    }

    /// Walks needed and stored blobs side by side; both come in the order of digests.
    private func checkBlobs(
        _ slice: Slice,
        _ found: (VaultDefect) -> Void,
        _ checked: (Fingerprint) -> Void
    ) throws(VaultError) {
        var needed = Pages { [index] last throws(VaultError) in try index.neededBlobs(after: last, limit: 4_096) }
        var stored = Pages { [blobs] last throws(VaultError) in try blobs.page(after: last, limit: 4_096) }
        while true {
            let (want, have) = (try needed.peek(), try stored.peek())
            guard let next = [want, have].compactMap(\.self).min() else { return }
            if want == next { needed.pop() }
            if have == next { stored.pop() }
            guard slice.contains(next) else { continue }
            if have != next {
                if try isStillNeeded(next) { found(.blobMissing(next)) }
                continue
            }
            if want != next { found(.blobUnneeded(next)) }
            do throws(VaultError) { try blobs.read(next, nil, verifying: true) { _ throws(VaultError) in } } catch {
                switch error {
                case .blobMissing: if try isStillNeeded(next) { found(.blobMissing(next)) }
                default: found(.blobDamaged(next))
                }
            }
            checked(next)
        }
    }
}

/// Digests in order, fetched page by page.
struct Pages {
    private var page: [Fingerprint] = []
    private var last: Fingerprint?
    private var isAtEnd = false
    private let fetch: (Fingerprint?) throws(VaultError) -> [Fingerprint]

    init(_ fetch: @escaping (Fingerprint?) throws(VaultError) -> [Fingerprint]) { self.fetch = fetch }

    mutating func peek() throws(VaultError) -> Fingerprint? {
        if page.isEmpty, !isAtEnd {
            page = try fetch(last).reversed()
            last = page.first ?? last
            isAtEnd = page.isEmpty
        }
        return page.last
    }

    mutating func pop() { _ = page.popLast() }
}

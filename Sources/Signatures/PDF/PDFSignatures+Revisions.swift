internal import SandyqContainers
internal import SandyqValidation

extension PDFSignatures {
    /// Adds what became of the document after it was signed.
    func withLaterRevisions(
        _ signature: SignatureFacts,
        of entry: Entry,
        among entries: [Entry]
    ) throws(ReadingStop) -> SignatureFacts {
        var facts = signature
        guard let coverage = entry.signature.coverage else { return facts }
        var permissions = PDFPermissions()
        for other in entries where (other.signature.coverage?.end ?? .max) <= coverage.end {
            permissions.restrict(by: other.signature)
        }
        let later: (revisions: Int, changes: [PDFChange])
        do throws(PDFError) { later = try file.changes(after: coverage.revision) } catch {
            throw .defect(FormatDefect(error))
        }
        let forbidden = later.changes.filter { !permissions.permit($0) }
        let places = (forbidden.isEmpty ? later.changes : forbidden).map(\.place)
        facts.laterRevisions = SignatureFacts.LaterRevisions(
            count: later.revisions,
            changes: !forbidden.isEmpty ? .forbidden : later.changes.isEmpty ? .none : .permitted,
            items: Array(places.prefix(Self.itemLimit))
        )
        if !forbidden.isEmpty { facts.coverage = .part }
        return facts
    }

    /// Changes that are told one by one.
    private static let itemLimit = 100

    /// A further signature is permitted only if it is one: what does not hold may not paint on a signed document.
    func forbidUnsound(_ facts: [SignatureFacts], signed: [Entry]) -> [SignatureFacts] {
        let own = facts.filter { $0.parent == nil }
        guard own.count == signed.count else { return facts }
        var unsound: [(end: Int, field: String)] = []
        for (facts, entry) in zip(own, signed) where !facts.isSound {
            unsound.append((entry.signature.coverage?.end ?? .max, entry.signature.field.name))
        }
        guard !unsound.isEmpty else { return facts }
        let ends = Dictionary(
            zip(own, signed).map { ($0.id, $1.signature.coverage?.end ?? .max) },
            uniquingKeysWith: { first, _ in first }
        )
        return facts.map { signature in
            guard let later = signature.laterRevisions, let end = ends[signature.id] else { return signature }
            let names = unsound.filter { $0.end > end }.map { "/AcroForm/\($0.field)" }
            guard !names.isEmpty else { return signature }
            var facts = signature
            facts.coverage = .part
            facts.laterRevisions = SignatureFacts.LaterRevisions(
                count: later.count,
                changes: .forbidden,
                items: later.changes == .forbidden ? Array(Set(later.items + names)).sorted() : names
            )
            return facts
        }
    }
}

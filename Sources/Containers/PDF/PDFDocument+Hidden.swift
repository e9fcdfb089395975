extension PDFDocument {
    /// Pages and catalogues that nothing leads to: what a shadow attack keeps to show later; in files with few objects only.
    package func hiddenObjects(bounds: PDFBounds) -> [String] {
        guard let size = trailer["Size"]?.integer, size <= bounds.hiddenSearch else { return [] }
        let shown = pages()
        return (1..<max(size, 1)).compactMap { number in
            let reference = PDFReference(number: number, generation: 0)
            guard case .dictionary(let entries) = object(reference) else { return nil }
            switch entries["Type"]?.name {
            case "Page" where !shown.contains(reference): return "Page \(number) 0 R"
            case "Catalog" where trailer["Root"]?.reference != reference: return "Catalog \(number) 0 R"
            default: return nil
            }
        }
    }

    /// The pages and the nodes of the page tree.
    private func pages() -> Set<PDFReference> {
        var seen: Set<PDFReference> = []
        var pending = [catalogue["Pages"] ?? .null]
        while let node = pending.popLast() {
            guard let reference = node.reference, seen.insert(reference).inserted else { continue }
            pending += resolved(object(reference).entries?["Kids"]).elements ?? []
        }
        return seen
    }
}

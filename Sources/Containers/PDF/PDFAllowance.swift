/// What reading one file may still cost; all its revisions share it.
final class PDFAllowance {
    let inventory: PDFInventory
    let bounds: PDFBounds
    /// The bound that was met first.
    ///
    /// From then on nothing is read, so that what was read means nothing.
    private(set) var reached: PDFError?
    /// Values of objects that are kept at hand.
    var kept = 0
    private var rows = 0
    private var memory = 0

    init(_ inventory: PDFInventory, bounds: PDFBounds) {
        self.inventory = inventory
        self.bounds = bounds
    }

    /// Counts the cross-reference rows that qpdf may read for a revision.
    func open(upTo end: Int) throws(PDFError) {
        rows += inventory.sections.reduce(0) { $0 + ($1.start < end ? $1.rows : 0) }
        guard rows <= bounds.rows else { throw .limit("pdfRows", bounds.rows) }
    }

    /// Counts memory.
    ///
    /// - Returns: Whether there is enough.
    func spend(_ cost: Int) -> Bool {
        memory += cost
        if memory > bounds.memory { stop(.limit("pdfMemory", bounds.memory)) }
        return reached == nil
    }

    /// Stops the reading.
    func stop(_ error: PDFError) { reached = reached ?? error }
}

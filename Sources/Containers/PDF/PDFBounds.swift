/// What a PDF may make its reader do.
package struct PDFBounds: Hashable, Sendable {
    /// Cross-reference sections announced.
    package var marks = 10_000
    /// Revisions opened.
    package var revisions = 200
    /// Form fields looked at in one revision.
    package var fields = 50_000
    /// Pairs of values compared for one file.
    package var comparisons = 2_000_000
    /// Objects of a revision that is searched for hidden ones.
    package var hiddenSearch = 5_000
    /// Octets of a stream that are compared.
    package var streamOctets = 32 << 20
    /// Octets of a signature's Contents.
    package var contents = 16 << 20

    /// Rows of cross-reference sections: in a file, and in all revisions that are opened.
    package var rows = 1_500_000
    /// Values in one object.
    package var values = 150_000
    /// How often objects within objects may make the file be gone through.
    package var passes = 3
    /// Values in one trailer.
    package var largeTrailer = 10_000
    /// An object of this many values is large, and counted before it is read.
    package var largeObject = 64
    /// Octets of one object stream, unpacked.
    package var objectStream = 16 << 20
    /// What large objects and object streams may cost, in octets of memory, wherever they are read anew.
    package var memory = 96 << 20
    /// Values of objects that are kept at hand, for all revisions together.
    package var keptValues = 150_000

    package init() {}

    /// About what an object costs in memory: qpdf keeps everything that it reads, and large objects are copied before they are looked at.
    func cost(of skim: PDFSkim) -> Int { skim.values * (skim.values < largeObject ? 160 : 512) }
}

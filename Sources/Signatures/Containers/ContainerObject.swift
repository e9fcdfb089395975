internal import SandyqContainers
package import SandyqFiles
internal import SandyqValidation

/// A data object in a container that a signature was found to cover.
package struct ContainerObject: Sendable {
    private let archive: ZIPArchive
    private let entry: ZIPEntry

    /// The entry's name: a name, never a path.
    package var name: String { entry.name }

    /// The data objects that signatures which hold speak of, in the order of the ZIP entries.
    ///
    /// - Throws: What the system said, or that the container is no longer the one that was verified.
    static func all(
        in file: FileBytes,
        according report: Report,
        limits: Limits
    ) throws(FileError) -> [ContainerObject] {
        guard try Fingerprint(of: file) == report.file.sha256 else {
            throw FileError(
                path: report.file.name,
                kind: .other,
                reason: "changed since it was verified; not extracted"
            )
        }
        guard let archive = try? ZIPArchive(file, within: ZIPBounds(limits)) else { return [] }
        // What a signature further down speaks of is not in this container, whatever it is called.
        let holding = report.signatures.map(\.facts).filter { $0.isSound && !$0.isInner }
        let covered = Set(holding.flatMap(\.references).filter { $0.coverage == .whole }.map(\.name))
        return archive.entries.filter { entry in
            covered.contains(entry.name) && entry.name != "mimetype" && !entry.name.hasPrefix("META-INF/")
        }.map { ContainerObject(archive: archive, entry: $0) }
    }

    /// Unpacks the object from its beginning to its end.
    ///
    /// - Throws: What the system said, what the container says of itself that is not so, or what the user of the pieces threw.
    package func read(_ use: (Span<UInt8>) throws(FileError) -> Void) throws(FileError) {
        var failure: FileError?
        do throws(ZIPError) {
            try archive.read(entry) { piece in
                guard failure == nil else { return }
                do throws(FileError) { try use(piece) } catch { failure = error }
            }
        } catch {
            throw FileError(path: entry.name, kind: .other, reason: error.reason)
        }
        if let failure { throw failure }
    }
}

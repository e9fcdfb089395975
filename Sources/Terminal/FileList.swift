package import ArgumentParser
internal import SandyqFiles

/// The files a person named, and whether folders among them are entered.
package struct FileArguments: ParsableArguments {
    package init() {}

    @Argument(help: "Files; - is standard input.", completion: .file())
    package var files: [String]

    @Flag(help: "Enter folders, and the folders in them.")
    package var recursive = false

    /// What is to be looked at, in the order of the command line; each folder's files in the order of their paths.
    package func entries() -> [Entry] {
        var entries: [Entry] = []
        for path in files {
            guard path != "-", Folder.kind(of: path) == .folder else {
                entries.append(.file(path))
                continue
            }
            guard recursive else {
                entries.append(.unreadable("\(path): a folder; give --recursive to enter it"))
                continue
            }
            do throws(FileError) {
                let files = try Folder.files(under: path)
                entries += files.isEmpty ? [.unreadable("\(path): no file in this folder")] : files.map(Entry.file)
            } catch {
                entries.append(.unreadable(error.description))
            }
        }
        return entries
    }

    /// One file, or why there is none.
    package enum Entry: Hashable, Sendable {
        case file(String)
        case unreadable(String)
    }
}

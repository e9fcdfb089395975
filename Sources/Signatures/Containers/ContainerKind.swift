internal import SandyqContainers
internal import SandyqFiles
internal import SandyqValidation

/// Which kind of container an archive is, by what is in it; its mimetype is held against that.
struct ContainerKind {
    let format: SignatureFormat
    let notes: [Finding]

    /// Tells the kind; an archive without signatures, time-stamps and evidence records is no container of them.
    init(type: String?, members: [PlacedMember], entries: [ZIPEntry]) {
        var isNational = false
        var hasManifest = false
        var isSigned = false
        let messages = Set(members.filter { if case .message = $0.member { true } else { false } }.map(\.entry.name))
        var isManifestSigned = false
        for placed in members {
            switch placed.member {
            case .manifest(let manifest):
                (isNational, hasManifest) = (isNational || manifest.isNational, true)
                isManifestSigned = isManifestSigned || messages.contains(manifest.signatureName)
            case .brokenManifest: hasManifest = true
            case .message, .token, .record, .signatures, .unreadable: isSigned = true
            }
        }
        guard isSigned || hasManifest else {
            (format, notes) = (.none, [])
            return
        }
        if isNational || members.contains(where: { $0.entry.name == "META-INF/NCAManifest.xml" }) {
            (format, notes) = (.ncaZIP, [])
        } else if let type, type.hasPrefix(Self.openDocument) {
            (format, notes) = (.odf, [])
        } else if type == Self.extended || type == Self.simple {
            let isSimple = type == Self.simple
            // One data object, and no manifest but those of archive time-stamps (EN 319 162-1 clause 4.3.3).
            let contradicts = isSimple && (isManifestSigned || Self.countOfObjects(entries) != 1)
            (format, notes) = (isSimple ? .asicS : .asicE, contradicts ? [.containerMimetype(type)] : [])
        } else {
            format = Self.countOfObjects(entries) == 1 && !hasManifest ? .asicS : .asicE
            notes = [.containerMimetype(type)]
        }
    }

    private static func countOfObjects(_ entries: [ZIPEntry]) -> Int {
        entries.count { !$0.isFolder && $0.name != "mimetype" && !$0.name.hasPrefix("META-INF/") }
    }

    private static let simple = "application/vnd.etsi.asic-s+zip"
    private static let extended = "application/vnd.etsi.asic-e+zip"
    private static let openDocument = "application/vnd.oasis.opendocument"

    /// What a broken archive was, by the names that can still be seen at its beginning and its end.
    static func guess(from file: FileBytes) throws(ReadingStop) -> SignatureFormat {
        let size = min(file.count, 64 << 10)
        let ends: [ArraySlice<UInt8>]
        do throws(FileError) {
            ends = [try file.head(size), try file.bytes(in: file.count - size..<file.count)]
        } catch { throw .file(error) }
        for (mark, format) in marks where ends.contains(where: { $0.contains(mark) }) { return format }
        return .none
    }

    private static let marks: [([UInt8], SignatureFormat)] = [
        ("META-INF/NCAManifest.xml", SignatureFormat.ncaZIP), ("META-INF/documentsignatures.xml", .odf),
        (simple, .asicS),
        (extended, .asicE), ("META-INF/ASiC", .asicE), ("META-INF/signature", .asicE), ("META-INF/timestamp", .asicE),
        ("META-INF/evidencerecord", .asicE),
    ].map { (Array($0.utf8), $1) }
}

extension ArraySlice<UInt8> {
    /// Whether these octets stand somewhere among them.
    fileprivate func contains(_ mark: [UInt8]) -> Bool {
        guard let first = mark.first else { return true }
        var rest = self
        while let place = rest.firstIndex(of: first) {
            rest = rest[place...]
            if rest.starts(with: mark) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}

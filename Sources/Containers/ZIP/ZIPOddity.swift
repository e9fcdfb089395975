/// Something about an archive that an honest writer does not do, and that does not make it unreadable.
package enum ZIPOddity: Hashable, Sendable {
    /// So many octets stand before the first entry.
    case octetsBefore(Int)
    /// So many octets stand between entries, or between them and the central directory.
    case octetsBetween(Int)
    /// So many octets follow the end.
    case octetsAfter(Int)
    /// Octets that look like the end of the central directory stand in two places.
    case secondDirectoryEnd
    /// A name that leads out of the folder it would be unpacked to, or is no name of a file.
    case strayingName(String)
    /// Two names that many file systems take for one.
    case similarNames(String, String)

    /// What is odd about the names of one archive.
    static func oddities(ofNames names: [String]) -> [ZIPOddity] {
        var oddities: [ZIPOddity] = []
        var seen: [String: String] = [:]
        for name in names {
            if strays(name) { oddities.append(.strayingName(name)) }
            let plain = folded(name)
            if let other = seen[plain] {
                oddities.append(.similarNames(other, name))
            } else {
                seen[plain] = name
            }
        }
        return oddities
    }

    private static func strays(_ name: String) -> Bool {
        let parts = name.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }
        let hasDrive = parts.first.map { $0.count == 2 && $0.hasSuffix(":") } ?? false
        return hasDrive || parts.contains("..") || parts.first == "" || name.contains("\\")
            || name.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7f }
    }

    /// A name without what file systems pass over: case and parts that lead nowhere; composition is passed over by comparing.
    private static func folded(_ name: String) -> String {
        name.split { $0 == "/" || $0 == "\\" }.filter { $0 != "." }.joined(separator: "/").lowercased()
    }
}

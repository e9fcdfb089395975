/// A part of a JSON report, as a manifest expects it or as a report says it.
indirect enum ExpectedReport: Decodable, Sendable, Equatable {
    case null
    case boolean(Bool)
    case number(Double)
    case text(String)
    case list([ExpectedReport])
    case object([String: ExpectedReport])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .boolean(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([ExpectedReport].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: ExpectedReport].self))
        }
    }

    /// Lists that are lists in the report too; any other list offers alternatives for one value.
    private static let lists: Set<String> = [
        "signatures", "timestamps", "references", "roles", "policies", "claimedRoles",
    ]

    /// Where a report differs from what is expected; keys that are not expected may hold anything.
    func differences(from report: ExpectedReport, at path: String = "") -> [String] {
        switch (self, report) {
        case (.object(let expected), .object(let found)):
            return expected.sorted { $0.key < $1.key }.flatMap { key, value in
                value.differences(from: found[key] ?? .null, at: path.isEmpty ? key : "\(path).\(key)")
            }
        case (.list(let expected), .list(let found)) where path.hasSuffix("warnings"):
            let identifiers = found.map(\.identifier)
            return expected.filter { !identifiers.contains($0) }.map { "\(path): \($0) is missing" }
        case (.list(let expected), .list(let found)) where Self.lists.contains(path.lastComponent):
            guard expected.count == found.count else {
                return ["\(path): \(found.count) entries, not \(expected.count)"]
            }
            return zip(expected, found).enumerated().flatMap { index, pair in
                pair.0.differences(from: pair.1, at: "\(path).\(index)")
            }
        case (.list(let alternatives), _) where !Self.lists.contains(path.lastComponent):
            return alternatives.contains(report) ? [] : ["\(path): \(report), none of \(alternatives)"]
        default:
            return self == report ? [] : ["\(path): \(report), not \(self)"]
        }
    }

    /// The `id` of a warning.
    private var identifier: ExpectedReport {
        if case .object(let members) = self { members["id"] ?? .null } else { .null }
    }
}

extension String {
    fileprivate var lastComponent: String { split(separator: ".").last.map(String.init) ?? "" }
}

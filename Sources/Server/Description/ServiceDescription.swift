#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The OpenAPI document of what a service answers: Sandyq's own routes, and NCANode's where they are switched on.
struct ServiceDescription: Sendable {
    let document: JSONValue

    /// Puts the document together.
    ///
    /// - Parameter prefix: Where NCANode's routes begin; nil: there are none.
    /// - Throws: That a part this program carries cannot be read.
    init(ncanode prefix: String?) throws {
        let decoder = JSONDecoder()
        let own = try decoder.decode(JSONValue.self, from: Data(PackageResources.openapi_json))
        guard let prefix else {
            document = own
            return
        }
        let theirs = try decoder.decode(JSONValue.self, from: Data(PackageResources.ncanode_json))
        let base = prefix.hasSuffix("/") ? String(prefix.dropLast()) : prefix
        var paths = own["paths"].members
        for (path, item) in theirs["paths"].members { paths[base + path] = item }
        let schemas = own["components"]["schemas"].members.merging(theirs["schemas"].members) { own, _ in own }
        var members = own.members
        members["paths"] = .object(paths)
        members["components"] = .object(["schemas": .object(schemas)])
        document = .object(members)
    }

    /// The document as it is served, names in order.
    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(document))
    }
}

extension JSONValue {
    /// A member of an object; null where there is none.
    subscript(name: String) -> JSONValue { members[name] ?? .null }

    /// Those of an object.
    var members: [String: JSONValue] { if case .object(let members) = self { members } else { [:] } }

    /// Those of an array.
    var items: [JSONValue] { if case .array(let items) = self { items } else { [] } }

    /// What a text says; empty for anything else.
    var text: String { if case .text(let text) = self { text } else { "" } }
}

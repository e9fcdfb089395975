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
    /// - Parameters:
    ///   - prefix: Where NCANode's routes begin; nil: there are none.
    ///   - hasVault: Whether the vault's routes are there.
    /// - Throws: That a part this program carries cannot be read.
    init(ncanode prefix: String?, vault hasVault: Bool) throws {
        var description = try Self.part(PackageResources.openapi_json)
        if hasVault { description = description.adding(try Self.part(PackageResources.vault_json), below: "") }
        if let prefix {
            let base = prefix.hasSuffix("/") ? String(prefix.dropLast()) : prefix
            description = description.adding(try Self.part(PackageResources.ncanode_json), below: base)
        }
        document = description
    }

    private static func part(_ bytes: [UInt8]) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
    }

    /// The document as it is served, names in order.
    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(document))
    }
}

extension JSONValue {
    /// The document with a part's paths, below a prefix, and its schemas; of equal names the document's own stay.
    fileprivate func adding(_ part: JSONValue, below base: String) -> JSONValue {
        var members = members
        var paths = self["paths"].members
        for (path, item) in part["paths"].members { paths[base + path] = item }
        let schemas = self["components"]["schemas"].members.merging(part["schemas"].members) { own, _ in own }
        members["paths"] = .object(paths)
        members["components"] = .object(["schemas": .object(schemas)])
        return .object(members)
    }

    /// A member of an object; null where there is none.
    subscript(name: String) -> JSONValue { members[name] ?? .null }

    /// Those of an object.
    var members: [String: JSONValue] { if case .object(let members) = self { members } else { [:] } }

    /// Those of an array.
    var items: [JSONValue] { if case .array(let items) = self { items } else { [] } }

    /// What a text says; empty for anything else.
    var text: String { if case .text(let text) = self { text } else { "" } }
}

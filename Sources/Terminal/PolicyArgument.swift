internal import SandyqFiles
package import SandyqValidation

/// `--policy NAME|FILE`.
package enum PolicyArgument {
    /// Octets of a policy file.
    private static let mostBytes = 1 << 20

    /// The policy of a name, else of a file.
    package static func policy(_ argument: String) throws -> Policy {
        if let policy = try Policy.named(argument) { return policy }
        guard argument == "-" || Folder.kind(of: argument) != .nothing else {
            throw Complaint(
                "--policy \(argument): no such file, and not \(Policy.names.joined(separator: ", "))",
                status: .usage
            )
        }
        guard let bytes = try ReadableFile(path: argument).bytes(atMost: mostBytes) else {
            throw Complaint("--policy \(argument): more than \(mostBytes >> 20) MiB is no policy")
        }
        do {
            return try Policy(json5: bytes)
        } catch {
            throw Complaint(
                "--policy \(argument): \(explanation(of: error)); docs/policies.md says what a policy holds"
            )
        }
    }

    /// Where a decoder stopped, and why.
    private static func explanation(of error: any Error) -> String {
        guard let error = error as? DecodingError else { return "\(error)" }
        switch error {
        case .keyNotFound(let key, let context): return "no \"\(path(context.codingPath + [key]))\""
        case .valueNotFound(_, let context): return "\"\(path(context.codingPath))\" is null"
        case .typeMismatch(_, let context): return "\"\(path(context.codingPath))\": \(context.debugDescription)"
        case .dataCorrupted(let context):
            return context.codingPath.isEmpty
                ? "not JSON5: \(context.debugDescription)"
                : "\"\(path(context.codingPath))\": \(context.debugDescription)"
        @unknown default: return "\(error)"
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String { keys.map(\.stringValue).joined(separator: ".") }
}

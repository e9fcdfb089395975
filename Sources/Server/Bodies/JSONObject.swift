#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Any JSON.
enum JSONValue: Hashable, Sendable, Codable {
    case null
    case truth(Bool)
    case number(Double)
    case text(String)
    case array([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if value.decodeNil() {
            self = .null
        } else if let truth = try? value.decode(Bool.self) {
            self = .truth(truth)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let items = try? value.decode([JSONValue].self) {
            self = .array(items)
        } else {
            self = .object(try value.decode([String: JSONValue].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .null: try value.encodeNil()
        case .truth(let truth): try value.encode(truth)
        case .number(let number) where number == number.rounded() && abs(number) < 1e15: try value.encode(Int(number))
        case .number(let number): try value.encode(number)
        case .text(let text): try value.encode(text)
        case .array(let items): try value.encode(items)
        case .object(let members): try value.encode(members)
        }
    }
}

/// The members of a JSON object that a request sent, taken out one by one; faults are collected, so that a client learns of all
/// at once.
struct JSONObject: Sendable {
    private var members: [String: JSONValue]
    private let pointer: String
    private(set) var faults: [Problem.Field] = []

    /// Nested values that are read.
    private static let mostDepth = 16

    /// Reads a body.
    init(_ bytes: [UInt8]) throws(Problem) {
        guard Self.depth(of: bytes) <= Self.mostDepth,
            let members = try? JSONDecoder().decode([String: JSONValue].self, from: Data(bytes))
        else { throw .jsonMalformed }
        self.init(members, at: "")
    }

    private init(_ members: [String: JSONValue], at pointer: String) {
        self.members = members
        self.pointer = pointer
    }

    /// Names of members that nobody has taken.
    var left: [String] { members.keys.sorted() }

    /// Notes what is wrong with a member.
    mutating func note(_ name: String, _ fault: Problem.Field.Fault) {
        faults.append(Problem.Field(pointer: pointer(to: name), fault: fault))
    }

    /// Takes a text that may be missing or null.
    mutating func text(_ name: String, form: String = "a text") -> String? {
        switch members.removeValue(forKey: name) {
        case nil, .null: return nil
        case .text(let text): return text
        default:
            note(name, .invalid(form: form))
            return nil
        }
    }

    /// Takes a text that must be there.
    mutating func requiredText(_ name: String, form: String = "a text") -> String? {
        let isThere = members[name] ?? .null != .null
        let text = text(name, form: form)
        if !isThere { note(name, .missing) }
        return text
    }

    /// Takes a truth that may be missing or null.
    mutating func truth(_ name: String) -> Bool? {
        switch members.removeValue(forKey: name) {
        case nil, .null: return nil
        case .truth(let truth): return truth
        default:
            note(name, .invalid(form: "true or false"))
            return nil
        }
    }

    /// Takes a list of texts that may be missing or null.
    mutating func texts(_ name: String) -> [String]? {
        switch members.removeValue(forKey: name) {
        case nil, .null: return nil
        case .array(let items):
            let texts = items.compactMap { item -> String? in
                if case .text(let text) = item { return text }
                return nil
            }
            if texts.count == items.count { return texts }
            note(name, .invalid(form: "a list of texts"))
            return nil
        default:
            note(name, .invalid(form: "a list of texts"))
            return nil
        }
    }

    /// Takes a list of objects that must be there, of at most so many; the reader's faults become this object's.
    mutating func objects<Item>(_ name: String, atMost most: Int, _ read: (inout JSONObject) -> Item?) -> [Item] {
        let form = "a list of at most \(most) objects"
        switch members.removeValue(forKey: name) {
        case nil, .null:
            note(name, .missing)
            return []
        case .array(let items) where items.count <= most:
            var results: [Item] = []
            for (index, item) in items.enumerated() {
                guard case .object(let members) = item else {
                    note(name, .invalid(form: form))
                    return []
                }
                var object = JSONObject(members, at: "\(pointer(to: name))/\(index)")
                if let result = read(&object) { results.append(result) }
                faults += object.faults
            }
            return results
        default:
            note(name, .invalid(form: form))
            return []
        }
    }

    /// Notes every member that nobody has taken.
    mutating func refuseTheRest() { for name in left { note(name, .unknown) } }

    /// Refuses the request when anything was noted.
    func check() throws(Problem) { if !faults.isEmpty { throw .fieldsInvalid(faults) } }

    private func pointer(to name: String) -> String {
        let escaped = name.replacing("~", with: "~0").replacing("/", with: "~1")
        return "\(pointer)/\(escaped)"
    }

    /// How deep values are nested, told without a parser that might recurse.
    private static func depth(of bytes: [UInt8]) -> Int {
        var (depth, deepest) = (0, 0)
        var isInText = false
        var isEscaped = false
        for byte in bytes {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\"") {
                isInText.toggle()
            } else if isInText {
                isEscaped = byte == UInt8(ascii: "\\")
            } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                depth += 1
                deepest = max(deepest, depth)
            } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
                depth -= 1
            }
        }
        return deepest
    }
}

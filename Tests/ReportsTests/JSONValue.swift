/// JSON read back with the order of its members, strictly: a second, independent opinion on what the writer wrote.
indirect enum JSONValue: Equatable {
    case null
    case boolean(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([Member])

    struct Member: Equatable {
        let key: String
        let value: JSONValue
    }

    struct Malformed: Error { let at: Int }

    init(_ bytes: [UInt8]) throws {
        var parser = Parser(bytes: bytes)
        self = try parser.value()
        guard parser.index == bytes.count else { throw Malformed(at: parser.index) }
    }

    subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    subscript(index: Int) -> JSONValue? {
        guard case .array(let items) = self, items.indices.contains(index) else { return nil }
        return items[index]
    }

    var keys: [String] {
        guard case .object(let members) = self else { return [] }
        return members.map(\.key)
    }

    var count: Int? {
        guard case .array(let items) = self else { return nil }
        return items.count
    }

    var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }
}

/// Reads RFC 8259 without white space between tokens, which the writer never writes.
private struct Parser {
    let bytes: [UInt8]
    var index = 0

    private var malformed: JSONValue.Malformed { JSONValue.Malformed(at: index) }

    private mutating func next() throws -> UInt8 {
        guard index < bytes.count else { throw malformed }
        defer { index += 1 }
        return bytes[index]
    }

    private mutating func take(_ text: String) -> Bool {
        guard bytes[index...].starts(with: text.utf8) else { return false }
        index += text.utf8.count
        return true
    }

    mutating func value() throws -> JSONValue {
        if take("null") { return .null }
        if take("true") { return .boolean(true) }
        if take("false") { return .boolean(false) }
        if take("[") { return .array(try items(until: "]") { try $0.value() }) }
        if take("{") { return .object(try items(until: "}") { try $0.member() }) }
        if take("\"") { return .string(try string()) }
        let digits = bytes[index...].prefix { $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) }
        index += digits.count
        guard let number = Double(String(decoding: digits, as: UTF8.self)) else { throw malformed }
        return .number(number)
    }

    private mutating func items<Item>(until end: String, _ item: (inout Parser) throws -> Item) throws -> [Item] {
        if take(end) { return [] }
        var items = [try item(&self)]
        while take(",") { items.append(try item(&self)) }
        guard take(end) else { throw malformed }
        return items
    }

    private mutating func member() throws -> JSONValue.Member {
        guard take("\"") else { throw malformed }
        let key = try string()
        guard take(":") else { throw malformed }
        return JSONValue.Member(key: key, value: try value())
    }

    private mutating func string() throws -> String {
        var units: [UInt8] = []
        while true {
            let byte = try next()
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: units, as: UTF8.self) else { throw malformed }
                return text
            case UInt8(ascii: "\\"): units += Array(String(try escape()).utf8)
            case 0..<0x20: throw malformed
            default: units.append(byte)
            }
        }
    }

    private mutating func escape() throws -> Character {
        switch try next() {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            var units = [try unit()]
            if 0xD800...0xDBFF ~= units[0] {
                guard take("\\u") else { throw malformed }
                units.append(try unit())
            }
            guard let text = String(validating: units, as: UTF16.self), let first = text.first else { throw malformed }
            return first
        default: throw malformed
        }
    }

    private mutating func unit() throws -> UInt16 {
        let digits = [try next(), try next(), try next(), try next()]
        guard let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16) else { throw malformed }
        return unit
    }
}

internal import SandyqValidation

extension GeneralName {
    /// The name as a person reads it; the caller makes it fit to be shown.
    var words: String {
        switch self {
        case .email(let text), .dns(let text), .uri(let text): text
        case .directory(let name): name.description
        case .address(let bytes): Self.address(bytes)
        case .registeredID(let identifier): identifier.rawValue
        case .other(let tag, let encoding): "[\(tag)] \(encoding.prefix(32).hexadecimal)"
        }
    }

    private static func address(_ bytes: [UInt8]) -> String {
        switch bytes.count {
        case 4: bytes.map(String.init).joined(separator: ".")
        case 8: address(Array(bytes.prefix(4))) + "/" + address(Array(bytes.suffix(4)))
        case 16:
            stride(from: 0, to: 16, by: 2)
                .map { String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16) }
                .joined(separator: ":")
        case 32: address(Array(bytes.prefix(16))) + "/" + address(Array(bytes.suffix(16)))
        default: bytes.hexadecimal
        }
    }
}

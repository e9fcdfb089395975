#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Takes the text around binary encodings off: PEM (RFC 7468, as loosely as it is written), base64, `data:` addresses.
package enum Armor {
    /// The binary encodings in a file, in order; the bytes themselves when they are not text.
    package static func encodings(in bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        if bytes.first == 0x30, !isText(bytes.prefix(64)) { return [bytes] }
        let blocks = pemBlocks(in: bytes)
        if !blocks.isEmpty { return blocks }
        if let decoded = base64(withoutAddress(bytes)) { return [decoded] }
        return bytes.isEmpty ? [] : [bytes]
    }

    private static func isText(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.allSatisfy { (0x20...0x7e).contains($0) || (0x09...0x0d).contains($0) }
    }

    /// What stands between each `-----BEGIN` line and the `-----END` after it; headers as of RFC 1421 are passed over.
    private static func pemBlocks(in bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var blocks: [ArraySlice<UInt8>] = []
        var body: [UInt8]?
        for line in bytes.split(whereSeparator: { $0 == 0x0a || $0 == 0x0d }) {
            let text = line.drop { $0 == 0x20 || $0 == 0x09 }
            if text.starts(with: Array("-----BEGIN ".utf8)) {
                body = []
            } else if text.starts(with: Array("-----END ".utf8)) {
                if let whole = body, let decoded = base64(whole[...]) { blocks.append(decoded) }
                body = nil
            } else if !text.contains(UInt8(ascii: ":")) {
                body?.append(contentsOf: text)
            }
        }
        return blocks
    }

    private static func withoutAddress(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let head = bytes.prefix(256)
        guard head.starts(with: Array("data:".utf8)), let comma = head.firstIndex(of: UInt8(ascii: ",")) else {
            return bytes
        }
        return bytes[(comma + 1)...]
    }

    /// Decodes base64 with any white space in it and with or without padding; nil for anything else.
    package static func base64(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var digits = text.filter { !(0x09...0x0d).contains($0) && $0 != 0x20 }
        while digits.last == UInt8(ascii: "=") { digits.removeLast() }
        guard !digits.isEmpty, digits.count % 4 != 1 else { return nil }
        digits += [UInt8](repeating: UInt8(ascii: "="), count: (4 - digits.count % 4) % 4)
        return Data(base64Encoded: Data(digits)).map { [UInt8]($0)[...] }
    }
}

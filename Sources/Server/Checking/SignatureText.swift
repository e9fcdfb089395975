internal import SandyqSignatures

/// Signatures and certificates that come as text: base64, PEM, or a `data:` address.
enum SignatureText {
    /// The octets that a text stands for; nil when it is none of these.
    static func octets(_ text: String) -> [UInt8]? {
        let characters = Array(text.utf8)[...]
        let content = characters.drop { $0 == 0x20 || (0x09...0x0d).contains($0) }
        if content.starts(with: Array("-----BEGIN ".utf8)) { return Armor.encodings(in: content).first.map(Array.init) }
        guard content.starts(with: Array("data:".utf8)) else { return Armor.base64(content).map(Array.init) }
        let head = content.prefix(256)
        guard let comma = head.firstIndex(of: UInt8(ascii: ",")),
            String(decoding: head[..<comma], as: UTF8.self).lowercased().hasSuffix(";base64")
        else { return nil }
        return Armor.base64(content[(comma + 1)...]).map(Array.init)
    }
}

/// Writes what requests are made of, in DER (X.690 clause 10).
enum DEREncoding {
    /// Tag, length and contents, of fewer than 65,536 octets.
    static func element(_ tag: UInt8, _ contents: [UInt8]) -> [UInt8] {
        switch contents.count {
        case ..<0x80: [tag, UInt8(contents.count)] + contents
        case ..<0x100: [tag, 0x81, UInt8(contents.count)] + contents
        default: [tag, 0x82, UInt8(contents.count >> 8 & 0xff), UInt8(contents.count & 0xff)] + contents
        }
    }
}

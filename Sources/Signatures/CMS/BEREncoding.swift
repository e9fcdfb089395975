/// Makes elements with definite, minimal lengths.
enum BEREncoding {
    /// An element with a one-octet tag.
    static func element(_ tag: UInt8, _ contents: some Collection<UInt8>) -> [UInt8] { element([tag], contents) }

    /// An element with the identifier octets given.
    static func element(_ tag: ArraySlice<UInt8>, _ contents: some Collection<UInt8>) -> [UInt8] {
        let count = contents.count
        var encoding = Array(tag)
        encoding.reserveCapacity(count + 8)
        if count < 0x80 {
            encoding.append(UInt8(count))
        } else {
            let octets = (count.bitWidth - count.leadingZeroBitCount + 7) / 8
            encoding.append(0x80 | UInt8(octets))
            for octet in (0..<octets).reversed() { encoding.append(UInt8(truncatingIfNeeded: count >> (8 * octet))) }
        }
        encoding.append(contentsOf: contents)
        return encoding
    }
}

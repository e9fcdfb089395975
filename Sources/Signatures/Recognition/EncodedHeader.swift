/// The identifier and length octets of a BER value (X.690 clause 8.1): enough to tell what begins here, and where it ends.
struct EncodedHeader {
    /// The first identifier octet.
    let tag: UInt8
    /// Where the content begins.
    let contentStart: Int
    /// Where the content ends, which may lie beyond the bytes at hand; nil when end-of-contents octets tell.
    let contentEnd: Int?

    /// Reads the header that begins with the first of `bytes`; nil when it is cut off or no header at all.
    init?(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        guard let tag = rest.popFirst() else { return nil }
        if tag & 0x1f == 0x1f {
            // Tag numbers above 30 go on while the top bit is set.
            while let next = rest.popFirst() { if next & 0x80 == 0 { break } }
        }
        guard let first = rest.popFirst() else { return nil }
        var length = Int(first)
        if first == 0x80 {
            guard tag & 0x20 != 0 else { return nil }
            length = -1
        } else if first > 0x80 {
            guard first < 0x89, rest.count >= Int(first & 0x7f) else { return nil }
            length = 0
            for octet in rest.prefix(Int(first & 0x7f)) {
                guard length < 1 << 54 else { return nil }
                length = length << 8 | Int(octet)
            }
            rest = rest.dropFirst(Int(first & 0x7f))
        }
        self.tag = tag
        contentStart = rest.startIndex
        contentEnd = length < 0 ? nil : rest.startIndex + length
    }

    /// Where a value ends.
    enum Extent: Equatable {
        case ends(Int)
        case breaksOff
        /// Values of indefinite length are nested deeper than allowed.
        case tooDeep
    }

    /// Finds the end of the value that begins with the first of `bytes`, without recursion.
    static func extent(of bytes: ArraySlice<UInt8>, depth limit: Int) -> Extent {
        var open = 0
        var rest = bytes
        repeat {
            if open > 0, rest.count >= 2, rest[rest.startIndex] == 0, rest[rest.startIndex + 1] == 0 {
                open -= 1
                rest = rest.dropFirst(2)
                continue
            }
            guard let header = EncodedHeader(rest) else { return .breaksOff }
            if let end = header.contentEnd {
                guard end <= bytes.endIndex else { return .breaksOff }
                rest = bytes[end...]
            } else {
                open += 1
                guard open <= limit else { return .tooDeep }
                rest = bytes[header.contentStart...]
            }
        } while open > 0
        return .ends(rest.startIndex)
    }

    /// Whether values are nested deeper than `limit`: asked only once a structure could not be read.
    static func isNested(deeperThan limit: Int, in bytes: ArraySlice<UInt8>) -> Bool {
        var ends: [Int] = []
        var rest = bytes
        while !rest.isEmpty {
            while let end = ends.last, end != .max, rest.startIndex >= end { ends.removeLast() }
            if ends.last == .max, rest.first == 0, rest.dropFirst().first == 0 {
                ends.removeLast()
                rest = rest.dropFirst(2)
                continue
            }
            guard let header = EncodedHeader(rest) else { return false }
            let end = min(header.contentEnd ?? bytes.endIndex, bytes.endIndex)
            if header.tag & 0x20 != 0 {
                ends.append(header.contentEnd == nil ? .max : end)
                guard ends.count <= limit else { return true }
                rest = bytes[header.contentStart...]
            } else {
                rest = bytes[end...]
            }
        }
        return false
    }
}

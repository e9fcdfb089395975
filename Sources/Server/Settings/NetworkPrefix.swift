internal import SandyqOpenSSL

/// A range of network addresses, as `10.0.0.0/8` or `2001:db8::/32` (RFC 4632 clause 3.1); an address alone is a range of one.
package struct NetworkPrefix: Hashable, Sendable, CustomStringConvertible {
    private let octets: [UInt8]
    private let bits: Int
    package let description: String

    /// Reads a range; nil when it is none.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = parts.first, let octets = NetworkAddress(String(address))?.octets else { return nil }
        let size = octets.count * 8
        let bits = parts.count == 2 ? Int(parts[1]) : size
        guard let bits, (0...size).contains(bits) else { return nil }
        self.octets = octets
        self.bits = bits
        description = String(text)
    }

    /// Whether an address lies in the range.
    package func contains(_ address: NetworkAddress) -> Bool {
        guard address.octets.count == octets.count else { return false }
        let whole = bits / 8
        guard address.octets[..<whole] == octets[..<whole] else { return false }
        let rest = bits % 8
        return rest == 0 || address.octets[whole] >> UInt8(8 - rest) == octets[whole] >> UInt8(8 - rest)
    }
}

/// The address of a host; IPv4 inside IPv6 (RFC 4291 clause 2.5.5.2) counts as the IPv4 address it is.
package struct NetworkAddress: Hashable, Sendable {
    /// Four octets or sixteen.
    let octets: [UInt8]

    /// Reads an address without port; nil when it is none.
    init?(_ text: String) {
        // A zone (RFC 4007 clause 11) says where a link-local address is valid, not which it is.
        let figures = text.split(separator: "%", maxSplits: 1).first.map(String.init) ?? text
        guard let bytes = HostAddress.octets(inFigures: figures) else { return nil }
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]
        octets = bytes.count == 16 && bytes.starts(with: mapped) ? Array(bytes[12...]) : bytes
    }

    /// What a limit counts as one client: an IPv4 address, or the 64 bits of an IPv6 address that a subscriber is given.
    var subscriber: NetworkAddress {
        octets.count == 4 ? self : NetworkAddress(octets: octets[..<8] + [0, 0, 0, 0, 0, 0, 0, 0])
    }

    private init(octets: [UInt8]) { self.octets = octets }
}

extension NetworkAddress: CustomStringConvertible {
    /// In figures: `192.0.2.1`, or eight groups of hexadecimal digits.
    package var description: String {
        guard octets.count == 16 else { return octets.map(String.init).joined(separator: ".") }
        let groups = stride(from: 0, to: 16, by: 2).map { Int(octets[$0]) << 8 | Int(octets[$0 + 1]) }
        return groups.map { String($0, radix: 16) }.joined(separator: ":")
    }
}

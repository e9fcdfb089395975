internal import COpenSSL
#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif

/// A network address of a host, with its port.
package struct HostAddress {
    /// As BIO_new_connect wants it: `192.0.2.1:80`, `[2001:db8::1]:80`.
    let text: String
    /// Four octets or sixteen.
    let octets: [UInt8]

    /// The addresses a name has.
    ///
    /// - Throws: `HTTPFailure.unresolved` when it has none.
    static func all(of host: String, port: String) throws(HTTPFailure) -> [HostAddress] {
        var list: OpaquePointer?
        guard
            unsafe BIO_lookup_ex(
                host,
                port,
                Int32(BIO_LOOKUP_CLIENT.rawValue),
                AF_UNSPEC,
                Int32(SOCK_STREAM.rawValue),
                0,
                &list
            )
                == 1
        else { throw .unresolved(host) }
        defer { unsafe BIO_ADDRINFO_free(list) }
        var addresses: [HostAddress] = []
        var next = unsafe list
        while let entry = unsafe next, addresses.count < 8 {
            if let address = unsafe HostAddress(BIO_ADDRINFO_address(entry), port: port) { addresses.append(address) }
            unsafe next = BIO_ADDRINFO_next(entry)
        }
        return addresses
    }

    private init?(_ address: OpaquePointer?, port: String) {
        var count = 0
        guard unsafe BIO_ADDR_rawaddress(address, nil, &count) == 1, count == 4 || count == 16,
            let name = unsafe BIO_ADDR_hostname_string(address, 1)
        else { return nil }
        defer { unsafe CRYPTO_free(name, #file, #line) }
        var octets = [UInt8](repeating: 0, count: count)
        guard unsafe BIO_ADDR_rawaddress(address, &octets, &count) == 1 else { return nil }
        self.octets = octets
        let host = unsafe String(cString: name)
        text = count == 4 ? "\(host):\(port)" : "[\(host)]:\(port)"
    }

    /// Takes octets alone, for judging.
    package init(octets: [UInt8]) {
        self.octets = octets
        text = ""
    }

    /// Whether anybody on the internet can reach it (RFC 6890 and its registries).
    package var isPublic: Bool {
        octets.count == 4 ? Self.isPublic4(octets[...]) : Self.isPublic6(octets)
    }

    private static func isPublic4(_ octets: ArraySlice<UInt8>) -> Bool {
        let value = octets.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return !reserved4.contains { value >> (32 - $0.bits) == $0.prefix >> (32 - $0.bits) }
    }

    /// This network, private use, shared space, loopback, link-local, protocol assignments, documentation, 6to4 relays, benchmarks, multicast, reserved.
    private static let reserved4: [(prefix: UInt32, bits: UInt32)] = [
        (0x0000_0000, 8), (0x0a00_0000, 8), (0x6440_0000, 10), (0x7f00_0000, 8), (0xa9fe_0000, 16), (0xac10_0000, 12),
        (0xc000_0000, 24), (0xc000_0200, 24), (0xc058_6300, 24), (0xc0a8_0000, 16), (0xc612_0000, 15),
        (0xc633_6400, 24), (0xcb00_7100, 24), (0xe000_0000, 4), (0xf000_0000, 4),
    ]

    private static func isPublic6(_ octets: [UInt8]) -> Bool {
        // IPv4 inside IPv6: mapped, NAT64 and 6to4.
        if octets.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff])
            || octets.starts(with: [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0])
        {
            return isPublic4(octets[12...])
        }
        if octets.starts(with: [0x20, 0x02]) { return isPublic4(octets[2..<6]) }
        // Only 2000::/3 is given out; of it, documentation and the assignments of 2001::/23 are not for hosts.
        guard octets[0] >> 5 == 0b001 else { return false }
        return !octets.starts(with: [0x20, 0x01, 0x0d, 0xb8]) && !(octets.starts(with: [0x20, 0x01]) && octets[2] < 2)
    }
}

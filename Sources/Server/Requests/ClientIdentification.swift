internal import HTTPTypes
internal import Hummingbird

/// Tells who asks, and what the request is called, when a proxy may stand between.
struct ClientIdentification: Sendable {
    let trustedProxies: [NetworkPrefix]

    /// Addresses of a chain of proxies that are looked at.
    private static let mostHops = 16

    /// The last address on the way that is not a proxy we trust; what stands before it, anybody can have written.
    func client(of request: Request, from peer: NetworkAddress?) -> NetworkAddress? {
        guard let peer, isTrusted(peer) else { return peer }
        let hops = request.headers[values: .forwardedFor].flatMap { $0.split(separator: ",") }
        var nearest = peer
        for hop in hops.suffix(Self.mostHops).reversed() {
            guard let address = NetworkAddress(Self.address(in: hop)) else { return nearest }
            nearest = address
            if !isTrusted(address) { return address }
        }
        return nearest
    }

    /// The name a trusted proxy gave the request, when it is one that can do no harm in a log.
    func requestID(of request: Request, from peer: NetworkAddress?) -> String? {
        guard let peer, isTrusted(peer), let name = request.headers[.requestID] else { return nil }
        let isPlain = name.utf8.allSatisfy { character in
            switch character {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        return isPlain && (1...64).contains(name.utf8.count) ? name : nil
    }

    private func isTrusted(_ address: NetworkAddress) -> Bool { trustedProxies.contains { $0.contains(address) } }

    /// Without white space and brackets, and without a port.
    private static func address(in hop: Substring) -> String {
        let text = hop.filter { $0 != " " && $0 != "\t" && $0 != "\"" }
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            return String(text[text.index(after: text.startIndex)..<end])
        }
        let colons = text.utf8.count { $0 == UInt8(ascii: ":") }
        return colons == 1 ? String(text.prefix { $0 != ":" }) : text
    }
}
